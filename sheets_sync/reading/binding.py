"""Find a form's header row on a tab and bind its columns to fields.

Titles match as written, by the alias table, or not at all: a likely misspelling is a finding with
a proposal, never applied silently.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from sheets_sync.forms.columns import Column, ColumnKind, compared
from sheets_sync.forms.form import Form
from sheets_sync.model import Doubt, Grid
from sheets_sync.sheets.addresses import column_letters
from sheets_sync.vietnamese.letters import RECENT
from sheets_sync.vietnamese.measures import declared
from sheets_sync.vietnamese.words import clean

#: The header is looked for in this many rows: units put titles and dates above it.
HEADER_SEARCH_ROWS = 15
#: Similarity in per cent from which a title is proposed.
LIKELY = 75
#: Letters of a title that are compared.
_LONGEST_TITLE = 200
#: A tab without a column of these kinds can still be read, unless the form requires the column.
DISPENSABLE = frozenset({ColumnKind.LABEL, ColumnKind.RATE, ColumnKind.PROSE, ColumnKind.LINK})

#: Columns whose title may name another measure.
MEASURED = frozenset({ColumnKind.DECIMAL, ColumnKind.FIGURE, ColumnKind.INTEGER})
_ASIDE = re.compile(r" ?\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a form's columns stand on a tab."""

    #: Zero-based; -1 when no row looks like the header.
    header_row: int
    #: Field to zero-based column.
    positions: Mapping[str, int]
    #: Pairs of place (column letters, or empty for the tab) and doubt.
    doubts: tuple[tuple[str, Doubt], ...]
    #: Every essential column was found.
    sound: bool
    #: Field to the measure that its title names, where it names a known one.
    measures: Mapping[str, str] = field(default_factory=dict)


def bind(grid: Grid, form: Form) -> Binding:
    """Bind the columns of `form` on `grid`; never raises for what the unit did to its header."""
    matches = _matches(grid, form.all_titles)
    best = max(matches, default=0)
    if not best:
        title = form.columns[0].heading.title
        return Binding(-1, {}, (("", Doubt("header-missing", {"title": title})),), sound=False)
    # A header pasted once more below must not hide the rows between: an upper one half as good counts.
    header_row = next(row for row, found in enumerate(matches) if found * 2 > best)
    return _bind_titles(_titles(grid, header_row), form, header_row)


def _matches(grid: Grid, known: frozenset[str]) -> list[int]:
    """How many titles of the form each of the first rows holds, down to one that none below can outdo."""
    looked_at = range(min(HEADER_SEARCH_ROWS, len(grid.rows)))
    most = max((len(grid.rows[row]) for row in looked_at), default=0)
    matches: list[int] = []
    for row in looked_at:
        found = sum(compared(typed) in known for typed in _titles(grid, row).values())
        settled = found * 2 > most and all(above * 2 <= found for above in matches)
        matches.append(found)
        if settled:
            break
    return matches


def _bind_titles(titles: Mapping[int, str], form: Form, header_row: int) -> Binding:
    positions: dict[str, int] = {}
    measures: dict[str, str] = {}
    doubts: list[tuple[str, Doubt]] = []
    strangers = dict(titles)
    typed = {place: compared(title) for place, title in titles.items()}
    for column in form.columns:
        accepted = form.titles[column.field]
        found = sorted(
            (rank, place) for place, title in typed.items() if (rank := _rank(title, column, accepted))
        )
        if not found:
            continue
        (_, counts), *others = found
        positions[column.field] = counts
        measures[column.field] = _measure_in(typed[counts], column, accepted)
        for _, place in found:
            strangers.pop(place, None)
        for _, place in others:
            params = {
                "typed": clean(titles[place]),
                "title": column.heading.title,
                "first": column_letters(counts),
            }
            doubts.append((column_letters(place), Doubt("header-twice", params)))
    missing = [column for column in form.columns if column.field not in positions]
    doubts += _doubts_of_missing(missing, strangers)
    sound = not any(map(_is_essential, missing))
    named = {field: measure for field, measure in measures.items() if measure}
    return Binding(header_row, positions, tuple(doubts), sound, named)


def _rank(title: str, column: Column, accepted: frozenset[str]) -> int:
    """How surely a title means a column, 1 the surest: its own, an alias, either with a measure; else 0."""
    if title in accepted:
        return 1 if title == compared(column.heading.title) else 2
    return 3 if _measure_in(title, column, accepted) else 0


def _measure_in(title: str, column: Column, accepted: frozenset[str]) -> str:
    """The measure that a title of a column of figures names after it: `Kinh phí (nghìn đồng)`."""
    return _measure_after(title, accepted) if column.kind in MEASURED else ""


@lru_cache(RECENT)
def _measure_after(title: str, accepted: frozenset[str]) -> str:
    """The measure that stands after one of the accepted titles: the same in every unit's header."""
    for base in _bases(accepted):
        if title.startswith(base) and (measure := declared(title[len(base) :].strip(" -–,;"))):
            return measure
    return ""


@lru_cache(1_000)
def _bases(accepted: frozenset[str]) -> frozenset[str]:
    """The titles without what stands in brackets behind them."""
    return frozenset(_ASIDE.sub("", one).strip() for one in accepted)


def _doubts_of_missing(missing: list[Column], strangers: dict[int, str]) -> list[tuple[str, Doubt]]:
    doubts = []
    for column in missing:
        proposal = column.heading.title
        likeness = {place: _likeness(typed, column) for place, typed in strangers.items()}
        best = max(likeness, key=lambda place: likeness[place], default=None)
        if best is None or likeness[best] < LIKELY:
            doubts.append(("", Doubt("header-missing", {"title": proposal})))
        else:
            params = {"typed": clean(strangers.pop(best)), "proposal": proposal}
            doubts.append((column_letters(best), Doubt("header-suspect", params)))
    return doubts


def _is_essential(column: Column) -> bool:
    return column.heading.required or column.kind not in DISPENSABLE


def _titles(grid: Grid, row: int) -> dict[int, str]:
    shown = ((place, cell.shown[:_LONGEST_TITLE]) for place, cell in enumerate(grid.rows[row]))
    return {place: title for place, title in shown if clean(title)}


def _likeness(typed: str, column: Column) -> float:
    """A title with more words behind it is proposed as well: “Thực hiện 8 tháng”."""
    key = compared(typed)
    is_begun = any(key.startswith(f"{title} ") for title in column.titles)
    likeness = max(fuzz.ratio(key, title) for title in column.titles)
    return max(likeness, float(LIKELY)) if is_begun else likeness
