"""“Nhật ký”: what each run of the sync that changed or tried something did, and what became of people's data.

The latest stand first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.master.tables.wording import MOMENT_PATTERN, WHOLE_PATTERN, master_sheet_id
from sheets_sync.model import Shown, Table, TableColumn, TableRow, Tone

TITLE = "Nhật ký"
#: Older runs stay in the store.
SHOWN_RUNS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One run as the journal tells it."""

    run: int
    at: datetime
    units_read: int
    units_changed: int
    units_failed: int
    findings: int
    #: Names of the units that could not be read, or another trouble; empty when all went well.
    trouble: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done about people's data: an export, an erasure; never whose."""

    number: int
    at: datetime
    told: str


def journal_table(entries: Iterable[Entry], done: Iterable[Done] = ()) -> Table:
    """The latest runs and deeds; moments are shown in the zone that they carry."""
    runs = sorted(entries, key=lambda entry: entry.run, reverse=True)[:SHOWN_RUNS]
    deeds = tuple(done)
    rows = [(entry.at, TableRow(str(entry.run), _cells(entry))) for entry in runs]
    rows += [(one.at, TableRow(f"people-{one.number}", _deed(one))) for one in deeds]
    return Table(
        title=TITLE,
        sheet_id=master_sheet_id("journal"),
        columns=(
            TableColumn("Thời điểm", width=150, pattern=MOMENT_PATTERN),
            TableColumn("Số bảng tính đã đọc", width=150, pattern=WHOLE_PATTERN),
            TableColumn("Đơn vị có thay đổi", width=150, pattern=WHOLE_PATTERN),
            TableColumn("Không đọc được", width=130, pattern=WHOLE_PATTERN),
            TableColumn("Nội dung cần sửa", width=130, pattern=WHOLE_PATTERN),
            TableColumn("Ghi chú", width=420),
        ),
        # Runs keep the order of their numbers, whatever clock they ran by.
        rows=tuple(
            row for _, row in (rows if not deeds else sorted(rows, key=lambda one: one[0], reverse=True))
        ),
        hidden=not deeds and not any(entry.trouble for entry in runs),
    )


def _cells(entry: Entry) -> tuple[Shown, ...]:
    return (
        Shown(entry.at),
        Shown(entry.units_read),
        Shown(entry.units_changed),
        Shown(entry.units_failed, tone=Tone.BAD if entry.units_failed else None),
        Shown(entry.findings),
        Shown(entry.trouble),
    )


def _deed(one: Done) -> tuple[Shown, ...]:
    return (Shown(one.at), *[Shown()] * 4, Shown(one.told))
