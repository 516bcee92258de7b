"""What the store's contracts share: a store, the same store elsewhere, and things to keep."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier
from typing import TypeVar

import pytest

from sheets_sync.model import Finding, Mail, Record, Severity, State, Submission, Value
from sheets_sync.store import Store, open_store

T = TypeVar("T")
EVENING = datetime(2024, 8, 14, 20, tzinfo=timezone(timedelta(hours=7)))
LATER = EVENING + timedelta(minutes=30)
NEXT = EVENING + timedelta(days=1)
MAIL = Mail("dot-1/ky-1/TDP01/validation/ab12", "TDP01", "validation", ("a@b.vn",), "Nội dung", "", "")


def race(*actions: Callable[[], T]) -> list[T]:
    """What each action gives when all begin at the same moment."""
    start = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def finding(code: str = "value-missing", cell: str = "D7", message: str = "chưa có số.") -> Finding:
    return Finding(
        code, Severity.ERROR, "TDP01", "economy", "1. Kinh tế", 7, cell, "Thu ngân sách", message, ""
    )


def submission(
    values: Mapping[str, Value] | None = None, unit: str = "TDP01", period: str = "ky-1"
) -> Submission:
    row = Record(unit, "economy", period, "KT01", values or {}, {"plan": "khoảng 5"}, {"plan": "C7"}, 6)
    return Submission(
        unit, "economy", period, State.CURRENT, (row,), (finding(),), EVENING, LATER, "1. Kinh tế", 7
    )


class StoreOf:
    """A subclass gives `url`, an empty database, and with it everything below."""

    @pytest.fixture
    def url(self) -> str:
        raise NotImplementedError

    @pytest.fixture
    def store(self, url: str) -> Iterator[Store]:
        with open_store(url) as store:
            yield store

    @pytest.fixture
    def other(self, url: str, store: Store) -> Iterator[Store]:
        """The same store as another process has it."""
        with open_store(url) as other:
            yield other
