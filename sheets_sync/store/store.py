"""The store as its users see it: one attribute for each family of questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sheets_sync.store.findings import Findings
from sheets_sync.store.locks import Locks
from sheets_sync.store.outbox import Outbox
from sheets_sync.store.publications import Publications
from sheets_sync.store.runs import Runs
from sheets_sync.store.submissions import Submissions
from sheets_sync.store.workbooks import Workbooks

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


class Store:
    """Safe to share between threads: reads run side by side, writes one after another.

    Moments are aware when given and come back in UTC. Every method raises StoreError.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.workbooks = Workbooks(database)
        self.submissions = Submissions(database)
        self.findings = Findings(database)
        self.runs = Runs(database)
        self.publications = Publications(database)
        self.outbox = Outbox(database)
        self.locks = Locks(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What this thread writes inside is kept as a whole or not at all; others see it only at the end."""
        with self.database.transaction():
            yield

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
