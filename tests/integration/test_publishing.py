"""The master on the local Google: what the office did to it is there after new data was published."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.demo.people import People
from sheets_sync.google import Google
from sheets_sync.master.publishing import plan, remarks, removed_rows, row_fingerprints
from sheets_sync.model import (
    CellKind,
    Choice,
    OfficeColumn,
    Shown,
    Table,
    TableColumn,
    TableRow,
    Tone,
    Workbook,
    WritePlan,
)

from .conftest import LocalGoogle

RECORDS, LIST = 101, 102
COMMENT = OfficeColumn("office-comment")
COLUMNS = (
    TableColumn("Đơn vị", width=190),
    TableColumn("Thực hiện", pattern="#,##0.0"),
    TableColumn("Ngày", pattern="dd/mm/yyyy"),
    TableColumn("Nguồn"),
    TableColumn(
        "Trạng thái xử lý",
        remark=True,
        choices=(Choice("pending", "Chờ duyệt"), Choice("approved", "Đã duyệt")),
        code="office-state",
    ),
    TableColumn("Ý kiến văn phòng", width=260, remark=True, code="office-comment"),
)


def record(number: int, actual: Any) -> TableRow:
    source = Shown("A2:H2", f"https://sheets.example/d/{number}")
    day = Shown(date(2024, 8, number))
    return TableRow(f"TDP{number}/VX01", (Shown(f"Tổ {number}"), Shown(actual), day, source))


def records(*rows: TableRow) -> Table:
    return Table("1. Kinh tế", RECORDS, COLUMNS, rows, office_order=True, frozen_columns=1)


def listing(*texts: str) -> Table:
    rows = (TableRow(text, (Shown(text, tone=Tone.WAITING),)) for text in texts)
    return Table("Nội dung cần sửa", LIST, (TableColumn("Nội dung"),), tuple(rows))


FIRST = records(record(1, Decimal("1.5")), record(2, 2), record(3, 3))


@dataclass
class Master:
    """A master of the local Google and its office."""

    google: Google
    local: LocalGoogle
    id: str
    previous: dict[str, dict[str, str]]

    def read(self) -> Workbook:
        return self.google.read(self.id)

    def plan(self, *tables: Table, **options: Any) -> WritePlan:
        return plan(tables, self.read(), previous=self.previous, **options)

    def publish(self, *tables: Table) -> WritePlan:
        made = self.plan(*tables)
        self.google.apply(made)
        self.previous = row_fingerprints(tables)
        assert self.plan(*tables).requests == ()
        return made

    def change(self, *requests: dict[str, Any]) -> None:
        self.local.call("POST", f"/v4/spreadsheets/{self.id}:batchUpdate", {"requests": requests})

    def type(self, place: str, text: str) -> None:
        path = f"/v4/spreadsheets/{self.id}/values/1. Kinh tế!{place}"
        self.local.call("PUT", path, {"values": [[text]]}, valueInputOption="USER_ENTERED")

    def sheet(self, sheet_id: int = RECORDS) -> Any:
        """A tab with everything that Google tells of it."""
        found = self.local.call("GET", f"/v4/spreadsheets/{self.id}", includeGridData="true")
        return next(sheet for sheet in found["sheets"] if sheet["properties"]["sheetId"] == sheet_id)

    def cell(self, row: int, column: int, sheet_id: int = RECORDS) -> Any:
        return self.sheet(sheet_id)["data"][0]["rowData"][row]["values"][column]

    def shown(self, sheet_id: int = RECORDS) -> list[list[str]]:
        grid = next(grid for grid in self.read().grids if grid.sheet_id == sheet_id)
        return [[cell.shown for cell in row] for row in grid.rows]


@pytest.fixture
def master(google: Google, local: LocalGoogle) -> Master:
    properties = {"title": "Bảng tổng hợp", "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"}
    made = local.call("POST", "/v4/spreadsheets", {"properties": properties})
    one = Master(google, local, made["spreadsheetId"], {})
    one.publish(FIRST, listing("một", "hai"))
    return one


def sort_by_unit(*, descending: bool) -> dict[str, Any]:
    area = {"sheetId": RECORDS, "startRowIndex": 1, "endRowIndex": 4}
    order = "DESCENDING" if descending else "ASCENDING"
    return {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": order}]}}


def test_the_tabs_are_made_dressed_and_filled(master: Master) -> None:
    assert [grid.title for grid in master.read().grids] == ["1. Kinh tế", "Nội dung cần sửa"]
    assert master.shown()[:2] == [
        ["Mã dòng", "Đơn vị", "Thực hiện", "Ngày", "Nguồn", "Trạng thái xử lý", "Ý kiến văn phòng"],
        ["TDP1/VX01", "Tổ 1", "1,5", "01/08/2024", "A2:H2"],
    ]
    sheet = master.sheet()
    assert sheet["properties"]["gridProperties"] == {
        "rowCount": 54,
        "columnCount": 7,
        "frozenRowCount": 1,
        "frozenColumnCount": 2,
    }
    columns = sheet["data"][0]["columnMetadata"]
    assert columns[0]["hiddenByUser"] is True
    assert columns[6]["pixelSize"] == 260
    assert sheet["basicFilter"]["range"]["endColumnIndex"] == 7
    [protection] = sheet["protectedRanges"]
    assert protection["warningOnly"] is True
    rule = master.cell(1, 5)["dataValidation"]
    assert [value["userEnteredValue"] for value in rule["condition"]["values"]] == ["Chờ duyệt", "Đã duyệt"]
    assert master.cell(1, 5)["userEnteredFormat"]["borders"]["left"]["style"] == "SOLID_MEDIUM"


def test_what_is_published_reads_back_as_what_it_is(master: Master) -> None:
    [grid, _] = master.read().grids
    _, name, actual, day, source = grid.rows[1][:5]
    assert (name.kind, actual.kind, day.kind) == (CellKind.TEXT, CellKind.NUMBER, CellKind.DATE)
    assert (actual.value, day.value) == (1.5, 45505)
    link = master.cell(1, 4)["userEnteredFormat"]["textFormat"]["link"]
    assert (source.shown, link) == ("A2:H2", {"uri": "https://sheets.example/d/1"})


def test_the_offices_order_remarks_columns_widths_and_colours_survive_new_data(master: Master) -> None:
    master.type("F3", "Đã duyệt")
    master.type("G3", "Số liệu của Tổ 2 đã xác nhận")
    yellow = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1}}}}
    area = {"sheetId": RECORDS, "startRowIndex": 2, "endRowIndex": 3}
    wide = {"sheetId": RECORDS, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    fresh = {"sheetId": RECORDS, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    look = "userEnteredFormat.backgroundColorStyle"
    master.change(
        {"repeatCell": {"range": area, "cell": yellow, "fields": look}},
        {
            "updateDimensionProperties": {
                "range": wide,
                "properties": {"pixelSize": 333},
                "fields": "pixelSize",
            }
        },
        {"insertDimension": {"range": fresh}},
    )
    master.type("C1", "Người phụ trách")
    master.type("C3", "Chị Hạnh")
    master.change(sort_by_unit(descending=True))

    made = master.publish(
        records(record(1, 1), record(2, 20), record(3, 3), record(4, 4)), listing("một", "hai")
    )

    assert made.summary == ("1. Kinh tế: 1 rows added, 2 changed, 0 removed",)
    assert [row[:6] for row in master.shown()[1:]] == [
        ["TDP3/VX01", "Tổ 3", "", "3,0", "03/08/2024", "A2:H2"],
        ["TDP2/VX01", "Tổ 2", "Chị Hạnh", "20,0", "02/08/2024", "A2:H2"],
        ["TDP1/VX01", "Tổ 1", "", "1,0", "01/08/2024", "A2:H2"],
        ["TDP4/VX01", "Tổ 4", "", "4,0", "04/08/2024", "A2:H2"],
    ]
    assert remarks(FIRST, master.read()) == {
        "TDP2/VX01": {
            OfficeColumn(title="Người phụ trách"): "Chị Hạnh",
            OfficeColumn("office-state"): "approved",
            COMMENT: "Số liệu của Tổ 2 đã xác nhận",
        }
    }
    assert master.sheet()["data"][0]["columnMetadata"][1]["pixelSize"] == 333
    colour = master.cell(2, 3)["userEnteredFormat"]["backgroundColorStyle"]["rgbColor"]
    assert colour == {"red": 1, "green": 1}


def test_a_removed_record_takes_its_row_along_and_its_remark_is_told(master: Master) -> None:
    master.type("G2", "Xem lại ảnh")
    master.change(sort_by_unit(descending=True))
    target = records(record(2, 2), record(3, 3))
    [gone] = removed_rows(target, master.read())
    assert (gone.key, gone.remarks) == ("TDP1/VX01", {COMMENT: "Xem lại ảnh"})
    assert gone.own["Thực hiện"] == "1,5"
    master.publish(target, listing("một", "hai"))
    assert [row[1] for row in master.shown()] == ["Đơn vị", "Tổ 3", "Tổ 2"]
    master.publish(records(), listing())
    assert [row[0] for row in master.shown()] == ["Mã dòng"]


def test_a_tab_grows_with_its_records_and_shrinks_with_its_lists(master: Master) -> None:
    many = [record(number % 28 + 1, number) for number in range(60)]
    rows = [replace(row, key=f"k{number}") for number, row in enumerate(many)]
    master.publish(records(*FIRST.rows, *rows), listing(*map(str, range(400))))
    assert len(master.shown()) == 64
    assert master.cell(63, 5)["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    master.publish(FIRST, listing("một"))
    assert master.shown(LIST) == [["Mã dòng", "Nội dung"], ["một", "một"]]
    assert master.sheet(LIST)["properties"]["gridProperties"]["rowCount"] == 52
    assert len(master.sheet(LIST)["data"][0]["rowData"]) == 2


def test_formulas_typed_by_units_are_published_as_text(master: Master) -> None:
    typed = ['=IMPORTXML("http://x")', "+1", "@x", "'1", "1.234,5", "5/8/2024", "TRUE", "Loading..."]
    rows = (
        TableRow(f"k{number}", (Shown(text), *FIRST.rows[0].cells[1:])) for number, text in enumerate(typed)
    )
    target = records(*rows)
    master.publish(target, listing())
    assert [row[1] for row in master.shown()[1:]] == typed
    assert all("formulaValue" not in master.cell(row, 1)["userEnteredValue"] for row in range(1, 9))


def test_a_deleted_column_of_keys_comes_back_without_loss(master: Master) -> None:
    master.type("G2", "của Tổ 1")
    keys = {"sheetId": RECORDS, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    master.change(sort_by_unit(descending=True), {"deleteDimension": {"range": keys}})
    master.publish(FIRST, listing("một", "hai"))
    assert [row[6] for row in master.shown()] == ["Mã dòng", "TDP3/VX01", "TDP2/VX01", "TDP1/VX01"]
    assert remarks(FIRST, master.read()) == {"TDP1/VX01": {COMMENT: "của Tổ 1"}}
    assert master.sheet()["data"][0]["columnMetadata"][6]["hiddenByUser"] is True


def test_a_renamed_column_stays_and_ours_comes_back_at_the_right(master: Master) -> None:
    master.type("C1", "TH")
    master.publish(records(record(1, 15), *FIRST.rows[1:]), listing("một", "hai"))
    assert [row[2] for row in master.shown()] == ["TH", "1,5", "2,0", "3,0"]
    assert [row[7] for row in master.shown()] == ["Thực hiện", "15,0", "2,0", "3,0"]


def test_a_strict_protection_lets_named_editors_sort_and_others_only_remark(master: Master) -> None:
    office, colleague = "vp@phuong.example", "chuyen.vien@phuong.example"
    for email in (office, colleague):
        permission = {"type": "user", "role": "writer", "emailAddress": email}
        master.local.call("POST", f"/drive/v3/files/{master.id}/permissions", permission)
    master.google.apply(master.plan(replace(FIRST, sheet_id=103, title="Khóa"), editors=[office]))
    sort = sort_by_unit(descending=True)
    sort["sortRange"]["range"]["sheetId"] = 103
    with People(master.local.base_url) as people:
        people.change(office, master.id, [sort])
        people.type_in(colleague, master.id, {"Khóa!G2": "ý kiến"})
        with pytest.raises(RuntimeError, match="protected"):
            people.type_in(colleague, master.id, {"Khóa!C2": "0"})
    assert [row[1] for row in master.shown(103)] == ["Đơn vị", "Tổ 3", "Tổ 2", "Tổ 1"]
