"""Whether a record can be used: only then may the office approve it."""

from collections.abc import Iterable
from enum import StrEnum

from sheets_sync.findings.rows import ByRow, about
from sheets_sync.model import Finding, Record, Severity

#: The office's own word on a record says nothing about its figures.
RETURNED = "record-returned"


class Fitness(StrEnum):
    """What a reviewer may do with a record."""

    VALID = "valid"
    #: The unit has to explain something; the figures can be used.
    DOUBTFUL = "doubtful"
    #: Something cannot be used before the unit mends it.
    FAULTY = "faulty"


def faults(record: Record, findings: ByRow) -> tuple[Finding, ...]:
    """What forbids to use the record."""
    return tuple(one for one in _own(record, findings) if one.severity is Severity.ERROR)


def fitness(record: Record, findings: ByRow) -> Fitness:
    """How fit the record is, by the worst that is found about it."""
    severities = {one.severity for one in _own(record, findings)}
    if Severity.ERROR in severities:
        return Fitness.FAULTY
    return Fitness.DOUBTFUL if Severity.QUESTION in severities else Fitness.VALID


def _own(record: Record, findings: ByRow) -> Iterable[Finding]:
    return (one for one in about(record, findings) if one.code != RETURNED)
