"""Rates of any group, their trend, and the tabs and charts made of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync.judging.rates import points, rates, rates_by
from sheets_sync.master.publishing import plan
from sheets_sync.master.publishing.cells import data
from sheets_sync.master.tables import matrix
from sheets_sync.master.tables.overview import overview_table, progress_table
from sheets_sync.master.tables.summary import totals
from sheets_sync.model import (
    Completeness,
    Coverage,
    Handling,
    Shown,
    Table,
    TableColumn,
    Timeliness,
    WritePlan,
)
from tests.unit.builders import FORM, indicator, record, submission, unit
from tests.unit.tab_model import Book, Tab

UNITS = {
    one.code: one
    for one in (unit("TDP01", "Tổ 1", indicators=["VX01"]), unit("TDP02", "Tổ 2"), unit("TCKT", kind="CC"))
}
KINDS = {"TDP": "Tổ dân phố", "CC": "Công chức"}
FORMS = [FORM["commendation"], FORM["culture_society"]]


def one(code: str, form: str, timeliness: Timeliness | None, completeness: Completeness | None) -> Coverage:
    return Coverage(code, form, "p", timeliness, completeness, Handling.PENDING)


COVERAGE = (
    one("TDP01", "culture_society", Timeliness.ON_TIME, Completeness.COMPLETE),
    one("TDP02", "culture_society", Timeliness.LATE, Completeness.COMPLETE),
    one("TCKT", "culture_society", None, None),
    one("TDP01", "commendation", Timeliness.OVERDUE, Completeness.FAULTY),
    one("TDP02", "commendation", Timeliness.ON_TIME, Completeness.DOUBTFUL),
    one("TCKT", "commendation", Timeliness.MISSING, None),
)
BEFORE = (
    one("TDP01", "culture_society", Timeliness.LATE, Completeness.COMPLETE),
    one("TDP02", "culture_society", Timeliness.LATE, Completeness.COMPLETE),
)


def overview(before: tuple[Coverage, ...] = ()) -> Table:
    held = [submission(record("TDP01", "VX01", plan=Decimal(100), actual=Decimal(120)))]
    found = totals(FORMS, {"VX01": indicator("VX01", in_charge=("TDP01",))}, held, UNITS)
    return overview_table(COVERAGE, before, FORMS, UNITS, found, KINDS.__getitem__)


def shown(table: Table, key: str) -> list[object]:
    [row] = [row for row in table.rows if row.key == key]
    return [cell.value for cell in row.cells]


def test_only_what_is_owed_counts_and_only_what_arrived_can_be_complete() -> None:
    found = rates(COVERAGE)
    assert (found.owed, found.on_time, found.late, found.missing, found.complete) == (5, 2, 1, 2, 2)
    assert (found.timeliness, found.completeness) == (Decimal(40), Decimal(40))


def test_a_group_that_owes_nothing_has_no_rate() -> None:
    assert rates(()).timeliness is None
    assert rates_by([COVERAGE[2]], lambda coverage: coverage.unit) == {}


def test_without_a_period_before_there_is_no_trend_and_never_a_zero() -> None:
    assert points(Decimal(40), None) is None
    assert shown(overview(), "ward/")[8:10] == [None, None]
    assert shown(overview(BEFORE), "ward/")[8:10] == [Decimal("40.0"), Decimal("-60.0")]


def test_the_ward_stands_first_then_forms_with_indicators_the_kinds_and_the_units() -> None:
    table = overview()
    assert [row.key for row in table.rows] == [
        "ward/",
        "form/culture_society",
        "form/commendation",
        "title/kinds",
        "kind/TDP",
        "kind/CC",
        "title/units",
        "unit/TDP01",
        "unit/TDP02",
        "unit/TCKT",
    ]
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert shown(table, "kind/TDP")[:6] == ["Tổ dân phố", 4, 2, 1, 1, 2]


def test_an_area_tells_how_many_of_its_indicators_reached_their_plan() -> None:
    assert shown(overview(), "form/culture_society")[-2:] == [100, None]
    assert shown(overview(), "form/commendation")[-2:] == [None, None]


def test_only_days_on_which_something_arrived_have_a_row() -> None:
    days = [date(2024, 8, 14), date(2024, 8, 9), date(2024, 8, 14)]
    rows = [[cell.value for cell in row.cells] for row in progress_table(days, 5).rows]
    assert rows == [[date(2024, 8, 9), 1, 1, 5], [date(2024, 8, 14), 2, 3, 5]]


def charts(made: WritePlan) -> list[dict[str, Any]]:
    bodies: list[Any] = [
        body for request in made.requests for kind, body in request.items() if kind == "addChart"
    ]
    return [body["chart"] for body in bodies]


def test_charts_are_made_with_their_tab_once_and_take_rows_right_below_the_header() -> None:
    book = Book({0: Tab("Trang tính1", 1000, 26)})
    beside = Table("Tình hình nộp", matrix.SHEET_ID, (TableColumn("Đơn vị"),), ())
    tables = (beside, overview(), progress_table([date(2024, 8, 14)], 5))
    made = plan(tables, book.read(), previous={})
    found = charts(made)
    spans = [
        [series["series"]["sourceRange"]["sources"][0] for series in chart["spec"]["basicChart"]["series"]]
        for chart in found
    ]
    assert [chart["spec"]["title"] for chart in found] == [
        "Tỷ lệ nộp báo cáo theo biểu",
        "Kết quả chỉ tiêu theo lĩnh vực",
        "Tình hình nộp theo biểu",
        "Tiến độ nộp báo cáo theo ngày",
    ]
    # The ward with two forms, with one area, with two forms below “Tình hình nộp”, and days to come included.
    assert [one.get("endRowIndex") for (one, *_) in spans] == [4, 3, 4, None]
    anchors = [chart["position"]["overlayPosition"]["anchorCell"]["sheetId"] for chart in found]
    # Arrivals by day are drawn beside the rates as well.
    assert anchors == [tables[1].sheet_id, tables[1].sheet_id, matrix.SHEET_ID, tables[1].sheet_id]
    book.apply(made)
    later = (beside, overview(BEFORE), tables[2])
    assert charts(plan(later, book.read(), previous={})) == []


def test_the_header_above_a_series_names_it() -> None:
    made = plan((overview(),), Book({0: Tab("Trang tính1", 1000, 26)}).read(), previous={})
    [first, *_] = charts(made)
    [timely, complete] = [
        series["series"]["sourceRange"]["sources"][0] for series in first["spec"]["basicChart"]["series"]
    ]
    titles = ["Mã dòng", *(column.title for column in overview().columns)]
    assert titles[timely["startColumnIndex"]] == "Tỷ lệ đúng hạn (%)"
    assert titles[complete["startColumnIndex"]] == "Tỷ lệ đầy đủ (%)"
    assert timely["startRowIndex"] == 0


def test_an_empty_cell_takes_no_room_in_a_call() -> None:
    column = TableColumn("a", pattern="#,##0.0")
    assert data(Shown(), column, Table("x", 5, (column,), ())) == {}
