"""What each row of a tab is: told by what fills it, never by its first letters alone.

A title, total, note or signature holds nothing but words in the cells that such rows fill. Beside a figure,
a date, a choice or a second field the same words are a record, or are asked about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheets_sync.forms.columns import compared
from sheets_sync.forms.form import ColumnKind, Form
from sheets_sync.model import Cell, CellKind, Grid
from sheets_sync.reading.binding import Binding
from sheets_sync.reading.headings import is_header, is_measures, is_numbering, is_ordinal
from sheets_sync.reading.shaped import Shape, ShapedRow, is_filled
from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.ordinary import is_ordinary
from sheets_sync.vietnamese.words import RowRole, clean, is_place_and_date, is_signature, may_tell, row_role

#: Columns whose figures a total repeats, and those in which it is explained.
_SUMMED = frozenset(
    {ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.FIGURE, ColumnKind.PERCENT, ColumnKind.RATE}
)
_EXPLAINED = frozenset({ColumnKind.LABEL, ColumnKind.PROSE, ColumnKind.CODE})
#: Columns in which an answer that there is nothing is meant for the whole form.
_WORDED = frozenset({ColumnKind.TEXT, ColumnKind.PROSE, ColumnKind.CHOICE})
_CHOSEN = frozenset({ColumnKind.CHOICE, ColumnKind.YES_NO})
#: Columns that the template or the sync fills.
_GIVEN = frozenset({ColumnKind.ROW_ID, ColumnKind.LABEL})
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-ZĐ]) ?[.)/:-]?")
#: A longer name counts no columns.
_NUMBERED = 6
#: So many rows that hold the same without a name were filled down.
_ALIKE = 3
#: What may stand behind a title; line breaks in it are not counted.
_BESIDE_TITLES, _LINE_BREAKS = " :.*", 20
#: More rows of words than this below a signature are rows of the table.
_SIGNERS = 6


@dataclass(frozen=True)
class _Columns:
    """The columns of a tab by place."""

    kinds: Mapping[int, ColumnKind]
    #: Folded titles by which each is recognised.
    titles: Mapping[int, frozenset[str]]
    #: Longer texts are none of them.
    longest: Mapping[int, int]
    natural_key: int | None
    row_id: int | None
    #: Where the name of a row stands that has no natural key.
    name: int | None

    @cached_property
    def naming(self) -> int | None:
        """Where the name or code of a row stands."""
        return self.name if self.natural_key is None else self.natural_key

    @cached_property
    def before_name(self) -> Sequence[int]:
        """Where what stands may be what a row begins with, from left to right."""
        return [place for place in range(self.naming or 0) if place != self.row_id]


def shapes(grid: Grid, form: Form, binding: Binding) -> tuple[ShapedRow, ...]:
    """Every row below the header, from top to bottom."""
    columns = _columns(form, binding)
    rows = []
    for number in range(binding.header_row + 1, len(grid.rows)):
        cells = grid.rows[number]
        name = _name(cells, columns)
        plain = name and not may_tell(_first_words(cells, columns, name))
        role, shape = (None, Shape.RECORD) if plain else _told(cells, columns)
        rows.append(ShapedRow(number, cells, role, shape))
    told = _with_signers(rows, columns)
    return tuple(told if form.key else _filled_down(_without_idle_titles(told), columns))


def _columns(form: Form, binding: Binding) -> _Columns:
    kinds = {place: form.column(field).kind for field, place in binding.positions.items()}
    titles = {place: form.titles[field] for field, place in binding.positions.items()}
    key = None if form.key is None else binding.positions.get(form.key)
    longest = {place: max(map(len, known)) + _LINE_BREAKS for place, known in titles.items()}
    return _Columns(kinds, titles, longest, key, binding.positions.get("row_id"), _name_of(form, binding))


def _name_of(form: Form, binding: Binding) -> int | None:
    """Where the name of a row stands that has no natural key."""
    names = (one.field for one in form.columns if one.kind is ColumnKind.TEXT and one.heading.required)
    return next((binding.positions[field] for field in names if field in binding.positions), None)


def _first_words(cells: Sequence[Cell], columns: _Columns, name: str) -> str:
    """What a row begins with, which has this name."""
    for place in columns.before_name:
        if is_filled(cells[place]):
            return clean(cells[place].shown)
    return name


def _told(cells: Sequence[Cell], columns: _Columns) -> tuple[RowRole | None, Shape]:
    filled = enumerate(cells)
    own = {place: cell for place, cell in filled if place != columns.row_id and is_filled(cell)}
    role = row_role(cell.shown for cell in own.values())
    return role, Shape.RECORD if role is None and _name(cells, columns) else _shape(own, role, columns)


def _shape(own: Mapping[int, Cell], role: RowRole | None, columns: _Columns) -> Shape:
    if not own:
        return Shape.BLANK
    if is_header(own, columns.titles) or is_numbering(own) or is_measures(own, columns.kinds):
        return Shape.HEADER
    if columns.natural_key not in own:
        if all(_is_default(cell, columns.kinds.get(place)) for place, cell in own.items()):
            return Shape.IDLE
        if columns.natural_key is None and _says_nothing(own, columns):
            worded = any(columns.kinds.get(place) in _WORDED for place in own)
            return Shape.NOTHING if worded else Shape.IDLE
    match role:
        case RowRole.TOTAL:
            return Shape.TOTAL if _is_total(own, columns) else Shape.RECORD
        case RowRole.SECTION:
            return Shape.TITLE if _is_title(own, columns) else Shape.RECORD
        case RowRole.NOTE | RowRole.FOOTER:
            return _beside_words(own, role, columns)
    return Shape.RECORD


def _name(cells: Sequence[Cell], columns: _Columns) -> str:
    """The name or code of its own by which nearly every row is a record; empty for a row without."""
    place = columns.naming
    if place is None or place >= len(cells) or cells[place].kind is not CellKind.TEXT:
        return ""
    shown = cells[place].shown
    ordinary = is_ordinary(shown)
    typed = shown if ordinary else clean(shown)
    if len(typed) <= _NUMBERED and (columns.natural_key is None or is_ordinal(typed)):
        return ""
    if not ordinary and (not typed or typed.startswith(("(", "[")) or says_nothing(typed)):
        return ""
    bare = typed.rstrip(_BESIDE_TITLES)
    is_title = len(bare) <= columns.longest[place] and (
        (bare.casefold() if ordinary else compared(bare)) in columns.titles[place]
    )
    return "" if is_title else typed


def _is_default(cell: Cell, kind: ColumnKind | None) -> bool:
    """What a template or a formula leaves in a row that nobody filled in."""
    if kind is None:
        return True
    if cell.kind is CellKind.FAULT:
        return kind in _SUMMED
    if cell.kind in (CellKind.BOOLEAN, CellKind.NUMBER, CellKind.PERCENT):
        return not cell.value
    if cell.kind is CellKind.DATE:
        return cell.value == 0
    return kind in _GIVEN


def _says_nothing(own: Mapping[int, Cell], columns: _Columns) -> bool:
    """Every cell that is not left as it was says that there is nothing."""
    found = False
    for place, cell in own.items():
        kind = columns.kinds.get(place)
        if _is_default(cell, kind) or kind is ColumnKind.YES_NO:
            continue
        if says_nothing(cell.shown):
            found = True
        elif kind is not ColumnKind.CHOICE:
            return False
    return found


def _is_total(own: Mapping[int, Cell], columns: _Columns) -> bool:
    """Figures, explanations and the words themselves; nothing that only a record has."""
    return all(
        (kind := columns.kinds.get(place)) in _SUMMED
        or kind in _EXPLAINED
        or _is_default(cell, kind)
        or _is_ordinal(cell)
        or (cell.kind is CellKind.TEXT and row_role([cell.shown]) is RowRole.TOTAL)
        for place, cell in own.items()
    )


def _is_title(own: Mapping[int, Cell], columns: _Columns) -> bool:
    """One text, or its ordinal and one text; whatever else stands there is untouched."""
    said = [
        cell
        for place, cell in own.items()
        if place not in columns.kinds
        or cell.kind is CellKind.TEXT
        or not _is_default(cell, columns.kinds[place])
    ]
    worded = {columns.kinds.get(place, ColumnKind.LABEL) for place in own}
    if columns.natural_key is not None and not worded <= {ColumnKind.CODE, ColumnKind.LABEL}:
        return False
    if any(cell.kind is not CellKind.TEXT for cell in said):
        return False
    # A number of its own stands in a column of the unit's, or before the words of a form with codes.
    numbered = columns.natural_key is not None or min(own) not in columns.kinds
    return len(said) == 1 or (len(said) == 2 and numbered and _is_ordinal(said[0]))


def _is_ordinal(cell: Cell) -> bool:
    return _ORDINAL.fullmatch(clean(cell.shown)) is not None


def _beside_words(own: Mapping[int, Cell], role: RowRole, columns: _Columns) -> Shape:
    """A note, a signature or the date above it: alone, with a report beside it, or the name of a record."""
    (_, first), *others = own.items()
    typed = clean(first.shown)
    said = [
        (place, cell)
        for place, cell in others
        if not _is_default(cell, columns.kinds.get(place)) and not _is_closing(clean(cell.shown))
    ]
    is_mark = typed.endswith(":") or (role is RowRole.FOOTER and not is_place_and_date(typed))
    if any(_is_reported(cell, columns.kinds.get(place)) for place, cell in said):
        return Shape.DOUBTFUL if is_mark else Shape.RECORD
    if said and not is_mark:
        return Shape.RECORD
    return Shape.NOTE if role is RowRole.NOTE else Shape.SIGNATURE


def _is_closing(typed: str) -> bool:
    return is_signature(typed) or is_place_and_date(typed)


def _is_reported(cell: Cell, kind: ColumnKind | None) -> bool:
    """A figure, a date or a choice; mere words may be a second signature."""
    return cell.kind is not CellKind.TEXT or kind in _CHOSEN or any(map(str.isdigit, cell.shown))


def _with_signers(rows: Sequence[ShapedRow], columns: _Columns) -> list[ShapedRow]:
    """The names below the last signature belong to it, if nothing below them is filled in as a row is."""
    last = max((i for i, row in enumerate(rows) if row.shape is Shape.SIGNATURE), default=None)
    if last is None:
        return list(rows)
    marked = {place for row in rows[: last + 1] if row.shape is Shape.SIGNATURE for place in row.filled}
    below = [row for row in rows[last + 1 :] if row.shape not in (Shape.BLANK, Shape.IDLE)]
    if len(below) > _SIGNERS or not all(_is_signer(row, marked, columns) for row in below):
        return list(rows)
    names = {row.number for row in below}
    return [row._replace(shape=Shape.SIGNATURE) if row.number in names else row for row in rows]


def _is_signer(row: ShapedRow, marked: set[int], columns: _Columns) -> bool:
    own = {place: cell for place, cell in row.filled.items() if place != columns.row_id}
    words = all(cell.kind is CellKind.TEXT for cell in own.values())
    if not words or columns.natural_key in own:
        return row.shape in (Shape.NOTE, Shape.SIGNATURE)
    alone = len(own) == 1 and columns.kinds.get(min(own)) not in _CHOSEN
    stands_below = set(own) <= marked or alone
    # Numbers stand in the lists of recipients and in dates, which keep to the left.
    own.pop(min(marked), None)
    return stands_below and not _has_digits(own)


def _has_digits(cells: Mapping[int, Cell]) -> bool:
    return any(character.isdigit() for cell in cells.values() for character in cell.shown)


def _without_idle_titles(rows: Sequence[ShapedRow]) -> list[ShapedRow]:
    """A title stands over rows; one over nothing is a row like those numbered as it is."""
    if not any(row.shape is Shape.TITLE for row in rows):
        return list(rows)
    over_rows: set[int] = set()
    below: ShapedRow | None = None
    for row in reversed(rows):
        stands = below is not None and (below.shape is Shape.RECORD or below.number in over_rows)
        if row.shape is Shape.TITLE and below is not None and stands and _level(below) != _level(row):
            over_rows.add(row.number)
        if row.shape not in (Shape.BLANK, Shape.IDLE, Shape.HEADER, Shape.NOTE):
            below = row
    titled = {_level(row) for row in rows if row.number in over_rows}
    listed = {_level(row) for row in rows if row.shape is Shape.RECORD}
    return [
        row._replace(shape=Shape.RECORD)
        if row.shape is Shape.TITLE and row.number not in over_rows and _level(row) not in titled - listed
        else row
        for row in rows
    ]


def _level(row: ShapedRow) -> str:
    """How a row that looks like a title is numbered: by letters, by Roman numerals; empty for other rows."""
    if row.role is not RowRole.SECTION:
        return ""
    texts = (clean(cell.shown) for cell in row.filled.values())
    first = next((text for text in texts if row_role([text]) is RowRole.SECTION), "A")
    return "roman" if first[0] in "IVX" else "letter"


def _filled_down(rows: Sequence[ShapedRow], columns: _Columns) -> list[ShapedRow]:
    """Rows without a name that hold one choice, or the same as their neighbours, were filled in by nobody."""
    if columns.name is None:
        return list(rows)
    nameless = [row.shape is Shape.RECORD and _is_nameless(row.cells, columns.name) for row in rows]
    if not any(nameless):
        return list(rows)
    contents = [_content(row, columns) if one else () for row, one in zip(rows, nameless, strict=True)]
    told = []
    for index, (row, content) in enumerate(zip(rows, contents, strict=True)):
        shape = row.shape
        if content and len(content) == 1 and columns.kinds[content[0][0]] in _CHOSEN:
            shape = Shape.IDLE
        elif content:
            first = max(0, index - _ALIKE + 1)
            windows = (contents[start : start + _ALIKE] for start in range(first, index + 1))
            if any(window.count(content) == _ALIKE for window in windows):
                shape = Shape.FILLED_DOWN
        told.append(row if shape is row.shape else row._replace(shape=shape))
    return told


def _is_nameless(cells: Sequence[Cell], name: int) -> bool:
    """Whether a row has no name where one belongs."""
    return name >= len(cells) or not is_filled(cells[name])


def _content(row: ShapedRow, columns: _Columns) -> tuple[tuple[int, str], ...]:
    """What a row without name holds that no template leaves."""
    return tuple(
        (place, cell.shown)
        for place, cell in row.filled.items()
        if place != columns.row_id and place in columns.kinds and not _is_default(cell, columns.kinds[place])
    )
