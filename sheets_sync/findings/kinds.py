"""What one entry of the catalogue says."""

from dataclasses import dataclass

from sheets_sync.model import Severity


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One code of the catalogue."""

    severity: Severity
    #: Name of the mistake, for lists and docs.
    title: str
    #: What is wrong.
    message: str
    #: How to mend it.
    mend: str
