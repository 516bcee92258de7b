"""The store as its users see it: one attribute for each family of questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sheets_sync.store.locks import Locks
from sheets_sync.store.outbox import Outbox
from sheets_sync.store.publications import Publications
from sheets_sync.store.runs import Runs
from sheets_sync.store.submissions import Submissions
from sheets_sync.store.workbooks import Workbooks

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


class Store:
    """Safe to share between threads. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.workbooks = Workbooks(database)
        self.submissions = Submissions(database)
        self.runs = Runs(database)
        self.publications = Publications(database)
        self.outbox = Outbox(database)
        self.locks = Locks(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is kept as a whole or not at all."""
        with self._database.transaction():
            yield

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """What is written inside is undone at the end: for --dry-run."""
        with self._database.transaction(keep=False):
            yield

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
