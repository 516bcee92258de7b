"""Rows of cells that are made when they are looked at: as dictionaries a large tab would fill the memory.

A row as Google wants it takes thousands of bytes, and of a tab with hundreds of thousands of them one call
takes a few at a time.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, overload

#: Fewer rows than this are made at once.
FEW = 1_000


class LateRows(Sequence[Mapping[str, object]]):
    """The rows of one `updateCells`, in order; each is made anew whenever it is looked at."""

    def __init__(self, numbers: Sequence[int], make: Callable[[int], Sequence[Mapping[str, object]]]) -> None:
        """`make` gives the cells of a row, the same ones each time."""
        self._numbers = numbers
        self._make = make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Mapping[str, object]: ...
    @overload
    def __getitem__(self, place: slice) -> "LateRows": ...
    def __getitem__(self, place: int | slice) -> "Mapping[str, object] | LateRows":
        if isinstance(place, slice):
            return LateRows(self._numbers[place], self._make)
        return {"values": list(self._make(self._numbers[place]))}


#: Rows of an `updateCells`.
CellRows = Sequence[Sequence[Mapping[str, object]]] | LateRows


def whole(request: Mapping[str, object]) -> Mapping[str, object]:
    """A request with all its rows made, as it is sent."""
    body = _late(request)
    return request if body is None else {"updateCells": {**body, "rows": list(body["rows"])}}


def lengths_of(request: Mapping[str, object]) -> Iterator[int]:
    """Bytes of the parts of a request as it is sent; of each row only once it is asked for."""
    body = _late(request)
    if body is None:
        yield bytes_of(request)
        return
    rows = body["rows"]
    yield bytes_of({"updateCells": {**body, "rows": []}}) + 2 * (len(rows) - 1)
    yield from map(bytes_of, rows)


def bytes_of(part: object) -> int:
    """How long a part is as it is sent, all its rows made."""
    return len(json.dumps(part, ensure_ascii=False).encode())


def is_within(lengths: Iterable[int], most: int) -> bool:
    """Whether parts are together no longer than so many bytes; beyond, no more of them are looked at."""
    return all(together <= most for together in accumulate(lengths))


def _late(request: Mapping[str, object]) -> Any:
    body: Any = request.get("updateCells")
    return body if body is not None and isinstance(body["rows"], LateRows) else None
