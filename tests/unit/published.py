"""One table published to a workbook in memory, as the tests of publishing use it."""

from collections.abc import Sequence
from typing import Any

from sheets_sync.master.publishing import plan, remarks, row_fingerprints, texts_of
from sheets_sync.model import Choice, Remarks, Shown, Table, TableColumn, TableRow, Workbook, WritePlan
from tests.unit.tab_model import Book, Tab

SHEET = 77
COLUMNS = (
    TableColumn("Đơn vị", width=190),
    TableColumn("Thực hiện", pattern="#,##0", code="actual"),
    TableColumn(
        "Trạng thái xử lý",
        remark=True,
        choices=(Choice("pending", "Chờ duyệt"), Choice("approved", "Đã duyệt")),
        code="office-state",
    ),
    TableColumn("Ý kiến văn phòng", width=260, remark=True, code="office-comment"),
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


def titled(remarks: Remarks) -> dict[str, str]:
    """What the office wrote, as it reads it."""
    return texts_of(remarks, COLUMNS)


def written(current: Workbook, *rows: TableRow) -> dict[str, dict[str, str]]:
    """What the office wrote beside each row, as it reads it."""
    return {key: titled(found) for key, found in remarks(table(*rows), current).items()}


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
