"""Mails that were refused one after the other, with nobody accepted between them: theirs, or ours? Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sheets_sync.mail.sending.answers import UNSURE, Scope
from sheets_sync.mail.sending.transports import Handed, Refusal
from sheets_sync.store import QueuedMail

#: So many in a row are no accident: answers about our sender, answers that may be, answers about recipients.
OF_SENDER, DOUBTFUL, ANY = 3, 5, 10


@dataclass(slots=True)
class Streak:
    """What was refused since somebody was accepted last."""

    _refused: list[tuple[QueuedMail, Handed]] = field(default_factory=list)
    #: Somebody was accepted in this delivery, before all of these.
    _accepted: bool = False

    def add(self, queued: QueuedMail, handed: Handed) -> bool:
        """One more, if it counts: to be asked to wait (greylisting, a full mailbox) says nothing of us."""
        counts = any(one.permanent or _is_doubtful(one) for one in handed.refused.values())
        if counts:
            self._refused.append((queued, handed))
        return counts

    @property
    def keys(self) -> tuple[str, ...]:
        """Of its mails."""
        return tuple(queued.key for queued, _ in self._refused)

    @property
    def of_sender(self) -> Refusal | None:
        """The last answer that names our sender, or the server."""
        found = [one for _, handed in self._refused for one in handed.refused.values() if _is_ours(one)]
        return found[-1] if found else None

    @property
    def is_ours(self) -> bool:
        """Whether it is our sender or the server, and no recipient, that is refused."""
        ours = sum(any(map(_is_ours, handed.refused.values())) for _, handed in self._refused)
        doubtful = sum(
            any(map(_is_doubtful, handed.refused.values())) and not self._again(queued)
            for queued, handed in self._refused
        )
        first = sum(not self._again(queued) for queued, _ in self._refused)
        return ours >= OF_SENDER or doubtful >= DOUBTFUL or first >= ANY

    def clear(self) -> Iterable[tuple[QueuedMail, Handed]]:
        """Somebody was accepted: all of these were refused for a reason of their own."""
        self._accepted = True
        return self._take()

    def over(self) -> Iterable[tuple[QueuedMail, Handed]]:
        """It is ours: only those that are not to be handed over again came to their end."""
        return [(queued, handed) for queued, handed in self._take() if _is_over(handed)]

    def settled(self) -> Iterable[tuple[QueuedMail, Handed]]:
        """What is made of these when the delivery ends: refused where that is certain, else put off.

        Certain is what only a recipient can be the reason of, and what is refused again after others were
        accepted.
        """
        for queued, handed in self._take():
            again = self._again(queued)
            refused = {
                address: one if again or not _is_doubtful(one) else replace(one, permanent=False)
                for address, one in handed.refused.items()
            }
            yield queued, handed if _is_over(handed) else Handed((), refused)

    def _again(self, queued: QueuedMail) -> bool:
        return queued.attempts > 0 and self._accepted

    def _take(self) -> list[tuple[QueuedMail, Handed]]:
        refused, self._refused = self._refused, []
        return refused


def _is_over(handed: Handed) -> bool:
    return all(one.answer is UNSURE and one.permanent for one in handed.refused.values())


def _is_ours(one: Refusal) -> bool:
    return one.answer is not None and one.answer.scope is Scope.SERVER


def _is_doubtful(one: Refusal) -> bool:
    return one.answer is None or one.answer.doubtful or _is_ours(one)
