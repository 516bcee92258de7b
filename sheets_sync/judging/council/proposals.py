"""One proposal for commendation: what the unit wrote, what is known about it, what the council left."""

from dataclasses import dataclass

from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council.facts import Facts
from sheets_sync.judging.council.verdict import Verdict
from sheets_sync.model import Eligibility, Record


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal with what is known about it and what the council left."""

    record: Record
    #: Id of its tab in the unit's workbook.
    sheet_id: int | None
    #: What its form calls the fields.
    its: Proposals
    facts: Facts
    verdict: Verdict

    @property
    def eligibility(self) -> Eligibility:
        """The facts', until the commendation was granted."""
        return Eligibility.AWARDED if self.verdict.is_awarded else self.facts.eligibility
