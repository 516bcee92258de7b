"""When jobs are due."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.calendar.timetable import Timetable, parse
from sheets_sync.calendar.workdays import IsWorking, working_days

WARD = ZoneInfo("Asia/Ho_Chi_Minh")
SUMMER = ZoneInfo("Europe/Paris")
VIETNAM = working_days()
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def timetable(text: str, zone: ZoneInfo = WARD, is_working: IsWorking = VIETNAM) -> Timetable:
    times = parse(text)
    assert times is not None
    return Timetable(times, zone, is_working)


def local(text: str, zone: ZoneInfo = WARD) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("text", "now", "last", "following"),
    [
        ("20:00", "2024-08-14T19:59:59", "2024-08-13T20:00", "2024-08-14T20:00"),
        ("20:00", "2024-08-14T20:00:00", "2024-08-14T20:00", "2024-08-15T20:00"),
        ("  3:05  Sunday ", "2024-08-14T12:00", "2024-08-11T03:05", "2024-08-18T03:05"),
        ("03:00 monday thursday", "2024-08-14T12:00", "2024-08-12T03:00", "2024-08-15T03:00"),
        ("07:30 working days", "2024-08-16T08:00", "2024-08-16T07:30", "2024-08-19T07:30"),
        ("every 5 minutes 07:00-18:00", "2024-08-14T09:03", "2024-08-14T09:00", "2024-08-14T09:05"),
        ("every 5 minutes 07:00-18:00", "2024-08-14T18:00", "2024-08-14T18:00", "2024-08-15T07:00"),
        (
            "every 7 minutes 07:00-18:00 working days",
            "2024-08-17T12:00",
            "2024-08-16T17:58",
            "2024-08-19T07:00",
        ),
        # Quốc khánh: 2 and 3 September; the weekend stands before it.
        ("07:30 working days", "2024-09-02T08:00", "2024-08-30T07:30", "2024-09-04T07:30"),
    ],
)
def test_the_last_and_the_next_time(text: str, now: str, last: str, following: str) -> None:
    moment = local(now)
    assert timetable(text).last(moment) == local(last)
    assert timetable(text).next(moment) == local(following)


def test_the_moment_may_be_given_in_any_zone() -> None:
    now = datetime(2024, 8, 14, 13, 0, tzinfo=UTC)
    assert timetable("20:00").last(now) == local("2024-08-14T20:00")


def test_days_that_the_ward_has_swapped_count() -> None:
    swapped = working_days(off=[date(2024, 8, 16)], working=[date(2024, 8, 17)])
    due = timetable("07:30 working days", is_working=swapped).next(local("2024-08-15T12:00"))
    assert due == local("2024-08-17T07:30")


def test_a_time_that_summer_time_skips_is_due_once_an_hour_later() -> None:
    due = timetable("02:30", SUMMER).next(local("2024-03-31T00:00", SUMMER))
    assert due == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert timetable("02:30", SUMMER).next(due) == local("2024-04-01T02:30", SUMMER)


def test_a_time_that_comes_twice_when_summer_time_ends_is_due_once() -> None:
    due = timetable("02:30", SUMMER).next(local("2024-10-27T00:00", SUMMER))
    assert due == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert timetable("02:30", SUMMER).next(due) == local("2024-10-28T02:30", SUMMER)


@given(
    st.integers(0, 60 * 366 * 86_400).map(lambda seconds: EPOCH + timedelta(seconds=seconds)),
    st.sampled_from(["20:00", "02:30", "00:00", "23:59 sunday", "07:30 working days"]),
    st.sampled_from([WARD, SUMMER]),
)
def test_nothing_is_due_between_the_last_and_the_next_time(
    moment: datetime, text: str, zone: ZoneInfo
) -> None:
    one = timetable(text, zone)
    last, following = one.last(moment), one.next(moment)
    assert last <= moment < following
    assert one.next(last) == following
    assert one.last(following) == following
    assert following - last < timedelta(days=20)


def test_off_is_never() -> None:
    assert parse("off") is None


@pytest.mark.parametrize("text", ["", "8", "25:00", "20:60", "20:00 someday", "20:00 working", "at 20:00"])
def test_anything_else_is_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(ValueError, match="07:30 working days"):
        parse(text)
