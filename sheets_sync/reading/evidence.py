"""What speaks for a row being a record: everything that is known of both, weighed.

| evidence | weight | example |
|---|---|---|
| all values are the same | above all | the tab was sorted, or the row moved or cut and pasted |
| the name is the same | 4 | its cost was edited before its identity could be written |
| all values are those of an earlier version | 3.5 | the unit went back to how it was last week |
| the identity stands in the row | 3 | it was renamed, or everything in it was typed anew |
| other values are the same | up to 2, by share | of a copied row and its pattern, the one with the old cost |
| a neighbour is the same as before | 0.4 each | of two rows of one name, the one where it stood |

Neither other values nor neighbours make a row a record by themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sheets_sync.model import Record, Value
from sheets_sync.reading.rows import ReadRow

SAME_NAME, EARLIER, IDENTITY, OTHERS, NEIGHBOUR = 4.0, 3.5, 3.0, 2.0, 0.4
#: A name, or values, that so many records have tells none of them apart.
MANY = 50
#: Records that a unit is asked about for one row, at most.
ASKED = 3
Content = frozenset[tuple[str, Value]]


def content(values: Mapping[str, Value]) -> Content:
    """All that a row or a record says, without its identity."""
    return frozenset(
        (name, value) for name, value in values.items() if name != "row_id" and value is not None
    )


@dataclass(frozen=True)
class Evidence:
    """All rows and all known records of one tab."""

    rows: Sequence[ReadRow]
    records: Sequence[Record]
    #: Versions of records that the tab held before the last reading, the latest first.
    earlier: Sequence[Record]
    #: The field that a person would call a row by.
    name: str

    @cached_property
    def _contents(self) -> Mapping[int, Content]:
        return {row.number: content(row.values) for row in self.rows}

    @cached_property
    def _by_key(self) -> Mapping[str, Record]:
        return {record.key: record for record in self.records}

    def same(self) -> dict[int, str]:
        """Rows that say exactly what a record says: of equal ones the written identity tells, then order."""
        if not self.records:
            return {}
        free = {record.key: content(record.values) for record in self.records}
        found = {}
        for row in self.rows:
            written = row.text("row_id")
            if free.get(written) == self._contents[row.number]:
                found[row.number] = written
                del free[written]
        alike: dict[Content, list[str]] = defaultdict(list)
        for key, one in reversed(free.items()):
            alike[one].append(key)
        for row in self.rows:
            if row.number not in found and alike[self._contents[row.number]]:
                found[row.number] = alike[self._contents[row.number]].pop()
        return found

    def scores(self, settled: Mapping[int, str]) -> dict[tuple[int, str], float]:
        """How much speaks for each pair of a row and a record that are not settled."""
        if not (self.records or self.earlier):
            return {}
        keys = set(settled.values())
        rows = [row for row in self.rows if row.number not in settled]
        names: dict[Value, list[str]] = defaultdict(list)
        for record in self.records:
            if record.key not in keys:
                names[record.values.get(self.name)].append(record.key)
        before = self._earlier_keys(keys)
        found: dict[tuple[int, str], float] = defaultdict(float)
        for row in rows:
            name = row.values.get(self.name)
            for key in _few(names[name] if name else ()):
                found[row.number, key] += SAME_NAME
            for key in _few(before[self._contents[row.number]]):
                found[row.number, key] += EARLIER
            written = row.text("row_id")
            if written in self._by_key and written not in keys:
                found[row.number, written] += IDENTITY
        by_number = {row.number: row for row in rows}
        neighbours = _Neighbours(self.rows, self.records, settled)
        for row_number, key in found:
            if key in self._by_key:
                shared = self._shared(by_number[row_number].values, self._by_key[key].values)
                near = neighbours.kept(row_number, key)
                found[row_number, key] += OTHERS * shared + NEIGHBOUR * near
        return found

    def perhaps(self, rows: Sequence[ReadRow], settled: Mapping[int, str]) -> dict[int, Sequence[str]]:
        """Of rows that look new, those that may be a missing record under another name, with its key.

        Whatever has no identity may be one where none was ever written; elsewhere what is otherwise the same.
        """
        keys = set(settled.values())
        missing = [record for record in self.records if record.key not in keys]
        if not missing:
            return {}
        alike: dict[Content, list[str]] = defaultdict(list)
        for record in missing:
            alike[self._unnamed(record.values)].append(record.key)
        if not any(row.text("row_id") for row in self.rows):
            return {row.number: [record.key for record in missing[:ASKED]] for row in rows}
        found = {
            row.number: alike[self._unnamed(row.values)][:ASKED] for row in rows if not row.text("row_id")
        }
        return {number: asked for number, asked in found.items() if asked}

    def _unnamed(self, values: Mapping[str, Value]) -> Content:
        return content({field: one for field, one in values.items() if field != self.name})

    def _earlier_keys(self, settled: Iterable[str]) -> Mapping[Content, Collection[str]]:
        taken, found = set(settled), defaultdict[Content, dict[str, None]](dict)
        for record in self.earlier:
            said = content(record.values)
            if said and record.key not in taken:
                found[said][record.key] = None
        return found

    def _shared(self, one: Mapping[str, Value], other: Mapping[str, Value]) -> float:
        """The share of the fields filled in either that are the same in both, the name aside."""
        fields = {
            field
            for values in (one, other)
            for field, value in values.items()
            if value is not None and field not in ("row_id", self.name)
        }
        return sum(one.get(field) == other.get(field) for field in fields) / len(fields) if fields else 0.0


def _few(keys: Collection[str]) -> Collection[str]:
    return keys if len(keys) <= MANY else ()


class _Neighbours:
    """Who stood above and below whom, and does so still."""

    def __init__(
        self, rows: Sequence[ReadRow], records: Sequence[Record], settled: Mapping[int, str]
    ) -> None:
        order = [record.key for record in sorted(records, key=lambda one: one.row)]
        now = [settled.get(row.number, "") for row in rows]
        self._was_above = {below: above for above, below in pairwise(order)}
        self._was_below = dict(pairwise(order))
        self._is_above = {below.number: above for above, below in zip(now, rows[1:], strict=False)}
        self._is_below = {above.number: below for above, below in zip(rows, now[1:], strict=False)}

    def kept(self, row: int, key: str) -> int:
        """How many of the record's neighbours are beside the row: 0, 1 or 2."""
        above, below = self._was_above.get(key, ""), self._was_below.get(key, "")
        is_above = bool(above) and above == self._is_above.get(row)
        is_below = bool(below) and below == self._is_below.get(row)
        return is_above + is_below
