"""Units, the office, Google's troubles and the sync in any order: nothing is lost, doubled or made up."""

import ast
import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from sheets_sync.emulator import Settings
from tests.interruptions import watched
from tests.ward import ward
from tests.without_socket import running_here
from tests.world import AT_ONCE, CODES, INDICATORS, LAG, LATER, SOMEBODY, UNITS, USED, Call, Deed, World

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
number = st.integers(0, 11)
OF_A_UNIT = st.tuples(st.sampled_from(CODES), st.sampled_from(OF_UNITS), number, number)
OF_THE_OFFICE = st.tuples(st.just("office"), st.sampled_from(OF_OFFICE), number, number)
DEEDS = OF_A_UNIT | OF_THE_OFFICE
CALLS = st.integers(0, 6) | st.tuples(st.sampled_from(("GET", "POST")), st.sampled_from(("", *CODES)))


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
            google=running_here,
        ) as one,
    ):
        yield World(one, line)


#: Runs that failed once, as Hypothesis printed them without their last line.
KEPT = sorted((Path(__file__).parent / "kept").glob("*.txt"))
WORDS = {"LATER": LATER, "AT_ONCE": AT_ONCE}


def replay(state: Days, line: str) -> None:
    """Do again what one line of a failing run tells."""
    call = ast.parse(line, mode="eval").body
    assert isinstance(call, ast.Call), line
    assert isinstance(call.func, ast.Attribute), line
    given = {
        str(one.arg): WORDS[one.value.id] if isinstance(one.value, ast.Name) else ast.literal_eval(one.value)
        for one in call.keywords
    }
    getattr(state, call.func.attr)(**given)


@pytest.mark.parametrize("run", KEPT, ids=lambda path: path.stem)
def test_a_run_that_failed_once_ends_well(world: World, run: Path) -> None:
    state = type("Days", (Days,), {"world": world})()
    for line in run.read_text(encoding="utf-8").splitlines():
        replay(state, line)
    state.teardown()


#: The gate always takes the same examples; by night, with NIGHTLY=1, they are others each time.
NIGHTLY = os.environ.get("NIGHTLY") == "1"
EXAMPLES, STEPS = 500 if NIGHTLY else 30, 50
#: Each part has other examples: Hypothesis draws them by the machine's name. Workers share the parts.
PARTS = 4


@pytest.mark.long
@pytest.mark.timeout(0 if NIGHTLY else 1800)
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_people_do_and_google_fails_the_master_tells_the_units_last_word(
    world: World, capsys: pytest.CaptureFixture[str], part: int
) -> None:
    machine = type(f"Days{part}", (Days,), {"world": world})
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
    run_state_machine_as_test(machine, settings=profile)
    with capsys.disabled():
        sys.stdout.write(f" {world.steps} steps, {world.syncs} syncs ")
    assert world.steps > EXAMPLES * STEPS / 2
