"""The IT person, who backs the store up, brings backups back, and edits the roster."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

from sheets_sync import campaign
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.mail.sending.transports import Transport
from sheets_sync.pipeline import Project, provision
from sheets_sync.store import Store, open_store
from sheets_sync.store.copying import back_up, restore
from sheets_sync.store.workbooks import MASTER
from tests.ward import Ward

#: Code and name of a unit in its line.
NAMED = re.compile(r"^(TDP01,)[^,]+")
#: A unit that joins the campaign, and an address that TCKT has besides.
JOINING = "TDP02,Tổ dân phố số 2,TDP,,tdp02@phuong.example,2019-05-01,,,works,\n"
BESIDES = "phu.trach@phuong.example"


@dataclass
class Keeper:
    """Every deed leaves a campaign that goes on."""

    ward: Ward
    transport: Transport
    #: As the campaign began.
    _units: str = ""
    _first: Project | None = None
    _backups: list[Path] = field(default_factory=list)
    _reopened: ExitStack = field(default_factory=ExitStack)
    #: Of two computers, each with connections of its own that it keeps while the other one works.
    _stores: tuple[Store, ...] = ()
    _turns: Iterator[Store] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self._units, self._first = self._roster.read_text(encoding="utf-8"), self.ward.project
        self._stores = tuple(open_store(self.ward.project.config.store_url) for _ in range(2))

    @property
    def _roster(self) -> Path:
        return self.ward.project.config.file.with_name("units.csv")

    def close(self) -> None:
        """Nobody works in the campaign any more."""
        self._reopened.close()
        for store in self._stores:
            store.close()

    def begin(self) -> None:
        """As on the first day: no backups, and the roster that there was then."""
        self._reopened.close()
        self._turns = cycle(self._stores)
        self._roster.write_text(self._units, encoding="utf-8")
        if self._first is not None:
            self.ward.project = self._first
        for file in self._backups:
            file.unlink()
        self._backups.clear()

    def backup(self) -> None:
        """As `sheets-sync store backup` does."""
        file = self.ward.project.config.file.with_name(f"backup-{len(self._backups)}.db")
        back_up(self.ward.project.store, file)
        self._backups.append(file)

    def restore(self, number: int) -> None:
        """As `sheets-sync store restore` does: to the backup of this number, with another of what was."""
        store = self.ward.project.store
        aside = self._roster.with_name(f"backup-{len(self._backups)}.db")
        restore(store, self._backups[number], aside, lambda: None)
        store.workbooks.forget_tokens()
        self._backups.append(aside)

    def join(self) -> None:
        """A unit joins the roster."""
        if JOINING not in self._now:
            self._edit(self._now + JOINING)

    def leave(self) -> None:
        """That unit leaves the roster: what it reported stays, what it does since counts no more."""
        self._edit(self._now.replace(JOINING, ""))

    def address(self, *, more: bool) -> None:
        """TCKT gets another address, or loses it."""
        one = "taichinh@phuong.example"
        alone = self._now.replace(f"{one} {BESIDES}", one)
        self._edit(alone.replace(one, f"{one} {BESIDES}") if more else alone)

    def rename(self, where: int) -> None:
        """TDP01 gets another name; its people and its workbook stay."""
        lines = (
            NAMED.sub(rf"\g<1>Tổ dân phố số 1 (tên thứ {where})", line)
            for line in self._now.splitlines(keepends=True)
        )
        self._edit("".join(lines))

    def move(self) -> None:
        """Another host goes on, with connections of its own."""
        self._open()

    @property
    def _now(self) -> str:
        return self._roster.read_text(encoding="utf-8")

    def _edit(self, roster: str) -> None:
        if roster == self._now:
            return
        self._roster.write_text(roster, encoding="utf-8")
        self._open()

    def _open(self) -> None:
        config = load(self.ward.project.config.file, self.ward.project.forms)
        store = next(self._turns)
        with patch.object(campaign, "open_store", lambda *_, **__: nullcontext(store)):
            opened = self._reopened.enter_context(opened_config(config, "provision"))
        self.ward.project = replace(opened, transport=self.transport)

    def provide(self) -> None:
        """Carry the roster out, as `sheets-sync provision` does. Raises GoogleError."""
        provision(self.ward.project)

    def shut_out(self) -> list[str]:
        """Whom the roster names and a workbook does not let in, since it was edited."""
        project = self.ward.project
        if project is self._first:
            return []
        named = {code: unit.emails for code, unit in project.units.items()}
        named[MASTER] = tuple(project.config.office.emails)
        return [
            f"{code or 'master'}: {address}"
            for code, addresses in named.items()
            for let_in in [project.google.shared_with(self.ward.book(code))]
            for address in addresses
            if let_in.get(address) != "writer"
        ]
