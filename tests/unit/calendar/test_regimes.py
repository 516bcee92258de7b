"""Periods of regimes, against dates written by hand from the decree's table."""

from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.calendar.regimes import Regime, Rhythm, periods
from sheets_sync.calendar.workdays import after, between, working_days

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHLY = Regime(
    code="thang",
    title="Báo cáo",
    rhythm=Rhythm.MONTH,
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    cut_off_day=14,
    deadline_days=1,
    deadline_time=time(17),
    opens_days=10,
    closes_days=30,
    zone=ZONE,
    deadline_days_of={"TDP": 3},
)
IS_WORKING = working_days()
SPANS = {
    Rhythm.QUARTER: [
        ("2026-q1", "2025-12-15", "2026-03-14"),
        ("2026-q2", "2026-03-15", "2026-06-14"),
        ("2026-q3", "2026-06-15", "2026-09-14"),
        ("2026-q4", "2026-09-15", "2026-12-14"),
    ],
    Rhythm.HALF_YEAR: [("2026-h1", "2025-12-15", "2026-06-14"), ("2026-h2", "2026-06-15", "2026-12-14")],
    Rhythm.NINE_MONTHS: [("2026-9m", "2025-12-15", "2026-09-14")],
    Rhythm.YEAR: [("2026", "2025-12-15", "2026-12-14")],
}


@pytest.mark.parametrize("rhythm", SPANS)
def test_periods_run_as_the_decree_has_them(rhythm: Rhythm) -> None:
    found = periods(replace(MONTHLY, rhythm=rhythm), IS_WORKING)
    spans = [(one.code, f"{one.start}", f"{one.cut_off}") for one in found]
    assert spans == [(f"thang-{code}", start, end) for code, start, end in SPANS[rhythm]]


def test_a_month_runs_from_the_fifteenth_to_the_fourteenth() -> None:
    found = list(periods(MONTHLY, IS_WORKING))
    assert len(found) == 12
    january = found[0]
    assert (january.start, january.cut_off) == (date(2025, 12, 15), date(2026, 1, 14))
    assert january.deadline == datetime(2026, 1, 15, 17, tzinfo=ZONE)
    assert (january.opens, january.closes) == (date(2026, 1, 4), datetime(2026, 2, 14, 17, tzinfo=ZONE))
    assert january.deadlines == {"TDP": datetime(2026, 1, 19, 17, tzinfo=ZONE)}


def test_a_deadline_never_falls_on_tet() -> None:
    february = list(periods(MONTHLY, IS_WORKING))[1]
    # Saturday 14 February is followed by the lunar New Year of 16 to 20 February and a weekend.
    assert february.deadline == datetime(2026, 2, 23, 17, tzinfo=ZONE)


def test_swapped_days_move_a_deadline() -> None:
    swapped = working_days(off={date(2026, 1, 15)}, working={date(2026, 1, 17)})
    assert next(iter(periods(MONTHLY, swapped))).deadline.date() == date(2026, 1, 16)
    sooner = replace(MONTHLY, deadline_days=2)
    assert next(iter(periods(sooner, swapped))).deadline.date() == date(2026, 1, 17)


@pytest.mark.parametrize(
    ("rhythm", "cut_off", "title"),
    [
        (Rhythm.MONTH, 14, "Báo cáo tháng 01/2026"),
        (Rhythm.QUARTER, 14, "Báo cáo quý I/2026"),
        (Rhythm.HALF_YEAR, 14, "Báo cáo 6 tháng đầu năm 2026"),
        (Rhythm.NINE_MONTHS, 14, "Báo cáo 9 tháng năm 2026"),
        (Rhythm.YEAR, 14, "Báo cáo năm 2026"),
        (Rhythm.WEEK, 5, "Báo cáo tuần 1 năm 2026"),
    ],
)
def test_periods_have_names_that_people_use(rhythm: Rhythm, cut_off: int, title: str) -> None:
    regime = replace(MONTHLY, rhythm=rhythm, cut_off_day=cut_off)
    assert next(iter(periods(regime, IS_WORKING))).title == title


def test_weeks_end_on_the_chosen_day_and_are_numbered_as_in_the_calendar() -> None:
    regime = replace(MONTHLY, rhythm=Rhythm.WEEK, cut_off_day=5)
    weekly = replace(regime, first=date(2026, 12, 20), last=date(2027, 1, 9))
    found = [(one.code, one.start, one.cut_off) for one in periods(weekly, IS_WORKING)]
    assert found == [
        ("thang-2026-w52", date(2026, 12, 19), date(2026, 12, 25)),
        ("thang-2026-w53", date(2026, 12, 26), date(2027, 1, 1)),
        ("thang-2027-w01", date(2027, 1, 2), date(2027, 1, 8)),
    ]


def test_the_last_day_of_each_month_can_be_the_cut_off() -> None:
    found = list(periods(replace(MONTHLY, cut_off_day=31), IS_WORKING))
    assert [one.cut_off.day for one in found] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert found[1].start == date(2026, 2, 1)


@given(
    rhythm=st.sampled_from(list(Rhythm)),
    day=st.integers(1, 31),
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_periods_leave_no_gap_and_have_codes_of_their_own(rhythm: Rhythm, day: int, first: date) -> None:
    day = (day - 1) % 7 + 1 if rhythm is Rhythm.WEEK else day
    last = first.replace(year=first.year + 3, day=1)
    regime = replace(MONTHLY, rhythm=rhythm, cut_off_day=day, first=first, last=last)
    found = list(periods(regime, IS_WORKING))
    assert found
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert first <= one.cut_off <= last
        assert one.start <= one.cut_off < one.deadline.date()
        assert IS_WORKING(one.deadline.date())
    if rhythm is not Rhythm.NINE_MONTHS:
        assert all((later.start - earlier.cut_off).days == 1 for earlier, later in pairwise(found))


@given(day=st.dates(date(2024, 1, 1), date(2027, 1, 1)), count=st.integers(-30, 30))
def test_counting_working_days_there_and_back(day: date, count: int) -> None:
    there = after(day, count, IS_WORKING)
    assert (there > day) - (there < day) == (count > 0) - (count < 0)
    if count > 0:
        assert between(day, there, IS_WORKING) == count
        assert between(there, day, IS_WORKING) == -count
