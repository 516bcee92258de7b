"""Whatever a unit makes of its workbook: the sync ends, and nobody else's figures change."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID
from tests.acceptance.conftest import reported
from tests.acceptance.hostile import figures
from tests.shared import Shared
from tests.ward import NEXT_EVENING, Ward

NIGHTLY = bool(os.environ.get("NIGHTLY"))
EXAMPLES = 600 if NIGHTLY else 4
UNIT = "TCKT"
ROWS, COLUMNS = 12, 10
#: Texts that mean something somewhere, or nothing anywhere.
ODD = (
    *("", " ", "0", "-", "x", "không có", "khoảng 1.250", "1.234", "5 tỷ 570 triệu", "15/8", "31/02/2024"),
    *("Mã dòng", "Thực hiện", "Tên công trình, phần việc", "TCKT/KT01", "TCKT-works-000001", "Đồng ý"),
    *("\x00", "\uffff", "\ufffd", "\u202e", "\ufeff", "e\u0301" * 50, "\U0001f600" * 20, "kÕ ho¹ch"),
    *(
        "x" * 1_500,
        "a\n" * 300,
        "=1+1",
        "'=1+1",
        "+84 912 345 678",
        "<b>1</b>",
        "{{ 7*7 }}",
        "%s%n",
        "\\x1b[31m",
    ),
)
FORMULAS = ("=1/0", "=NA()", "=A1", "=SUM(A:A)", "=TODAY()", "=KHONG()", '="a"&CHAR(10)', "=1E308*10")
TITLES = (
    *(text for text in ODD if text.strip() and len(text) < 90),
    "Kết quả kiểm tra",
    "7. Công trình, phần việc",
)
VALUE = st.one_of(
    st.sampled_from(ODD).map(lambda text: {"stringValue": text}),
    st.text(max_size=20).map(lambda text: {"stringValue": text}),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: {"numberValue": number}),
    st.booleans().map(lambda value: {"boolValue": value}),
    st.sampled_from(FORMULAS).map(lambda text: {"formulaValue": text}),
    st.just({}),
)
CELL = st.builds(
    lambda value, note, pattern: {
        "userEnteredValue": value,
        **({"note": note} if note else {}),
        **({"userEnteredFormat": {"numberFormat": {"type": pattern}}} if pattern else {}),
    },
    VALUE,
    st.sampled_from(("", "", "", "ghi chú")),
    st.sampled_from(("", "", "DATE", "PERCENT", "TEXT")),
)
PLACE = st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1)
TAB = st.sampled_from(("economy", "works", "check"))
DEEDS = st.one_of(
    st.tuples(st.just("type"), TAB, *PLACE, st.lists(st.lists(CELL, max_size=4), min_size=1, max_size=4)),
    st.tuples(st.just("merge"), TAB, *PLACE, st.integers(1, 3)),
    st.tuples(st.sampled_from(("insert", "delete")), TAB, st.sampled_from(("ROWS", "COLUMNS")), PLACE[0]),
    st.tuples(st.just("title"), TAB, st.sampled_from(TITLES)),
    st.tuples(st.just("another"), st.sampled_from(TITLES)),
    st.tuples(st.just("remove"), TAB),
    st.tuples(st.just("double"), TAB),
    st.tuples(st.just("hide"), TAB),
)


@pytest.fixture(scope="module")
def small(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        shared.ward(tmp_path_factory.mktemp("fuzzed"), monkeypatch, reported) as one,
    ):
        yield one


def request(ward: Ward, deed: tuple[Any, ...]) -> dict[str, Any]:
    """A deed as a request of the Sheets API."""
    name, *rest = deed
    if name == "another":
        return {"addSheet": {"properties": {"title": rest[0]}}}
    tab, *given = rest
    forms = {one.code: one.sheet_id for one in ward.project.forms}
    sheet = {"sheetId": CHECK_SHEET_ID if tab == "check" else forms[tab]}
    match name:
        case "type":
            row, column, cells = given
            start = {**sheet, "rowIndex": row, "columnIndex": column}
            rows = [{"values": line} for line in cells]
            fields = "userEnteredValue,note,userEnteredFormat.numberFormat"
            return {"updateCells": {"start": start, "rows": rows, "fields": fields}}
        case "merge":
            row, column, size = given
            area = {"startRowIndex": row, "endRowIndex": row + size}
            area |= {"startColumnIndex": column, "endColumnIndex": column + size}
            return {"mergeCells": {"range": {**sheet, **area}, "mergeType": "MERGE_ALL"}}
        case "insert" | "delete":
            dimension, at = given
            span = {**sheet, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
            return {f"{name}Dimension": {"range": span}}
        case "title":
            return {"updateSheetProperties": {"properties": {**sheet, "title": given[0]}, "fields": "title"}}
        case "hide":
            return {"updateSheetProperties": {"properties": {**sheet, "hidden": True}, "fields": "hidden"}}
        case "double":
            return {"duplicateSheet": {"sourceSheetId": sheet["sheetId"]}}
    return {"deleteSheet": sheet}


def do(ward: Ward, deed: tuple[Any, ...]) -> None:
    """As far as Google lets somebody do it: a title that is taken, or a tab that is gone, is refused."""
    ward.people.session.post(
        f"{ward.base_url}/v4/spreadsheets/{ward.book(UNIT)}:batchUpdate",
        json={"requests": [request(ward, deed)]},
    )


@pytest.mark.timeout(0 if NIGHTLY else 1800)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=1, max_size=6))
def test_whatever_a_unit_makes_of_its_workbook_is_its_own(small: Ward, deeds: list[tuple[Any, ...]]) -> None:
    before = {key: value for key, value in figures(small).items() if not key.startswith(UNIT)}
    for deed in deeds:
        do(small, deed)
    outcome = small.sync(NEXT_EVENING, mails=False)
    assert outcome.failed == {}
    assert {key: value for key, value in figures(small).items() if not key.startswith(UNIT)} == before
    assert small.sync(NEXT_EVENING, mails=False).failed == {}
    # What one night wrote into the workbook is no news for the next.
    assert small.sync(NEXT_EVENING, mails=False).plans == ()
