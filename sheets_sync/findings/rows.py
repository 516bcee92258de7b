"""Findings by the row of the unit's tab that they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sheets_sync.model import Finding, Record

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


def about(record: Record, findings: ByRow) -> tuple[Finding, ...]:
    """The findings about one record."""
    return findings.get((record.unit, record.form, record.row + 1), ())
