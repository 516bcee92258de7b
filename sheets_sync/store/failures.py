"""The only place where the database's exceptions become StoreError, each with what to do about it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from sheets_sync.errors import StoreError

#: What SQLite and PostgreSQL say, and what we say; the first that fits.
REMEDIES = (
    (
        r"invalid transaction|transaction is aborted",
        "A failure before this one has undone everything since the transaction began; run again.",
    ),
    (
        r"database is locked|lock timeout",
        "The store is in use by another process ({}); wait for it to finish and run again.",
    ),
    (
        r"malformed|not a database|invalid page",
        "The store is damaged ({}); restore the last backup (docs/operate.md).",
    ),
    (
        r"is full|disk I/O|No space left|could not extend",
        "The store's disk does not take more ({}); free some space and run again.",
    ),
    (
        r"readonly|read-only|unable to open|[Pp]ermission denied",
        "The store may not be written ({}); mend the rights of its file, folder or account, or bring back its"
        " disk.",
    ),
    (
        r"connection|could not translate host|database system is",
        "The store's database cannot be reached ({}); see that it runs, that store.url names it.",
    ),
)


@contextmanager
def told() -> Iterator[None]:
    """Raises StoreError for what the database refuses."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(_remedy(error)) from error


def _remedy(error: Exception) -> str:
    text = _said(error)
    for pattern, remedy in REMEDIES:
        if re.search(pattern, text):
            return remedy.format(text)
    return f"The store refused: {text}"


def _said(error: Exception) -> str:
    """What the driver said, in one line and without the statement, which may hold people's data."""
    cause = error.orig if isinstance(error, sa.exc.StatementError) and error.orig is not None else error
    return " ".join(str(cause).split())
