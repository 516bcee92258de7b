"""How a message leaves: the protocol, and the folder of files that needs no server."""

import os
import tempfile
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from sheets_sync.errors import MailError

#: Address to what the server said, for recipients that it refused while it took the message for others.
Refused = dict[str, str]


class Transport(Protocol):
    """Hands one message over; a second hand-over of the same key changes nothing where that is possible."""

    def send(self, built: EmailMessage, key: str) -> Refused:
        """Recipients that were refused. Raises MailError when the message was taken for nobody."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class FolderTransport:
    """Writes each message into a folder as one .eml file, which any mail program opens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """The file of a key: the same key always has the same file."""
        _, when, unit, kind, _ = key.split("/")
        who = "van-phong" if unit == "-" else unit
        return self.folder / f"{who}-{kind}-{when}-{sha256(key.encode()).hexdigest()[:10]}.eml"

    def send(self, built: EmailMessage, key: str) -> Refused:
        """Write the file, whole or not at all."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".tmp", delete=False) as file:
                file.write(built.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self.path(key))
        except OSError as error:
            raise MailError(f"The mail folder {self.folder} cannot be written: {error}") from error
        return {}

    def close(self) -> None:
        """Nothing is open."""
