"""Each change of the table in docs/operate.md, against an open period, a closed one and one to come.

One year is lived through for all of them: June is closed, July is reported, August has not begun; the office
edits its files once for each change and runs `provision`, for July by itself and for June where it names it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import load
from sheets_sync.demo.people import People
from sheets_sync.pipeline import Options, provision, turn
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.provisioning import Extent
from sheets_sync.pipeline.run import run
from sheets_sync.pipeline.sharing import wanted
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.dates import format_date
from tests.acceptance.test_changes_of_a_year import (
    REGIME,
    SUMMARY,
    UNITS,
    Change,
    Office,
    address_changes,
    code_changes,
    contact_changes,
    deadlines_move,
    form_is_withdrawn,
    indicator_is_new,
    indicator_is_renamed,
    office_gets_a_colleague,
    one_unit_gets_more_time,
    unit_is_renamed,
    unit_splits,
    units_merge,
    ward_is_renamed,
)
from tests.edited import guide, people
from tests.office import approve
from tests.ward import ZONE, Ward
from tests.year import FORM, living, unit_line, written_year

PAGE = Path(__file__).parents[2] / "docs" / "operate.md"
JUNE, JULY, AUGUST = ("thang-2026-06", "thang-2026-07", "thang-2026-08")
NOW = datetime(2026, 7, 11, 9, tzinfo=ZONE)
CULTURE = "2. Văn hóa - Xã hội"


def form_is_given(office: Office, _: datetime) -> None:
    line = next(one for one in office.lines("units.csv") if one.startswith("A02,"))
    office.edit("units.csv", line, line.replace("culture_society", "culture_society commendation"))


def line_is_deleted(office: Office, _: datetime) -> None:
    line = next(one for one in office.lines("units.csv") if one.startswith("A05,"))
    office.edit("units.csv", line + "\n", "")


def account_changes(office: Office, _: datetime) -> None:
    office.edit("campaign.toml", "[google]\n", '[google]\nsync_account = "moi@dich-vu.example"\n')


@dataclass(frozen=True)
class Case:
    """A change, the line of the table that tells of it, and what is counted there."""

    change: Change
    #: Begin of the line.
    line: str
    #: Calls that the table names, in its order, from those of each workbook (`new` for each made).
    counted: Callable[[Mapping[str, int]], list[int]]
    #: Units whose workbooks are touched in the open period and, where named, in the closed one.
    touched: frozenset[str]
    in_closed: frozenset[str]
    #: What somebody sees since, in an open and in a closed period.
    seen: Callable[[Ward], bool]


def case(
    change: Change,
    line: str,
    counted: Callable[[Mapping[str, int]], list[int]],
    touched: str,
    seen: Callable[[Ward], bool],
    in_closed: str | None = None,
) -> Case:
    return Case(
        change,
        line,
        counted,
        frozenset(code.strip("-") for code in touched.split()),
        frozenset(code.strip("-") for code in (touched if in_closed is None else in_closed).split()),
        seen,
    )


def named(one: Ward, text: str) -> bool:
    return any(text in file["name"] for file in one.get("/drive/v3/files", pageSize=100)["files"])


def told(one: Ward, code: str, text: str) -> bool:
    return text in guide(one, code)


def rows(one: Ward, code: str) -> list[list[Any]]:
    return one.values(code, CULTURE)


def tells_the_deadline(one: Ward) -> bool:
    owing = one.project.owing.items()
    dues = ((code, one.project.period.deadline_of(unit)) for code, unit in owing)
    return all(told(one, code, f"Hạn nộp: {due:%H:%M} ngày {format_date(due.date())}.") for code, due in dues)


def tabs(one: Ward, code: str) -> dict[str, bool]:
    """Titles of a workbook's tabs, and whether each is hidden."""
    found = one.get(f"/v4/spreadsheets/{one.book(code)}")["sheets"]
    return {tab["properties"]["title"]: bool(tab["properties"].get("hidden")) for tab in found}


