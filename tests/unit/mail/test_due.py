"""Which mails are due: against a calendar written by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.calendar.workdays import working_days
from sheets_sync.findings import place
from sheets_sync.mail.composing.due import Rules, Telling, ToldBefore, UnitStanding, due_parts
from sheets_sync.model import Doubt, Finding, Period

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
#: A Thursday; the lunar New Year follows on 16 to 20 February 2026.
DEADLINE = datetime(2026, 2, 12, 17, tzinfo=ZONE)
PERIOD = Period("thang-2026-01", "Báo cáo tháng 01/2026", date(2026, 1, 15), date(2026, 2, 11), DEADLINE)
PART = UnitStanding(PERIOD, DEADLINE, "http://book")
OWING = replace(PART, owed=("1. Kinh tế",))
IS_WORKING = working_days()
RULES = Rules()


def finding(cell: str = "E2") -> tuple[Finding, str]:
    doubt = Doubt("cell-fault", {"typed": "#REF!"})
    return place(doubt, unit="U", form="economy", tab="1. Kinh tế", sheet_id=1, cell=cell), "http://cell"


FAULTY = replace(PART, findings=(finding(),))


def evening(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 20, tzinfo=ZONE)


def nights(part: UnitStanding, first: date, last: date, rules: Rules = RULES) -> list[tuple[str, str, str]]:
    """Each night on which a mail was due, and what made it so."""
    told: list[ToldBefore] = []
    found = []
    day = first
    while day <= last:
        due = due_parts("U", [part], told, evening(day.month, day.day), rules, IS_WORKING)
        tellings = [telling for one in due for telling in one.tellings]
        found += [(f"{day:%d/%m}", str(one.telling), one.detail) for one in tellings]
        told += tellings
        day += timedelta(days=1)
    return found


def test_reminders_come_in_steps_and_spare_holidays() -> None:
    found = [(day, step) for day, _, step in nights(OWING, date(2026, 2, 2), date(2026, 3, 20))]
    assert found == [
        # Three working days before, one before, on the day; then the first working day after Tết, and on.
        ("09/02", "-3"),
        ("11/02", "-1"),
        ("12/02", "0"),
        ("13/02", "1"),
        ("24/02", "3"),
        ("26/02", "5"),
    ]


def test_after_nights_without_a_run_only_the_latest_step_is_due() -> None:
    due = due_parts("U", [OWING], [], evening(2, 27), RULES, IS_WORKING)
    assert [one.reminder for one in due] == [5]


def test_nobody_who_owes_nothing_is_reminded() -> None:
    assert nights(PART, date(2026, 2, 1), date(2026, 3, 31)) == []


def test_findings_are_told_when_they_change_and_again_every_few_working_days() -> None:
    found = [day for day, _, _ in nights(FAULTY, date(2026, 3, 2), date(2026, 3, 12))]
    assert found == ["02/03", "05/03", "09/03", "12/03"]
    told = [ToldBefore(PERIOD.code, "U", Telling.FINDINGS, FAULTY.content, evening(3, 2))]
    other = replace(PART, findings=(finding("E3"),))
    assert due_parts("U", [other], told, evening(3, 3), RULES, IS_WORKING)
    assert not due_parts("U", [FAULTY], told, evening(3, 3), RULES, IS_WORKING)


def test_a_unit_gets_one_mail_a_night_whatever_happens() -> None:
    told = [ToldBefore(PERIOD.code, "U", Telling.REMINDER, "0", evening(2, 12) - timedelta(hours=8))]
    both = replace(FAULTY, owed=("1. Kinh tế",))
    assert due_parts("U", [both], told, evening(2, 12), RULES, IS_WORKING) == ()


def test_the_mail_of_a_night_tells_all_that_is_wrong_in_every_period() -> None:
    other = replace(FAULTY, period=replace(PERIOD, code="quy-2026-q1"))
    told = [ToldBefore("quy-2026-q1", "U", Telling.FINDINGS, other.content, evening(2, 11))]
    due = due_parts("U", [OWING, other], told, evening(2, 12), RULES, IS_WORKING)
    # The quarter's finding is known and not news, but what is sent anyway shows it.
    assert [(one.period.code, one.reminder, len(one.findings)) for one in due] == [
        ("thang-2026-01", 0, 0),
        ("quy-2026-q1", None, 1),
    ]


def test_thanks_come_once() -> None:
    complete = replace(PART, complete=True)
    assert nights(complete, date(2026, 2, 2), date(2026, 2, 27)) == [("02/02", "thanks", "")]


@given(
    days=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), max_size=60),
    zones=st.sampled_from([ZONE, ZoneInfo("UTC")]),
)
def test_whatever_comes_a_night_has_one_mail_at_most_and_no_step_comes_twice(
    days: Sequence[tuple[int, int]], zones: ZoneInfo
) -> None:
    told: list[ToldBefore] = []
    sent: list[date] = []
    for day, state in sorted(days):
        part = (PART, OWING, FAULTY, replace(PART, complete=True))[state]
        at = (evening(2, 1) + timedelta(days=day)).astimezone(zones).astimezone(ZONE)
        if due := due_parts("U", [part], told, at, RULES, IS_WORKING):
            sent.append(at.date())
            told += [telling for one in due for telling in one.tellings]
    assert len(sent) == len(set(sent))
    steps = [one.detail for one in told if one.telling is Telling.REMINDER]
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize("hour", [0, 23])
def test_a_night_is_one_of_the_wards_not_of_greenwich(hour: int) -> None:
    at = datetime(2026, 2, 12, hour, 30, tzinfo=ZONE)
    told = [ToldBefore(PERIOD.code, "U", Telling.THANKS, "", at.astimezone(ZoneInfo("UTC")))]
    assert due_parts("U", [FAULTY], told, at.replace(hour=12), RULES, IS_WORKING) == ()
