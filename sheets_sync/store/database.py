"""Connection, transactions and migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from sheets_sync.errors import StoreError
from sheets_sync.store.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"
#: Milliseconds to wait for another process that is writing.
BUSY = 30_000


class Database:
    """One database; statements of all threads go through one transaction at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = RLock()
        self._current: sa.Connection | None = None

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[sa.Connection]:
        """All or nothing; a transaction within another joins it. `keep=False` undoes everything at the end.

        Raises StoreError for what the database refuses.
        """
        with self._lock:
            if self._current is not None:
                yield self._current
                return
            try:
                with self._engine.connect() as connection, connection.begin() as transaction:
                    self._current = connection
                    yield connection
                    if not keep:
                        transaction.rollback()
            except SQLAlchemyError as error:
                raise StoreError(_remedy(error)) from error
            finally:
                self._current = None

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _remedy(error: SQLAlchemyError) -> str:
    text = str(getattr(error, "orig", None) or error)
    if "locked" in text:
        return f"The store is in use by another process ({text}); wait for it to finish and run again."
    if "full" in text or "disk" in text:
        return f"The store's disk does not take more ({text}); free some space and run again."
    if "malformed" in text or "not a database" in text:
        return f"The store is damaged ({text}); restore the last backup (docs/operate.md)."
    return f"The store refused: {text}"


def open_store(url: str) -> Store:
    """The store at a database URL, brought to the present schema.

    Raises StoreError when it cannot be opened or was written by a newer version.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(parsed)
        if parsed.get_backend_name() == "sqlite":
            sa.event.listen(engine, "connect", _sqlite_connected)
            sa.event.listen(engine, "begin", _sqlite_begun)
        _migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(f"The store {_without_password(url)} cannot be opened: {error}") from error
    return Store(Database(engine))


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "given by store.url"


def _sqlite_connected(connection: sqlite3.Connection, _record: Any) -> None:
    # sqlite3 opens transactions by its own rules otherwise, and not for every statement.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY}"):
        connection.execute(f"PRAGMA {pragma}").close()


def _sqlite_begun(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.begin() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present is not None and present not in known:
            raise StoreError("The store was written by a newer version of sheets-sync; upgrade this one.")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
