"""“Nội dung cần sửa”: every finding with a link to its cell."""

from collections.abc import Iterable, Mapping

from sheets_sync.master.tables.records import LinkTo
from sheets_sync.master.tables.wording import SEVERITY_NAMES, SEVERITY_TONES, master_sheet_id
from sheets_sync.model import Finding, Shown, Table, TableColumn, TableRow, Unit

TITLE = "Nội dung cần sửa"
SHEET_ID = master_sheet_id("findings")


def to_mend_table(findings: Iterable[Finding], units: Mapping[str, Unit], link: LinkTo) -> Table:
    """Findings by unit in the roster's order, then as they stand in the unit's workbook."""
    order = {code: place for place, code in enumerate(units)}
    rows: dict[str, TableRow] = {}
    for finding in sorted(findings, key=lambda finding: order[finding.unit]):
        key = _free_key(f"{finding.unit}/{finding.form}/{finding.cell or '-'}/{finding.code}", rows)
        rows[key] = TableRow(key, _cells(finding.outside, units[finding.unit], link))
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=(
            TableColumn("Đơn vị", width=190),
            TableColumn("Trang", width=170),
            TableColumn("Ô", width=70),
            TableColumn("Mức độ", width=110),
            TableColumn("Mục", width=220),
            TableColumn("Nội dung cần sửa", width=420),
            TableColumn("Cách sửa", width=420),
        ),
        rows=tuple(rows.values()),
        frozen_columns=1,
    )


def _free_key(key: str, taken: Mapping[str, TableRow]) -> str:
    number = 2
    while key in taken:
        key = f"{key.split('#')[0]}#{number}"
        number += 1
    return key


def _cells(finding: Finding, unit: Unit, link: LinkTo) -> tuple[Shown, ...]:
    return (
        Shown(unit.name),
        Shown(finding.tab),
        Shown(finding.cell or "Mở trang", link(unit.code, finding.sheet_id, finding.cell)),
        Shown(SEVERITY_NAMES[finding.severity], tone=SEVERITY_TONES[finding.severity]),
        Shown(finding.label),
        Shown(finding.message),
        Shown(finding.mend),
    )
