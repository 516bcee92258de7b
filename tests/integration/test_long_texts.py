"""Texts longer than anything has room for, wherever people can type: every database keeps what follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.test_master import WORKS, remark, sheet_id
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

LONG = "Rất dài " * 80
ID_COLUMN = "Mã dòng"


def reported(one: Ward) -> None:
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100"})
    one.sync(EVENING)


@pytest.fixture
def one(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, reported) as found:
        yield found


def synced_and_gone(one: Ward, unit: str, form: str) -> None:
    """What was typed is taken in, remarked on, decided about, and goes again."""
    one.sync(NEXT_EVENING)
    title = next(found.title for found in one.project.forms if found.code == form)
    for key in one.records(title):
        remark(one, title, key, "Ý kiến văn phòng", LONG)
        remark(one, title, key, "Trạng thái xử lý", "Đã duyệt")
    one.sync(OVERDUE_EVENING)
    rows = {"sheetId": sheet_id(one, form), "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    one.change(unit, {"deleteDimension": {"range": rows}})
    outcome = one.sync(OVERDUE_EVENING)
    assert outcome.failed == {}


@pytest.mark.parametrize(
    ("unit", "form"),
    [("TCKT", "works"), ("TDP01", "culture_society"), ("TCKT", "economy"), ("TDP01", "commendation")],
)
def test_a_unit_may_type_them_into_every_cell(one: Ward, unit: str, form: str) -> None:
    one.type(unit, form, {f"{column}{row}": LONG + str(row) for column in "ABCDEFGH" for row in (2, 3)})
    synced_and_gone(one, unit, form)


def test_a_row_identity_that_was_never_given_is_replaced_when_it_is_too_long_for_one(one: Ward) -> None:
    one.type("TCKT", "works", {"A3": "x" * 500, "B3": "Sơn cổng"})
    one.sync(NEXT_EVENING)
    given = [row[0] for row in one.values("TCKT", WORKS)[1:]]
    assert len(given[1]) < 64
    assert {key.partition("/")[2] for key in one.records(WORKS)} == set(given)


def test_the_office_may_type_them_into_titles_cells_and_tabs(one: Ward) -> None:
    form = sheet_id(one, "works")
    one.change("", {"appendDimension": {"sheetId": form, "dimension": "COLUMNS", "length": 1}})
    place = chr(ord("A") + len(one.values("", WORKS)[0]))
    one.people.type_in("", one.book(""), {f"'{WORKS}'!{place}1": LONG, f"'{WORKS}'!{place}2": LONG})
    (key,) = one.records(WORKS)
    remark(one, WORKS, key, "Trạng thái xử lý", LONG)
    one.sync(NEXT_EVENING)
    renamed = {"properties": {"sheetId": form, "title": "7. " + "Dài " * 20}, "fields": "title"}
    one.change("", {"updateSheetProperties": renamed})
    one.type("TCKT", "works", {"B2": ""})
    assert one.sync(OVERDUE_EVENING).failed == {}
