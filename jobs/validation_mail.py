"""Every evening after the sync: one mail to each unit that has something to mend, or that owes a report."""

from .mailing import send
from .work import Done, Work


def validation_mail(work: Work) -> Done:
    """Send what is due tonight; a unit that knows already gets none."""
    return send(work, "units")
