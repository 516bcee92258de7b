"""The catalogue of findings: every code with its severity and its Vietnamese wording.

Notes in cells, the check tab, mails, the master and the docs all take their words from here.
Templates are filled with `str.format` from a Doubt's parameters.
"""

from collections.abc import Mapping

from sheets_sync.findings import of_cells, of_reports, of_rules
from sheets_sync.findings.kinds import FindingKind
from sheets_sync.limits import LETTERS_OF_REASON, LETTERS_SHOWN, cut
from sheets_sync.model import SHORTENED, Doubt, Finding, Personal
from sheets_sync.vietnamese.letters import writable
from sheets_sync.vietnamese.shortening import discreet, shortened

__all__ = ["CATALOGUE", "INCOMPLETE", "FindingKind", "place"]

CATALOGUE: dict[str, FindingKind] = {**of_cells.KINDS, **of_reports.KINDS, **of_rules.KINDS}

#: Findings that mean "something is not there yet" rather than "something is wrong".
INCOMPLETE = frozenset({"value-missing", "value-not-yet", "text-missing", "row-missing"})
#: Parameters in which no unit's cell stands and which may be long: the office's words, and lists of the form.
LONG = frozenset({"choices", "conversions", "reason"})
#: Parameters that never quote a cell: counts, names of columns, units of measure, what may be chosen.
OURS = frozenset(
    {"digits", "title", "limit_title", "choices", "measure", "kind", "encoding", "example", "start", "end"}
)


def place(
    doubt: Doubt,
    *,
    unit: str,
    form: str,
    tab: str,
    sheet_id: int | None,
    cell: str = "",
    label: str = "",
    about: Personal = Personal.NOBODY,
) -> Finding:
    """A doubt put in its place, with its words filled in, each within bounds.

    `about` tells how what it quotes is about people.

    Raises KeyError for a code that the catalogue does not know or a parameter it does not give: a defect.
    """
    kind = CATALOGUE[doubt.code]
    message, mend = _filled(kind, doubt.params)
    outside = message, mend
    if about is not Personal.NOBODY:
        outside = _filled(kind, _outside(doubt.params, about))
    differs = outside != (message, mend)
    return Finding(
        code=doubt.code,
        severity=kind.severity,
        unit=unit,
        form=form,
        tab=writable(tab),
        sheet_id=sheet_id,
        cell=cell,
        label=cut(label, LETTERS_SHOWN),
        message=message,
        mend=mend,
        message_outside=outside[0] if differs else "",
        mend_outside=outside[1] if differs else "",
    )


def _filled(kind: FindingKind, params: Mapping[str, str]) -> tuple[str, str]:
    bounded = {
        name: cut(text, LETTERS_OF_REASON if name in LONG else LETTERS_SHOWN) for name, text in params.items()
    }
    return kind.message.format_map(bounded), kind.mend.format_map(bounded)


def _outside(params: Mapping[str, str], about: Personal) -> Mapping[str, str]:
    """The parameters as everybody but the unit reads them."""
    told = shortened if about in SHORTENED else discreet
    return {name: text if name in OURS else told(text) for name, text in params.items()}
