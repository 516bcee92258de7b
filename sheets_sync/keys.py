"""Give each row of a form without natural key an identity that survives sorting, copying and undoing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.model import Record, Value
from sheets_sync.rows import ReadRow

#: Asked for n new identities, gives n that were never given before.
Issue = Callable[[int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The identity of each row, by row number."""

    by_row: Mapping[int, str]
    #: Rows whose identity was copied from another row: row number to the original's row number.
    clones: Mapping[int, int]
    #: Rows whose “Mã dòng” must be written into the sheet.
    to_write: Mapping[int, str]


def assign(rows: Sequence[ReadRow], previous: Sequence[Record], issue: Issue) -> Keys:
    """Identities for `rows`, given the records of the last submission.

    A copied identity stays with the row that looks as before, else with the upper one. A row that lost
    its identity gets it back when a vanished record had the same values; others are issued new ones.
    """
    known = {record.key: record for record in previous}
    by_row, clones = _claimed(rows, known)
    orphans = {key: record for key, record in known.items() if key not in by_row.values()}
    homeless = [row for row in rows if row.number not in by_row]
    for row in homeless:
        if row.number in clones:
            continue
        same = next((key for key, record in orphans.items() if _content(row) == _values(record)), None)
        if same is not None:
            by_row[row.number] = same
            del orphans[same]
    unnamed = [row.number for row in homeless if row.number not in by_row]
    by_row.update(zip(unnamed, issue(len(unnamed)) if unnamed else (), strict=True))
    to_write = {row.number: by_row[row.number] for row in rows if row.text("row_id") != by_row[row.number]}
    return Keys(by_row, clones, to_write)


def _claimed(rows: Sequence[ReadRow], known: Mapping[str, Record]) -> tuple[dict[int, str], dict[int, int]]:
    claims: dict[str, list[ReadRow]] = {}
    for row in rows:
        if key := row.text("row_id"):
            claims.setdefault(key, []).append(row)
    by_row: dict[int, str] = {}
    clones: dict[int, int] = {}
    for key, claimants in claims.items():
        record = known.get(key)
        owner = next((row for row in claimants if record and _content(row) == _values(record)), claimants[0])
        by_row[owner.number] = key
        clones.update({row.number: owner.number for row in claimants if row is not owner})
    return by_row, clones


def _content(row: ReadRow) -> dict[str, Value]:
    return {name: value for name, value in row.values.items() if name != "row_id"}


def _values(record: Record) -> dict[str, Value]:
    return {name: value for name, value in record.values.items() if name != "row_id"}
