"""Telephones, identity numbers and years of birth: the right passes, the wrong is told as what it is."""

from datetime import date

import pytest

from sheets_sync.model import CellKind
from sheets_sync.vietnamese.identifiers import read_identity, read_phone
from sheets_sync.vietnamese.parsed import Parsed
from tests.unit.builders import FORM, cell, day, read

END = date(2024, 8, 15)


def stored(field: str, typed: object) -> tuple[object, list[str]]:
    """The value of a cell of a proposal, and the codes of its findings."""
    column = {"phone": "G", "born": "D"}[field]
    row = {
        "subject": "Cá nhân",
        "name": "Lê An",
        "achievement": "Hiến đất",
        "undisciplined": "Có",
        field: typed,
    }
    made = read(FORM["commendation"], row)
    return made.records[0].values[field], [one.code for one in made.findings if one.cell == f"{column}2"]


@pytest.mark.parametrize(
    "typed",
    [
        *("0912345678", "0912.345.678", "0912 345 678", "+84 912 345 678", "84912345678", "(0221) 394-3123"),
        *("113", "19001234", "0912345678; 0987654321", "0912345678 - 0987654321", "0912345678/0987654321"),
        *(
            "0912345678 (Zalo)",
            "ĐT: 0912345678",
            "Chị Hoa 0912345678",
            "0084 912 345 678",
            "0912345678 và 0987654321",
        ),
    ],
)
def test_right_telephones_are_kept_as_typed(typed: str) -> None:
    assert read_phone(typed) == Parsed(typed)


@pytest.mark.parametrize("typed", ["không có", "chưa có", "-", ""])
def test_no_telephone_is_no_finding(typed: str) -> None:
    assert read_phone(typed) == Parsed(None)


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        (cell(912345678.0, shown="9,12E+08"), "912345678", "lost-leading-zero"),
        (cell(912345678.0, shown="912.345.678,00"), "912345678", "lost-leading-zero"),
        (cell(912345678.0, kind=CellKind.PERCENT, shown="91234567800%"), "912345678", "lost-leading-zero"),
        (cell(912345678.0, kind=CellKind.DATE, shown="########"), "912345678", "lost-leading-zero"),
        ("9.12346E+08", None, "digits-lost"),
        ("9,12E+08", None, "digits-lost"),
        ("9.12345678E+08", "912345678", "lost-leading-zero"),
        (9.1234567890123456e17, None, "digits-lost"),
        ("O912345678", "O912345678", "digits-and-letters"),
        ("09l2345678", "09l2345678", "digits-and-letters"),
        ("0912E45678", "0912E45678", "digits-expected"),
        ("091234567", "091234567", "phone-digits"),
        ("09123456789", "09123456789", "phone-digits"),
        ("01634567890", "01634567890", "phone-prefix"),
        ("0412345678", "0412345678", "phone-prefix"),
        ("12345", "12345", "phone-digits"),
        ("033099001234", "033099001234", "phone-is-identity"),
        ("0912345678; 912345679", "0912345678; 912345679", "lost-leading-zero"),
    ],
)
def test_case_p1_p5_a_wrong_telephone_is_told_as_what_it_is(
    typed: object, value: str | None, code: str
) -> None:
    assert stored("phone", typed) == (value, [code])


@pytest.mark.parametrize("typed", ["033099001234", "033 099 001 234", "145678901"])
def test_right_identity_numbers_are_kept_as_typed(typed: str) -> None:
    assert read_identity(typed) == Parsed(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("33099001234", "lost-leading-zero"),
        ("3309900123", "identity-digits"),
        ("0330990012345", "identity-digits"),
        ("O33099001234", "digits-and-letters"),
        ("3.31E+10", "digits-lost"),
        ("Lê An", "digits-expected"),
    ],
)
def test_a_wrong_identity_number_is_told_as_what_it_is(typed: str, code: str) -> None:
    assert [doubt.code for doubt in read_identity(typed).doubts] == [code]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1985", "1985"),
        (1985, "1985"),
        (cell(1985.0, shown="1.985"), "1985"),
        (cell(1985.0, shown="1985,00"), "1985"),
        (day(1985.0, "07/06/1905"), "1985"),
        ("1.985", "1985"),
        ("1.985:", "1.985:"),
        (day(31268.0, "09/08/1985"), "09/8/1985"),
        ("09/08/1985", "09/08/1985"),
        ("9-8-1985", "9-8-1985"),
        ("1985-08-09", "1985-08-09"),
        ("08/1985", "08/1985"),
        ("tháng 8/1985", "tháng 8/1985"),
        ("sinh năm 1985", "sinh năm 1985"),
        ("không rõ", None),
    ],
)
def test_case_y1_y2_a_right_birth_is_kept_whatever_its_format(typed: object, value: str | None) -> None:
    assert stored("born", typed) == (value, [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (31268, "born-serial"),
        ("31268", "born-serial"),
        (85, "born-short"),
        ("85", "born-short"),
        ("30/02/1985", "born-no-day"),
        ("32/13/1985", "born-no-day"),
        ("1895", "born-implausible"),
        (2024, "born-implausible"),
        ("2085", "born-implausible"),
        ("5/8/2024", "born-implausible"),
        ("19885", "born-serial"),
        ("tuổi Tý", "born-unreadable"),
        ("40 tuổi", "born-unreadable"),
        (-5, "born-unreadable"),
    ],
)
def test_case_y3_a_wrong_birth_is_told_and_not_taken(typed: object, code: str) -> None:
    assert stored("born", typed) == (None, [code])
