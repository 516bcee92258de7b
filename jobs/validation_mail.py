"""Every evening after the sync: one mail to each unit that has something to mend."""

from functools import partial

from jobs.mailing import send
from jobs.work import Done, Work


def validation_mail(work: Work) -> Done:
    """Send what is new since the last such mail; a unit that knows already gets none."""
    return work.in_each_period(partial(send, kind="validation"))
