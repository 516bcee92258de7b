"""A private copy of the store, for --dry-run: what is written there nobody sees and nobody waits for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sheets_sync.store.copying import copied
from sheets_sync.store.store import Store


@contextmanager
def rehearsal(store: Store) -> Iterator[Store]:
    """The store as it is now, of all periods, copied; thrown away at the end. Raises StoreError."""
    with (
        TemporaryDirectory(prefix="sheets-sync-") as folder,
        copied(store, Path(folder) / "rehearsal.db") as made,
    ):
        yield made
