"""Requests of people: by when each is answered and carried out, in working days. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sheets_sync.calendar.workdays import IsWorking, after


class Asked(StrEnum):
    """What a person asks for."""

    #: What is known, and a copy of it.
    EXPORT = "export"
    #: That it be erased.
    ERASE = "erase"
    #: That something wrong be put right; that is done in the sheet.
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days on which something may still be done in time."""

    answer: date
    carry_out: date


def deadlines(asked: date, answer_days: int, carry_out_days: int, is_working: IsWorking) -> Deadlines:
    """So many working days after the day of the request, the second from the first one on."""
    answer = after(asked, answer_days, is_working)
    return Deadlines(answer, after(answer, carry_out_days, is_working))