#: Beside the codes of workbooks in what is counted.
EXTRA = {"new", "find", "other", "revoked"}
EVERYBODY = "A01 A02 A03 A04 A05"
WORKS, COMMENDATION = "7. Công trình, phần việc", "8. Đề nghị khen thưởng"
CASES = {
    one.change.__name__: one
    for one in (
        case(
            unit_is_renamed, "name of", lambda c: [c["A01"]], "A01", lambda o: named(o, "Tổ dân phố Đông – ")
        ),
        case(
            ward_is_renamed,
            "name of",
            lambda c: [c["A02"], c[MASTER]],
            f"- {EVERYBODY}",
            lambda o: named(o, "Phường Đường Hào") and told(o, "A02", "Phường Đường Hào kính đề nghị"),
        ),
        case(
            address_changes,
            "address of",
            lambda c: [c["A02"], c["revoked"]],
            "A02",
            lambda o: people(o, "A02") == {"moi@phuong.example"},
        ),
        case(
            office_gets_a_colleague,
            "address of",
            lambda c: [c[MASTER]],
            "-",
            lambda o: "them@phungchikien.example" in people(o, MASTER),
        ),
        case(deadlines_move, "deadline,", lambda c: [c["A01"]], EVERYBODY, tells_the_deadline),
        # An extension is of one period.
        case(one_unit_gets_more_time, "deadline,", lambda c: [c["A03"]], "A03", tells_the_deadline, ""),
        case(
            contact_changes,
            "deadline,",
            lambda c: [c["A01"]],
            EVERYBODY,
            lambda o: told(o, "A04", "Bà Hoa, công chức"),
        ),
        case(
            indicator_is_renamed,
            "indicator:",
            lambda c: [c["A01"]],
            EVERYBODY,
            lambda o: rows(o, "A04")[1][1] == "Tổng số hộ dân cư",
        ),
        case(
            indicator_is_new,
            "indicator:",
            lambda c: [c["A03"]],
            "A03",
            lambda o: [row[0] for row in rows(o, "A03")[1:]] == ["VX01", "VX02"],
        ),
        case(form_is_given, "form:", lambda c: [c["A02"]], "A02", lambda o: COMMENDATION in tabs(o, "A02")),
        case(form_is_withdrawn, "form:", lambda c: [c["A01"]], "A01", lambda o: tabs(o, "A01")[WORKS]),
        case(
            code_changes,
            "code of",
            lambda c: [c["A04"]],
            "",
            lambda o: o.project.units["A04"].roster_code == "B04",
        ),
        case(
            units_merge,
            "two units",
            lambda c: [c["A03"], c["A01"]],
            "A01 A03",
            lambda o: "a01@phuong.example" in people(o, "A03"),
            # Whoever takes over may open what was reported; the successor's own report is as it was.
            "A03",
        ),
        case(
            unit_splits,
            "one unit",
            lambda c: [c["A02"], c["new"], c["find"]],
            "A02 C01 C02",
            lambda o: {"c01@phuong.example", "c02@phuong.example"} <= people(o, "A02"),
            "A02",
        ),
        case(line_is_deleted, "a line", lambda c: [c["A05"]], "A05", lambda o: named(o, "Tổ A05 (")),
        case(
            account_changes,
            "another account",
            lambda c: [c["A01"]],
            f"- {EVERYBODY} C01 C02",
            lambda o: "moi@dich-vu.example" in people(o, "A01"),
            f"- {EVERYBODY}",
        ),
    )
}


@dataclass(frozen=True)
class Outcome:
    """What became of one change in one period."""

    #: By the code of the workbook; `new` for each that was made, `find` for all of them, `revoked`.
    calls: Mapping[str, int]
    #: What somebody is to see is there.
    is_seen: bool
    #: The ward's total of what was approved, as the master tells it since.
    total: Any
    #: Every report of the period is closed.
    is_closed: bool
    #: What `provision` would still do.
    left: object
    #: Who may open what he should not, or not what he should.
    strangers: Mapping[str, set[str]]


class Lived:
    """The year, its office, and what became of each change in each period."""

    def __init__(self, office: Office, base_url: str, someone: People) -> None:
        self.office, self._base_url, self._people = office, base_url, someone
        self.outcomes: dict[tuple[str, str], Outcome] = {}
        #: Plans for the period to come, by change: the kinds of their steps.
        self.to_come: dict[str, set[str]] = {}
        #: Calls that the first workbook cost when its period began.
        self.begun = 0

    @contextmanager
    def wards(self, at: datetime, *codes: str) -> Iterator[list[Ward]]:
        """These periods, or those that a command takes by itself."""
        self._people.set_clock(at)
        config = load(self.office.folder / "campaign.toml", FORMS)
        chosen = [config.find_period(code) for code in codes] or list(config.periods_at(at))
        with opened_periods(config, chosen, "provision", at=at, makes_store=True) as projects:
            yield [Ward(self._base_url, one, self._people) for one in projects]

    def report(self, period: str, at: datetime) -> None:
        """The period begins, everybody reports, and the office approves all of it."""
        self._people.set_clock(at)
        config = load(self.office.folder / "campaign.toml", FORMS)
        with opened_periods(config, config.periods, "provision", at=at, makes_store=True) as projects:
            assert not turn(projects, at).failed
        with self.wards(at, period) as (one,):
            self.begun = by_workbook(one)["A01"] + 1
            for unit in one.project.owing:
                one.type(unit, FORM, {"E2": "205"})
            run(one.project, at, Options(mails=False))
            approve(one)
            run(one.project, at + timedelta(minutes=5), Options(mails=False))
            one.forget_calls()

    def changed(self, one: Case) -> None:
        """The office edits and brings into line first what is open, then the period that is closed."""
        name = one.change.__name__
        one.change(self.office, NOW)
        with self.wards(NOW) as (july,):
            self.outcomes[name, JULY] = applied(july, one)
        with self.wards(NOW, JUNE, AUGUST) as (june, august):
            self.to_come[name] = {step.act.value for book in plan(august.project) for step in book.steps}
            self.outcomes[name, JUNE] = applied(june, one)


