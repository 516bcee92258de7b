"""Marks with numbers: who is one person, and who is not, when names and births are gone. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import count

from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.namesakes import alike, same_birth
from sheets_sync.model import RecordKey
from sheets_sync.people.masking import FormRow
from sheets_sync.vietnamese.erased import erased, is_erased, number_of

#: By record and field.
Numbered = Mapping[tuple[RecordKey, str], str]


def numbered(rows: Sequence[FormRow], before: Iterable[FormRow]) -> Numbered:
    """The marks of names that are, or may be, one person's, and of births that tell namesakes apart.

    `before` are all versions of the rows, the oldest first: they know what stood where a mark stands since an
    attempt that was cut short. A number that stands somewhere is given to nobody else.
    """
    versions = list(before)
    names, births = _known(rows, versions, _name), _known(rows, versions, _born)
    namesakes = [
        (left, right)
        for left, right in alike(["" if is_erased(name) else name for name in names])
        if rows[left].form == rows[right].form
    ]
    one = _together(len(rows), [pair for pair in namesakes if same_birth(*(births[it] for it in pair))])
    sizes = Counter(one)
    of_names = [place if sizes[place] > 1 else None for place in one]
    of_births = _years(_together(len(rows), namesakes), births)
    found: dict[tuple[RecordKey, str], str] = {}
    for row, mark in zip(rows, _marks(of_names, list(map(_name, rows))), strict=True):
        found |= {(row.record, name): mark for name in row.names if mark}
    for row, mark in zip(rows, _marks(of_births, list(map(_born, rows))), strict=True):
        found |= {(row.record, _born_in(row)): mark} if mark else {}
    return found


def _known(rows: Iterable[FormRow], versions: Iterable[FormRow], told: Callable[[FormRow], str]) -> list[str]:
    """What each row says, or said before a mark came there; the mark where nobody knows."""
    last = {row.record: text for row in versions if (text := told(row)) and not is_erased(text)}
    return [last.get(row.record, text) if is_erased(text := told(row)) else text for row in rows]


def _together(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each place the first of all that belong together with it, over others too."""
    first = list(range(size))

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for left, right in pairs:
        low, high = sorted((root(left), root(right)))
        first[high] = low
    return [root(place) for place in range(size)]


def _years(groups: Sequence[int], births: Sequence[str]) -> list[Hashable | None]:
    """Group and year where namesakes were born in several; None elsewhere."""
    years = [birth if is_erased(birth) else birth[-4:] for birth in births]
    of_group: dict[int, set[str]] = defaultdict(set)
    for group, year in zip(groups, years, strict=True):
        of_group[group] |= {year} - {""}
    return [
        (group, year) if year and len(of_group[group]) > 1 else None
        for group, year in zip(groups, years, strict=True)
    ]


def _marks(keys: Sequence[Hashable | None], shown: Sequence[str]) -> list[str]:
    """The mark for each; empty for one without a number."""
    numbers = {
        key: number
        for key, text in zip(keys, shown, strict=True)
        if key is not None and (number := number_of(text))
    }
    free = count(max(map(number_of, shown), default=0) + 1)
    for key in dict.fromkeys(keys):
        if key is not None and key not in numbers:
            numbers[key] = next(free)
    return ["" if key is None else erased(numbers[key]) for key in keys]


def _name(row: FormRow) -> str:
    return next((row.texts[one] for one in row.names if row.texts.get(one)), "")


def _born_in(row: FormRow) -> str:
    role = row.form.role
    return (role.born or "") if isinstance(role, Proposals) else ""


def _born(row: FormRow) -> str:
    return row.texts.get(_born_in(row), "")
