"""“Hội đồng”: each proposal for commendation with what the council has to know, and what it decided.

Nothing ranks the proposals: the council sorts the tab as it likes.
"""

from collections.abc import Iterable, Mapping

from sheets_sync.judging.council import AGREED, CONCLUSION, DAY, NOTE, NUMBER, PRESENT, TITLES, Proposal
from sheets_sync.master.tables.records import LinkTo
from sheets_sync.master.tables.wording import UNIT_TITLE, master_sheet_id
from sheets_sync.model import (
    Choice,
    Conclusion,
    Eligibility,
    OfficeColumn,
    Personal,
    Record,
    Shown,
    Table,
    TableColumn,
    TableRow,
    Tone,
    Unit,
)
from sheets_sync.vietnamese.states import choices, word

TITLE = "Hội đồng"
#: What its remarks are kept under, beside those of the forms.
CODE = "council"
SHEET_ID = master_sheet_id("council")
ELIGIBILITY_TONES = {
    Eligibility.ELIGIBLE: Tone.GOOD,
    Eligibility.TO_CONSIDER: Tone.DOUBTFUL,
    Eligibility.NOT_ELIGIBLE: Tone.BAD,
    Eligibility.AWARDED: Tone.GOOD,
}


def _offered(
    column: OfficeColumn, width: int, personal: Personal, choices: tuple[Choice, ...] = ()
) -> TableColumn:
    return TableColumn(
        TITLES[column], width, remark=True, choices=choices, code=column.code, personal=personal
    )


OFFICE_COLUMNS = (
    _offered(AGREED, 100, Personal.JUDGEMENT),
    _offered(PRESENT, 100, Personal.JUDGEMENT),
    _offered(CONCLUSION, 140, Personal.JUDGEMENT, choices(Conclusion)),
    # Of the signed decision, which is a record of the office.
    _offered(NUMBER, 130, Personal.NOBODY),
    _offered(DAY, 120, Personal.NOBODY),
    _offered(NOTE, 220, Personal.PROSE),
)


def council_table(
    proposals: Iterable[Proposal], units: Mapping[str, Unit], link: LinkTo, *, is_due: bool = True
) -> Table:
    """The proposals in the order in which they are given; before reports are due nobody decides on them."""
    rows = tuple(_row(one, units[one.record.unit], link) for one in proposals)
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=(
            TableColumn(UNIT_TITLE, width=170),
            TableColumn("Họ và tên / Tên tập thể", width=190, personal=Personal.NAME),
            TableColumn("Đối tượng", width=90),
            TableColumn("Hình thức đề nghị", width=120),
            TableColumn("Điều kiện", width=120),
            TableColumn("Mốc thành tích", width=140),
            TableColumn("Phiếu ở đơn vị", width=140, personal=Personal.JUDGEMENT),
            TableColumn("Kỷ luật", width=150, personal=Personal.JUDGEMENT),
            TableColumn("Trùng đề nghị", width=190, personal=Personal.NAME),
            TableColumn("Báo cáo của đơn vị", width=170),
            TableColumn("Văn phòng duyệt", width=110),
            TableColumn("Ưu tiên khi ngang nhau", width=140, personal=Personal.IDENTITY),
            TableColumn("Cần xem lại", width=240),
            *OFFICE_COLUMNS,
        ),
        rows=rows,
        office_order=True,
        frozen_columns=2,
        hidden=not (rows and is_due),
    )


def _row(one: Proposal, unit: Unit, link: LinkTo) -> TableRow:
    record, questions = one.record, "\n".join(one.verdict.questions)
    name, its = record.cells.get(one.its.name, ""), one.its
    return TableRow(
        record.identity.row,
        (
            Shown(unit.name),
            Shown(_held(record, its.name), link(unit.code, one.sheet_id, name)),
            Shown(_held(record, its.subject)),
            Shown(_held(record, its.award)),
            Shown(word(one.eligibility), tone=ELIGIBILITY_TONES[one.eligibility]),
            *(Shown(fact.text, tone=fact.tone) for fact in one.facts.all),
            Shown(one.facts.preference),
            Shown(questions, tone=Tone.DOUBTFUL if questions else None),
        ),
    )


def _held(record: Record, field: str) -> str:
    """A field in the unit's words, accepted or not."""
    return record.rejected.get(field) or str(record.values.get(field) or "")
