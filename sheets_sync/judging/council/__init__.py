"""What the commendation council is shown about each proposal, and what its decisions say. Pure.

The service proposes; Hội đồng Thi đua – Khen thưởng and the chairman decide (docs/domain.md, “Commendation”).
"""

from sheets_sync.judging.council.facts import Fact, Facts, facts_of, shortcomings
from sheets_sync.judging.council.proposals import Proposal
from sheets_sync.judging.council.verdict import (
    AGREED,
    CONCLUSION,
    DAY,
    NOTE,
    NUMBER,
    PRESENT,
    TITLES,
    Verdict,
    read_verdict,
)

__all__ = [
    "AGREED",
    "CONCLUSION",
    "DAY",
    "NOTE",
    "NUMBER",
    "PRESENT",
    "TITLES",
    "Fact",
    "Facts",
    "Proposal",
    "Verdict",
    "facts_of",
    "read_verdict",
    "shortcomings",
]
