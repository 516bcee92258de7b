"""Everything on disk: one SQLite file, one transaction for each call that changes something.

A workbook is a frame and blocks of rows; a write puts the blocks that it touched into one transaction, so a
batchUpdate is there whole or not at all, whenever the process dies.
"""

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
TABLES = """
CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, meta TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS contents (id TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS blocks (
    id TEXT NOT NULL, sheet INTEGER NOT NULL, number INTEGER NOT NULL, base INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (id, sheet, number)
);
CREATE TABLE IF NOT EXISTS changes (id TEXT PRIMARY KEY, number INTEGER NOT NULL, entry TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS drives (id TEXT PRIMARY KEY, meta TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (email TEXT PRIMARY KEY, public_key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
#: Good compression at little cost: blocks are small and written often.
LEVEL = 1
#: Seconds to wait for a server that is just ending.
PATIENCE = 1.0


class DataUnusable(Exception):
    """The data directory holds something that is no data of a local Google, or cannot be written."""


class DataInUse(DataUnusable):
    """Another server works on the data directory."""


def packed(content: bytes) -> bytes:
    """Content as it is kept."""
    return zlib.compress(content, LEVEL)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a tab that are stored together."""

    #: sheetId of the tab.
    sheet: int
    #: Stays the same as long as the block is there.
    number: int
    #: The row that the content counts from.
    base: int
    #: Compressed when it is to be written; None when no row is left.
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be written of a file's content, compressed."""

    #: A file's bytes, or the frame of a workbook; None when it stays as it is.
    whole: bytes | None = None
    #: sheetIds of tabs whose rows go away, before blocks are written.
    gone: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    #: Base, sheetId and number of blocks that only stand elsewhere; those in `blocks` count more.
    moved: tuple[tuple[int, int, int], ...] = ()


def whole(content: bytes | None) -> Content | None:
    """A file's bytes, to be written; None when there are none."""
    return None if content is None else Content(packed(content))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a server must know from the start."""

    files: dict[str, Json]
    changes: dict[str, Json]
    drives: dict[str, Json]
    accounts: dict[str, str]
    state: dict[str, str]


class Storage:
    """The SQLite file of a data directory. Safe to use from several threads."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        file = data / "google.sqlite3"
        try:
            self._database = sqlite3.connect(
                file, timeout=PATIENCE, check_same_thread=False, isolation_level=None
            )
        except sqlite3.Error as error:
            raise DataUnusable(f"{file} cannot be opened: {error}") from error
        try:
            # Metadata is kept in memory, so a second server on the same files would not see our changes.
            self._database.execute("PRAGMA locking_mode=EXCLUSIVE")
            # With write-ahead logging an acknowledged write survives the death of the process.
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.executescript(TABLES)
        except sqlite3.Error as error:
            self._database.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise DataInUse(f"{data} is in use by another server: {error}") from error
            raise DataUnusable(f"{file} cannot be used: {error}") from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def transaction(self) -> Iterator["Transaction"]:
        """All that is written within is kept, or nothing of it."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._database)
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def load(self) -> Loaded:
        """Everything but contents."""
        with self._lock:
            rows = self._database.execute
            return Loaded(
                files={key: json.loads(meta) for key, meta in rows("SELECT id, meta FROM files")},
                changes={key: json.loads(entry) for key, entry in rows("SELECT id, entry FROM changes")},
                drives={key: json.loads(meta) for key, meta in rows("SELECT id, meta FROM drives")},
                accounts=dict(rows("SELECT email, public_key FROM accounts").fetchall()),
                state=dict(rows("SELECT name, value FROM state").fetchall()),
            )

    def copy(self) -> sqlite3.Connection:
        """Everything as it is now, in memory."""
        kept = sqlite3.connect(":memory:", check_same_thread=False)
        with self._lock:
            self._database.backup(kept)
        return kept

    def replace(self, kept: sqlite3.Connection) -> None:
        """Everything as it was when `kept` was copied."""
        with self._lock:
            kept.backup(self._database)

    def content(self, file_id: str) -> bytes | None:
        """The content of a file; of a workbook its frame."""
        with self._lock:
            row = self._database.execute("SELECT content FROM contents WHERE id = ?", (file_id,)).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def blocks(self, file_id: str) -> list[Block]:
        """The blocks of a workbook, with their content as it was before it was compressed."""
        with self._lock:
            query = "SELECT sheet, number, base, content FROM blocks WHERE id = ?"
            found = self._database.execute(query, (file_id,)).fetchall()
        return [Block(sheet, number, base, zlib.decompress(rows)) for sheet, number, base, rows in found]


class Transaction:
    """Writes of one transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def file(self, meta: Json) -> None:
        """Keep what is known of a file."""
        self._database.execute(
            "INSERT INTO files VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET meta = excluded.meta",
            (meta["id"], json.dumps(meta, ensure_ascii=False)),
        )

    def content(self, file_id: str, content: Content) -> None:
        """Keep a file's content."""
        run = self._database.execute
        if content.whole is not None:
            run("INSERT OR REPLACE INTO contents VALUES (?, ?)", (file_id, content.whole))
        for sheet in content.gone:
            run("DELETE FROM blocks WHERE id = ? AND sheet = ?", (file_id, sheet))
        self._database.executemany(
            "UPDATE blocks SET base = ? WHERE sheet = ? AND number = ? AND id = ?",
            ((*moved, file_id) for moved in content.moved),
        )
        for block in content.blocks:
            place = file_id, block.sheet, block.number
            if block.content is None:
                run("DELETE FROM blocks WHERE id = ? AND sheet = ? AND number = ?", place)
            else:
                values = (*place, block.base, block.content)
                run("INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?, ?)", values)

    def remove(self, file_id: str) -> None:
        """Forget a file and its content."""
        self._database.execute("DELETE FROM files WHERE id = ?", (file_id,))
        self._database.execute("DELETE FROM contents WHERE id = ?", (file_id,))
        self._database.execute("DELETE FROM blocks WHERE id = ?", (file_id,))

    def change(self, entry: Json) -> None:
        """Keep the latest change of a file, in place of its former one."""
        self._database.execute(
            "INSERT OR REPLACE INTO changes VALUES (?, ?, ?)",
            (entry["fileId"], entry["number"], json.dumps(entry, ensure_ascii=False)),
        )

    def drive(self, meta: Json) -> None:
        """Keep a shared drive."""
        self._database.execute(
            "INSERT OR REPLACE INTO drives VALUES (?, ?)", (meta["id"], json.dumps(meta, ensure_ascii=False))
        )

    def forget_drive(self, drive_id: str) -> None:
        """Forget a shared drive."""
        self._database.execute("DELETE FROM drives WHERE id = ?", (drive_id,))

    def account(self, email: str, public_key: str) -> None:
        """Keep a service account."""
        self._database.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?)", (email, public_key))

    def set_state(self, name: str, value: str) -> None:
        """Keep a value of the server's own."""
        self._database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget everything but the accounts."""
        for table in ("files", "contents", "blocks", "changes", "drives"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608  (names from above)
