"""“Việc hôm nay”: the totals in one line, then what the office has to do, the worst first.

A line goes by itself once its work is done. Task and decision fit side by side on a telephone.
"""

from collections.abc import Collection, Iterable, Mapping

from sheets_sync.forms.form import Form
from sheets_sync.judging.fitness import Fitness
from sheets_sync.judging.tasks import Call, Hindrance, Tally, Task
from sheets_sync.master.tables.records import LinkTo
from sheets_sync.master.tables.wording import master_sheet_id
from sheets_sync.model import (
    FormDecision,
    OfficeColumn,
    Personal,
    RecordKey,
    Remarks,
    RowsOf,
    Shown,
    Table,
    TableColumn,
    TableRow,
    Tone,
    Unit,
)
from sheets_sync.vietnamese.states import choices

TITLE = "Việc hôm nay"
#: What its remarks are kept under, beside those of the forms.
CODE = "today"
SHEET_ID = master_sheet_id("today")
CHOICE, REASON = OfficeColumn("form-decision"), OfficeColumn("form-reason")
REASON_TITLE = "Lý do trả lại, ghi chú"
OFFICE_COLUMNS = (
    TableColumn("Quyết định", width=125, remark=True, choices=choices(FormDecision), code=CHOICE.code),
    TableColumn(REASON_TITLE, width=260, remark=True, code=REASON.code, personal=Personal.PROSE),
)
COLUMNS = (TableColumn("Việc cần làm", width=210, personal=Personal.PROSE), *OFFICE_COLUMNS)
#: Row keys: the totals, and the end of the key of a call.
TOTALS, CALL = "totals", "@call"
NOTHING = "Không còn việc nào."
#: Last line of a form that cannot be sent back yet.
REASON_NEEDED = f"CHƯA TRẢ LẠI: đề nghị ghi lý do ở cột “{REASON_TITLE}”."


def today_table(
    tally: Tally,
    calls: Iterable[Call],
    tasks: Iterable[Task],
    units: Mapping[str, Unit],
    forms: Mapping[str, Form],
    link: LinkTo,
    remarks: Mapping[RecordKey, Remarks],
    hindrances: Collection[Hindrance] = (),
) -> Table:
    """The totals, whom to call, what to decide; `remarks` is what the office wrote beside them.

    What is bad of the `hindrances` comes first, the others after the calls.
    """
    first = [_hindrance(one) for one in hindrances if one.is_bad]
    called = [_call(one, units[one.unit], link) for one in calls]
    then = [_hindrance(one) for one in hindrances if not one.is_bad]
    waiting = sorted(tasks, key=_rank)
    decided = [_task(one, units[one.unit], forms[one.form], remarks) for one in waiting]
    rows = (*first, *called, *then, *decided)
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=COLUMNS,
        rows=(TableRow(TOTALS, (_totals(tally, is_done=not rows),)), *rows),
        keeps_order=True,
    )


def headers_only() -> Table:
    """The table without rows: enough to find what the office wrote."""
    return Table(TITLE, SHEET_ID, COLUMNS, ())


def of_task(unit: str, form: str) -> RecordKey:
    """Beside which row the office decides about a unit's form."""
    return RecordKey(CODE, unit, form)


def _totals(tally: Tally, *, is_done: bool) -> Shown:
    counts = (
        f"Còn thiếu: {tally.missing} biểu",
        f"Quá hạn: {tally.overdue} biểu",
        f"Lỗi: {tally.faults} ô",
        f"Chờ duyệt: {tally.waiting} dòng",
        f"Nộp lại: {tally.again}",
        f"Sửa sau duyệt: {tally.changed}",
    )
    return Shown(" · ".join(counts) + (f"\n{NOTHING}" if is_done else ""), tone=Tone.STRONG)


def _call(one: Call, unit: Unit, link: LinkTo) -> TableRow:
    lines = [f"Gọi {unit.name}", unit.whom_to_call]
    if one.unreadable:
        lines.append(f"Không đọc được: {one.unreadable}")
    if one.overdue:
        lines.append(f"Quá hạn: {one.overdue} biểu")
    if one.faults:
        lines.append(f"Cần sửa: {one.faults} ô")
    lines += one.cut_off
    to_mend = one.faults and not one.unreadable
    url = link(unit.code, one.sheet_id, one.cell) if to_mend else link(unit.code, None, "")
    is_bad = one.unreadable or one.overdue
    text = "\n".join(filter(None, lines))
    return TableRow(f"{unit.code}/{CALL}", (Shown(text, url, Tone.BAD if is_bad else Tone.DOUBTFUL),))


def _hindrance(one: Hindrance) -> TableRow:
    return TableRow(one.key, (Shown(one.text, tone=Tone.BAD if one.is_bad else Tone.DOUBTFUL),))


def _rank(one: Task) -> int:
    """What changed behind the office's back comes first, what only waits for the unit last."""
    if one.changed:
        return 0
    if one.again:
        return 1
    return 2 if one.fit.get(Fitness.VALID) or one.fit.get(Fitness.DOUBTFUL) else 3


TONES = (Tone.DOUBTFUL, Tone.WAITING, Tone.GOOD, Tone.MUTED)


def _task(one: Task, unit: Unit, form: Form, remarks: Mapping[RecordKey, Remarks]) -> TableRow:
    row = of_task(unit.code, form.code)
    fit = (
        (one.fit.get(Fitness.VALID, 0), "hợp lệ"),
        (one.fit.get(Fitness.DOUBTFUL, 0), "cần giải trình"),
        (one.fit.get(Fitness.FAULTY, 0), "lỗi"),
    )
    back = ((one.again, "nộp lại"), (one.changed, "sửa sau duyệt"))
    lines = [
        f"Duyệt {unit.name}: {form.title}",
        " · ".join(f"{count} {called}" for count, called in fit),
        " · ".join(f"{count} {called}" for count, called in back if count),
        REASON_NEEDED if remarks.get(row, {}).get(CHOICE) == FormDecision.RETURN else "",
    ]
    rows = RowsOf(form.sheet_id, tuple(record.row for record in one.records))
    text = "\n".join(filter(None, lines))
    return TableRow(row.row, (Shown(text, tone=TONES[_rank(one)], rows=rows),))
