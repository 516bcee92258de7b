"""One run at a time: a lock in the store that a living run keeps renewing and a dead one gives up."""

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread, get_ident

from sheets_sync.errors import RunInProgress
from sheets_sync.store import Store

LOCK = "run"
#: A run killed on another machine blocks the next ones no longer than this; on the same one, not at all.
LEASE = timedelta(minutes=10)
#: As a holder names itself.
NAMED = re.compile(r"process (\d+) on (.+), thread \d+")
#: Seconds between two renewals.
RENEWAL = LEASE.total_seconds() / 4


def this_process() -> str:
    """As others know it: `process 17 on sync-1`."""
    return f"process {os.getpid()} on {socket.gethostname()}"


def end_for(store: Store, process: str, now: datetime) -> None:
    """Give back the lock of a process that gave no sign of life, unless it is here and alive all the same."""
    holder = store.locks.holder(LOCK, now)
    if holder is None or not holder.startswith(f"{process}, "):
        return
    if _is_dead(holder) or not _is_here(holder):
        store.locks.release(LOCK, holder)


@contextmanager
def held(store: Store, now: datetime) -> Iterator[None]:
    """Hold the campaign's lock. Raises RunInProgress with who holds it."""
    holder = f"{this_process()}, thread {get_ident()}"
    other = store.locks.acquire(LOCK, holder, now, now + LEASE)
    if other is not None and _is_dead(other):
        store.locks.release(LOCK, other)
        other = store.locks.acquire(LOCK, holder, now, now + LEASE)
    if other is not None:
        raise RunInProgress(
            f"Another run is going on: {other}. Wait for it to end; if it was killed, at most {LEASE}."
        )
    done = Event()
    renewer = Thread(target=_renew, args=(store, holder, now, done), name="lock renewal", daemon=True)
    renewer.start()
    try:
        yield
    finally:
        done.set()
        renewer.join()
        store.locks.release(LOCK, holder)


def _renew(store: Store, holder: str, begun: datetime, done: Event) -> None:
    started = time.monotonic()
    while not done.wait(RENEWAL):
        now = begun + timedelta(seconds=time.monotonic() - started)
        store.locks.acquire(LOCK, holder, now, now + LEASE)


def _is_here(holder: str) -> bool:
    named = NAMED.fullmatch(holder)
    return named is not None and named[2] == socket.gethostname()


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no longer there."""
    named = NAMED.fullmatch(holder)
    if named is None or not _is_here(holder) or os.name != "posix":
        return False
    try:
        os.kill(int(named[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
