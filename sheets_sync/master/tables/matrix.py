"""“Tình hình nộp”: who has reported what, a row for each unit and a column for each form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheets_sync.forms.form import Form
from sheets_sync.master.tables.records import LinkTo
from sheets_sync.master.tables.wording import (
    COMPLETENESS_TONES,
    DECISION,
    DECISION_TITLE,
    MATRIX_NOTE,
    MATRIX_NOTE_TITLE,
    TIMELINESS_TONES,
    master_sheet_id,
)
from sheets_sync.model import (
    Completeness,
    Coverage,
    Decision,
    Handling,
    Personal,
    Shown,
    Table,
    TableColumn,
    TableRow,
    Timeliness,
    Tone,
    Unit,
)
from sheets_sync.vietnamese.states import choices, word

TITLE = "Tình hình nộp"
#: What its remarks are kept under, beside those of the forms.
CODE = "matrix"
SHEET_ID = master_sheet_id("matrix")
OFFICE_COLUMNS = (
    TableColumn(DECISION_TITLE, width=170, remark=True, choices=choices(Decision), code=DECISION.code),
    TableColumn(MATRIX_NOTE_TITLE, width=260, remark=True, code=MATRIX_NOTE.code, personal=Personal.PROSE),
)
#: Where nothing is owed.
NOTHING = "–"
#: The more urgent colour wins where a report is both late and faulty.
URGENCY = (Tone.GOOD, Tone.WAITING, Tone.DOUBTFUL, Tone.BAD)


def matrix_table(
    units: Iterable[Unit],
    forms: Sequence[Form],
    coverage: Iterable[Coverage],
    link: LinkTo,
    handed: Mapping[tuple[str, str], str] = {},
) -> Table:
    """The three statuses of each unit x form, coloured by the most urgent one.

    `handed` tells, by unit and form, who has whose part since a unit left.
    """
    by_place = {(one.unit, one.form): one for one in coverage}
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=(
            TableColumn("Đơn vị", width=230),
            TableColumn("Bảng tính", width=120),
            *(TableColumn(form.title, width=150, code=form.code) for form in forms),
            *OFFICE_COLUMNS,
        ),
        rows=tuple(_row(unit, forms, by_place, link, handed) for unit in units),
        frozen_columns=1,
    )


def _row(
    unit: Unit,
    forms: Sequence[Form],
    by_place: dict[tuple[str, str], Coverage],
    link: LinkTo,
    handed: Mapping[tuple[str, str], str],
) -> TableRow:
    own = [by_place[unit.code, form.code] for form in forms]
    unreadable = any(one.unreadable for one in own)
    url = link(unit.code, None, "")
    if not url:
        state = Shown("Chưa có bảng tính", tone=Tone.BAD)
    else:
        text = "Không đọc được" if unreadable else "Mở bảng tính"
        state = Shown(text, url, Tone.BAD if unreadable else None)
    cells = (_with_note(_cell(one), handed.get((one.unit, one.form), "")) for one in own)
    return TableRow(unit.code, (Shown(unit.name), state, *cells))


def _with_note(shown: Shown, note: str) -> Shown:
    return (
        replace(shown, value=f"{shown.value}\n{note}" if shown.value != NOTHING else note) if note else shown
    )


def _cell(coverage: Coverage) -> Shown:
    if coverage.handling is Handling.NOT_OWED or coverage.timeliness is None:
        return Shown(NOTHING, tone=Tone.MUTED)
    tones = [TIMELINESS_TONES[coverage.timeliness]]
    if coverage.completeness is not None:
        tones.append(COMPLETENESS_TONES[coverage.completeness])
    return Shown(status_text(coverage), tone=max(tones, key=URGENCY.index))


def status_text(coverage: Coverage) -> str:
    """The three statuses, a line each: `Nộp muộn (2 ngày)`, `Có lỗi (3)`, `Chờ duyệt`."""
    if coverage.timeliness is None:
        return ""
    lines = [word(coverage.timeliness)]
    if coverage.timeliness is Timeliness.LATE:
        lines[0] += f" ({coverage.days_late} ngày)"
    if coverage.completeness is not None:
        what = " lưu ý" if coverage.completeness is Completeness.COMPLETE else ""
        count = f" ({coverage.findings}{what})" if coverage.findings else ""
        lines.append(f"{word(coverage.completeness)}{count}")
    if coverage.timeliness in (Timeliness.ON_TIME, Timeliness.LATE) or coverage.handling is Handling.CLOSED:
        lines.append(word(coverage.handling))
    return "\n".join(lines)
