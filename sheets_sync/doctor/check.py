"""One check and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sheets_sync.errors import SheetsSyncError


class Verdict(StrEnum):
    """What a check found."""

    GOOD = "good"
    #: It works, but somebody should look.
    DOUBTFUL = "doubtful"
    FAILED = "failed"
    #: Another check failed that it depends on.
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination."""

    name: str
    verdict: Verdict
    #: What was seen.
    told: str
    #: What to do; empty when there is nothing to do.
    remedy: str = ""


def good(name: str, told: str) -> Check:
    """Nothing to do."""
    return Check(name, Verdict.GOOD, told)


def doubtful(name: str, told: str, remedy: str) -> Check:
    """Somebody should look."""
    return Check(name, Verdict.DOUBTFUL, told, remedy)


def failed(name: str, told: str, remedy: str) -> Check:
    """It does not work."""
    return Check(name, Verdict.FAILED, told, remedy)


def asked(name: str, question: Callable[[], Check], remedy: str) -> Check:
    """What a check says, or that it failed with one of our errors; `remedy` is for the error."""
    try:
        return question()
    except SheetsSyncError as error:
        return failed(name, str(error), remedy)
