"""The IT person, who backs the store up, brings backups back, and edits the campaign's files."""

from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
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
from tests.machine.campaign import CAMPAIGN, EDITS, Roster
from tests.ward import Ward


@dataclass
class Keeper:
    """Every deed leaves a campaign that goes on."""

    ward: Ward
    transport: Transport
    #: As it stands in the files; the other changes by their numbers.
    _roster: Roster = field(default_factory=Roster)
    _edits: frozenset[int] = frozenset()
    #: As the campaign began.
    _first: Project | None = None
    _backups: list[Path] = field(default_factory=list)
    _reopened: ExitStack = field(default_factory=ExitStack)
    #: Of two computers, each with connections of its own that it keeps while the other one works.
    _stores: tuple[Store, ...] = ()
    _turns: Iterator[Store] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self._first = self.ward.project
        self._stores = tuple(open_store(self.ward.project.config.store_url) for _ in range(2))

    def close(self) -> None:
        """Nobody works in the campaign any more."""
        self._reopened.close()
        for store in self._stores:
            store.close()

    def begin(self) -> None:
        """As on the first day: no backups, and the roster that there was then."""
        self._reopened.close()
        self._turns = cycle(self._stores)
        self._roster, self._edits = Roster(), frozenset()
        self._write()
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
        aside = self.ward.project.config.file.with_name(f"backup-{len(self._backups)}.db")
        restore(store, self._backups[number], aside, lambda: None)
        store.workbooks.forget_tokens()
        self._backups.append(aside)

    def join(self) -> None:
        """A unit joins the roster."""
        self._edit(replace(self._roster, has_late=True))

    def leave(self) -> None:
        """That unit leaves the roster: what it reported stays, what it does since counts no more."""
        self._edit(replace(self._roster, has_late=False, merged=None))

    def merge(self, day: date) -> None:
        """That unit merges into TDP01, where both are there."""
        if self._roster.has_late and not self._roster.split:
            self._edit(replace(self._roster, merged=self._roster.merged or day - timedelta(days=1)))

    def split(self, day: date) -> None:
        """TDP01 ends, and that unit is made of it, where it is not there yet."""
        if not self._roster.has_late:
            self._edit(replace(self._roster, has_late=True, split=self._roster.split or day))

    def recode(self) -> None:
        """TDP01 gets another code, or its first one again."""
        self._edit(replace(self._roster, is_recoded=not self._roster.is_recoded))

    def address(self, *, more: bool) -> None:
        """TCKT gets another address, or loses it."""
        self._edit(replace(self._roster, has_besides=more))

    def rename(self, where: int) -> None:
        """TDP01 gets another name; its people and its workbook stay."""
        self._edit(replace(self._roster, name=f"Tổ dân phố số 1 (tên thứ {where})"))

    def change(self, where: int) -> None:
        """A title, a deadline, whom to ask: to something else, or back."""
        self._edits ^= {where % len(EDITS)}
        self._write()
        self._open()

    def move(self) -> None:
        """Another host goes on, with connections of its own."""
        self._open()

    def _edit(self, roster: Roster) -> None:
        if roster == self._roster:
            return
        self._roster = roster
        self._write()
        self._open()

    def _write(self) -> None:
        file, campaign = self.ward.project.config.file, CAMPAIGN
        for old, new in (EDITS[number] for number in self._edits):
            campaign = campaign.replace(old, new)
        file.write_text(campaign, encoding="utf-8")
        file.with_name("units.csv").write_text(self._roster.text, encoding="utf-8")

    def _open(self) -> None:
        config = load(self.ward.project.config.file, self.ward.project.forms)
        store = next(self._turns)
        with patch.object(campaign, "open_store", lambda *_, **__: nullcontext(store)):
            opened = self._reopened.enter_context(opened_config(config, "provision"))
        self.ward.project = replace(opened, transport=self.transport)

    def provide(self) -> None:
        """Carry the roster out, as `sheets-sync provision` does. Raises GoogleError."""
        provision(self.ward.project)

    def shut_out(self, day: date) -> list[str]:
        """Whom the roster names and a workbook does not let in, since it was edited."""
        project = self.ward.project
        if project is self._first:
            return []
        named = {code: unit.emails for code, unit in project.units.items() if not unit.has_left(day)}
        named[MASTER] = tuple(project.config.office.emails)
        return [
            f"{code or 'master'}: {address}"
            for code, addresses in named.items()
            for let_in in [project.google.shared_with(self.ward.book(code))]
            for address in addresses
            if let_in.get(address) != "writer"
        ]
