"""Months of a ward in which months, quarters and a campaign are due side by side, against a calendar by hand.

The whole year with NIGHTLY=1; else 5 June to 31 July 2026, which have all that can happen.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import Config, load
from sheets_sync.demo.people import People
from sheets_sync.model import Timeliness
from sheets_sync.pipeline import Options, Project, turn
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.run import run
from tests.ward import ZONE, Ward
from tests.year import FORM, living, unit_line, written_year

pytestmark = pytest.mark.long
COUNT = 30
REGIMES = """
[[period]]
code = "chuyen-de"
title = "Chuyên đề hè"
start = 2026-06-15
cut_off = 2026-07-10
deadline = 2026-07-13T17:00:00
opens = 2026-07-01
closes = 2026-08-10T17:00:00

[[regime]]
code = "thang"
title = "Báo cáo"
rhythm = "month"
first = 2026-01-01
last = 2026-12-31
opens_days = 5
closes_days = 20

[[regime]]
code = "quy"
title = "Báo cáo"
rhythm = "quarter"
first = 2026-01-01
last = 2026-12-31
deadline_days = 3
opens_days = 5
closes_days = 20

[[extension]]
period = "thang-2026-06"
unit = "T05"
until = 2026-06-22T17:00:00
"""
WHOLE = bool(os.environ.get("NIGHTLY"))
FIRST, LAST = (date(2026, 1, 1), date(2026, 12, 31)) if WHOLE else (date(2026, 6, 5), date(2026, 7, 31))
#: The machine is off on these nights.
OUTAGE = {date(2026, 7, day) for day in (15, 16, 17)}
#: What a unit types, how many days after the cut-off of a period; the others do as T01.
HABITS: dict[str, list[tuple[int, str]]] = {
    "T01": [(-3, "205")],
    "T02": [(3, "205")],
    "T03": [],
    "T04": [(-3, "hai trăm"), (0, "205")],
    "T05": [(4, "205")],
}


def roster() -> str:
    lines = [
        unit_line(f"T{number:02d}", heads=f"truong-T{number:02d}@phuong.example")
        for number in range(1, COUNT + 1)
        if number != 6
    ]
    return "".join(
        (*lines, unit_line("T06", until="2026-06-30", successor="T31"), unit_line("T31", since="2026-07-01"))
    )


@dataclass(frozen=True)
class Year:
    config: Config
    projects: dict[str, Project]
    #: Night to units that got a mail, with what it told: (period, telling, detail).
    told: dict[date, dict[str, set[tuple[str, str, str]]]]
    #: Unit and night of every mail.
    mails: list[tuple[str, date]]
    #: Which units owed something in some period on a night.
    owing: dict[date, set[str]]

    def nights(self, unit: str, first: date, last: date) -> list[str]:
        return [f"{night:%d/%m}" for code, night in self.mails if code == unit and first <= night <= last]

    def status(self, period: str, unit: str, at: datetime) -> Timeliness | None:
        found = as_last_seen(self.projects[period], at).coverage
        return next(one.timeliness for one in found if (one.unit, one.form) == (unit, FORM))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("year")
    file = written_year(folder / "campaign", roster(), REGIMES)
    with living(folder) as (base_url, people):
        config = load(file, FORMS)
        with opened_periods(config, config.periods, "provision", makes_store=True) as projects:
            yield lived(config, projects, base_url, people)


def lived(config: Config, projects: tuple[Project, ...], base_url: str, people: People) -> Year:
    by_code = {project.period.code: project for project in projects}
    owing: dict[date, set[str]] = {}
    day = FIRST
    while day <= LAST:
        people.set_clock(datetime.combine(day, time(9), ZONE))
        for project in projects:
            typing(Ward(base_url, project, people), day)
        night = datetime.combine(day, time(20), ZONE)
        people.set_clock(night)
        if day not in OUTAGE:
            turn(projects, night)
            open_ = [project for project in projects if project.period.is_open(night)]
            for project in open_:
                run(project, night, Options(mails=False))
            if open_:
                correspond(open_, night, night)
                owing[day] = {
                    one.unit
                    for project in open_
                    for one in as_last_seen(project, night).coverage
                    if one.timeliness in (Timeliness.NOT_DUE, Timeliness.MISSING, Timeliness.OVERDUE)
                }
        day += timedelta(days=1)
    return told_in(config, by_code, owing)


def typing(ward: Ward, day: date) -> None:
    """What units type on a morning, where they have a workbook by then."""
    cut_off = ward.project.period.cut_off
    typed = {
        unit: figure
        for unit in ward.project.units
        for days, figure in HABITS.get(unit, HABITS["T01"])
        if day == cut_off + timedelta(days=days)
    }
    if typed:
        there = ward.project.store.workbooks.known()
        for unit, figure in typed.items():
            if unit in there:
                ward.type(unit, FORM, {"E2": figure})


def told_in(config: Config, projects: dict[str, Project], owing: dict[date, set[str]]) -> Year:
    store = next(iter(projects.values())).store
    told: dict[date, dict[str, set[tuple[str, str, str]]]] = defaultdict(lambda: defaultdict(set))
    for period, unit, telling, detail, at in store.notices.known():
        told[at.astimezone(ZONE).date()][unit].add((period, telling, detail))
    mails = [(mail.unit, mail.queued.astimezone(ZONE).date()) for mail in store.outbox.all() if mail.unit]
    return Year(config, projects, told, mails, owing)


JUNE = (date(2026, 6, 1), date(2026, 6, 30))


def test_no_unit_gets_more_than_one_mail_a_night(year: Year) -> None:
    assert len(year.mails) > COUNT
    assert len(year.mails) == len(set(year.mails))


def test_nobody_who_owes_nothing_is_reminded(year: Year) -> None:
    for night, units in year.told.items():
        reminded = {unit for unit, tellings in units.items() if any(t == "reminder" for _, t, _ in tellings)}
        assert reminded <= year.owing[night], night


@pytest.mark.parametrize(
    ("unit", "nights"),
    [
        # Three days before, then both reports typed on Thursday 11: thanks for both in one mail, and silence.
        ("T01", ["10/06", "11/06"]),
        # The month is due on Monday 15, the quarter on Wednesday 17; both typed on the 17th at nine.
        ("T02", ["10/06", "12/06", "15/06", "16/06", "17/06"]),
        # Nothing typed: the month's steps on 10, 12, 15, 16, 18, 22, the quarter's on 12, 16, 17, 18, 22, 24.
        ("T03", ["10/06", "12/06", "15/06", "16/06", "17/06", "18/06", "22/06", "24/06"]),
        # A word in place of a figure on the 11th; mended on Sunday 14, thanks the same night.
        ("T04", ["10/06", "11/06", "12/06", "14/06"]),
        # The month extended to Monday 22: its step of three days before is the 17th; typed on the 18th.
        ("T05", ["12/06", "16/06", "17/06", "18/06"]),
    ],
)
def test_junes_mails_are_those_of_the_calendar(year: Year, unit: str, nights: list[str]) -> None:
    assert year.nights(unit, *JUNE) == nights


@pytest.mark.parametrize(
    ("period", "unit", "status"),
    [
        ("thang-2026-06", "T01", Timeliness.ON_TIME),
        ("thang-2026-06", "T02", Timeliness.LATE),
        ("quy-2026-q2", "T02", Timeliness.ON_TIME),
        ("thang-2026-06", "T03", Timeliness.OVERDUE),
        ("thang-2026-06", "T04", Timeliness.ON_TIME),
        ("thang-2026-06", "T05", Timeliness.ON_TIME),
        ("thang-2026-06", "T06", Timeliness.ON_TIME),
        # Typed three days after the cut-off of 14 July, when the machine was off: seen on the 18th.
        ("thang-2026-07", "T02", Timeliness.LATE),
        ("thang-2026-07", "T31", Timeliness.ON_TIME),
        ("chuyen-de", "T01", Timeliness.ON_TIME),
        ("chuyen-de", "T03", Timeliness.OVERDUE),
    ],
)
def test_statuses_are_those_of_the_calendar(year: Year, period: str, unit: str, status: Timeliness) -> None:
    assert year.status(period, unit, datetime(2026, 7, 31, 20, tzinfo=ZONE)) is status


def test_a_report_typed_before_the_deadline_is_on_time_although_the_machine_was_off(year: Year) -> None:
    arrived = {
        (unit, form): submission.arrived
        for (unit, form), submission in year.projects["thang-2026-07"]
        .store.submissions.latest("thang-2026-07")
        .items()
    }
    assert arrived["T02", FORM] == datetime(2026, 7, 17, 9, tzinfo=ZONE)


def test_a_unit_that_was_replaced_is_left_alone_and_its_successor_reports(year: Year) -> None:
    assert year.nights("T06", date(2026, 7, 1), LAST) == []
    assert "T06" not in year.projects["thang-2026-07"].units
    assert "T31" not in year.projects["thang-2026-06"].units


def test_after_the_outage_only_the_latest_step_is_told(year: Year) -> None:
    # July is due on Wednesday 15; the outage hides the steps 0 and 1, and Saturday 18 is no working day.
    steps = [
        (f"{night:%d/%m}", detail)
        for night, units in sorted(year.told.items())
        for period, telling, detail in sorted(units["T03"])
        if (period, telling) == ("thang-2026-07", "reminder")
    ]
    assert steps == [("10/07", "-3"), ("14/07", "-1"), ("20/07", "3"), ("22/07", "5")]


def test_long_overdue_reminders_reach_the_head_and_the_office(year: Year) -> None:
    store = year.projects["thang-2026-06"].store
    own = [mail for mail in store.outbox.all() if mail.unit == "T03"]
    sent = {mail.queued.astimezone(ZONE).date(): mail.message.decode(errors="replace") for mail in own}
    recipients = {night.day: text for night, text in sent.items() if night.month == 6}
    assert "truong-T03@phuong.example" not in recipients[15]
    assert "truong-T03@phuong.example" in recipients[16]
    office = year.config.office.emails[0]
    assert office not in recipients[16].split("Subject:")[0].replace("From:", "", 1).split("To:")[-1]
    assert office in recipients[18]


def test_closed_periods_cannot_be_edited_any_more(year: Year) -> None:
    assert set(year.projects["thang-2026-06"].store.closings.known()) == set(
        year.projects["thang-2026-06"].units
    )
