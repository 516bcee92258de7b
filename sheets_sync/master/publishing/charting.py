"""The charts of a new tab. Google draws them; they are made once and belong to the office from then on."""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.master.publishing.layout import own_columns
from sheets_sync.master.publishing.writing import SPARE_ROWS
from sheets_sync.model import Area, ChartKind, Grid, Table, TableChart
from sheets_sync.sheets.batch import Request, add_chart
from sheets_sync.sheets.palette import SERIES

#: Empty columns right of a table that has charts, for these to lie on.
ROOM = 7
#: Pixels.
WIDTH, HEIGHT = 660, 360
#: Rows of 21 pixels that a chart covers, with a gap.
ROWS = 19
KINDS = {ChartKind.BAR: "BAR", ChartKind.STACKED_COLUMN: "COLUMN", ChartKind.LINE: "LINE"}


def room_for_charts(table: Table) -> int:
    """Columns to add right of the table's own."""
    return ROOM if any(_stands_at_home(chart) for chart in table.charts) else 0


def new_charts(
    made: Iterable[Table], tables: Sequence[Table], grids: Mapping[int, Grid]
) -> Iterable[Request]:
    """The charts of the tables whose tabs were made just now; `grids` are the tabs that stood before."""
    by_id = {table.sheet_id: table for table in tables}
    for table in made:
        beside = 0
        for chart in table.charts:
            if _stands_at_home(chart):
                yield _chart(table, chart, table.sheet_id, 1 + ROWS * beside, len(table.columns) + 1)
                beside += 1
            elif (host := by_id.get(chart.beside or 0)) is not None:
                row, column = 1 + ROWS * sum(map(_stands_at_home, host.charts)), len(host.columns) + 1
                grid = grids.get(host.sheet_id)
                if grid is None or (row < grid.row_count and column < grid.column_count):
                    yield _chart(table, chart, host.sheet_id, row, column)
            elif (target := by_id.get(chart.below or 0)) is not None:
                row = 1 + len(target.rows) + 2
                grid = grids.get(target.sheet_id)
                if row < (1 + len(target.rows) + SPARE_ROWS if grid is None else grid.row_count):
                    yield _chart(table, chart, target.sheet_id, row, 1)


def _stands_at_home(chart: TableChart) -> bool:
    return chart.below is None and chart.beside is None


def _chart(table: Table, chart: TableChart, tab: int, row: int, column: int) -> Request:
    # The keys stand in the first column.
    places = {one.title: place for place, one in enumerate(own_columns(table), start=1)}

    def span(title: str) -> Area:
        return Area(0, places[title], 1 + chart.rows if chart.rows else 0, places[title] + 1)

    return add_chart(
        table.sheet_id,
        KINDS[chart.kind],
        chart.title,
        span(chart.labels),
        [(span(title), color) for title, color in zip(chart.series, SERIES, strict=False)],
        stacked=chart.kind is ChartKind.STACKED_COLUMN,
        anchor=(tab, row, column),
        size=(WIDTH, HEIGHT),
    )
