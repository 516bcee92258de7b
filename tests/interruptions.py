"""What happens to a sync between two of its calls: people go on working, and the process may die."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from sheets_sync.google import Google
from sheets_sync.store import database
from sheets_sync.store import engine as engines


class Killed(BaseException):
    """The process died: nothing of its own catches this."""


@dataclass(frozen=True)
class Moment:
    """Just before a call is sent, or just after it was carried out and before its answer is seen."""

    #: Number of the call in its sync, from 0, or its method and a part of its address.
    call: int | tuple[str, str]
    after: bool = False


@dataclass
class Interruptions:
    """The line between a sync and Google."""

    #: What happens at a moment, once.
    at: dict[Moment, Callable[[], None]] = field(default_factory=dict)
    calls: int = 0
    #: From its death on, what the process does has no effect.
    is_dead: bool = False
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> None:
        """A new sync in a new process, which nothing interrupts so far."""
        self.calls, self.is_dead = 0, False
        self.at.clear()

    def die(self) -> None:
        """End the process."""
        self.is_dead = True
        raise Killed

    def through(self, method: str, url: str, send: Callable[[], requests.Response]) -> requests.Response:
        """One call."""
        with self._lock:
            self._check()
            number = self.calls
            self.calls += 1
        self._happen(number, method, url, after=False)
        answer = send()
        self._happen(number, method, url, after=True)
        return answer

    def _happen(self, number: int, method: str, url: str, *, after: bool) -> None:
        for moment, deed in list(self.at.items()):
            named = moment.call if isinstance(moment.call, tuple) else ("", "")
            is_named = all(named) and named[0] == method and named[1] in url
            if moment.after == after and (moment.call == number or is_named):
                del self.at[moment]
                deed()

    def _check(self, *_: Any) -> None:
        if self.is_dead:
            raise Killed


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interruptions]:
    """Every call of the service, beside those of people, and every commit pass here."""
    line = Interruptions()
    # One for all threads: a new connection for each sync's threads would take longer than their calls.
    adapter = requests.adapters.HTTPAdapter(pool_maxsize=8)

    opened = Google._session

    def session(google: Google) -> requests.Session:
        made = opened(google)
        send = made.request

        def request(method: str, url: str, **named: Any) -> requests.Response:
            return line.through(method, url, lambda: send(method, url, **named))

        made.request = request  # type: ignore[method-assign, assignment]
        # Looking for proxies and passwords takes longer than most calls.
        made.trust_env = False
        made.mount("http://", adapter)
        return made

    @contextmanager
    def connected(engine: sa.Engine, **named: Any) -> Iterator[sa.Connection]:
        with engines.connected(engine, **named) as connection:
            yield connection
            # Before it is committed.
            line._check()

    monkeypatch.setattr(Google, "_session", session)
    monkeypatch.setattr(database, "connected", connected)
    try:
        yield line
    finally:
        adapter.close()
