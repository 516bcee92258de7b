"""“Bảng tính riêng”: where the forms stand whose tabs outgrew the master."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.master.tables.wording import WHOLE_PATTERN, master_sheet_id
from sheets_sync.model import Shown, Table, TableColumn, TableRow

TITLE = "Bảng tính riêng"
SHEET_ID = master_sheet_id("own-books")


@dataclass(frozen=True, slots=True)
class OwnBook:
    """One form that stands in a workbook of its own."""

    form: str
    title: str
    rows: int
    #: Opens the workbook at the form's tab.
    link: str


def own_books_table(books: Iterable[OwnBook]) -> Table:
    """One row a form; there is no such table without any."""
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=(
            TableColumn("Biểu mẫu", width=260),
            TableColumn("Số dòng", width=100, pattern=WHOLE_PATTERN),
            TableColumn("Mở", width=160),
        ),
        rows=tuple(
            TableRow(one.form, (Shown(one.title), Shown(one.rows), Shown("Mở bảng tính", one.link)))
            for one in books
        ),
    )