def total(one: Ward) -> Any:
    return next(row[5] for row in one.values("", SUMMARY) if row[1:2] == ["VX01"])


def applied(one: Ward, what: Case) -> Outcome:
    one.forget_calls()
    made = provision(one.project).created
    calls = by_workbook(one)
    if made:
        # Those that are made are looked for once; the call that makes one names none.
        calls["find"] = 1
        calls["new"] = (sum(calls[code] for code in made) + calls["other"] - 1) // len(made)
    one.forget_calls()
    provision(one.project, extent=Extent(revoke=True))
    calls["revoked"] = by_workbook(one).total()
    closed = set(one.project.store.closings.known()) == set(one.project.units)
    # What is closed is synced once all has changed.
    if not closed:
        run(one.project, NOW + timedelta(hours=1), Options(mails=False))
    books = one.project.store.workbooks.known()
    strangers = {code: people(one, code) ^ set(wanted(one.project, code)) for code in books}
    return Outcome(
        calls,
        what.seen(one),
        total(one),
        closed,
        plan(one.project),
        {code: found for code, found in strangers.items() if found},
    )


def by_workbook(one: Ward) -> Counter[str]:
    """Calls by the code of the workbook that they name; `other` for those that name none."""
    codes = {book.id: code for code, book in one.project.store.workbooks.known().items()}
    paths = [call["path"] for call in one.calls()]
    return Counter(next((codes[book] for book in codes if book in path), "other") for path in paths)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    folder = tmp_path_factory.mktemp("periods")
    units = UNITS + unit_line("A05")
    file = written_year(folder / "campaign", units, REGIME)
    with living(folder) as (base_url, someone):
        one = Lived(Office(file.parent), base_url, someone)
        one.report(JUNE, datetime(2026, 6, 11, 9, tzinfo=ZONE))
        one.report(JULY, NOW - timedelta(days=1))
        for changed in CASES.values():
            one.changed(changed)
        yield one


def documented(line: str) -> list[int]:
    """The calls that the table names in the line that begins so."""
    (found,) = [one for one in PAGE.read_text(encoding="utf-8").splitlines() if one.startswith(f"| {line}")]
    return [int(number) for number in re.findall(r"\d+", found.split("|")[-2])]


NAMES = pytest.mark.parametrize("name", CASES)


@NAMES
def test_a_change_costs_in_an_open_period_the_calls_that_the_table_names(lived: Lived, name: str) -> None:
    case, outcome = CASES[name], lived.outcomes[name, JULY]
    counted = case.counted(outcome.calls)
    assert counted == documented(case.line)[: len(counted)]
    touched = {code for code in outcome.calls if outcome.calls[code] and code not in EXTRA}
    assert touched == case.touched


@NAMES
@pytest.mark.parametrize("period", [JULY, JUNE])
def test_a_change_is_seen_and_leaves_totals_and_access_right(lived: Lived, name: str, period: str) -> None:
    outcome = lived.outcomes[name, period]
    assert outcome.is_seen
    assert outcome.total == 5 * 205
    assert (outcome.left, outcome.strangers) == ((), {})


@NAMES
def test_a_closed_period_is_touched_only_where_it_is_named_and_stays_closed(lived: Lived, name: str) -> None:
    outcome = lived.outcomes[name, JUNE]
    touched = {code for code in outcome.calls if outcome.calls[code] and code not in EXTRA}
    assert touched == CASES[name].in_closed
    assert outcome.is_closed


def test_a_closed_period_is_synced_after_all_changes_and_keeps_its_total(lived: Lived) -> None:
    with lived.wards(NOW, JUNE) as (june,):
        outcome = run(june.project, NOW + timedelta(hours=1), Options(mails=False, full=True))
        assert outcome.failed == {}
        assert total(june) == 5 * 205


@NAMES
def test_a_period_to_come_waits_until_it_begins(lived: Lived, name: str) -> None:
    assert lived.to_come[name] == {"create"}


def test_a_period_that_begins_has_all_that_was_changed_before(lived: Lived) -> None:
    at = datetime(2026, 8, 11, 9, tzinfo=ZONE)
    with lived.wards(at, AUGUST) as (august,):
        august.forget_calls()
        made = provision(august.project).created
        assert set(made) == {MASTER, "A01", "A04", "C01", "C02"}
        # The other account is let in before the unit.
        assert by_workbook(august)["A01"] + 1 == lived.begun + 2
        assert lived.begun == documented("a regime")[0]
        assert named(august, "Tổ dân phố Đông – Báo cáo tháng 8/2026")
        assert told(august, "A01", "Bà Hoa, công chức")
        assert told(august, "A01", "Phường Đường Hào kính đề nghị")
        assert tells_the_deadline(august)
        assert WORKS not in tabs(august, "A01")
        assert rows(august, "A04")[1][1] == "Tổng số hộ dân cư"
        assert people(august, "A01") == {"a01@phuong.example", "moi@dich-vu.example"}
