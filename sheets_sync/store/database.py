"""Opening the store: migrations, and transactions shared by all families of questions."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from sheets_sync.errors import StoreError
from sheets_sync.store.engine import connected, make_engine
from sheets_sync.store.failures import told
from sheets_sync.store.schema import metadata
from sheets_sync.store.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"


class _Thread(threading.local):
    """The transaction that the present thread is in."""

    connection: sa.Connection | None = None


class Database:
    """One database: many readers, one writer at a time. Every method raises StoreError."""

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
    def transaction(self) -> Iterator[sa.Connection]:
        """All or nothing.

        A transaction within another of the same thread is kept only with it; failing, it is undone alone.
        """
        with told(), self._begun() as connection:
            yield connection

    @contextmanager
    def _begun(self) -> Iterator[sa.Connection]:
        outer = self._thread.connection
        if outer is not None:
            with outer.begin_nested():
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

    def check(self) -> str:
        """What is wrong with the database's file; empty when nothing is. PostgreSQL looks after its own."""
        if self._engine.dialect.name != "sqlite":
            return ""
        with self.reading() as db:
            found = db.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return "" if found == ["ok"] else "; ".join(map(str, found[:3]))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def open_store(url: str) -> Store:
    """The store at a database URL such as `sqlite:///sheets-sync.db`, brought to the present schema.

    Raises StoreError when it cannot be opened or was written by a newer version.
    """
    with told(), ExitStack() as opened:
        try:
            engine = make_engine(make_url(url))
        except OSError as error:
            raise StoreError(f"The store's folder cannot be made: {error}") from error
        except ImportError as error:
            raise StoreError(f"{error}: install sheets-sync with the extra `postgresql`.") from error
        opened.callback(engine.dispose)
        _migrate(engine)
        opened.pop_all()
    return Store(Database(engine))


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    # Only reads where nothing is to be done: a store in use can still be opened.
    with connected(engine, writes=False) as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == scripts.get_current_head():
        return
    if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError("The store was written by a newer version of sheets-sync; upgrade this one.")
    with connected(engine, writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
