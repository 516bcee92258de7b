"""Which findings of a unit are listed where there are more than anybody reads. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sheets_sync.findings import place
from sheets_sync.limits import FINDINGS_OF_UNIT
from sheets_sync.model import Doubt, Finding, Severity

#: The gravest first.
GRAVITY = (Severity.ERROR, Severity.QUESTION, Severity.WARNING)
#: Tells how many are left out.
MORE = "findings-more"
#: The office's own word.
RETURNED = "record-returned"
#: Which tab: by its form and, of others, its id.
_Tab = tuple[str, int | None]


def listed(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of one unit within the bound, in their order; the last one tells how many are left out.

    Each tab gets its share: those about all of it and the office's word first, then the gravest.
    """
    most = FINDINGS_OF_UNIT.most
    if len(findings) <= most:
        return tuple(findings)
    places: dict[_Tab, list[int]] = defaultdict(list)
    for number, one in enumerate(findings):
        places[one.form, one.sheet_id].append(number)
    shares = _shares({tab: len(own) for tab, own in places.items()}, most - 1)
    kept = sorted(
        number
        for tab, own in places.items()
        for number in sorted(own, key=lambda place: _rank(findings[place]))[: shares[tab]]
    )
    more = Doubt(MORE, {"count": str(len(findings) - len(kept))})
    last = place(more, unit=findings[0].unit, form="", tab="Bảng tính", sheet_id=None)
    return (*(findings[number] for number in kept), last)


def _rank(finding: Finding) -> int:
    if finding.code == RETURNED or not any(map(str.isdigit, finding.cell)):
        return 0
    return 1 + GRAVITY.index(finding.severity)


def _shares(counts: Mapping[_Tab, int], most: int) -> dict[_Tab, int]:
    """How many of each tab: what those with little leave goes to the others."""
    shares: dict[_Tab, int] = {}
    for done, (tab, count) in enumerate(sorted(counts.items(), key=lambda one: one[1])):
        shares[tab] = min(count, (most - sum(shares.values())) // (len(counts) - done))
    return shares
