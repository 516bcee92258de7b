"""A private copy of the store, for --dry-run: what is written there nobody sees and nobody waits for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from sheets_sync.store.database import open_store
from sheets_sync.store.schema import metadata
from sheets_sync.store.store import Store

#: Rows copied at a time: bounds the memory that a long history takes.
CHUNK = 1_000


@contextmanager
def rehearsal(store: Store) -> Iterator[Store]:
    """The store as it is now, of all periods, copied; thrown away at the end. Raises StoreError."""
    with (
        TemporaryDirectory(prefix="sheets-sync-") as folder,
        open_store(f"sqlite:///{Path(folder) / 'rehearsal.db'}") as copy,
    ):
        _copy(store, copy)
        yield copy


def _copy(store: Store, copy: Store) -> None:
    with store.database.reading() as source, copy.database.transaction() as target:
        for table in metadata.sorted_tables:
            rows = source.execute(sa.select(table)).mappings()
            while chunk := rows.fetchmany(CHUNK):
                target.execute(sa.insert(table), [dict(row) for row in chunk])
