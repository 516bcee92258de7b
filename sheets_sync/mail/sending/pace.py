"""When the next mail may leave: limits by minute and day, quiet hours, waits between attempts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
#: Waits between attempts: the first, threefold each time, up to the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class MailLimits:
    """What the office and its mail provider allow."""

    #: Recipients in a minute and in 24 hours at most, as servers count; 0: no limit.
    per_minute: int = 0
    per_day: int = 0
    #: Local times from and until which nothing is sent; None: mails leave at any hour.
    quiet: tuple[time, time] | None = None
    zone: tzinfo = UTC
    #: How long a mail is tried: servers are put off for days at times (RFC 5321, 4.5.4.1 asks for 4 to 5).
    give_up: timedelta = timedelta(days=4)

    def free_from(self, now: datetime, sent: Sequence[datetime], count: int = 1) -> datetime:
        """The first moment, `now` or later, at which a mail to so many more may leave.

        `sent` has a moment for each recipient, in order of time.
        """
        limits = ((self.per_minute, MINUTE), (self.per_day, DAY))
        return self._after_quiet(max(now, *(_room(sent, limit, span, now, count) for limit, span in limits)))

    def _after_quiet(self, moment: datetime) -> datetime:
        if self.quiet is None:
            return moment
        begin, end = self.quiet
        local = moment.astimezone(self.zone)
        clock = local.time()
        is_quiet = begin <= clock < end if begin <= end else clock >= begin or clock < end
        if not is_quiet:
            return moment
        today: datetime = datetime.combine(local.date(), end, self.zone)
        return today if clock < end else today + DAY


UNLIMITED = MailLimits()


def _room(sent: Sequence[datetime], limit: int, span: timedelta, now: datetime, count: int) -> datetime:
    """When so many more fit into `span`; a mail to more than the limit goes when nothing else did."""
    others = limit - min(count, limit)
    if not limit or len(sent) <= others:
        return now
    return sent[-others - 1] + span


def next_attempt(now: datetime, attempts: int) -> datetime:
    """When to try again after so many failed attempts."""
    return now + min(LONGEST_WAIT, FIRST_WAIT * 3.0 ** min(attempts - 1, 9))
