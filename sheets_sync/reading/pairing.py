"""Pair rows with records so that the scores of all pairs together are the highest. Pure arithmetic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")
#: Row number and record key to how much speaks for that pair; what is missing here is no pair.
Scores = Mapping[tuple[int, str], float]
#: Totals that differ by less say nothing.
MARGIN = 0.25
#: Rows and records that hang together by their scores; above it only the best of each is looked at.
MANY = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """A row and the record that it is."""

    row: int
    key: str
    #: No other way of pairing is as good.
    sure: bool


def pairs(scores: Scores) -> Iterator[Pair]:
    """The best pairs; at most one for each row and each record."""
    for group in _groups(scores):
        rows = sorted({row for row, _ in group})
        keys = sorted({key for _, key in group})
        is_small = max(len(rows), len(keys)) <= MANY
        chosen = _best(rows, keys, group) if is_small else _mutual(group)
        rivals = _Rivals(group, chosen)
        for row, key in chosen.items():
            yield Pair(row, key, rivals.leave(row, key))


def _groups(scores: Scores) -> Iterator[dict[tuple[int, str], float]]:
    """Pairs that share rows or records, directly or by others."""
    of_row: dict[int, list[str]] = defaultdict(list)
    of_key: dict[str, list[int]] = defaultdict(list)
    for row, key in scores:
        of_row[row].append(key)
        of_key[key].append(row)
    seen: set[int] = set()
    for first in sorted(of_row):
        if first in seen:
            continue
        waiting, rows = [first], {first}
        while waiting:
            for key in of_row[waiting.pop()]:
                new = set(of_key[key]) - rows
                rows |= new
                waiting += new
                of_key[key] = []
        seen |= rows
        yield {(row, key): scores[row, key] for row in sorted(rows) for key in of_row[row]}


def _best(rows: list[int], keys: list[str], scores: Scores) -> dict[int, str]:
    """The Hungarian method (Kuhn, Munkres), with shortest augmenting paths: rows³ steps."""
    # A place of its own for each row, where it costs nothing to stay alone.
    places: list[str | None] = [*keys, *(None for _ in rows)]
    cost = [[-scores.get((row, key), -inf) if key else 0.0 for key in places] for row in rows]
    height, width = len(rows), len(places)
    of_row, of_place = [0.0] * (height + 1), [0.0] * (width + 1)
    holder, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        holder[0], place = row, 0
        least, done = [inf] * (width + 1), [False] * (width + 1)
        while holder[place]:
            done[place] = True
            current, delta, following = holder[place], inf, 0
            for other in range(1, width + 1):
                if done[other]:
                    continue
                step = cost[current - 1][other - 1] - of_row[current] - of_place[other]
                if step < least[other]:
                    least[other], came_from[other] = step, place
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(width + 1):
                if done[other]:
                    of_row[holder[other]] += delta
                    of_place[other] -= delta
                else:
                    least[other] -= delta
            place = following
        while place:
            holder[place] = holder[came_from[place]]
            place = came_from[place]
    found = ((holder[number + 1], key) for number, key in enumerate(places))
    return {rows[row - 1]: key for row, key in found if row and key}


def _mutual(scores: Scores) -> dict[int, str]:
    """Pairs of which each side is the other's best."""
    best_key = _bests((row, key, score) for (row, key), score in scores.items())
    best_row = _bests((key, row, score) for (row, key), score in scores.items())
    return {row: key for row, key in best_key.items() if best_row[key] == row}


def _bests(found: Iterable[tuple[One, Other, float]]) -> dict[One, Other]:
    best: dict[One, tuple[float, Other]] = {}
    for one, other, score in found:
        if one not in best or score > best[one][0]:
            best[one] = score, other
    return {one: other for one, (_, other) in best.items()}


class _Rivals:
    """What else a group could have been paired to."""

    def __init__(self, scores: Scores, chosen: Mapping[int, str]) -> None:
        self._scores, self._chosen, self._taken = scores, chosen, set(chosen.values())
        self._keys: dict[int, list[str]] = defaultdict(list)
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, key in scores:
            self._keys[row].append(key)
            self._rows[key].append(row)

    def leave(self, row: int, key: str) -> bool:
        """Whether neither what is left over nor an exchange with another pair is as good as this pair."""
        own = self._scores[row, key] - MARGIN
        spare = (self._scores[row, other] for other in self._keys[row] if other not in self._taken)
        others = (other for other in self._rows[key] if other != row)
        return all(score < own for score in spare) and all(
            self._with_exchange(row, key, other) < own for other in others
        )

    def _with_exchange(self, row: int, key: str, other: int) -> float:
        """What the pair would be worth if the other row took its record."""
        score = self._scores[other, key]
        if other not in self._chosen:
            return score
        partner = self._chosen[other]
        return score + self._scores.get((row, partner), 0.0) - self._scores[other, partner]
