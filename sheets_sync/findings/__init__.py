"""The catalogue of findings: every code with its severity and its Vietnamese wording.

Notes in cells, the check tab, mails, the master and the docs all take their words from here.
Templates are filled with `str.format` from a Doubt's parameters.
"""

from sheets_sync.findings import of_cells, of_reports, of_rules
from sheets_sync.findings.kinds import FindingKind
from sheets_sync.limits import LETTERS_OF_REASON, LETTERS_SHOWN, cut
from sheets_sync.model import Doubt, Finding
from sheets_sync.vietnamese.letters import writable

__all__ = ["CATALOGUE", "INCOMPLETE", "FindingKind", "place"]

CATALOGUE: dict[str, FindingKind] = {**of_cells.KINDS, **of_reports.KINDS, **of_rules.KINDS}

#: Findings that mean "something is not there yet" rather than "something is wrong".
INCOMPLETE = frozenset({"value-missing", "value-not-yet", "text-missing", "row-missing"})
#: Parameters in which no unit's cell stands: the office's words, and lists of the form.
OURS = frozenset({"choices", "conversions", "reason"})


def place(
    doubt: Doubt, *, unit: str, form: str, tab: str, sheet_id: int | None, cell: str = "", label: str = ""
) -> Finding:
    """A doubt put in its place, with its words filled in, each within bounds.

    Raises KeyError for a code that the catalogue does not know or a parameter it does not give: a defect.
    """
    kind = CATALOGUE[doubt.code]
    params = {
        name: cut(text, LETTERS_OF_REASON if name in OURS else LETTERS_SHOWN)
        for name, text in doubt.params.items()
    }
    return Finding(
        code=doubt.code,
        severity=kind.severity,
        unit=unit,
        form=form,
        tab=writable(tab),
        sheet_id=sheet_id,
        cell=cell,
        label=cut(label, LETTERS_SHOWN),
        message=kind.message.format_map(params),
        mend=kind.mend.format_map(params),
    )
