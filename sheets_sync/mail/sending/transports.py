"""How a message leaves: the interface, and the folder that needs nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from sheets_sync.disk import PRIVATE, remedy, write_whole
from sheets_sync.errors import MailUnavailable
from sheets_sync.mail.sending.answers import Answer


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one recipient did not get a message."""

    #: What the server said, in one line.
    reply: str
    #: Nobody need try again (5xx); else later (4xx).
    permanent: bool
    #: Line of the table of answers; none where the transport has no such table.
    answer: Answer | None = field(default=None, compare=False)

    @property
    def code(self) -> str:
        """Of the line of the table of answers; empty without one."""
        return "" if self.answer is None else self.answer.code

    @property
    def remedy(self) -> str:
        """What a person can do; empty where nothing is known, or it passes."""
        return "" if self.answer is None else self.answer.remedy


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a message: every recipient is in one of the two."""

    served: tuple[str, ...]
    refused: Mapping[str, Refusal] = field(default_factory=dict)


class Transport(Protocol):
    """Hands messages over, one at a time; connects at the first one, to be closed after the last."""

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:
        """Hand a message over, byte for byte, to those of its recipients; what each of them got.

        A second hand-over of the same key changes nothing where that is possible. Raises MailUnsure when
        nobody knows whether it arrived, MailUnavailable when any other message would fare the same, MailError
        when nobody got it for a reason of its own.
        """
        ...

    def close(self) -> None:
        """End the connection, if there is one; the next message opens another."""
        ...


class FolderTransport:
    """Writes each message into a folder as one .eml file, which any mail program opens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """The file of a key: the same key always has the same file."""
        _, _, unit, kind, _ = key.split("/")
        who = "van-phong" if unit == "-" else unit
        return self.folder / f"{who}-{kind}-{sha256(key.encode()).hexdigest()[:10]}.eml"

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:
        """Write the file, whole or not at all."""
        try:
            write_whole(self.path(key), message, PRIVATE)
        except OSError as error:
            text = f"The mail folder {self.folder} cannot be written: {error.strerror}. {remedy(error)}"
            raise MailUnavailable(text) from error
        return Handed(tuple(recipients))

    def close(self) -> None:
        """Nothing is open."""
