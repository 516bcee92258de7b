"""“Đánh giá”: each unit's points with the arithmetic; what the office adjusts is written beside them.

The units stand in the roster's order: the office sorts them as it likes, nothing is decided here.
"""

from collections.abc import Iterable, Mapping

from sheets_sync.judging.evaluation import COMPLETENESS, PLAN, QUALITY, TIMELINESS, Score, tenth
from sheets_sync.master.tables.wording import UNIT_TITLE, master_sheet_id
from sheets_sync.model import OfficeColumn, Personal, Shown, Table, TableColumn, TableRow, Tone, Unit

TITLE = "Đánh giá"
#: What its remarks are kept under, beside those of the forms.
CODE = "evaluation"
SHEET_ID = master_sheet_id("evaluation")
ADJUSTED, REASON = OfficeColumn("points-adjusted"), OfficeColumn("points-reason")
OFFICE_COLUMNS = (
    TableColumn("Điểm điều chỉnh", width=110, remark=True, code=ADJUSTED.code),
    TableColumn("Lý do", width=260, remark=True, code=REASON.code, personal=Personal.PROSE),
)
ONE_PLACE = "0.0"


def evaluation_table(scores: Iterable[Score], units: Mapping[str, Unit], *, is_due: bool = True) -> Table:
    """A row for each score, in the order in which they are given; units with nothing due have none.

    Before the reports are due the points say little.
    """
    parts = (TIMELINESS, COMPLETENESS, PLAN, QUALITY)
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=(
            TableColumn(UNIT_TITLE, width=200),
            TableColumn("Tổng điểm", width=90, pattern=ONE_PLACE),
            *(TableColumn(name, width=90, pattern=ONE_PLACE) for name in parts),
            TableColumn("Cách tính", width=520),
            TableColumn("Chờ xác nhận", width=300),
            *OFFICE_COLUMNS,
        ),
        rows=tuple(_row(one, units[one.unit]) for one in scores),
        office_order=True,
        frozen_columns=2,
        hidden=not is_due,
    )


def _row(one: Score, unit: Unit) -> TableRow:
    pending = "\n".join(one.pending)
    return TableRow(
        one.unit,
        (
            Shown(unit.name),
            Shown(tenth(one.total), tone=Tone.DOUBTFUL if pending else None),
            *(Shown("–" if part.points is None else tenth(part.points)) for part in one.parts),
            Shown("\n".join(one.sentences)),
            Shown(pending, tone=Tone.DOUBTFUL if pending else None),
        ),
    )
