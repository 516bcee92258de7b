import unicodedata
from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.vietnamese.dates import (
    as_typed,
    check_serial,
    format_date,
    from_serial,
    read_date,
    to_serial,
)
from sheets_sync.vietnamese.parsed import Parsed

START, END = date(2024, 8, 5), date(2024, 8, 15)


def read(text: str) -> Parsed[date]:
    return read_date(text, start=START, end=END)


def codes(parsed: Parsed[date]) -> list[str]:
    return [doubt.code for doubt in parsed.doubts]


@pytest.mark.parametrize(
    "typed",
    [
        "5/8/2024",
        "05/8/2024",
        "05/08/2024",
        "05-08-24",
        "05.08.2024",
        "5 8 2024",
        " 5 / 8 / 2024 ",
        "ngày 05 tháng 8 năm 2024",
        "Ngày 5/8/2024.",
        "ngay 5 thang 8 nam 2024",
        "5 tháng 8, 2024",
        "2024-08-05",
        "2024/8/5",
        "2024-08-05 00:00:00",
        "05–08–2024",
        "０５/０８/２０２４",
    ],
)
def test_every_way_of_writing_a_date_is_read(typed: str) -> None:
    assert read(typed) == Parsed(date(2024, 8, 5))


@pytest.mark.parametrize("typed", ["5/8", "05-8", "5 tháng 8", "ngày 05/8", "ngày 05 tháng 8"])
def test_a_missing_year_is_taken_from_the_campaign_and_questioned(typed: str) -> None:
    parsed = read(typed)
    assert parsed.value == date(2024, 8, 5)
    (doubt,) = parsed.doubts
    assert (doubt.code, doubt.params) == ("date-no-year", {"typed": typed, "proposal": "05/8/2024"})


@pytest.mark.parametrize(
    ("typed", "start", "end", "year"),
    [
        ("28/12", date(2024, 12, 20), date(2025, 1, 10), 2024),
        ("03/01", date(2024, 12, 20), date(2025, 1, 10), 2025),
        ("03/01", date(2024, 12, 20), date(2024, 12, 31), 2025),
        ("31/12", date(2024, 1, 2), date(2024, 2, 2), 2023),
        ("29/2", date(2025, 3, 1), date(2025, 3, 31), 2024),
    ],
)
def test_a_missing_year_is_the_one_nearest_to_the_campaign(
    typed: str, start: date, end: date, year: int
) -> None:
    parsed = read_date(typed, start=start, end=end)
    assert parsed.value is not None
    assert parsed.value.year == year


def test_a_year_of_two_digits_is_of_the_century_nearest_to_the_campaign() -> None:
    assert read("6/8/24").value == date(2024, 8, 6)
    births = read_date("6/8/75", start=date(1930, 1, 1), end=date(2010, 1, 1))
    assert births == Parsed(date(1975, 8, 6))


@pytest.mark.parametrize("typed", ["8/5/2024", "08/14/2024", "8/6", "08-05-2024"])
def test_a_date_that_only_fits_with_day_and_month_exchanged_is_questioned(typed: str) -> None:
    parsed = read(typed)
    assert parsed.value is None
    assert codes(parsed) == ["date-flipped"]
    assert parsed.doubts[0].params["shown"] == typed
    assert parsed.doubts[0].params["proposal"] in {"05/8/2024", "14/8/2024", "06/8/2024"}


def test_a_date_outside_the_campaign_is_kept_with_a_warning() -> None:
    parsed = read("20/9/2024")
    assert parsed.value == date(2024, 9, 20)
    (doubt,) = parsed.doubts
    assert doubt.code == "date-outside"
    assert doubt.params == {"shown": "20/9/2024", "start": "05/8/2024", "end": "15/8/2024"}


def test_a_date_without_year_outside_the_campaign_gets_both_remarks() -> None:
    assert codes(read("20/9")) == ["date-no-year", "date-outside"]


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2024",
        "0/8/2024",
        "32/8",
        "8/2024",
        "tháng 8",
        "5/8/2024 đến 10/8/2024",
        "xong",
        "-",
        "5/8/0000",
        "5" * 99,
    ],
)
def test_what_is_no_date_is_unreadable(typed: str) -> None:
    parsed = read(typed)
    assert parsed.value is None
    (doubt,) = parsed.doubts
    assert doubt.code == "date-unreadable"
    assert doubt.params["example"] == "05/8/2024"
    assert len(doubt.params["typed"]) <= 61


def test_an_empty_text_is_no_date_and_no_doubt() -> None:
    assert read(" \u00a0\u200b") == Parsed(None)


@pytest.mark.parametrize("serial", [45509, 45509.0, 45509.75])
def test_serial_45509_is_5_august_2024(serial: float) -> None:
    assert check_serial(serial, "05/8/2024", start=START, end=END) == Parsed(date(2024, 8, 5))


def test_a_serial_flipped_by_an_american_sheet_is_questioned() -> None:
    parsed = check_serial(45420, "5/8/2024", start=START, end=END)
    assert from_serial(45420) == date(2024, 5, 8)
    assert parsed.value is None
    assert codes(parsed) == ["date-flipped"]
    assert parsed.doubts[0].params == {"shown": "5/8/2024", "proposal": "05/8/2024"}


def test_a_serial_outside_the_campaign_is_kept_with_a_warning() -> None:
    parsed = check_serial(45555, "20/9/2024", start=START, end=END)
    assert parsed.value == date(2024, 9, 20)
    assert codes(parsed) == ["date-outside"]


