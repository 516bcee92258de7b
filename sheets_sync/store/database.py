"""One database: transactions shared by all families of questions."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sheets_sync.store.engine import connected, file_of, give_back, nested
from sheets_sync.store.failures import told
from sheets_sync.store.private import make_private
from sheets_sync.store.schema import metadata
from sheets_sync.store.shredding import shred


class _Thread(threading.local):
    """The transaction that the present thread is in."""

    connection: sa.Connection | None = None
    only_reads: bool = False


class Database:
    """What one campaign has of a database: many readers, one writer at a time.

    Every method raises StoreError.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = threading.Lock()
        self._thread = _Thread()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """What was committed last; inside a transaction of the same thread, also what that one wrote."""
        with told():
            if self._thread.connection is not None:
                yield self._thread.connection
            else:
                with connected(self._engine, writes=False) as connection:
                    yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that this thread reads inside is of one moment, and asked over one connection."""
        if self._thread.connection is not None:
            yield
            return
        with told(), connected(self._engine, writes=False, isolated=True) as connection:
            self._thread.connection, self._thread.only_reads = connection, True
            try:
                yield
            finally:
                self._thread.connection, self._thread.only_reads = None, False

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """All or nothing.

        A transaction within another of the same thread is kept only with it; failing, it is undone alone.
        """
        with told(), self._begun() as connection:
            yield connection

    @contextmanager
    def _begun(self) -> Iterator[sa.Connection]:
        outer = self._thread.connection
        if self._thread.only_reads:
            raise RuntimeError("Nothing can be written while everything is read as of one moment.")
        if outer is not None:
            with nested(outer):
                yield outer
            return
        with self._writer, connected(self._engine, writes=True) as connection:
            self._thread.connection = connection
            try:
                yield connection
            finally:
                self._thread.connection = None

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        with self.reading() as db:
            return {
                table.name: db.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
            }

    def room(self) -> int | None:
        """Bytes that its disk still takes; None where that is not known, as of PostgreSQL."""
        file = file_of(self._engine.url)
        try:
            return None if file is None else shutil.disk_usage(file.parent).free
        except OSError:
            return None

    def check(self) -> str:
        """What is wrong with the database's file; empty when nothing is. PostgreSQL looks after its own."""
        if self._engine.dialect.name != "sqlite":
            return ""
        with self.reading() as db:
            found = db.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return "" if found == ["ok"] else "; ".join(map(str, found[:3]))

    def write_out(self, file: Path) -> bool:
        """Write all as of one moment into a new file of SQLite, page by page; False for PostgreSQL."""
        if self._engine.dialect.name != "sqlite":
            return False
        make_private(file)
        with told(), self._engine.connect() as connection, closing(sqlite3.connect(file)) as target:
            source: Any = connection.connection.driver_connection
            source.backup(target)
        return True

    def shred(self) -> str:
        """Let what was deleted or written over leave the files too; what of it stays all the same, or empty.

        Never within a transaction.
        """
        with told(), self._writer:
            return shred(self._engine)

    def close(self) -> None:
        """Close every connection."""
        give_back(self._engine)
