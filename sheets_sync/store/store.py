"""The store as its users see it: one attribute for each family of questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sheets_sync.store.accesses import Accesses
from sheets_sync.store.addresses import Addresses
from sheets_sync.store.adoption import adopt
from sheets_sync.store.closings import Closings
from sheets_sync.store.database import Database
from sheets_sync.store.erasures import Erasures
from sheets_sync.store.errands import Errands
from sheets_sync.store.findings import Findings
from sheets_sync.store.furnishings import Furnishings
from sheets_sync.store.jobs import Jobs
from sheets_sync.store.ledger import Ledger
from sheets_sync.store.locks import Locks
from sheets_sync.store.notes import Notes
from sheets_sync.store.notices import Notices
from sheets_sync.store.outbox import Outbox
from sheets_sync.store.post import Post
from sheets_sync.store.publications import Publications
from sheets_sync.store.requests import Requests
from sheets_sync.store.reviews import Reviews
from sheets_sync.store.runs import Runs
from sheets_sync.store.signed_reports import SignedReports
from sheets_sync.store.submissions import Submissions
from sheets_sync.store.workbooks import Workbooks


class Store:
    """Safe to share between threads: reads run side by side, writes one after another.

    Moments are aware when given and come back in UTC. Every method raises StoreError.
    """

    def __init__(self, database: Database, period: str = "") -> None:
        self.database = database
        self.workbooks = Workbooks(database, period)
        self.accesses = Accesses(database, period)
        self.furnishings = Furnishings(database, period)
        self.submissions = Submissions(database)
        self.findings = Findings(database, period)
        self.ledger = Ledger(database, period)
        self.errands = Errands(database, period)
        self.runs = Runs(database, period)
        self.publications = Publications(database, period)
        self.reviews = Reviews(database, period)
        self.closings = Closings(database, period)
        self.notes = Notes(database, period)
        self.signed_reports = SignedReports(database, period)
        self.outbox = Outbox(database)
        self.addresses = Addresses(database)
        self.post = Post(database)
        self.notices = Notices(database)
        self.locks = Locks(database)
        self.jobs = Jobs(database)
        self.erasures = Erasures(database)
        self.requests = Requests(database)

    def for_period(self, period: str) -> "Store":
        """The same store, asked about one period; it adopts what was kept before periods were told apart."""
        adopt(self.database, period)
        return Store(self.database, period)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What this thread writes inside is kept as a whole or not at all; others see it only at the end."""
        with self.database.transaction():
            yield

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that this thread reads inside is of one moment; it may write nothing inside."""
        with self.database.at_one_moment():
            yield

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
