"""Connections to the two kinds of database: SQLite in WAL, or PostgreSQL through psycopg 3."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from sheets_sync.store.private import make_private

#: Milliseconds to wait for another process that is writing.
BUSY = 30_000
#: Milliseconds between two attempts where SQLite does not wait by itself.
PAUSE = 20
#: Names the right to write among PostgreSQL's advisory locks; any constant of 64 bits would do.
WRITER = 7_310_031_286_127
#: After these SQLite has undone the whole transaction by itself (sqlite.org/lang_transaction.html).
UNDOES_ALL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
#: What SQLite calls a transaction within another; of several, the innermost is meant.
NESTED = "nested"
#: Marks a connection that is going to write; names the PostgreSQL schema in which it works.
WRITES, SCHEMA = "sheets_sync_writes", "sheets_sync_schema"


def make_engine(url: sa.URL) -> sa.Engine:
    """An engine whose writing transactions exclude each other and whose readers wait for nobody.

    Raises ArgumentError for another kind of database, OSError when a folder for SQLite's file cannot be made
    and ImportError without a driver.
    """
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return _postgresql(url)
    raise sa.exc.ArgumentError(f"{url.drivername} is not known; give sqlite:///FILE or postgresql://…")


@dataclass(slots=True)
class _Lent:
    engine: sa.Engine
    users: int = 0


#: By process and URL: a fork may not use the connections of the process that it comes from.
_LENT: dict[tuple[int, sa.URL], _Lent] = {}
_LENDING = threading.Lock()


def lend(url: sa.URL) -> sa.Engine:
    """The process's one engine for a database of PostgreSQL, or a new one for a file of SQLite.

    A hundred campaigns in one database need no hundred pools. Raises what `make_engine` raises.
    """
    if url.get_backend_name() != "postgresql":
        return make_engine(url)
    with _LENDING:
        key = (os.getpid(), url.set(drivername="postgresql+psycopg"))
        if key not in _LENT:
            _LENT[key] = _Lent(make_engine(url))
        _LENT[key].users += 1
        return _LENT[key].engine


def give_back(engine: sa.Engine) -> None:
    """Close every connection, where nobody else in this process uses them."""
    with _LENDING:
        key = (os.getpid(), engine.url)
        lent = _LENT.get(key)
        if lent is not None:
            lent.users -= 1
            if lent.users:
                return
            del _LENT[key]
    engine.dispose()


@contextmanager
def connected(engine: sa.Engine, *, writes: bool, isolated: bool = False) -> Iterator[sa.Connection]:
    """A connection in a transaction: kept at the end, undone by an exception.

    `isolated` where all that is read in it has to be of one moment.
    """
    with engine.connect() as connection:
        if writes:
            connection.execution_options(**{WRITES: True})
        if isolated and engine.dialect.name == "postgresql":
            # SQLite's readers see one moment by themselves.
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            if engine.dialect.name == "sqlite":
                _begin_sqlite(connection, writes=writes)
            else:
                _begin_postgresql(connection, writes=writes)
            yield connection


def file_of(url: sa.URL | str) -> Path | None:
    """The file that a URL names; None for a database that is none."""
    made = sa.make_url(url)
    is_file = made.get_backend_name() == "sqlite" and made.database not in (None, "", ":memory:")
    return Path(str(made.database)) if is_file else None


def _sqlite(url: sa.URL) -> sa.Engine:
    if file := file_of(url):
        make_private(file)
    engine = sa.create_engine(url, hide_parameters=True)
    if file:
        sa.event.listen(engine, "do_connect", _sqlite_as_it_is)
    sa.event.listen(engine, "connect", _sqlite_connected)
    sa.event.listen(engine, "handle_error", _sqlite_failed)
    return engine


def _sqlite_as_it_is(_dialect: Any, _record: Any, given: list[Any], named: dict[str, Any]) -> None:
    # On a disk that went away meanwhile, another connection would begin an empty file (sqlite.org/uri.html).
    given[0] = f"file:{quote(str(Path(given[0]).absolute()))}?mode=rw"
    named["uri"] = True


def _sqlite_connected(connection: sqlite3.Connection, _record: Any) -> None:
    # sqlite3 opens transactions by its own rules otherwise, and not for every statement.
    connection.isolation_level = None
    # What is deleted is written over in the file (sqlite.org/pragma.html#pragma_secure_delete).
    connection.execute(f"PRAGMA busy_timeout={BUSY}").close()
    _write_ahead(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Two that begin a new file at once refuse each other, whatever the timeout: each tries again."""
    for left in range(BUSY // PAUSE, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if not left or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(PAUSE / 1000)


def _begin_sqlite(connection: sa.Connection, *, writes: bool) -> None:
    # Here and by no event of SQLAlchemy's: where there is one, it looks for others at every statement.
    if writes:
        # A transaction that turns from reading to writing fails when somebody wrote between: ask at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # Touches no file, so nothing of it fails: a tenth of the time that SQLAlchemy takes for a statement.
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN").close()


def _sqlite_failed(context: sa.engine.ExceptionContext) -> None:
    # What follows would be written at once, outside any transaction: give the connection up instead.
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", None)
    # The lowest byte is the kind of failure (sqlite.org/rescode.html).
    if code is not None and code & 0xFF in UNDOES_ALL:
        context.is_disconnect = True


def _postgresql(url: sa.URL) -> sa.Engine:
    # The server may have been restarted since the last run: try a pooled connection before using it.
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        # A worker is at many campaigns at once, and each of its threads needs one for moments only.
        max_overflow=25,
        pool_timeout=BUSY / 1000,
    )
    sa.event.listen(engine, "connect", _postgresql_connected)
    return engine


def _postgresql_connected(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = {BUSY}").close()
    connection.commit()


@contextmanager
def nested(connection: sa.Connection) -> Iterator[None]:
    """A transaction within the one that a connection is in: kept only with it; failing, undone alone."""
    if connection.dialect.name != "sqlite":
        with connection.begin_nested():
            yield
        return
    # SQLAlchemy compiles a savepoint anew each time: that takes longer than what is written within it.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"SAVEPOINT {NESTED}").close()
    try:
        yield
    except BaseException:
        # Where SQLite undid the whole transaction, nothing is left to go back in.
        if not connection.invalidated and driver.in_transaction:
            for back in (f"ROLLBACK TO {NESTED}", f"RELEASE {NESTED}"):
                driver.execute(back).close()
        raise
    driver.execute(f"RELEASE {NESTED}").close()


def _begin_postgresql(connection: sa.Connection, *, writes: bool) -> None:
    schema = connection.get_execution_options().get(SCHEMA, "")
    if schema:
        # Only its own: a table that is missing there is never taken from another campaign.
        name = connection.dialect.identifier_preparer.quote_identifier(schema)
        connection.exec_driver_sql(f"SET LOCAL search_path TO {name}")
    if writes:
        # One writer at a time, as with SQLite: what a transaction read still holds when it writes.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_writer(schema)})")


def _writer(schema: str) -> int:
    """The right to write in a schema, as PostgreSQL numbers it; the unnamed one is as it always was."""
    marked = sha256(schema.encode()).digest()[:8]
    return int.from_bytes(marked, signed=True) if schema else WRITER
