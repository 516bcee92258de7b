"""A workbook without what goes: rows of forms, whatever else names somebody, notes, titles of tabs. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.forms.form import Form
from sheets_sync.model import Area, Cell, CellKind, Grid, Personal, RecordKey, Workbook, WritePlan
from sheets_sync.people.masking import FormRow, Masking
from sheets_sync.reading.binding import bind
from sheets_sync.sheets.batch import Request, cell, retitle_sheet, update_cells
from sheets_sync.store.workbooks import is_office
from sheets_sync.vietnamese.erased import ERASED
from sheets_sync.vietnamese.identifiers import digits_of
from sheets_sync.vietnamese.letters import clean
from sheets_sync.vietnamese.mentions import Sought

#: Field of the column in which the service identifies a row.
ROW_ID = "row_id"
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook of the campaign, and whose it is."""

    period: str
    #: A unit's code; that of one of the office's workbooks otherwise.
    unit: str
    content: Workbook

    @property
    def is_office(self) -> bool:
        """Whether it is the master, or what the office keeps apart."""
        return is_office(self.unit)


def masked_workbook(book: Book, forms: Collection[Form], masking: Masking) -> WritePlan:
    """The plan that takes what goes out of a workbook; empty where nothing of it is there."""
    requests: list[Request] = []
    for grid in book.content.grids:
        requests += _masked_grid(book, grid, forms, masking)
    told = f"{book.content.title}: {len(requests)} ô có thông tin cá nhân"
    return WritePlan(book.content.id, tuple(requests), (told,) if requests else ())


def rows_in(book: Book, forms: Collection[Form]) -> Iterator[FormRow]:
    """Every row of the forms' own tabs about people."""
    for grid in book.content.grids:
        if _own(grid, _about(forms)) is not None:
            yield from (row for _, _, row in form_rows(book, grid, forms))


def _masked_grid(book: Book, grid: Grid, forms: Collection[Form], masking: Masking) -> Iterator[Request]:
    written = dict(_marks(book, grid, forms, masking))
    stays = set(_stays(book, grid, forms, masking))
    for row, cells in enumerate(grid.rows):
        if masking.unit and book.is_office and not _is_of(masking.unit, cells):
            continue
        for column, held in enumerate(cells):
            if (row, column) in stays:
                continue
            mark = written.get((row, column))
            text = mark or masked_cell(held, masking.sought)
            note = masking.sought.masked(held.note)
            place = Area(row, column, row + 1, column + 1)
            if text is not None:
                yield update_cells(grid.sheet_id, place, [[cell(text)]], "userEnteredValue")
            if note != held.note:
                yield update_cells(grid.sheet_id, place, [[cell(note=note)]], "note")
    if (title := masking.sought.masked(grid.title)) != grid.title:
        # No two tabs may have one title.
        yield retitle_sheet(grid.sheet_id, f"{title} {grid.sheet_id}")


def masked_cell(held: Cell, sought: Sought) -> str | None:
    """What is to stand in a cell that names somebody; None where it stays as it is."""
    text = text_in(held)
    if not text:
        return None
    if held.kind is CellKind.TEXT:
        without = sought.masked(text)
        return None if without == text else without
    return ERASED if sought.names(text) else None


def text_in(held: Cell) -> str:
    """What a cell holds, as text: of a number all its digits, whatever its format shows."""
    match held.kind:
        case CellKind.EMPTY:
            return ""
        case CellKind.TEXT:
            return str(held.value)
        case CellKind.NUMBER:
            return digits_of(float(held.value or 0)) or held.shown
    return held.shown


def _is_of(unit: str, cells: tuple[Cell, ...]) -> bool:
    """Whether a row of the master is a unit's, by its key."""
    key = f"/{text_in(cells[0])}/" if cells else ""
    return f"/{unit}/" in key


def _marks(book: Book, grid: Grid, forms: Collection[Form], masking: Masking) -> Iterator[tuple[Place, str]]:
    for row, positions, found in form_rows(book, grid, forms):
        for name, mark in masking.marks(found).items():
            yield (row, positions[name]), mark


def _stays(book: Book, grid: Grid, forms: Collection[Form], masking: Masking) -> Iterator[Place]:
    for row, positions, found in form_rows(book, grid, forms):
        yield from ((row, positions[name]) for name in masking.stays(found) if name in positions)


def form_rows(
    book: Book, grid: Grid, forms: Collection[Form]
) -> Iterator[tuple[int, Mapping[str, int], FormRow]]:
    """The rows of a tab that shows a form about people, each with its number and where its fields stand.

    It is the form's own tab, the master's, a copy, or one of former days.
    """
    form = _form_of(grid, forms)
    if form is None:
        return
    binding = bind(grid, form)
    for number in range(binding.header_row + 1, len(grid.rows)):
        cells = grid.rows[number]
        texts = {
            name: clean(text_in(cells[place]))
            for name, place in binding.positions.items()
            if place < len(cells) and cells[place].kind is not CellKind.EMPTY
        }
        if texts:
            record = _record(book, form, texts, cells)
            yield number, binding.positions, FormRow(book.period, record.unit, form, record.key, texts)


def _record(book: Book, form: Form, texts: Mapping[str, str], cells: tuple[Cell, ...]) -> RecordKey:
    if not book.is_office:
        return RecordKey(form.code, book.unit, texts.get(form.key or ROW_ID, ""))
    return RecordKey.of_row(form.code, text_in(cells[0]))


def _form_of(grid: Grid, forms: Iterable[Form]) -> Form | None:
    """The form about people whose columns a tab has: by its id or title, else by its header.

    Whatever lists no names is none of them: a directory of offices has telephones too.
    """
    about = _about(forms)
    if (own := _own(grid, about)) is not None:
        return own
    bound = [(bind(grid, one).positions, one) for one in about]
    found = [(len(positions), one.code, one) for positions, one in bound if _names(one) & positions.keys()]
    most = max(found, default=(0, "", None))
    return most[2] if most[0] > 1 else None


def _about(forms: Iterable[Form]) -> list[Form]:
    return [form for form in forms if _names(form)]


def _own(grid: Grid, about: Iterable[Form]) -> Form | None:
    return next((one for one in about if grid.sheet_id == one.sheet_id or grid.title == one.title), None)


def _names(form: Form) -> frozenset[str]:
    return frozenset(name for name, how in form.people.items() if how is Personal.NAME)