@pytest.mark.parametrize("serial", [float("nan"), float("inf"), -1e9, 1e300])
def test_a_serial_beyond_the_calendar_is_unreadable(serial: float) -> None:
    parsed = check_serial(serial, "#####", start=START, end=END)
    assert parsed.value is None
    assert codes(parsed) == ["date-unreadable"]
    with pytest.raises(ValueError, match=r"no date|NaN"):
        from_serial(serial)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 8, 5), "05/8/2024"),
        (date(2024, 1, 31), "31/01/2024"),
        (date(2024, 2, 1), "01/02/2024"),
        (date(2024, 3, 10), "10/3/2024"),
        (date(2024, 12, 9), "09/12/2024"),
    ],
)
def test_dates_are_written_as_offices_write_them(day: date, written: str) -> None:
    assert format_date(day) == written


@pytest.mark.parametrize(
    ("serial", "locale", "typed"),
    [
        (to_serial(date(2024, 4, 3)), "vi_VN", "3/4"),
        (to_serial(date(2024, 3, 4)), "en_US", "3/4"),
        (to_serial(date(2024, 5, 1)), "nowhere_XX", "1/5"),
        (to_serial(date(2024, 5, 1)), "", "1/5"),
        ((13 * 60 + 14) / 1440, "vi_VN", "13:14"),
        (1e9, "vi_VN", "1.000.000.000"),
    ],
)
def test_what_was_typed_before_it_became_a_date(serial: float, locale: str, typed: str) -> None:
    assert as_typed(serial, locale=locale) == typed


@given(st.dates())
def test_serials_and_dates_are_one_to_one(day: date) -> None:
    assert from_serial(to_serial(day)) == day


styles = st.sampled_from(
    [
        "{0.day}/{0.month}/{0.year:04d}",
        "{0.day:02d}/{0.month:02d}/{0.year:04d}",
        "{0.day}-{0.month}-{0.year:04d}",
        "{0.day:02d}.{0.month:02d}.{0.year:04d}",
        "ngày {0.day:02d} tháng {0.month} năm {0.year:04d}",
        "Ngày {0.day} tháng {0.month:02d} năm {0.year:04d}",
        "{0.day} {0.month} {0.year:04d}",
        "{0.year:04d}-{0.month:02d}-{0.day:02d}",
    ]
)


@given(st.dates(), styles, st.booleans())
def test_dates_written_in_every_style_read_back_equal(day: date, style: str, decomposed: bool) -> None:
    typed = unicodedata.normalize("NFD" if decomposed else "NFC", style.format(day))
    near = timedelta(days=3)
    start = day - near if day - date.min > near else date.min
    end = day + near if date.max - day > near else date.max
    assert read_date(typed, start=start, end=end) == Parsed(day)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_date_written_by_us_reads_back_equal_whatever_the_campaign(day: date) -> None:
    parsed = read(format_date(day))
    if parsed.value is None:
        assert codes(parsed) == ["date-flipped"]
        assert START <= date(day.year, day.day, day.month) <= END
    else:
        assert parsed.value == day
        assert codes(parsed) == ([] if START <= day <= END else ["date-outside"])


@given(
    st.dates(min_value=START, max_value=END),
    st.sampled_from(["{0.day}/{0.month}", "{0.day} tháng {0.month}"]),
)
def test_days_of_the_campaign_are_understood_without_year(day: date, style: str) -> None:
    assert read(style.format(day)).value == day


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2024-08-05T17:30:00Z", 6),
        ("2024-08-05T16:59:59Z", 5),
        ("2024-08-05T17:30:00+07:00", 5),
        ("2024-08-06T01:30:00+09:00", 5),
        ("2024-08-05T23:30:00-05:00", 6),
        ("2024-08-05 17:30:00.123 +0000", 6),
        ("05/8/2024 17:30 UTC", 6),
        ("05/8/2024 17:30 GMT+7", 5),
        ("Mon, 05/08/2024 17:30:00 GMT", 6),
        ("2024-08-04T17:00:00.000Z", 5),
    ],
)
def test_case_d1_a_moment_with_an_offset_lies_in_the_wards_day(typed: str, expected: int) -> None:
    assert read(typed) == Parsed(date(2024, 8, expected))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "05/8/2024 14:30",
            "14:30 05/8/2024",
            "14h30 ngày 05/8/2024",
            "05/8/2024 2:30 PM",
            "8h ngày 5/8/2024",
        ),
        *(
            "05/8/2024 lúc 8 giờ",
            "Thứ Hai, 05/8/2024",
            "Thứ 2 ngày 5/8/2024",
            "sáng 05/8/2024",
            "05/8/2024, 08:00",
        ),
        *("5.8.2024 10:15:30", "Lúc 8 giờ 30 phút ngày 5 tháng 8 năm 2024", "05/8/2024 5:30 chiều"),
    ],
)
def test_case_d3_the_time_of_day_beside_a_date_is_passed_over(typed: str) -> None:
    assert read(typed) == Parsed(date(2024, 8, 5))


@pytest.mark.parametrize(
    "typed", ["05/8/2024 25:61", "14:30", "lúc 8 giờ", "Thứ Hai", "05/8/2024 14:30 (họp)"]
)
def test_what_is_no_moment_is_no_date(typed: str) -> None:
    assert codes(read(typed)) == ["date-unreadable"]


def test_a_moment_is_brought_to_whatever_zone_the_ward_is_in() -> None:
    zone = timezone(timedelta(hours=-5))
    assert read_date("2024-08-07T03:00:00Z", start=START, end=END, zone=zone) == Parsed(date(2024, 8, 6))
