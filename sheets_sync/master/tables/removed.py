"""“Đã gỡ”: records that units removed, kept with what the office had written beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheets_sync.master.tables.wording import MOMENT_PATTERN, master_sheet_id
from sheets_sync.model import Personal, Shown, Table, TableColumn, TableRow

TITLE = "Đã gỡ"


@dataclass(frozen=True, slots=True)
class Removed:
    """One record that is no longer in its unit's report."""

    #: Identity within the form's table.
    key: str
    form_title: str
    unit_name: str
    #: What the row held, as text: column title to value.
    values: Mapping[str, str]
    #: What the office had written: column title to text.
    remarks: Mapping[str, str]
    #: When the sync took it away, as text in the ward's zone.
    at: str


def removed_table(removed: Iterable[Removed]) -> Table:
    """Every removal in the order it happened; nothing is ever taken off this table by a sync."""
    rows = tuple(removed)
    return Table(
        title=TITLE,
        sheet_id=master_sheet_id("removed"),
        columns=(
            TableColumn("Thời điểm gỡ", width=140, pattern=MOMENT_PATTERN),
            TableColumn("Biểu mẫu", width=170),
            TableColumn("Đơn vị", width=190),
            TableColumn("Nội dung dòng", width=480, personal=Personal.PROSE),
            TableColumn("Ý kiến văn phòng đã ghi", width=320, personal=Personal.PROSE),
        ),
        rows=tuple(
            TableRow(
                f"{one.form_title}/{one.key}/{one.at}",
                (
                    Shown(one.at),
                    Shown(one.form_title),
                    Shown(one.unit_name),
                    Shown(_listed(one.values)),
                    Shown(_listed(one.remarks)),
                ),
            )
            for one in rows
        ),
        hidden=not rows,
    )


def _listed(texts: Mapping[str, str]) -> str:
    return "\n".join(f"{title}: {text}" for title, text in texts.items() if text)
