"""Findings by what they are about: the row of the unit's tab, the record, the field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.model import Finding, Record

DIGITS = "0123456789"
#: By unit, form and the row's number as people count.
ByRow = Mapping[tuple[str, str, int], tuple[Finding, ...]]


def by_row(findings: Iterable[Finding]) -> ByRow:
    """The findings about single rows or their cells; those about columns and tabs are left out."""
    found: dict[tuple[str, str, int], tuple[Finding, ...]] = defaultdict(tuple)
    for finding in findings:
        row = "".join(filter(str.isdigit, finding.cell))
        if row:
            found[finding.unit, finding.form, int(row)] += (finding,)
    return dict(found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one tab as their cells stand: those about all of it first, then row by row."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    column = finding.cell.rstrip(DIGITS)
    row = finding.cell.removeprefix(column)
    # Of two columns the one with fewer letters stands further left.
    return int(row) if row else 0, len(column), column


def about(record: Record, findings: ByRow) -> tuple[Finding, ...]:
    """The findings about one record."""
    return findings.get((record.unit, record.form, record.row + 1), ())


@dataclass(frozen=True, slots=True)
class Spot:
    """What a finding is about, wherever that stands now; both empty where the cell alone tells."""

    #: Of the record; empty for a column or the tab as a whole.
    key: str = ""
    field: str = ""


def located(findings: Iterable[Finding], records: Iterable[Record]) -> Iterator[tuple[Finding, Spot]]:
    """Each finding with what it is about; `records` are its unit's."""
    held = list(records)
    keys = {(one.form, str(one.row + 1)): one.key for one in held}
    fields = {(one.form, cell.rstrip(DIGITS)): field for one in held for field, cell in one.cells.items()}
    for finding in findings:
        column = finding.cell.rstrip(DIGITS)
        row = finding.cell.removeprefix(column)
        key, field = keys.get((finding.form, row), ""), fields.get((finding.form, column), "")
        yield finding, Spot(key, field) if key or not row else Spot()
