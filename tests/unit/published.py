"""One table published to a workbook in memory, as the tests of publishing use it."""

from collections.abc import Sequence
from typing import Any

from sheets_sync.master.publishing import plan, row_fingerprints
from sheets_sync.model import Shown, Table, TableColumn, TableRow, WritePlan
from tests.unit.tab_model import Book, Tab

SHEET = 77
COLUMNS = (
    TableColumn("Đơn vị", width=190),
    TableColumn("Thực hiện", pattern="#,##0"),
    TableColumn("Trạng thái xử lý", remark=True, choices=("Chờ duyệt", "Đã duyệt")),
    TableColumn("Ý kiến văn phòng", width=260, remark=True),
)
KEY, UNIT, ACTUAL, STATE, COMMENT = range(5)


def row(key: str, name: str, actual: Any = None, **look: Any) -> TableRow:
    return TableRow(key, (Shown(name), Shown(actual, **look)))


ROWS = (row("a", "Tổ 1", 1), row("b", "Tổ 2", 2), row("c", "Tổ 3", 3))


def table(*rows: TableRow, office_order: bool = True, columns: Sequence[TableColumn] = COLUMNS) -> Table:
    return Table("1. Kinh tế", SHEET, tuple(columns), rows, office_order, frozen_columns=1)


def listing(*rows: TableRow) -> Table:
    """A table in our own order, without remarks."""
    return table(*rows, office_order=False, columns=COLUMNS[:2])


class Master:
    """A workbook with what was published in it."""

    def __init__(self, *tables: Table) -> None:
        self.book = Book({0: Tab("Trang tính1", 1000, 26)})
        self.previous: dict[str, dict[str, str]] = {}
        self.publish(*tables)

    @property
    def tab(self) -> Tab:
        return self.book.tabs[SHEET]

    def plan(self, *tables: Table) -> WritePlan:
        return plan(tables, self.book.read(), previous=self.previous)

    def publish(self, *tables: Table) -> WritePlan:
        """Publish, and check that publishing once more has nothing to do."""
        made = self.plan(*tables)
        self.book.apply(made)
        self.previous = row_fingerprints(tables)
        assert self.plan(*tables).requests == ()
        return made


def kinds(made: WritePlan) -> list[str]:
    return [kind for request in made.requests for kind in request]


def bodies(made: WritePlan, kind: str) -> list[Any]:
    return [request[kind] for request in made.requests if kind in request]
