import pytest

from sheets_sync.errors import NotFound, RequestRefused
from sheets_sync.google import Google
from sheets_sync.model import Area, CellKind, Flag, Severity, WritePlan
from sheets_sync.sheets.batch import add_sheet, cell, update_cells
from sheets_sync.sheets.palette import FLAG_FORMULA

from .conftest import LocalGoogle


def rule(formula: str, *ranges: dict[str, int]) -> dict[str, object]:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    style = {"backgroundColor": {"red": 1}}
    body = {"ranges": list(ranges), "booleanRule": {"condition": condition, "format": style}}
    return {"addConditionalFormatRule": {"rule": body, "index": 0}}


def test_a_workbook_is_read_in_one_call(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    google.apply(WritePlan(book, (add_sheet(9, "Biểu 2", rows=5, columns=3),)))
    local.forget_calls()

    workbook = google.read(book)

    assert [call["route"] for call in local.calls()] == ["/v4/spreadsheets/{id}"]
    assert (workbook.id, workbook.title) == (book, "Phường Kim Liên")
    assert (workbook.locale, workbook.time_zone) == ("vi_VN", "Asia/Ho_Chi_Minh")
    assert [(grid.title, grid.sheet_id) for grid in workbook.grids] == [("Biểu 1", 7), ("Biểu 2", 9)]
    assert {grid.locale for grid in workbook.grids} == {"vi_VN"}
    assert (workbook.grids[0].row_count, workbook.grids[0].column_count) == (20, 6)


@pytest.mark.parametrize(
    ("typed", "kind", "value", "shown"),
    [
        ("12", CellKind.NUMBER, 12.0, "12"),
        ("1,5", CellKind.NUMBER, 1.5, "1,5"),
        ("15%", CellKind.PERCENT, 0.15, "15%"),
        ("30/6/2026", CellKind.DATE, 46203.0, "30/6/2026"),
        ("Đã xong", CellKind.TEXT, "Đã xong", "Đã xong"),
        ("'0912345678", CellKind.TEXT, "0912345678", "0912345678"),
        ("TRUE", CellKind.BOOLEAN, True, "TRUE"),
        ("=1/0", CellKind.FAULT, None, "#DIV/0!"),
        ('=""', CellKind.EMPTY, None, ""),
    ],
)
def test_a_cell_is_told_by_what_google_made_of_it(
    google: Google,
    local: LocalGoogle,
    typed: str,
    kind: CellKind,
    value: object,
    shown: str,
) -> None:
    book = local.workbook()
    local.type(book, "B2", [[typed]])
    found = google.read(book).grids[0].cell(1, 1)
    assert (found.kind, found.value, found.shown) == (kind, value, shown)


def test_formatting_without_content_is_not_a_row(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    local.type(book, "A1:B1", [["Tên", "Số"]])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    paint = update_cells(7, Area(0, 0, 9, 5), [[bold] * 5] * 9, "userEnteredFormat.textFormat")
    google.apply(WritePlan(book, (paint,)))
    assert [[one.shown for one in row] for row in google.read(book).grids[0].rows] == [["Tên", "Số"]]


def test_empty_rows_between_keep_addresses_and_a_note_counts_as_content(
    google: Google, local: LocalGoogle
) -> None:
    book = local.workbook()
    local.type(book, "C4", [["x"]])
    google.apply(WritePlan(book, (update_cells(7, Area(5, 1, 6, 2), [[cell(note="Xem lại")]], "note"),)))
    grid = google.read(book).grids[0]
    assert (len(grid.rows), grid.cell(3, 2).shown) == (6, "x")
    assert (grid.cell(5, 1).kind, grid.cell(5, 1).note) == (CellKind.EMPTY, "Xem lại")


def test_our_flags_are_told_from_the_units_own_rules(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    part = {"sheetId": 7, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    google.apply(WritePlan(book, (rule(FLAG_FORMULA[Severity.ERROR], part), rule("=A1>5", {"sheetId": 7}))))
    assert google.read(book).grids[0].flags == (Flag(1, Severity.ERROR, (Area(1, 0, 3, 2),)),)


def test_merged_cells_are_areas(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    part = {"sheetId": 7, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 4}
    google.apply(WritePlan(book, ({"mergeCells": {"range": part, "mergeType": "MERGE_ALL"}},)))
    assert google.read(book).grids[0].merges == (Area(0, 1, 2, 4),)


def test_only_the_tabs_asked_for_are_read(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    google.apply(WritePlan(book, (add_sheet(9, "D'3", rows=5, columns=3),)))
    assert [grid.title for grid in google.read(book, ["D'3"]).grids] == ["D'3"]
    with pytest.raises(RequestRefused):
        google.read(book, ["Biểu 99"])


def test_a_workbook_that_is_not_there_tells_whom_to_share_it_with(google: Google) -> None:
    with pytest.raises(NotFound, match="as Editor") as raised:
        google.read("1" * 44)
    assert raised.value.status == 404
