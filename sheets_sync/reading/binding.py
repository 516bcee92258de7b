"""Find a form's header row on a tab and bind its columns to fields.

Titles match as written, by the alias table, or not at all: a likely misspelling is a finding with
a proposal, never applied silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from sheets_sync.forms.form import Column, ColumnKind, Form
from sheets_sync.model import Doubt, Grid
from sheets_sync.reading.headings import folded
from sheets_sync.sheets.addresses import column_letters
from sheets_sync.vietnamese.words import clean

#: The header is looked for in this many rows: units put titles and dates above it.
HEADER_SEARCH_ROWS = 15
#: Similarity in per cent from which a title is proposed.
LIKELY = 75
#: A tab without a column of these kinds can still be read, unless the form requires the column.
DISPENSABLE = frozenset({ColumnKind.LABEL, ColumnKind.RATE, ColumnKind.PROSE, ColumnKind.LINK})


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


def bind(grid: Grid, form: Form) -> Binding:
    """Bind the columns of `form` on `grid`; never raises for what the unit did to its header."""
    header_row = max(
        range(min(HEADER_SEARCH_ROWS, len(grid.rows))),
        key=lambda row: _matches(_titles(grid, row), form),
        default=-1,
    )
    if header_row < 0 or _matches(_titles(grid, header_row), form) == 0:
        title = form.columns[0].heading.title
        return Binding(-1, {}, (("", Doubt("header-missing", {"title": title})),), sound=False)
    return _bind_titles(_titles(grid, header_row), form, header_row)


def _bind_titles(titles: Mapping[int, str], form: Form, header_row: int) -> Binding:
    positions: dict[str, int] = {}
    doubts: list[tuple[str, Doubt]] = []
    by_title = {title: column for column in form.columns for title in accepted_titles(column)}
    strangers = []
    for place, typed in titles.items():
        column = by_title.get(folded(typed))
        if column is None:
            strangers.append(place)
        elif column.field in positions:
            first = column_letters(positions[column.field])
            params = {"title": column.heading.title, "first": first}
            doubts.append((column_letters(place), Doubt("header-twice", params)))
        else:
            positions[column.field] = place
    missing = [column for column in form.columns if column.field not in positions]
    doubts += _doubts_of_missing(missing, {place: titles[place] for place in strangers})
    sound = not any(map(_is_essential, missing))
    return Binding(header_row, positions, tuple(doubts), sound)


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


def accepted_titles(column: Column) -> frozenset[str]:
    """The titles under which a column is recognised, as compared: case and spacing do not matter."""
    return frozenset(map(folded, (column.heading.title, *column.heading.aliases)))


def _is_essential(column: Column) -> bool:
    return column.heading.required or column.kind not in DISPENSABLE


def _titles(grid: Grid, row: int) -> dict[int, str]:
    return {place: cell.shown for place, cell in enumerate(grid.rows[row]) if clean(cell.shown)}


def _matches(titles: Mapping[int, str], form: Form) -> int:
    known = {title for column in form.columns for title in accepted_titles(column)}
    return sum(folded(typed) in known for typed in titles.values())


def _likeness(typed: str, column: Column) -> float:
    return max(fuzz.ratio(folded(typed), title) for title in accepted_titles(column))
