"""Give each row of a form without natural key an identity that survives sorting, copying and undoing."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.model import Record, Value
from sheets_sync.reading.rows import ReadRow

Content = frozenset[tuple[str, Value]]
#: Asked for n new identities, gives n that it never gave before.
Issue = Callable[[int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The identity of each row, by row number."""

    by_row: Mapping[int, str]
    #: Rows whose identity was copied from another row: row number to the original's row number.
    clones: Mapping[int, int]
    #: Rows whose “Mã dòng” must be written into the sheet.
    to_write: Mapping[int, str]


def assign(rows: Sequence[ReadRow], previous: Sequence[Record], issue: Issue, name: str) -> Keys:
    """Identities for `rows`, given the records of the last submission; `name` is the field that names a row.

    A row that looks exactly as a record did is that record, whatever stands in its “Mã dòng”: rows may have
    moved between our reading and our writing. Then the written identity counts, the upper row's if it was
    copied. A row without any is the record of its name that is missing, where there is no doubt which: it was
    edited before its identity could be written. The others are issued new ones.
    """
    by_row = _same_as_before(rows, previous)
    clones: dict[int, int] = {}
    owners = {key: number for number, key in by_row.items()}
    for row in rows:
        key = row.text("row_id")
        if row.number in by_row or not key:
            continue
        if key in owners:
            clones[row.number] = owners[key]
        else:
            by_row[row.number], owners[key] = key, row.number
    by_row |= _same_name(
        [row for row in rows if row.number not in by_row and row.number not in clones],
        [record for record in previous if record.key not in owners],
        name,
    )
    unnamed = [row.number for row in rows if row.number not in by_row]
    taken = {*by_row.values(), *(record.key for record in previous)}
    by_row.update(zip(unnamed, _new(len(unnamed), taken, issue), strict=True))
    to_write = {row.number: by_row[row.number] for row in rows if row.text("row_id") != by_row[row.number]}
    return Keys(by_row, clones, to_write)


def _new(count: int, taken: Collection[str], issue: Issue) -> list[str]:
    """Identities that no row has: a store brought back from a backup issues some a second time."""
    found: list[str] = []
    while len(found) < count:
        found += [key for key in issue(count - len(found)) if key not in taken]
    return found


def _same_as_before(rows: Sequence[ReadRow], previous: Sequence[Record]) -> dict[int, str]:
    """Rows equal in content to a record; among equal records the one whose identity is written wins."""
    found: dict[int, str] = {}
    free = {record.key: _content(record.values) for record in previous}
    contents = {row.number: _content(row.values) for row in rows}
    for row in rows:
        written = row.text("row_id")
        if free.get(written) == contents[row.number]:
            found[row.number] = written
            del free[written]
    # The records left, by content; of equal ones the first is taken first.
    alike: dict[Content, list[str]] = {}
    for key, content in reversed(free.items()):
        alike.setdefault(content, []).append(key)
    for row in rows:
        if row.number not in found and (keys := alike.get(contents[row.number])):
            found[row.number] = keys.pop()
    return found


def _same_name(rows: Sequence[ReadRow], missing: Sequence[Record], field: str) -> dict[int, str]:
    """Rows without identity to the one missing record that has their name, and no other row has."""
    names = Counter(row.values.get(field) for row in rows)
    keys: dict[Value, list[str]] = {}
    for record in missing:
        keys.setdefault(record.values.get(field), []).append(record.key)
    found = {}
    for row in rows:
        name = row.values.get(field)
        if name and not row.text("row_id") and names[name] == 1 and len(keys.get(name, ())) == 1:
            found[row.number] = keys[name][0]
    return found


def _content(values: Mapping[str, Value]) -> Content:
    return frozenset((name, value) for name, value in values.items() if name != "row_id")
