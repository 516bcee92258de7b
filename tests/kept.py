"""A campaign's whole state, kept at one moment and brought back as often as wanted."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sheets_sync.store import open_store
from sheets_sync.store.copying import back_up, copy
from tests.ward import Ward


@dataclass
class Kept:
    """What the local Google, the store and the folder of mails hold, as of its making."""

    ward: Ward
    _letters: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._control("checkpoint")
        if self._database is None:
            back_up(self.ward.project.store, self._file)
        else:
            with closing(sqlite3.connect(self._database)) as live, closing(self._copy()) as kept:
                live.backup(kept)
        self._letters = {file.name: file.read_bytes() for file in self.outbox.glob("*.eml")}

    def bring_back(self) -> None:
        """Everything as it was; who has the store open goes on with it."""
        self._control("rewind")
        if self._database is None:
            with open_store(f"sqlite:///{self._file}") as source:
                copy(source, self.ward.project.store)
        else:
            with closing(sqlite3.connect(self._database)) as live, closing(self._copy()) as kept:
                kept.backup(live)
        for file in self.outbox.glob("*"):
            file.unlink()
        for name, content in self._letters.items():
            (self.outbox / name).write_bytes(content)

    @property
    def campaign(self) -> Path:
        """The campaign's file."""
        return self.ward.project.config.file

    @property
    def outbox(self) -> Path:
        """The folder of mails."""
        config = self.ward.project.config
        return config.path(config.settings.mail.folder)

    @property
    def _database(self) -> Path | None:
        """SQLite's file; None where the store is on a server."""
        is_file = self.ward.project.config.store_url.startswith("sqlite")
        return self.campaign.with_name("sheets-sync.db") if is_file else None

    @property
    def _file(self) -> Path:
        return self.campaign.with_name("kept.db")

    def _copy(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file)

    def _control(self, name: str) -> None:
        assert self.ward.people.session.post(f"{self.ward.base_url}/_emulator/{name}").ok
