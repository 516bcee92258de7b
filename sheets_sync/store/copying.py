"""Everything of one store into another of whatever kind: backups, their return, rehearsals, a move."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from sheets_sync.disk import remedy
from sheets_sync.errors import StoreError
from sheets_sync.store import sealing
from sheets_sync.store.opening import open_store
from sheets_sync.store.schema import (
    handovers,
    mails,
    metadata,
    notes,
    notices,
    owners,
    remarks,
    removed,
    requests,
    row_ids,
    workbooks,
)
from sheets_sync.store.store import Store
from sheets_sync.store.workbooks import MASTER, is_office

#: Rows copied at a time: bounds the memory that a long history takes.
CHUNK = 1_000
#: What became of a mail, which a return to an earlier day must not undo.
BECAME = (
    *("sent", "given_up", "dropped", "served", "bounced"),
    *("not_before", "failure", "attempts", "unsure"),
)
#: What only grows: records that left the master, what the office wrote, what people were told and sent.
LOGS = (removed, remarks, notices, handovers)
#: Begins every SQLite file (sqlite.org/fileformat.html).
SQLITE = b"SQLite format 3\0"
#: What no return to an earlier day touches: what people asked for, what was done about their data.
STAYS = (requests, notes)


def copy(source: Store, target: Store) -> None:
    """Make the target hold what the source holds and nothing else, whole or not at all. Raises StoreError."""
    # In a transaction of its own no writer changes the source meanwhile.
    with source.database.transaction() as read, target.database.transaction() as written:
        for table in metadata.sorted_tables:
            written.execute(sa.delete(table))
            rows = read.execute(sa.select(table)).mappings()
            while chunk := rows.fetchmany(CHUNK):
                written.execute(sa.insert(table), [dict(row) for row in chunk])
            _count_on(written, table)


@contextmanager
def copied(store: Store, file: Path) -> Iterator[Store]:
    """A store in a new SQLite file that holds what another holds. Raises StoreError."""
    is_whole = store.database.write_out(file)
    with open_store(f"sqlite:///{file}") as made:
        if not is_whole:
            copy(store, made)
        yield made


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL numbers new rows from a counter that inserted numbers do not move; SQLite looks itself."""
    if connection.dialect.name == "postgresql" and "number" in table.c:
        highest = connection.execute(sa.select(sa.func.max(table.c.number))).scalar()
        if highest is not None:
            counter = sa.func.pg_get_serial_sequence(table.name, "number")
            connection.execute(sa.select(sa.func.setval(counter, highest)))


