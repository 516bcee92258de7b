"""Which addresses no mail reaches, and since how many days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sheets_sync.mail.sending.answers import words_of
from sheets_sync.store import Store
from sheets_sync.vietnamese.dates import format_date


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that gets none of our mails."""

    address: str
    #: What its mail server said last.
    reason: str
    since: datetime
    #: Whole days since then.
    days: int
    #: Why, in Vietnamese as the office reads it; empty where nothing is known but the server's words.
    words: str

    def told(self) -> str:
        """One line for the office, in Vietnamese."""
        return self._told(f", {self.days} ngày" if self.days else "")

    def named(self) -> str:
        """The same without the days, which are another number every day."""
        return self._told("")

    def in_english(self) -> str:
        """One line for the IT person."""
        return f"No mail has reached {self.address} for {self.days} days: {self.reason}"

    def _told(self, days: str) -> str:
        why = f"{self.words}; máy chủ trả lời: {self.reason}" if self.words else self.reason
        return f"{self.address} (từ {format_date(self.since.date())}{days}): {why}"


def refused_addresses(store: Store, at: datetime, give_up: timedelta) -> tuple[Refused, ...]:
    """Those that refuse mails, and those that have put them off for `give_up`; the longest first.

    `at` carries the zone in which days are told.
    """
    found = [one for one in store.addresses.known() if one.permanent or at - one.since >= give_up]
    return tuple(
        Refused(
            one.address,
            one.reason,
            one.since.astimezone(at.tzinfo),
            max(0, (at.date() - one.since.astimezone(at.tzinfo).date()).days),
            words_of(one.answer),
        )
        for one in sorted(found, key=lambda one: (one.since, one.address))
    )
