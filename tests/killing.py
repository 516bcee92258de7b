"""A sync in a process of its own, which dies at a chosen moment of its run.

Death is `os._exit`: no `finally`, no `except`, no flush and no closing runs, as with SIGKILL or a power cut.
"""

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, TypeVar

import requests
import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect

from sheets_sync.campaign import opened
from sheets_sync.master import publishing
from sheets_sync.master.publishing import staging
from sheets_sync.pipeline.run import run
from sheets_sync.store.engine import WRITES
from tests.forked import context

#: Exit code of a process that reached its moment; as a shell tells of SIGKILL.
KILLED = 137
Kind = Literal["call", "commit"]
Answer = TypeVar("Answer")


@dataclass(frozen=True, order=True)
class Moment:
    """Just before or just after the n-th call to Google, or commit of the store, of a run."""

    kind: Kind
    number: int
    after: bool

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.kind} {self.number}"


@dataclass
class Life:
    """What a process goes through until its deadly moment."""

    deadly: Moment | None
    passed: list[Moment] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def through(self, kind: Kind, act: Callable[[], Answer]) -> Answer:
        """Do something between its two moments."""
        with self._lock:
            number = sum(1 for one in self.passed if one.kind == kind and not one.after)
            self._reach(Moment(kind, number, after=False))
        answer = act()
        with self._lock:
            self._reach(Moment(kind, number, after=True))
        return answer

    def _reach(self, moment: Moment) -> None:
        if moment == self.deadly:
            os._exit(KILLED)
        self.passed.append(moment)


@dataclass(frozen=True)
class Sync:
    """A run in a process of its own."""

    campaign: Path
    at: datetime
    environment: Mapping[str, str]
    #: Bytes above which the master is written in pieces; None for the product's own limit.
    limit: int | None = None


def write_in_pieces(limit: int, replace: Callable[[Any, str, Any], None] = setattr) -> None:
    """Write a small master as one is written that outgrows a call of `limit` bytes."""
    replace(publishing, "staged", partial(staging.staged, limit=limit))
    replace(staging, "SMALL", limit // 10)


def live(sync: Sync, deadly: Moment | None = None) -> list[Moment]:
    """Sync once in a new process that dies at `deadly`; the moments that it lived through when it did not.

    An empty list tells that it died.
    """
    forking = context()
    told, tell = forking.Pipe(duplex=False)
    process = forking.Process(target=_live, args=(sync, deadly, tell))
    process.start()
    tell.close()
    with told:
        process.join()
        assert process.exitcode in (0, KILLED), f"{deadly}: exit code {process.exitcode}"
        moments: list[Moment] = told.recv() if process.exitcode == 0 else []
    process.close()
    return moments


def _live(sync: Sync, deadly: Moment | None, tell: Connection) -> None:
    os.environ.update(sync.environment)
    if sync.limit is not None:
        write_in_pieces(sync.limit)
    life = Life(deadly)
    _watch_calls(life)
    with opened(sync.campaign) as project:
        # What opening the store commits is no part of the run.
        _watch_commits(life)
        run(project, sync.at)
    tell.send(life.passed)


def _watch_calls(life: Life) -> None:
    """A request is sent, and carried out, between its moments; its answer is not seen before the second."""
    send = requests.Session.request

    def request(session: requests.Session, *given: Any, **named: Any) -> requests.Response:
        return life.through("call", lambda: send(session, *given, **named))

    requests.Session.request = request  # type: ignore[method-assign, assignment]


def _watch_commits(life: Life) -> None:
    """Commits of what only read are left out: nothing is different after them."""
    of_thread = threading.local()
    commit = DefaultDialect.do_commit

    def begun(connection: sa.Connection) -> None:
        of_thread.writes = bool(connection.get_execution_options().get(WRITES))

    def do_commit(dialect: DefaultDialect, connection: Any) -> None:
        if of_thread.writes:
            life.through("commit", lambda: commit(dialect, connection))  # type: ignore[no-untyped-call]
        else:
            commit(dialect, connection)  # type: ignore[no-untyped-call]

    sa.event.listen(sa.Engine, "commit", begun)
    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]