def back_up(store: Store, file: Path, key: bytes | None = None) -> dict[str, int]:
    """Write the whole store into a new SQLite file, which is itself a store; rows by table.

    With a key the file is encrypted, and never lies there in plain. It is there complete and read back, or
    not at all. Raises StoreError.
    """
    if file.exists():
        raise StoreError(f"{file} is there already; name another file.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # What is sealed is made where only this computer's account looks, not on the backups' disk.
        with TemporaryDirectory(dir=None if key else file.parent, prefix=".backup-") as folder:
            made = Path(folder) / file.name
            with copied(store, made) as target:
                counts = target.database.counts()
                if trouble := target.database.check():
                    raise StoreError(f"The backup cannot be read back: {trouble}. Try another disk.")
            if key is None:
                made.replace(file)
            else:
                _seal(made, file, key)
    except OSError as error:
        text = f"The backup cannot be written to {file}: {error.strerror}. {remedy(error)}"
        raise StoreError(text) from error
    return counts


def _seal(made: Path, file: Path, key: bytes) -> None:
    with TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        sealed = Path(folder) / file.name
        sealing.seal(made, sealed, key)
        sealing.unseal(sealed, made.with_name("read-back"), key)
        sealed.replace(file)


@contextmanager
def opened_backup(file: Path, key: bytes | None = None) -> Iterator[Store]:
    """The store that a backup holds, a copy brought to the present schema; an encrypted one with its key.

    Raises StoreError, also for a file of a newer version and for one that is no backup.
    """
    if not file.is_file():
        raise StoreError(f"There is no backup {file}: name a file that `sheets-sync store backup` wrote.")
    with TemporaryDirectory(prefix="sheets-sync-") as folder:
        # A copy is opened: an older backup is brought to the present schema there, never where it lies.
        taken = Path(folder) / "backup.db"
        _take(file, taken, key)
        with open_store(f"sqlite:///{taken}") as source:
            if trouble := source.database.check():
                raise StoreError(f"{file} is damaged: {trouble}. Take an older backup.")
            yield source


def _take(file: Path, taken: Path, key: bytes | None) -> None:
    try:
        if sealing.is_sealed(file):
            sealing.unseal(file, taken, key)
        else:
            shutil.copyfile(file, taken)
        with taken.open("rb") as opened:
            begins = opened.read(len(SQLITE))
    except OSError as error:
        raise StoreError(f"The backup {file} cannot be read: {error.strerror}. {remedy(error)}") from error
    # Any other database would be taken for an empty store: the first of its migrations is still to come.
    if begins != SQLITE or not _is_a_store(taken):
        raise StoreError(f"{file} is no backup: name a file that `sheets-sync store backup` wrote.")


def _is_a_store(file: Path) -> bool:
    engine = sa.create_engine(f"sqlite:///{file}")
    try:
        return sa.inspect(engine).has_table("alembic_version")
    except sa.exc.DatabaseError as error:
        raise StoreError(f"{file.name} is damaged: {error.orig}. Take an older backup.") from error
    finally:
        engine.dispose()


def restore(
    store: Store,
    file: Path,
    aside: Path,
    is_busy: Callable[[], str | None],
    key: bytes | None = None,
) -> dict[str, int]:
    """Make the store hold what a backup holds; what it held before is backed up to `aside`. Rows by table.

    Mails sent since stay sent and told, and row identities given since stay given. What the office wrote
    since, and what left the master with it, stays: the tab “Đã gỡ” is made from it and from nothing else.
    Workbooks of the office beside the master stay known: tabs stand there that the master holds no more.
    What was erased ever is to be erased again: the next run does it before anything else. `is_busy` tells who
    is at work. Raises StoreError, also for a file of a newer version, and for another campaign's.
    """
    if holder := is_busy():
        raise StoreError(f"A run is going on: {holder}. Wait for it to end.")
    with opened_backup(file, key) as source:
        owner, whose = _owner(store), _owner(source)
        if owner and whose not in ("", owner):
            raise StoreError(
                f"{file} is a backup of the campaign {whose}, and this store is that of {owner}."
            )
        back_up(store, aside, key)
        with store.transaction():
            kept, logs, stays = _never_again(store), _logs(store), _rows_of(store, (*STAYS, workbooks))
            erased, expired = store.erasures.known(), store.erasures.unidentified()
            copy(source, store)
            _own(store, owner or whose)
            _keep(store, kept)
            _log_again(store, logs)
            _put_back(store, stays)
            _still_there(store, stays[workbooks.name])
            store.erasures.remember_all(erased)
            for one in expired:
                store.erasures.expire(one.period, one.kind, one.at)
            store.erasures.begin_again()
    return store.database.counts()


def _owner(store: Store) -> str:
    """Code of the campaign whose store it is; empty of one that none has opened."""
    with store.database.reading() as db:
        return str(db.execute(sa.select(owners.c.campaign)).scalar() or "")


def _own(store: Store, campaign: str) -> None:
    with store.database.transaction() as db:
        db.execute(sa.delete(owners))
        if campaign:
            db.execute(sa.insert(owners).values(campaign=campaign))


def _rows_of(store: Store, tables: tuple[sa.Table, ...]) -> dict[str, list[dict[str, Any]]]:
    with store.database.reading() as db:
        return {
            table.name: [dict(row) for row in db.execute(sa.select(table)).mappings()] for table in tables
        }


def _put_back(store: Store, stays: dict[str, list[dict[str, Any]]]) -> None:
    """What the store held of these tables, beside what only the backup knows."""
    with store.database.transaction() as db:
        for table in STAYS:
            held = {row[0] for row in db.execute(sa.select(table.c.number))}
            for row in stays[table.name]:
                if row["number"] in held:
                    db.execute(sa.delete(table).where(table.c.number == row["number"]))
                db.execute(sa.insert(table).values(**row))
            _count_on(db, table)


def _still_there(store: Store, known: list[dict[str, Any]]) -> None:
    """The office's workbooks beside the master that were made since."""
    with store.database.transaction() as db:
        held = {(row.period, row.unit) for row in db.execute(sa.select(workbooks))}
        for row in known:
            beside = is_office(row["unit"]) and row["unit"] != MASTER
            if beside and (row["period"], row["unit"]) not in held:
                db.execute(sa.insert(workbooks).values(**{**row, "seen_version": None, "feedback": ""}))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What may not come twice: mails, whose keys say that they were sent, and the last row identities."""

    mails: list[dict[str, Any]]
    ids: dict[str, int]


def _never_again(store: Store) -> _Kept:
    with store.database.reading() as db:
        rows = [dict(row) for row in db.execute(sa.select(mails)).mappings()]
        ids = {row.prefix: row.last for row in db.execute(sa.select(row_ids))}
    return _Kept(rows, ids)


def _keep(store: Store, kept: _Kept) -> None:
    rows, ids = kept.mails, kept.ids
    with store.database.transaction() as db:
        known = set(db.execute(sa.select(mails.c.key)).scalars())
        for row in rows:
            if row["key"] in known and row["attempts"]:
                became = {name: row[name] for name in BECAME}
                db.execute(sa.update(mails).where(mails.c.key == row["key"]).values(became))
            elif row["key"] not in known:
                db.execute(sa.insert(mails).values(**row))
        given = {row.prefix: row.last for row in db.execute(sa.select(row_ids))}
        for prefix, last in ids.items():
            db.execute(sa.delete(row_ids).where(row_ids.c.prefix == prefix))
            db.execute(sa.insert(row_ids).values(prefix=prefix, last=max(last, given.get(prefix, 0))))


def _logs(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All entries of the logs, the oldest first, without their numbers."""
    with store.database.reading() as db:
        return {
            table.name: [
                {name: value for name, value in row.items() if name != "number"}
                for row in db.execute(sa.select(table).order_by(table.c.number)).mappings()
            ]
            for table in LOGS
        }


def _log_again(store: Store, logs: dict[str, list[dict[str, Any]]]) -> None:
    """Append what the store does not have."""
    had = _logs(store)
    with store.database.transaction() as db:
        for table in LOGS:
            known = {tuple(entry.values()) for entry in had[table.name]}
            for entry in logs[table.name]:
                if tuple(entry.values()) not in known:
                    db.execute(sa.insert(table).values(**entry))
