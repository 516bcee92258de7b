"""A night costs what changed, and gives what a look at everything gives."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import FrameType

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.store import codec, submissions
from tests.recomputed import differing, is_known
from tests.shared import Shared
from tests.ward import EVENING, SMALL_INDICATORS, Ward

HEAD = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators\n"
OFFICER = "VHXH,Văn hóa – Xã hội,CONG-CHUC,,vhxh@phuong.example,2019-05-01,,,culture_society,VX01 VX02\n"
UNIT = (
    "T{0:03d},Tổ dân phố số {0},TDP,,t{0:03d}@phuong.example,2019-05-01,,,"
    "culture_society works commendation,VX01 VX02\n"
)
#: With the officer and the one that changes, there are twice as many others.
FEW, MANY = 6, 11
INDICATORS = "".join(line for line in SMALL_INDICATORS.splitlines(keepends=True) if ",economy," not in line)
STEP = timedelta(minutes=17)
CULTURE = "2. Văn hóa - Xã hội"


def roster(count: int) -> str:
    return HEAD + OFFICER + "".join(UNIT.format(number) for number in range(1, count + 1))


def reported(one: Ward) -> None:
    for unit in one.project.units:
        one.type(unit, "culture_society", {"E2": "205", "D3": "90", "E3": "100"})
    one.sync(EVENING, mails=False)


@pytest.fixture
def few(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(
        tmp_path / "few", monkeypatch, reported, units=roster(FEW), indicators=INDICATORS
    ) as one:
        yield one


@pytest.fixture
def many(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(
        tmp_path / "many", monkeypatch, reported, units=roster(MANY), indicators=INDICATORS
    ) as one:
        yield one


FIGURES = st.fixed_dictionaries(
    {},
    optional={cell: st.sampled_from(["150", "khoảng 120", "abc", "", "206"]) for cell in ("E2", "D3", "E3")},
)
WORKS = st.fixed_dictionaries(
    {"B2": st.sampled_from(["Sửa đường", ""]), "B3": st.sampled_from(["Trồng cây", ""])}
)
PEOPLE = st.fixed_dictionaries(
    {"B2": st.just("Cá nhân"), "C2": st.sampled_from(["Nguyễn Văn An", "Nguyễn Văn Ân", "Trần Thị Bình", ""])}
)
Edit = tuple[str, tuple[str, dict[str, str]]]
EDITS: st.SearchStrategy[Edit] = st.tuples(
    st.sampled_from(["T001", "T002", "T003"]),
    st.one_of(
        st.tuples(st.just("culture_society"), FIGURES),
        st.tuples(st.just("works"), WORKS),
        st.tuples(st.just("commendation"), PEOPLE),
    ),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=2))
def test_what_is_kept_is_what_a_look_at_everything_gives(few: Ward, edits: list[Edit]) -> None:
    at = few.project.store.runs.latest(1)[0].begun + STEP
    for unit, (form, cells) in edits:
        few.type(unit, form, cells)
    few.sync(at, mails=False)
    assert list(differing(few.project, at)) == []


def test_the_office_and_a_unit_at_once_are_looked_over_and_known_again(few: Ward) -> None:
    header = few.values("", CULTURE)[0]
    column = chr(ord("A") + header.index("Trạng thái xử lý"))
    few.people.type_in("", few.book(""), {f"'{CULTURE}'!{column}2": "Đã duyệt"})
    few.sync(EVENING + STEP, mails=False)
    key = few.values("", CULTURE)[1][0]
    few.type(key.partition("/")[0], "culture_society", {"E2": "301"})
    assert is_known(few.project, EVENING + 2 * STEP)
    few.sync(EVENING + 2 * STEP, mails=False)
    row = few.records(CULTURE)[key]
    assert (row["Thực hiện"], row["Trạng thái xử lý"]) == (301, "Chờ duyệt")
    assert row["Thay đổi sau khi xử lý"] == "Thực hiện: 205 → 301"
    assert list(differing(few.project, EVENING + 2 * STEP)) == []


def test_a_change_that_others_are_compared_with_reaches_them(few: Ward) -> None:
    for unit in ("T001", "T002"):
        few.type(unit, "commendation", {"B2": "Cá nhân", "C2": "Nguyễn Văn An"})
    few.sync(EVENING + STEP, mails=False)
    few.type("T001", "commendation", {"C2": "Trần Thị Bình"})
    again = few.sync(EVENING + 2 * STEP, mails=False)
    assert again.units_changed == ("T001",)
    assert set(again.units_read) == {"T001", "T002"}
    assert not any(one.code == "nominee-duplicate" for one in again.findings)
    assert list(differing(few.project, EVENING + 2 * STEP)) == []


@dataclass
class Spent:
    """What a night took, apart from the local Google."""

    decoded: int = 0
    statements: int = 0
    calls: int = 0
    kinds: dict[str, int] = field(default_factory=dict)


def night(one: Ward, monkeypatch: pytest.MonkeyPatch, cells: dict[str, str]) -> Spent:
    """One unit changes; what the sync of the evening took."""
    one.type("T001", "culture_society", cells)
    at, spent = one.project.store.runs.latest(1)[0].begun + STEP, Spent()
    load = codec.load_submission

    def decoded(text: str) -> object:
        spent.decoded += 1
        return load(text)

    def called(frame: FrameType, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        spent.calls += event == "call" and "/sheets_sync/" in file and "/emulator/" not in file

    def stated(*_: object) -> None:
        spent.statements += 1

    with monkeypatch.context() as patched:
        patched.setattr(submissions, "load_submission", decoded)
        patched.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
        sa.event.listen(sa.Engine, "before_cursor_execute", stated)
        sys.setprofile(called)
        try:
            outcome = one.sync(at, mails=False)
        finally:
            sys.setprofile(None)
            sa.event.remove(sa.Engine, "before_cursor_execute", stated)
    spent.kinds = dict(outcome.calls)
    return spent


def test_one_changed_unit_costs_the_same_however_many_there_are(
    few: Ward, many: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (few, many):
        night(one, monkeypatch, {"E3": "101"})
    less, more = (night(one, monkeypatch, {"E3": "102"}) for one in (few, many))
    assert (less.decoded, less.kinds) == (more.decoded, more.kinds)
    assert less.statements == more.statements
    assert more.calls <= 1.3 * less.calls
