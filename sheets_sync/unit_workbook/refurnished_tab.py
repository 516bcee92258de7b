"""The changes that bring the tab of one form, as read, to what it is to have: titles, rows, choices. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.forms.form import Column, Form
from sheets_sync.model import Area, Grid
from sheets_sync.reading.binding import HEADER_SEARCH_ROWS, bind
from sheets_sync.sheets.batch import (
    Request,
    append_dimension,
    cell,
    dropdown,
    insert_rows,
    protect,
    update_cells,
)
from sheets_sync.sheets.notes import own_text
from sheets_sync.unit_workbook.furnishing import ColumnGiven, TabGiven
from sheets_sync.unit_workbook.template import HEADER, PREFILLED, dress
from sheets_sync.vietnamese.words import clean

VALUE, VALUE_AND_LOOK = "userEnteredValue", "userEnteredValue,userEnteredFormat"


def refurnished_tab(
    grid: Grid, form: Form, before: TabGiven | None, wanted: TabGiven, editors: Sequence[str]
) -> Iterable[Request]:
    """`before` is None for a tab of which nobody knows what it was given."""
    header, places = _places(grid, form, before)
    if header < 0:
        # Without its header the tab cannot be read either; the unit is told so.
        return
    yield from _columns(grid, form, before, wanted, header, places, editors)
    if form.key is not None and form.key in places:
        yield from _rows(grid, form, before, wanted, header, places)


def _places(grid: Grid, form: Form, before: TabGiven | None) -> tuple[int, dict[str, int]]:
    """The header's row, and field to column: by the titles of today, or by those that the tab was given."""
    binding = bind(grid, form)
    found = dict(binding.positions)
    given = {} if before is None else {clean(one.title): field for field, one in before.columns.items()}
    rows = range(min(HEADER_SEARCH_ROWS, len(grid.rows)))
    typed = {row: [clean(one.shown) for one in grid.rows[row]] for row in rows}
    header = binding.header_row
    if header < 0:
        header = max(rows, key=lambda row: sum(title in given for title in typed[row]), default=-1)
        if header < 0 or not any(title in given for title in typed[header]):
            return -1, {}
    for place, title in enumerate(typed[header]):
        if (field := given.get(title)) is not None:
            found.setdefault(field, place)
    return header, found


def _columns(
    grid: Grid,
    form: Form,
    before: TabGiven | None,
    wanted: TabGiven,
    header: int,
    places: Mapping[str, int],
    editors: Sequence[str],
) -> Iterable[Request]:
    if before is None:
        return
    end = max(grid.column_count, max(map(len, grid.rows), default=0))
    last = max((len(row) for row in grid.rows), default=0)
    for field, column in wanted.columns.items():
        known, place = before.columns.get(field), places.get(field)
        if known is None and place is None:
            if last >= end:
                yield append_dimension(grid.sheet_id, "COLUMNS", 1)
                end += 1
            yield from _new_column(grid, form.column(field), column, header, last, editors)
            last += 1
        elif known is not None and place is not None:
            yield from _rewritten_title(grid, known, column, header, place)
            if known.choices != column.choices and column.choices:
                area = Area(header + 1, place, grid.row_count, place + 1)
                yield dropdown(grid.sheet_id, area, column.choices, form.column(field).heading.guidance)


def _rewritten_title(
    grid: Grid, known: ColumnGiven, wanted: ColumnGiven, header: int, place: int
) -> Iterable[Request]:
    present, area = grid.cell(header, place), Area(header, place, header + 1, place + 1)
    if known.title != wanted.title and clean(present.shown) == clean(known.title):
        yield update_cells(grid.sheet_id, area, [[cell(wanted.title)]], VALUE)
    if known.note != wanted.note and own_text(present.note) == known.note:
        note = wanted.note + present.note.removeprefix(known.note)
        yield update_cells(grid.sheet_id, area, [[cell(note=note)]], "note")


def _new_column(
    grid: Grid, column: Column, wanted: ColumnGiven, header: int, place: int, editors: Sequence[str]
) -> Iterable[Request]:
    area = Area(header, place, header + 1, place + 1)
    title = cell(wanted.title, HEADER, note=wanted.note)
    yield update_cells(grid.sheet_id, area, [[title]], f"{VALUE_AND_LOOK},note")
    yield protect(grid.sheet_id, area, "Tiêu đề cột", editors=editors)
    yield from dress(grid.sheet_id, Area(header + 1, place, grid.row_count, place + 1), column)


def _rows(
    grid: Grid,
    form: Form,
    before: TabGiven | None,
    wanted: TabGiven,
    header: int,
    places: Mapping[str, int],
) -> Iterable[Request]:
    below = range(header + 1, len(grid.rows))
    present = {clean(grid.cell(row, places[str(form.key)]).shown): row for row in reversed(below)}
    for key, row in wanted.rows.items():
        if key in present:
            known = {} if before is None else before.rows.get(key, {})
            yield from _rewritten_row(grid, present[key], known, row, places, before is None)
            choices = wanted.choices.get(key)
            if choices and (before is None or before.choices.get(key) != choices):
                yield _choices(grid, form, present[key], choices, places)
    new = [key for key in wanted.rows if key not in present and (before is None or key not in before.rows)]
    if new:
        yield from _new_rows(grid, form, new, wanted, max(len(grid.rows), header + 1), places)


def _rewritten_row(
    grid: Grid,
    row: int,
    known: Mapping[str, str],
    wanted: Mapping[str, str],
    places: Mapping[str, int],
    unknown: bool,
) -> Iterable[Request]:
    for field, text in wanted.items():
        if (place := places.get(field)) is None:
            continue
        shown = grid.cell(row, place).shown
        is_ours = unknown or clean(shown) == clean(known.get(field, ""))
        if is_ours and clean(shown) != clean(text):
            yield update_cells(grid.sheet_id, Area(row, place, row + 1, place + 1), [[cell(text)]], VALUE)


def _new_rows(
    grid: Grid, form: Form, new: Sequence[str], wanted: TabGiven, first: int, places: Mapping[str, int]
) -> Iterable[Request]:
    """As rows of their own, below all that is written: nobody's cell is touched, whatever moved meanwhile."""
    if first >= grid.row_count:
        yield append_dimension(grid.sheet_id, "ROWS", first - grid.row_count + 1)
    yield insert_rows(grid.sheet_id, first, first + len(new))
    for number, key in enumerate(new, start=first):
        for field, text in wanted.rows[key].items():
            if (place := places.get(field)) is not None:
                area = Area(number, place, number + 1, place + 1)
                yield update_cells(grid.sheet_id, area, [[cell(text, PREFILLED)]], VALUE_AND_LOOK)
        if choices := wanted.choices.get(key):
            yield _choices(grid, form, number, choices, places)


def _choices(grid: Grid, form: Form, row: int, choices: Sequence[str], places: Mapping[str, int]) -> Request:
    place = places[form.main_field]
    return dropdown(grid.sheet_id, Area(row, place, row + 1, place + 1), choices)
