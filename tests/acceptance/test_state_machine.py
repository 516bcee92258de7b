"""Units, the office, Google's troubles and the sync in any order: nothing is lost, doubled or made up."""

import itertools
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from schemas import FORMS
from sheets_sync.emulator import Settings
from sheets_sync.errors import GoogleError
from sheets_sync.lastgood import SUDDEN_LOSS
from sheets_sync.mail import Transport
from sheets_sync.publishing.layout import KEY_TITLE
from tests.interruptions import Interruptions, Killed, Moment, watched
from tests.kept import Kept
from tests.office_at_work import COST_TITLE, NAME_TITLE, Office
from tests.seen import mails
from tests.unit_at_work import ECONOMY, Content, Unit, content
from tests.ward import SMALL_INDICATORS, ZONE, Ward, ward

UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TCKT,Tài chính – Kế toán,CONG-CHUC,,taichinh@phuong.example,2019-05-01,,,economy works,KT01
TDP01,Tổ dân phố số 1,TDP,,tdp01@phuong.example,2019-05-01,,,works,
"""
INDICATORS = "\n".join(SMALL_INDICATORS.splitlines()[:2]) + "\n"
#: Unneeded forms would only make every reading of the master slower.
USED = tuple(form for form in FORMS if form.code not in ("commendation", "exemplar"))
BEGIN = datetime(2024, 8, 6, 8, tzinfo=ZONE)
#: An edit is listed by Drive so much later; a sync comes long after, or at once.
LAG, LATER, AT_ONCE = timedelta(minutes=3), timedelta(minutes=11), timedelta(seconds=1)
#: Steps between two looks at everything, at least.
OFTEN = 15
TROUBLES = ("429", "500", "502", "503", "reset", "applied-then-503")
OF_UNITS = (
    "edit",
    "add",
    "insert",
    "delete",
    "rename",
    "sort",
    "clear",
    "break_header",
    "paste",
    "undo",
)
OF_OFFICE = ("comment", "decide", "own_column", "sort", "filter", "copy", "delete")
CODES = ("TCKT", "TDP01")
#: May write everywhere; Google's troubles are the service's alone.
SERVICE, SOMEBODY = "owner@example.com", "can-bo@phuong.example"
#: Who does what, and two numbers by which the deed chooses.
Deed = tuple[str, str, int, int]
number = st.integers(0, 11)
OF_A_UNIT = st.tuples(st.sampled_from(CODES), st.sampled_from(OF_UNITS), number, number)
OF_THE_OFFICE = st.tuples(st.just("office"), st.sampled_from(OF_OFFICE), number, number)
DEEDS = OF_A_UNIT | OF_THE_OFFICE
#: A call of a sync: its number, or method and whose workbook it is about.
Call = int | tuple[str, str]
CALLS = st.integers(0, 6) | st.tuples(st.sampled_from(("GET", "POST")), st.sampled_from(("", *CODES)))


class Counting:
    """A transport that counts what it hands over."""

    def __init__(self, real: Transport) -> None:
        self.real, self.sent = real, Counter[str]()

    def send(self, built: EmailMessage, key: str) -> dict[str, str]:
        self.sent[key] += 1
        return self.real.send(built, key)

    def close(self) -> None:
        self.real.close()


class World:
    """One campaign for all examples, each of which begins where it was kept."""

    def __init__(self, one: Ward, line: Interruptions) -> None:
        self.line = line
        self.steps = self.syncs = self.settled = 0
        self.post = Counting(one.project.transport)
        self.ward = replace(one, project=replace(one.project, transport=self.post), somebody=SOMEBODY)
        one.people.set_clock(BEGIN)
        for unit in ("TCKT", "TDP01"):
            one.type(
                unit, "works", {"B2": f"Công trình {unit}", "D2": "100", "B3": f"Nhà {unit}", "D3": "200"}
            )
        one.type("TCKT", "economy", {"D2": "6.000", "E2": "5.000"})
        one.sync(BEGIN)
        self.kept = Kept(one)
        self.begin()

    def begin(self) -> None:
        self.kept.bring_back()
        self.line.begin()
        self.post.sent.clear()
        self.now, self.trouble = BEGIN, False
        self.ward.people.set_clock(BEGIN)
        names, form = itertools.count(1), next(form for form in USED if form.code == "works")
        self.units = [Unit(self.ward, code, form.sheet_id, names) for code in ("TCKT", "TDP01")]
        for unit in self.units:
            unit.note()
        self.office = Office(self.ward, form.sheet_id, itertools.count(1))
        self.figure: Any = 5000

    def sync(self, wait: timedelta = LATER) -> bool:
        """Sync a while later; whether it came to its end."""
        self.steps, self.syncs = self.steps + 1, self.syncs + 1
        self.now += wait
        self.ward.people.set_clock(self.now)
        known = set(self.office.written.values())
        try:
            self.ward.sync(self.now)
        except Killed:
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
        return ended

    def settle(self) -> None:
        """Syncs that nothing disturbs end where everybody's last word tells."""
        self.settled = self.steps
        requests.delete(f"{self.ward.base_url}/_emulator/faults", timeout=30)
        self.trouble = False
        expected = {unit.code: self.expected(unit) for unit in self.units}
        assert self.sync()
        assert self.sync()
        self.office.saw_a_sync()
        for unit in self.units:
            assert self.published(unit) == expected[unit.code]
        assert self.ward.records(ECONOMY)["TCKT/KT01"]["Thực hiện"] == self.figure
        wrong = [*self.office.misplaced(self.root), *self.office.approved_unseen()]
        assert not wrong, "\n".join(wrong)
        assert [key for key, times in self.post.sent.items() if times > 1] == []
        found = mails(self.ward)
        assert len(found["folder"]) == len(found["outbox"])
        self.ward.forget_calls()
        assert self.ward.sync(self.now + LATER).plans == ()
        assert [call for call in self.ward.calls() if call["kind"] == "write"] == []

    def expected(self, unit: Unit) -> Content:
        """What the sheet holds, or the last good where that would lose too much or the header is broken."""
        last = self.published_by_store(unit)
        assert last in unit.held, f"{unit.code}: made up"
        loses = len(last) - len(unit.content)
        emptied = bool(last) and not unit.content
        shrunk = loses >= SUDDEN_LOSS and 2 * len(unit.content) < len(last)
        return last if unit.header != unit.sound or emptied or shrunk else unit.content

    def published_by_store(self, unit: Unit) -> Content:
        latest = self.ward.project.store.submissions.latest(self.ward.project.period.code)
        records = latest[unit.code, "works"].records
        return content(
            (one.values["name"], one.rejected.get("cost", one.values.get("cost"))) for one in records
        )

    def published(self, unit: Unit) -> Content:
        rows = (row for _, row in self.office.records() if row[KEY_TITLE].startswith(f"{unit.code}/"))
        return content((row[NAME_TITLE], row[COST_TITLE]) for row in rows)

    def root(self, name: str) -> str:
        """The first name of a work."""
        for unit in self.units:
            while name in unit.renamed:
                name = unit.renamed[name]
        return name

    def work(self, deed: Deed) -> None:
        """Somebody does something."""
        self.steps += 1
        who, name, where, what = deed
        worker = self.office if who == "office" else self.units[CODES.index(who)]
        getattr(worker, name)(where, what)
        self.office.bear_in_mind({name for unit in self.units for name, _ in unit.content})

    def moment(self, call: Call, *, after: bool = False) -> Moment:
        return Moment(call if isinstance(call, int) else (call[0], self.ward.book(call[1])), after)

    def meanwhile(self, call: Call, deed: Deed) -> None:
        """Somebody does something just before that call of the next sync."""
        self.line.at[self.moment(call)] = lambda: self.work(deed)

    def fail(self, unit: str, status: str, method: str, count: int | None) -> None:
        """Google fails a workbook's next calls, or all of them."""
        self.trouble = True
        fault: dict[str, Any] = {
            "status": status,
            "route": f"/v4/spreadsheets/{self.ward.book(unit)}",
            "method": method,
            "caller": SERVICE,
        }
        fault |= {} if count is None else {"count": count}
        requests.post(f"{self.ward.base_url}/_emulator/faults", json=[fault], timeout=30)


