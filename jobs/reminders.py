"""In the morning of working days: remind units that still owe a report, on the days that `[mail]` names."""

from .mailing import send
from .syncing import sync
from .work import Done, Work


def reminders(work: Work) -> Done:
    """See first what arrived since the evening, so that nobody is reminded who has reported."""
    seen = work.in_each_period(sync)
    sent = send(work, "debtors")
    return Done({**sent.told, "seen": seen.told}, seen.failed)
