"""One call with its attempts: what is tried again, after how long, and what is never sent twice."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import requests
import stamina

from sheets_sync.errors import GoogleError, GoogleUnavailable, QuotaExceeded
from sheets_sync.google.answers import Failure, failure_of
from sheets_sync.google.bodies import any_json
from sheets_sync.google.refusals import Asked
from sheets_sync.google.translation import FOREIGN, failure_from

UNKNOWN = (
    "Whether the change was made is not known, and making it twice would do harm: "
    "read again and plan afresh, as the next run does."
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how fast a call is repeated; waits in seconds."""

    attempts: int
    first_wait: float
    longest_wait: float

    def wait(self, attempt: int, asked: float | None) -> float | None:
        """Seconds before the next attempt; None when Google asks for more than we are ready to wait.

        Full jitter: anything up to a bound that doubles, so that threads refused together spread out.
        """
        if asked is not None:
            return asked if asked <= self.longest_wait else None
        bound = min(self.longest_wait, self.first_wait * 2 ** (attempt - 1))
        return random.uniform(0, bound)  # noqa: S311 # no secret depends on it


class Postponed(Exception):
    """An attempt failed and another one may be made after `wait` seconds."""

    def __init__(self, error: GoogleError, wait: float) -> None:
        self.error = error
        self.wait = wait
        super().__init__(str(error))


@dataclass(slots=True)
class Exchange:
    """A call under way; `send` makes one attempt."""

    send: Callable[[], requests.Response]
    pace: Pace
    #: What is asked, to name in messages.
    asked: Asked
    #: Whether the call changes anything at Google.
    changes: bool
    #: Whether carrying it out twice does no harm.
    repeatable: bool
    #: Checks the body of a success, and takes what it says. Raises NotUnderstood.
    understand: Callable[[bytes], None] = any_json
    #: Whether it may be waited so many seconds for the next attempt.
    grants: Callable[[float], bool] = lambda _wait: True
    #: Of the answer to each attempt; 0 when none came.
    statuses: list[int] = field(default_factory=list)
    #: An earlier attempt may have been carried out.
    doubtful: bool = False

    @property
    def attempts(self) -> int:
        """How often it was sent."""
        return len(self.statuses)

    @property
    def status(self) -> int:
        """Of the last answer; 0 when none came."""
        return self.statuses[-1] if self.statuses else 0

    def run(self) -> requests.Response:
        """The answer; raises GoogleError after every permitted attempt."""
        caller = stamina.RetryingCaller(attempts=self.pace.attempts, timeout=None).on(_wait_for)
        try:
            return caller(self._attempt)
        except Postponed as last:
            raise last.error.told_more(f"Attempts made: {self.attempts}.") from last.__cause__

    def _attempt(self) -> requests.Response:
        self.statuses.append(0)
        try:
            response = self.send()
            self.statuses[-1] = response.status_code
            failure = failure_of(response, self.asked)
            if not failure:
                self.understand(response.content)
        except FOREIGN as error:
            raise self._verdict(failure_from(error, self.asked)) from error
        if failure:
            raise self._verdict(failure)
        return response

    def _verdict(self, failure: Failure) -> GoogleError | Postponed:
        """What to raise: an error that ends the call, or Postponed."""
        error = failure.error
        if self.doubtful and self.status in (400, 409):
            # Refused because it is already there: the answer, not the change, was lost before.
            return _unknown(error, f"An earlier attempt got no answer. {UNKNOWN}")
        if failure.doubtful and self.changes:
            self.doubtful = True
            if not self.repeatable:
                return _unknown(error, UNKNOWN)
        wait = self.pace.wait(self.attempts, failure.wait) if failure.passing else None
        if wait is None:
            return error
        # A quota that is used up is the account's affair, not the file's.
        if not isinstance(error, QuotaExceeded) and not self.grants(wait):
            return error.told_more(f"Attempts made: {self.attempts}; it was waited for long enough.")
        return Postponed(error, wait)


def _unknown(error: GoogleError, why: str) -> GoogleUnavailable:
    """The same, as one that nobody knows the outcome of."""
    return GoogleUnavailable(f"{error} {why}", error.status, refusal=error.refusal, said=error.said)


def _wait_for(error: Exception) -> bool | float:
    return error.wait if isinstance(error, Postponed) else False
