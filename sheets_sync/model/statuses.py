"""The three axes of a report's status (docs/domain.md, “Statuses”), and what the office decides.

The values are codes: they are stored. How people call them stands in `vietnamese/states`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Timeliness(StrEnum):
    """First status axis (docs/domain.md, “Statuses”)."""

    NOT_DUE = "not-due"
    MISSING = "missing"
    ON_TIME = "on-time"
    LATE = "late"
    OVERDUE = "overdue"


class Completeness(StrEnum):
    """Second status axis: what the report's content is like."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    FAULTY = "faulty"
    DOUBTFUL = "doubtful"


class Handling(StrEnum):
    """Third status axis: what the office has done with it."""

    DRAFT = "draft"
    PENDING = "pending"
    RECEIVED = "received"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    APPROVED = "approved"
    CONSOLIDATED = "consolidated"
    CLOSED = "closed"
    NOT_OWED = "not-owed"


class Eligibility(StrEnum):
    """Where a proposal for commendation stands (docs/domain.md, “Commendation”)."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    TO_CONSIDER = "to-consider"
    AWARDED = "awarded"


class Conclusion(StrEnum):
    """What the council may conclude about a proposal."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    POSTPONED = "postponed"


class Decision(StrEnum):
    """What the office may decide about a unit as a whole."""

    #: What was held back counts from now on.
    ACCEPT_NEW = "accept-new"


class FormDecision(StrEnum):
    """What the office may decide about a unit's whole form, or ask for, in “Việc hôm nay”."""

    #: Approve the records without error and without open question.
    APPROVE_VALID = "approve-valid"
    #: Approve those with an open question too.
    APPROVE_DOUBTFUL = "approve-doubtful"
    #: Send all of them back, with a reason.
    RETURN = "return"
    #: Decide nothing: look at what changed at once.
    CHECK_NOW = "check-now"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The statuses of one unit x form x period at one moment."""

    unit: str
    form: str
    period: str
    #: None on the axes that do not apply: nothing submitted, or nothing owed.
    timeliness: Timeliness | None
    completeness: Completeness | None
    handling: Handling
    #: Days after the deadline, for LATE.
    days_late: int = 0
    #: The workbook could not be read this time.
    unreadable: bool = False
    findings: int = 0