class Days(RuleBasedStateMachine):
    """What may happen in these days."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.world.begin()

    def teardown(self) -> None:
        self.world.settle()

    @rule(wait=st.sampled_from((LATER, AT_ONCE)))
    def sync(self, wait: timedelta) -> None:
        self.world.sync(wait)

    @rule(first=DEEDS, call=CALLS, deed=DEEDS, later=CALLS, another=DEEDS)
    def sync_while_people_work(self, first: Deed, call: Call, deed: Deed, later: Call, another: Deed) -> None:
        self.world.work(first)
        self.world.meanwhile(call, deed)
        self.world.meanwhile(later, another)
        self.world.sync()

    @rule(first=OF_A_UNIT, deed=OF_THE_OFFICE)
    def sync_while_the_office_works_in_the_master(self, first: Deed, deed: Deed) -> None:
        self.world.work(first)
        self.world.meanwhile(("POST", ""), deed)
        self.world.sync()

    @rule(first=OF_A_UNIT, deed=OF_A_UNIT)
    def sync_while_a_unit_works_in_its_sheet(self, first: Deed, deed: Deed) -> None:
        self.world.work(first)
        self.world.meanwhile(("POST", first[0]), (first[0], *deed[1:]))
        self.world.sync()

    @rule(first=DEEDS, call=CALLS, after=st.booleans())
    def sync_that_dies(self, first: Deed, call: Call, after: bool) -> None:
        self.world.work(first)
        self.world.line.at[self.world.moment(call, after=after)] = self.world.line.die
        self.world.sync()

    @rule(
        unit=st.sampled_from(("", "TCKT", "TDP01")), status=st.sampled_from(TROUBLES), count=st.integers(1, 7)
    )
    def trouble(self, unit: str, status: str, count: int) -> None:
        self.world.fail(unit, status, "", count)

    @rule(unit=st.sampled_from(("TCKT", "TDP01")))
    def lose_access(self, unit: str) -> None:
        self.world.fail(unit, "403", "GET", None)

    @precondition(lambda self: self.world.steps - self.world.settled > OFTEN)
    @rule()
    def settle(self) -> None:
        self.world.settle()

    @rule(figure=st.integers(100, 9000))
    def edit_figure(self, figure: int) -> None:
        self.world.figure = figure
        self.world.ward.type("TCKT", "economy", {"E2": str(figure)})


def _of_unit(name: str) -> Callable[..., None]:
    def work(self: Days, code: str, where: int, what: int) -> None:
        self.world.work((code, name, where, what))

    return rule(code=st.sampled_from(CODES), where=number, what=number)(_named(work, name))


def _of_office(name: str) -> Callable[..., None]:
    def work(self: Days, where: int, what: int) -> None:
        self.world.work(("office", name, where, what))

    return rule(where=number, what=number)(_named(work, f"office_{name}"))


def _named(work: Callable[..., None], name: str) -> Callable[..., None]:
    work.__name__ = name
    return work


for name in OF_UNITS:
    setattr(Days, name, _of_unit(name))
for name in OF_OFFICE:
    setattr(Days, f"office_{name}", _of_office(name))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    # Two threads would make the order of calls another one each time.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", SOMEBODY)
    with (
        watched(monkeypatch) as line,
        ward(
            tmp_path,
            monkeypatch,
            units=UNITS,
            indicators=INDICATORS,
            forms=USED,
            settings=Settings(drive_lag_s=LAG.total_seconds()),
        ) as one,
    ):
        yield World(one, line)


#: The gate always takes the same examples; by night, with NIGHTLY=1, they are others each time.
NIGHTLY = os.environ.get("NIGHTLY") == "1"
EXAMPLES, STEPS = 2000 if NIGHTLY else 40, 50


@pytest.mark.timeout(0 if NIGHTLY else 600)
def test_whatever_people_do_and_google_fails_the_master_tells_the_units_last_word(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    Days.world = world
    profile = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=not NIGHTLY,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # Shrinking takes longer than a gate may.
        phases=(Phase.generate, Phase.shrink) if NIGHTLY else (Phase.generate,),
    )
    run_state_machine_as_test(Days, settings=profile)
    with capsys.disabled():
        sys.stdout.write(f" {world.steps} steps, {world.syncs} syncs ")
    assert world.steps > EXAMPLES * STEPS / 2
