"""Connections to a mail server that cannot keep us: its answers end, in letters and in time."""

import io
import smtplib
import time
from collections.abc import Callable
from typing import Any

#: Bytes of one answer; RFC 5321 (4.5.3.1.5) allows 512 a line, and few servers say more than twenty.
BYTES_OF_REPLY = 65_536
#: Seconds in which one answer must have come whole: as long as is waited for that to a whole message.
SECONDS_OF_REPLY = 600.0


class Answers(io.RawIOBase):
    """What a server says, each answer within its bounds. Raises TimeoutError beyond them."""

    def __init__(self, raw: Any, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._raw, self._clock = raw, clock
        self.begin()

    def begin(self) -> None:
        """Another answer is awaited."""
        self._left, self._until = BYTES_OF_REPLY, self._clock() + SECONDS_OF_REPLY

    def close(self) -> None:
        """With the socket's own file, which else would keep the connection open."""
        self._raw.close()
        super().close()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any) -> int | None:
        """What has come by now."""
        if self._left <= 0:
            raise TimeoutError(f"its answer is longer than {BYTES_OF_REPLY:,} bytes")
        if self._clock() > self._until:
            raise TimeoutError(f"its answer does not end within {SECONDS_OF_REPLY:g} seconds")
        count: int | None = self._raw.readinto(into)
        self._left -= count or 0
        return count


class _Bounded(smtplib.SMTP):
    _answers: Answers

    def getreply(self) -> tuple[int, bytes]:
        """As smtplib's, within bounds."""
        # STARTTLS begins anew on the same connection.
        if self.file is None and self.sock is not None:
            self._answers = Answers(self.sock.makefile("rb", buffering=0))
            self.file = io.BufferedReader(self._answers)
        if self.file is not None:
            self._answers.begin()
        return super().getreply()


class BoundedSMTP(_Bounded):
    """In plain text, at first."""


class BoundedTLS(_Bounded, smtplib.SMTP_SSL):
    """Encrypted from its first byte."""
