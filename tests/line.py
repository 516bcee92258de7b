"""A mail server in memory that speaks real SMTP with the real client, in one thread and without a wait."""

import io
import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest


@dataclass
class MailServerInMemory:
    """What it took, and what it is to answer."""

    #: Recipient and content of each that it said yes to, a line each, in order.
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    #: Nobody is there.
    down: bool = False
    #: Recipient to answer in place of yes.
    refuses: dict[str, str] = field(default_factory=dict)
    #: Called whenever it took a mail: a test's clock, or death.
    on_taken: Callable[[], None] = lambda: None

    def use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let every connection of smtplib end here."""
        monkeypatch.setattr(smtplib.SMTP, "_get_socket", lambda *_: self.connect())

    def connect(self) -> "Line":
        if self.down:
            raise ConnectionRefusedError(111, "Connection refused")
        return Line(self)


class Line:
    """One connection, as smtplib uses a socket."""

    def __init__(self, server: MailServerInMemory) -> None:
        self._server, self._answers = server, io.BytesIO(b"220 mail.example ESMTP\r\n")
        self._to: list[str] = []
        self._in_data, self._body = False, b""

    def makefile(self, mode: str, buffering: int) -> io.BytesIO:
        assert (mode, buffering) == ("rb", 0)
        return self._answers

    def settimeout(self, seconds: float) -> None:
        """Nothing here waits."""

    def close(self) -> None:
        """Nothing is open."""

    def sendall(self, given: bytes) -> None:
        if self._in_data:
            self._body += given
            if self._body.endswith(b"\r\n.\r\n"):
                self._in_data = False
                self._server.taken += [(address, self._body) for address in self._to]
                self._say("250 2.0.0 Ok")
                self._server.on_taken()
            return
        self._say(self._answer(given.decode().rstrip("\r\n")))

    def _answer(self, command: str) -> str:
        verb = command[:4].upper()
        if verb == "EHLO":
            return "250-mail.example\r\n250-SIZE 10000000\r\n250 8BITMIME"
        if verb in ("MAIL", "RSET"):
            self._to = []
        if verb == "RCPT":
            found = re.search(r"<([^>]*)>", command)
            assert found
            if refusal := self._server.refuses.get(found[1]):
                return refusal
            self._to.append(found[1])
        if verb == "DATA":
            self._in_data, self._body = True, b""
            return "354 Go ahead"
        return "221 2.0.0 Bye" if verb == "QUIT" else "250 2.1.0 Ok"

    def _say(self, answer: str) -> None:
        place = self._answers.tell()
        self._answers.seek(0, io.SEEK_END)
        self._answers.write(f"{answer}\r\n".encode())
        self._answers.seek(place)
