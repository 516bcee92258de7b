"""A ward with two units, its office and its sync, in a world full of troubles, and what must hold."""

import gc
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.emulator import Settings
from sheets_sync.errors import GoogleError, RunInProgress
from sheets_sync.master.publishing.layout import KEY_TITLE
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.locking import LEASE, LOCK
from sheets_sync.reading.lastgood import SUDDEN_LOSS
from tests.interruptions import Interruptions, Killed, Moment, watched
from tests.kept import Kept
from tests.machine.campaign import CAMPAIGN, INDICATORS, LATE, UNITS
from tests.machine.figures import wrong_in_the_report
from tests.machine.keeper_at_work import Keeper
from tests.machine.office_at_work import COST_TITLE, NAME_TITLE, Office, Written
from tests.machine.other_period import OtherPeriod
from tests.machine.place import Counting, Place, known_works
from tests.machine.sameness import Sameness
from tests.machine.unit_at_work import ECONOMY, NAME, Content, Unit, content
from tests.recomputed import differing
from tests.seen import mails
from tests.ward import ZONE, Ward, ward
from tests.without_socket import running_here

#: Runs between two looks for what goes round in circles: each process that goes on leaves some.
SOON = 10
#: Unneeded forms would only make every reading of the master slower.
USED = tuple(form for form in FORMS if form.code in ("economy", "works"))
BEGIN = datetime(2024, 8, 6, 8, tzinfo=ZONE)
#: An edit is listed by Drive so much later; a sync comes long after, or at once.
LAG, LATER, AT_ONCE = timedelta(minutes=3), timedelta(minutes=11), timedelta(seconds=1)
CODES = ("TCKT", "TDP01")
#: May write everywhere; Google's troubles are the service's alone.
SERVICE, SOMEBODY = "sync@local-google.iam.gserviceaccount.com", "can-bo@phuong.example"
#: What Google says where nobody is signed in, or a file is gone.
REFUSALS = {
    "401": {"message": "Request had invalid authentication credentials.", "status": "UNAUTHENTICATED"},
    "404": {"message": "Requested entity was not found.", "status": "NOT_FOUND"},
}
#: What it says to who signs in.
SIGN_INS = {
    "400": {"error": "invalid_grant", "error_description": "Invalid JWT Signature."},
    "401": {"error": "unauthorized_client", "error_description": "Client is unauthorized."},
}
#: Who does what, and two numbers by which the deed chooses.
Deed = tuple[str, str, int, int]
#: A call of a sync: its number, or method and whose workbook it is about.
Call = int | tuple[str, str]


