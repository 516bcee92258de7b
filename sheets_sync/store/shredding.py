"""What was deleted or written over leaves the database's files too, not only its tables."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from sheets_sync.store.engine import SCHEMA
from sheets_sync.store.schema import metadata

#: What stays for a while of a PostgreSQL whose account may not ask for a checkpoint.
LOG_STAYS = "PostgreSQL's log keeps the old rows until its next checkpoints: we may not ask for one."
#: Somebody reads the store at this moment.
READ = "The store is being read: its write-ahead log keeps the old rows until the next erasure or backup."


def shred(engine: sa.Engine) -> str:
    """Write the tables anew, without anything that is no longer in them; what stays all the same, or empty.

    SQLite overwrites what is deleted (`secure_delete`), but its log and moved rows keep copies: the file is
    made anew and its log emptied. PostgreSQL keeps each former version of a row until `VACUUM FULL`.
    """
    return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)


def _sqlite(engine: sa.Engine) -> str:
    # Not through SQLAlchemy's transactions: none of these is taken within one.
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((busy, *_),) = cursor.fetchall()
        cursor.close()
    finally:
        pooled.close()
    return READ if busy else ""


def _postgresql(engine: sa.Engine) -> str:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in _names(engine):
            connection.exec_driver_sql(f"VACUUM (FULL) {name}")
        try:
            connection.exec_driver_sql("CHECKPOINT")
        except DBAPIError:
            return LOG_STAYS
    return ""


def _names(engine: sa.Engine) -> Iterable[str]:
    quoted, schema = engine.dialect.identifier_preparer, engine.get_execution_options().get(SCHEMA)
    place = f"{quoted.quote_identifier(schema)}." if schema else ""
    return (f"{place}{quoted.format_table(table)}" for table in metadata.sorted_tables)
