"""Works that anybody would call the same, each of which keeps its identity."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sheets_sync.model import Record
from tests.machine.unit_at_work import NAME, Row, Unit


@dataclass
class Sameness:
    """What one unit's works were taken in as."""

    unit: Unit
    #: By name, the last record that each work was.
    _known: dict[str, Record] = field(default_factory=dict)
    #: Names of those that were there when it was looked last.
    _there: set[str] = field(default_factory=set)
    #: First names of works that stood twice since: either may go on as the one that it was.
    _doubled: set[str] = field(default_factory=set)
    #: The store went back, and knows no identity that it gave since.
    _went_back: bool = False
    #: Versions of the sheet that were looked at.
    _looked: int = 0

    def exchanged(self, taken_in: Sequence[Record]) -> Iterator[str]:
        """Works that were never copied, and are taken in under another identity than before."""
        for version in self.unit.past[self._looked :]:
            self._doubled |= self._twice(_names(version))
        self._looked = len(self.unit.past)
        if self._went_back:
            # Only those that stand in the sheet still are known to anybody.
            written = {(row[NAME], row[0]) for row in self.unit.rows}
            self._known = {name: one for name, one in self._known.items() if (name, one.key) in written}
        unclear = self._doubled | self._twice(str(one.values["name"]) for one in taken_in)
        now = {
            name: one for one in taken_in if self.unit.root(name := str(one.values["name"])) not in unclear
        }
        for name, record in now.items():
            if (key := self._expected(name, record)) != record.key:
                yield f"{self.unit.code}: {name} was {key} and is {record.key}"
        keys = {one.key for one in taken_in}
        gone = {name: one for name, one in self._known.items() if one.key not in keys}
        self._known, self._there, self._went_back = {**gone, **now}, {*now}, False
        self._doubled = self._twice(_names(self.unit.rows))

    def store_went_back(self) -> None:
        """What it was taken in as since, only the sheet tells."""
        self._went_back = True

    def _expected(self, name: str, record: Record) -> str:
        """The identity of a name that stayed, a row that came back as it was, or one renamed."""
        known = self._known.get(name)
        if known is not None and name in self._there:
            return known.key
        may_be = [known.key] if known is not None and _said(known) == _said(record) else []
        was = {
            one.key for before, one in self._known.items() if self.unit.root(before) == self.unit.root(name)
        }
        written = next((row[0] for row in self.unit.rows if row[NAME] == name), "")
        # An identity that was pasted in may have become this very work's: who comes back with it is either.
        if written in was and (may_be or name not in self.unit.tampered):
            may_be.append(written)
        return record.key if record.key in may_be or not may_be else may_be[0]

    def _twice(self, names: Iterable[str]) -> set[str]:
        """First names of works that are there more than once."""
        found = Counter(self.unit.root(name) for name in names)
        return {name for name, times in found.items() if times > 1}


def _names(rows: Iterable[Row]) -> Iterator[str]:
    return (row[NAME] for row in rows if row[NAME])


def _said(record: Record) -> dict[str, object]:
    return {name: value for name, value in record.values.items() if name != "row_id"}