class World:
    """One campaign for all examples, each of which begins where it was kept."""

    def __init__(self, one: Ward, line: Interruptions) -> None:
        self.line = line
        self.steps = self.syncs = self.runs = 0
        #: How often each kind of step was done.
        self.done = Counter[str]()
        self.post = Counting(one.project.transport)
        self.ward = Place(one.base_url, replace(one.project, transport=self.post), one.people, SOMEBODY)
        one.people.set_clock(BEGIN)
        for unit in ("TCKT", "TDP01"):
            one.type(
                unit, "works", {"B2": f"Công trình {unit}", "D2": "100", "B3": f"Nhà {unit}", "D3": "200"}
            )
        one.type("TCKT", "economy", {"D2": "6.000", "E2": "5.000"})
        one.sync(BEGIN)
        self.other = OtherPeriod(self.ward)
        self.other.provide()
        self.kept = Kept(one)
        self.keeper = Keeper(self.ward, self.post)
        self.begin()

    def begin(self) -> None:
        self.runs += 1
        if self.runs % SOON == 0:
            gc.collect()
        self.keeper.begin()
        self.kept.bring_back()
        self.ward.begin()
        self.line.begin()
        self.other.begin()
        self.post.sent.clear()
        self.now, self.trouble, self.taken_until = BEGIN, False, BEGIN
        #: The latest hour that a clock showed, right or wrong.
        self.shown = BEGIN
        self.ward.people.set_clock(BEGIN)
        self.names, form = itertools.count(1), next(form for form in USED if form.code == "works")
        self.units = [Unit(self.ward, code, form.sheet_id, self.names) for code in CODES]
        for unit in self.units:
            unit.note()
        self.same = {unit.code: Sameness(unit) for unit in self.units}
        self.office = Office(self.ward, form.sheet_id, itertools.count(1))
        self.figure: Any = 5000
        #: Of each backup, what it knows of the office.
        self.seen: list[frozenset[Written]] = []

    def back_up(self) -> None:
        """Keep a backup of the store."""
        self.steps += 1
        self.keeper.backup()
        self.seen.append(self.office.seen())

    def restore(self, where: int) -> None:
        """Bring any backup back."""
        self.steps += 1
        if self.seen:
            number = where % len(self.seen)
            self.seen.append(self.office.seen())
            self.keeper.restore(number)
            for one in self.same.values():
                one.store_went_back()
            self.office.store_went_back(self.seen[number], self.known_by_store())
            # A unit may have joined since.
            self.provide()

    def provide(self) -> None:
        """Carry the roster out; a unit that has its workbook now begins to work."""
        self.steps += 1
        try:
            self.keeper.provide()
        except GoogleError:
            assert self.trouble, "Google refused without any trouble"
        books = self.ward.project.store.workbooks.known()
        if self.unit(LATE) is None and LATE in books and books[LATE].ready:
            self.units.append(Unit(self.ward, LATE, self.units[0].sheet_id, self.names))
            self.units[-1].note()
            self.same[LATE] = Sameness(self.units[-1])

    def sync(
        self,
        wait: timedelta = LATER,
        wrong: timedelta = timedelta(),
        ward: Ward | None = None,
        **options: bool,
    ) -> bool:
        """Sync a while later, by a clock that may be wrong, in this period or another; whether it ended."""
        self.steps, self.syncs = self.steps + 1, self.syncs + 1
        self.now += wait
        self.ward.people.set_clock(self.now)
        self.shown = max(self.shown, self.now + wrong)
        known = set(self.office.written.values())
        try:
            (ward or self.ward).sync(self.now + wrong, **options)
        except Killed:
            ended = False
        except RunInProgress:
            assert self.now + wrong < self.taken_until, "a run goes on that nobody began"
            ended = False
        except GoogleError:
            assert self.trouble, "Google refused without any trouble"
            ended = False
        else:
            ended = True
        self.line.begin()
        self.office.forgive({one for one in self.office.written.values() if one not in known})
        for unit in self.units:
            assert unit.entered_now() == unit.entered(), f"{unit.code}: entered cells changed"
            exchanged = [*self.same[unit.code].exchanged(known_works(self.ward, unit.code))]
            assert not exchanged, f"exchanged: {exchanged}"
        return ended

    def take_the_turn(self) -> None:
        """A sync on another host begins, and dies at once."""
        self.steps += 1
        self.taken_until = self.now + LEASE
        self.ward.project.store.locks.acquire(
            LOCK, "process 7 on another host, thread 1", self.now, self.taken_until
        )

    def days_pass(self, days: int) -> None:
        """Nobody does anything until the morning; never on the day on which the period ends."""
        self.steps += 1
        self.now = (self.now + timedelta(days=days)).replace(hour=BEGIN.hour, minute=0)
        self._leave_deadlines()

    def _leave_deadlines(self) -> None:
        """To a day on which nothing changes by itself."""
        deadlines = {one.deadline.date() for one in self.ward.project.config.periods}
        while self.now.date() in deadlines:
            self.now += timedelta(days=1)

    def settle(self) -> None:
        """Syncs that nothing disturbs end where everybody's last word tells."""
        self.ward.people.session.delete(f"{self.ward.base_url}/_emulator/faults")
        self.trouble = False
        # What a clock that was ahead left behind is looked at once that hour has come.
        self.now = max(self.now, self.taken_until, self.shown)
        self._leave_deadlines()
        self.provide()
        expected = {unit.code: self.expected(unit) for unit in self.units}
        assert self.sync()
        assert self.sync()
        self.office.saw_a_sync()
        unread = {unit.code for unit in self.units if unit.header != unit.sound}
        self.office.shown_last_good(unread, self.known_by_store())
        for unit in self.units:
            is_there = self.reports(unit)
            assert self.published(unit) == (
                expected[unit.code] if is_there else self.published_by_store(unit)
            )
        assert self.ward.records(ECONOMY)["TCKT/KT01"]["Thực hiện"] == self.figure
        wrong = [
            *self.office.misplaced(self.root),
            *self.office.approved_unseen(),
            *self.misidentified(),
            *wrong_in_the_report(self.ward, self.now),
            # What runs kept of each other is what a look at everything gives.
            *differing(self.ward.project, self.now),
            *self.wrong_in_the_other_period(),
        ]
        assert not wrong, "\n".join(wrong)
        assert not (shut_out := self.keeper.shut_out(self.now.date())), f"shut out: {shut_out}"
        assert [key for key, times in self.post.sent.items() if times > 1] == []
        found = mails(self.ward)
        # What another mail took the place of never left.
        replaced = [one for one in self.ward.project.store.outbox.all() if one.dropped]
        assert len(found["folder"]) == len(found["outbox"]) - len(replaced)
        # Also where the second one had nothing to write: what is seen late is seen now.
        self.ward.forget_calls()
        assert self.ward.sync(self.now + LATER).plans == ()
        assert [call for call in self.ward.calls() if call["kind"] == "write"] == []

    def misidentified(self) -> Iterator[str]:
        """Rows of sheets that count whose identity is missing, another row's or another record's."""
        names = {row[KEY_TITLE]: row[NAME_TITLE] for _, row in self.office.records()}
        for unit in self.units:
            is_whole = unit.header == unit.sound and self.published(unit) == unit.content
            if unit.has_formula or not is_whole or not self.reports(unit):
                continue
            rows = [row for row in unit.look()[1:] if row[NAME]]
            given = {f"{unit.code}/{row[0]}": row[NAME] for row in rows}
            if len(given) < len(rows) or any(names.get(key) != name for key, name in given.items()):
                yield f"{unit.code}: identities: {given}, where the master has {names}"

    def wrong_in_the_other_period(self) -> list[str]:
        """What is wrong there once its own syncs have ended."""
        if not self.other.is_touched:
            return []
        assert self.sync(ward=self.other.ward)
        assert self.sync(ward=self.other.ward)
        return list(self.other.wrong())

    def expected(self, unit: Unit) -> Content:
        """What the sheet holds, or the last good where that would lose too much or the header is broken."""
        last = self.published_by_store(unit)
        assert last in unit.held, f"{unit.code}: made up: {last}, now {unit.content}"
        loses = len(last) - len(unit.content)
        emptied = bool(last) and not unit.content
        shrunk = loses >= SUDDEN_LOSS and 2 * len(unit.content) < len(last)
        return last if unit.header != unit.sound or emptied or shrunk else unit.content

    def reports(self, unit: Unit) -> bool:
        """Whether its sheet still counts."""
        project = self.ward.project
        one = project.units.get(unit.code) if unit.code in project.config.unit_codes else None
        return one is not None and not one.has_left(self.now.date())

    def known_by_store(self) -> set[str]:
        """Keys of the master's rows of works whose records the store has."""
        return {one.identity.row for unit in self.ward.project.units for one in known_works(self.ward, unit)}

    def published_by_store(self, unit: Unit) -> Content:
        return content(
            (one.values["name"], one.rejected.get("cost", one.values.get("cost")))
            for one in known_works(self.ward, unit.code)
        )

    def unit(self, code: str) -> Unit | None:
        """The unit, if it takes part by now."""
        return next((unit for unit in self.units if unit.code == code), None)

    def published(self, unit: Unit) -> Content:
        rows = (row for _, row in self.office.records() if row[KEY_TITLE].startswith(f"{unit.code}/"))
        return content((row[NAME_TITLE], row[COST_TITLE]) for row in rows)

    def root(self, name: str) -> str:
        """The first name of a work."""
        for unit in self.units:
            name = unit.root(name)
        return name

    def edit_figure(self, figure: int) -> None:
        """A unit corrects what it reported."""
        self.figure = figure
        self.ward.type("TCKT", "economy", {"E2": str(figure)})

    def work(self, deed: Deed) -> None:
        """Somebody does something."""
        self.steps += 1
        who, name, where, what = deed
        worker = self.office if who == "office" else self.unit(who)
        if worker is not None:
            getattr(worker, name)(where, what)
        names = Counter(name for unit in self.units for name, _ in unit.content)
        # Of two copies of a row either may be the one that the office wrote about.
        self.office.bear_in_mind({name for name, times in names.items() if times == 1})

    def moment(self, call: Call, *, after: bool = False) -> Moment:
        if isinstance(call, int):
            return Moment(call, after)
        is_there = not call[1] or self.unit(call[1]) is not None
        return Moment((call[0], self.ward.book(call[1])) if is_there else 0, after)

    def meanwhile(self, call: Call, deed: Deed) -> None:
        """Somebody does something just before that call of the next sync."""
        self.line.at[self.moment(call)] = lambda: self.work(deed)

    def fail(self, unit: str | None, status: str, method: str, count: int | None) -> None:
        """Google fails the next calls, or all of them, about a workbook; without a unit about anything."""
        self.trouble = True
        route = "/(v4|drive)/" if unit is None else f"/v4/spreadsheets/{self.ward.book(unit)}"
        fault: dict[str, Any] = {"route": route, "method": method, "caller": SERVICE}
        if status in REFUSALS:
            error = {"code": int(status), **REFUSALS[status]}
            fault |= {"kind": "answer", "answer": {"status": int(status), "body": {"error": error}}}
        else:
            fault["status"] = status
        fault |= {} if count is None else {"count": count}
        self._fault(fault)

    def fail_to_sign_in(self, status: str, count: int) -> None:
        """Google gives no token the next times; another process goes on, which needs one."""
        self.trouble = True
        fault: dict[str, Any] = {"route": "/token", "method": "POST", "count": count}
        if status in SIGN_INS:
            fault |= {"kind": "answer", "answer": {"status": int(status), "body": SIGN_INS[status]}}
        else:
            fault["status"] = status
        self._fault(fault)
        self.keeper.move()

    def _fault(self, fault: dict[str, Any]) -> None:
        self.ward.people.session.post(f"{self.ward.base_url}/_emulator/faults", json=[fault])


