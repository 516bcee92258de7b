"""The last submissions of a period at hand: a few as they are, beyond that packed until somebody looks.

As objects a record takes a kilobyte and a half, packed a thirtieth; to unpack one takes some microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sheets_sync.model import Submission
from sheets_sync.store.codec import dump, load_submission
from sheets_sync.store.packing import Packed, Packing

#: Unit and form code.
Owner = tuple[str, str]
#: So many records are held as they are: more than most campaigns have.
LOOSE = 20_000


class Shelf(Mapping[Owner, Submission]):
    """Submissions by unit and form code; what is taken from it is let go of once nobody holds it."""

    def __init__(
        self,
        kept: Mapping[Owner, Submission | Packed] | None = None,
        records: int = 0,
        packing: Packing | None = None,
    ) -> None:
        """`records` are in those that are not packed; others are, by `packing`."""
        self._kept = dict(kept or {})
        self._records = records
        self._packing = packing or Packing()

    @classmethod
    def of_bodies(cls, bodies: Iterable[tuple[Owner, str]]) -> Shelf:
        """As the store has them; the last one of an owner counts. Raises StoreError."""
        found = cls()
        for owner, body in bodies:
            if found._records < LOOSE:
                found._put(owner, load_submission(body))
            else:
                found._kept[owner] = found._packing.packed(body.encode())
        return found

    def having(self, found: Mapping[Owner, Submission]) -> Shelf:
        """The same with these in the place of what it has of their owners."""
        if not found:
            return self
        other = self.copy()
        other.put(found.values())
        return other

    def copy(self) -> Shelf:
        """The same, to put more into."""
        return Shelf(self._kept, self._records, self._packing)

    def put(self, found: Iterable[Submission]) -> None:
        """Take in what nobody but whoever made the shelf has looked at yet."""
        for one in found:
            self._put((one.unit, one.form), one)

    def _put(self, owner: Owner, one: Submission) -> None:
        before = self._kept.get(owner)
        if isinstance(before, Submission):
            self._records -= len(before.records)
        if self._records < LOOSE:
            self._kept[owner] = one
            self._records += len(one.records)
        else:
            self._kept[owner] = self._packing.packed(dump(one).encode())

    @property
    def is_small(self) -> bool:
        """Whether all of it is held as it is."""
        return self._records < LOOSE

    def __getitem__(self, owner: Owner) -> Submission:
        one = self._kept[owner]
        return one if isinstance(one, Submission) else load_submission(one.text.decode())

    def __iter__(self) -> Iterator[Owner]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        if not isinstance(other, Shelf):
            return dict(self.items()) == dict(other.items())
        if self._kept.keys() != other._kept.keys():
            return False
        return all(
            one is other._kept[owner] or self[owner] == other[owner] for owner, one in self._kept.items()
        )

    __hash__ = None  # type: ignore[assignment]
