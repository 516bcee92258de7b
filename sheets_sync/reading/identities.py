"""Give each row of a form without natural key an identity that survives sorting, copying and undoing.

All rows of a tab and all known records are looked at together, with what `evidence` weighs. What is as likely
one way as another is not guessed: the row counts as new, and the unit is asked.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.model import Record
from sheets_sync.reading.evidence import Evidence
from sheets_sync.reading.pairing import pairs
from sheets_sync.reading.rows import ReadRow

#: Asked for n new identities, gives n that it never gave before.
Issue = Callable[[int], Sequence[str]]
#: Asked only where a row is not clearly a record of the last reading: what the tab held before that.
Earlier = Callable[[], Iterable[Record]]


def nothing_earlier() -> Iterable[Record]:
    """Of a tab that is read the first time."""
    return ()


@dataclass(frozen=True, slots=True)
class Keys:
    """The identity of each row, by row number."""

    by_row: Mapping[int, str]
    #: Rows whose identity was copied from another row: row number to the original's row number.
    clones: Mapping[int, int]
    #: Rows that may be a record that is missing, or a new one: row number to the keys of such records.
    unsure: Mapping[int, Sequence[str]]


def assign(
    rows: Sequence[ReadRow],
    previous: Sequence[Record],
    issue: Issue,
    name: str,
    *,
    earlier: Earlier = nothing_earlier,
) -> Keys:
    """Identities for `rows`, given the records of the last submission; `name` is the field people go by."""
    evidence = Evidence(rows, previous, (), name)
    by_row = evidence.same()
    if len(by_row) < len(rows):
        evidence = Evidence(rows, previous, tuple(earlier()), name)
    unsure: dict[int, Sequence[str]] = {}
    written = {row.number: row.text("row_id") for row in rows}
    for pair in pairs(evidence.scores(by_row)):
        # Of a row and its copy, both changed since, the identity goes on with either; the other one is told.
        if pair.sure or written[pair.row] == pair.key:
            by_row[pair.row] = pair.key
        else:
            unsure[pair.row] = (pair.key,)
    clones = _foreign(rows, by_row, unsure)
    unnamed = [row for row in rows if row.number not in by_row]
    unsure |= evidence.perhaps(unnamed, by_row)
    taken = {*by_row.values(), *(record.key for record in previous)}
    new = _new(len(unnamed), taken, issue)
    by_row.update((row.number, key) for row, key in zip(unnamed, new, strict=True))
    return Keys(by_row, clones, unsure)


def _foreign(rows: Sequence[ReadRow], by_row: dict[int, str], unsure: Collection[int]) -> dict[int, int]:
    """Let identities count that are no record's any more; the rows whose identity another row has."""
    owners = {key: number for number, key in by_row.items()}
    clones = {}
    for row in rows:
        key = row.text("row_id")
        if row.number in by_row or not key:
            continue
        if key in owners:
            clones[row.number] = owners[key]
        elif row.number not in unsure:
            by_row[row.number], owners[key] = key, row.number
    return clones


def _new(count: int, taken: Collection[str], issue: Issue) -> list[str]:
    """Identities that no row has: a store brought back from a backup issues some a second time."""
    found: list[str] = []
    while len(found) < count:
        found += [key for key in issue(count - len(found)) if key not in taken]
    return found