@contextmanager
def signed_in(one: Ward, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """The same ward, whose service has a key and signs in with it."""
    key = one.people.session.post(f"{one.base_url}/_emulator/service-accounts", json={"name": "sync"}).json()
    file = one.project.config.file.with_name("service-account.json")
    file.write_text(json.dumps(key), encoding="utf-8")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "service-account")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__CREDENTIALS_FILE", str(file))
    # To load it takes longer than a sync, and each process that goes on loads it.
    loaded = cache(serialization.load_pem_private_key)
    monkeypatch.setattr(serialization, "load_pem_private_key", loaded)
    config = load(one.project.config.file, one.project.forms)
    with opened_config(config, "provision") as project:
        provision(project)
        yield replace(one, project=project)


@contextmanager
def opened_world(folder: Path, monkeypatch: pytest.MonkeyPatch, store: str = "") -> Iterator[World]:
    """A world of its own in a folder; `store` is where another one than SQLite's file is to be."""
    if store:
        monkeypatch.setenv("SHEETS_SYNC_STORE__URL", store)
    # Two threads would make the order of calls another one each time.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", SOMEBODY)
    with (
        watched(monkeypatch) as line,
        ward(
            folder,
            monkeypatch,
            units=UNITS,
            indicators=INDICATORS,
            campaign=CAMPAIGN,
            forms=USED,
            settings=Settings(drive_lag_s=LAG.total_seconds(), service_accounts_own_files=True),
            provisioned=False,
            google=running_here,
        ) as anonymous,
        signed_in(anonymous, monkeypatch) as one,
    ):
        world = World(one, line)
        # What is there by now stays, and little of what comes goes round in circles: looking through it again
        # and again is a fifth of all.
        gc.collect()
        gc.freeze()
        seldom = gc.get_threshold()
        gc.set_threshold(50_000, 20, 100)
        try:
            yield world
        finally:
            gc.set_threshold(*seldom)
            world.keeper.close()
