"""Read the rows of a bound tab into typed values, with every doubt about them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from pydantic import ValidationError

from sheets_sync.errors import FormError
from sheets_sync.findings import CATALOGUE
from sheets_sync.forms.fields import Context
from sheets_sync.forms.form import Column, ColumnKind, Form, Row
from sheets_sync.model import EMPTY_CELL, Cell, CellKind, Doubt, Indicator, Period, Severity, Value
from sheets_sync.reading.cells import ColumnReader
from sheets_sync.vietnamese.display import as_held
from sheets_sync.vietnamese.moments import VIETNAM
from sheets_sync.vietnamese.parsed import Parsed
from sheets_sync.vietnamese.words import clean

#: Letters of a row's identity: codes of a unit and a form, and a number, have less.
LONGEST_IDENTITY = 200
#: Columns that the template or the sync writes: what stands there is not the unit's report.
NOT_REPORTED = frozenset({ColumnKind.ROW_ID, ColumnKind.CODE, ColumnKind.LABEL})


def reported_columns(form: Form) -> tuple[Column, ...]:
    """The columns whose values are the unit's report: what anybody approves."""
    return tuple(column for column in form.columns if column.kind not in NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms under which the reports of a period are read."""

    period: Period
    #: First and last day of the campaign.
    start: date
    end: date
    #: Enabled lines of the catalogue by code.
    indicators: Mapping[str, Indicator]
    #: Constants that figures may not exceed, e.g. `tdp`: the number of neighbourhood groups.
    limits: Mapping[str, Decimal]
    #: Codes of the catalogue that the office switched off: their rows are passed over.
    disabled: frozenset[str] = frozenset()
    #: The ward's: moments told in another are brought to it.
    zone: tzinfo = VIETNAM
    #: By form and locale of the workbook.
    _readers: dict[tuple[str, str], tuple[Form, Mapping[str, ColumnReader]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def readers(self, form: Form, locale: str) -> Mapping[str, ColumnReader]:
        """Who reads the fields of a form: always the same ones, which remember what they have read."""
        known = self._readers.get((form.code, locale))
        if known is not None and known[0] is form:
            return known[1]
        context = Context(self.indicators, locale, self.start, self.end, self.zone)
        made = {name: ColumnReader(reads, form.column(name), context) for name, reads in form.readers.items()}
        self._readers[form.code, locale] = form, made
        return made

    def forget(self) -> None:
        """Let go of what they remember: of many rows it takes as much as what is made of them."""
        self._readers.clear()


#: Of the many rows about which there is nothing to say.
_NOTHING: Mapping[str, str] = {}


class ReadRow(NamedTuple):
    """One row as read: its values, what was not accepted, and the doubts by field."""

    #: Zero-based row on the tab.
    number: int
    values: Mapping[str, Value]
    rejected: Mapping[str, str]
    doubts: tuple[tuple[str, Doubt], ...]
    #: Field to the words that were typed for its figure.
    in_words: Mapping[str, str] = _NOTHING
    #: Fields about people in which the mark of what was erased stands.
    erased: tuple[str, ...] = ()

    def text(self, field: str) -> str:
        """A field's value as text; empty when there is none."""
        value = self.values.get(field)
        return "" if value is None else str(value)


def read_rows(
    rows: Sequence[tuple[int, Sequence[Cell]]],
    positions: Mapping[str, int],
    form: Form,
    terms: Terms,
    locale: str,
) -> Iterator[ReadRow]:
    """Read rows of a form, each its number and cells, by its types and then by its Pydantic model."""
    told = _Told(frozenset(form.people), [{} for _ in rows])
    columns = _columns(rows, positions)
    codes: list[str | None] = [None] * len(rows)
    for name, reader in terms.readers(form, locale).items():
        if name in columns:
            told.take(name, columns[name], *reader.read(columns[name], codes))
        if name == form.key:
            codes = [_code(values.get(name)) for values in told.values]
    made = _made(form, told, columns)
    indicators = [form.indicator(code, terms.indicators) for code in codes]
    between = dict(form.doubts_of(zip(made, indicators, strict=True)))
    required = [column.field for column in form.columns if column.heading.required]
    lacking = {place for name in required for place, row in enumerate(made) if vars(row)[name] is None}
    for place, ((number, _), row) in enumerate(zip(rows, made, strict=True)):
        values: dict[str, Value] = vars(row)
        if form.key is None:
            values["row_id"] = _identity(columns["row_id"][place].shown)
        erased = told.erased.get(place, ())
        doubts: tuple[tuple[str, Doubt], ...] = ()
        if place in told.doubts or place in between or place in lacking:
            doubts = _doubts(values, told.doubts.get(place, ()), required, between.get(place, ()), erased)
        rejected, in_words = told.rejected.get(place, _NOTHING), told.in_words.get(place, _NOTHING)
        yield ReadRow(number, values, rejected, doubts, in_words, erased)


def _columns(
    rows: Sequence[tuple[int, Sequence[Cell]]], positions: Mapping[str, int]
) -> Mapping[str, Sequence[Cell]]:
    """The cells of each field, from top to bottom; rows may end before the last one."""
    found = tuple(zip_longest(*(cells for _, cells in rows), fillvalue=EMPTY_CELL))
    below = [EMPTY_CELL] * len(rows)
    return {name: found[place] if place < len(found) else below for name, place in positions.items()}


def _code(value: Value) -> str | None:
    return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What readers tell of rows, by their places; little is told of most rows beside their values."""

    #: Fields that are about people.
    people: frozenset[str]
    values: list[dict[str, Value]]
    rejected: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    doubts: dict[int, list[tuple[str, Doubt]]] = field(default_factory=lambda: defaultdict(list))
    in_words: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    #: Of these, the ones in which the mark of what was erased stands.
    erased: dict[int, tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))

    def take(
        self,
        name: str,
        cells: Sequence[Cell],
        values: Sequence[Value],
        others: Mapping[int, Parsed[Value]],
    ) -> None:
        """Keep what was read of the cells of a column: their values, and what some tell beside."""
        for row, value in zip(self.values, values, strict=True):
            # A constraint of the model is about values; no value is the reader's business alone.
            if value is not None:
                row[name] = value
        for place, parsed in others.items():
            if parsed.in_words:
                self.in_words[place][name] = parsed.in_words
            if parsed.value is None and self._is_rejected(name, cells[place], parsed):
                self.rejected[place][name] = _typed(cells[place])
            if parsed.doubts:
                self.doubts[place] += [(name, doubt) for doubt in parsed.doubts]
            elif parsed.erased and name in self.people:
                self.erased[place] += (name,)
            elif parsed.erased:
                # The mark where nothing about a person ever stood.
                self.doubts[place].append((name, by_hand(cells[place].shown)))

    def _is_rejected(self, name: str, cell: Cell, parsed: Parsed[Value]) -> bool:
        return bool(clean(cell.shown)) and not (parsed.erased and name in self.people)

    def refuse(self, place: int, name: str, cell: Cell, reason: str) -> None:
        """Take a value back that breaks a constraint of the model."""
        del self.values[place][name]
        self.in_words[place].pop(name, None)
        self.rejected[place][name] = _typed(cell)
        refused = (name, Doubt("value-refused", {"typed": cell.shown, "reason": reason}))
        self.doubts[place] = [*((field, one) for field, one in self.doubts[place] if field != name), refused]


def _made(form: Form, told: _Told, columns: Mapping[str, Sequence[Cell]]) -> list[Row]:
    """The rows; fields that break a constraint of the model are doubted and left empty. Raises FormError."""
    while True:
        try:
            return form.rows.validate_python(told.values)
        except ValidationError as error:
            refused = {(one["loc"][0], one["loc"][1:2]): one["msg"] for one in error.errors()}
        for (place, names), reason in refused.items():
            cell = columns[str(names[0])][int(place)] if names and str(names[0]) in columns else None
            if cell is None:
                raise FormError(
                    f"The form {form.code} refuses a whole row ({reason}): tell what is wrong in doubts()"
                )
            told.refuse(int(place), str(names[0]), cell, reason)


def _identity(shown: str) -> str | None:
    """What stands as a row's identity; what nobody here can have given is none."""
    found = clean(shown)
    return found if 0 < len(found) <= LONGEST_IDENTITY else None


def _doubts(
    values: Mapping[str, Value],
    own: Sequence[tuple[str, Doubt]],
    required: Iterable[str],
    between: Sequence[tuple[str, Doubt]],
    erased: Sequence[str],
) -> tuple[tuple[str, Doubt], ...]:
    """The doubts about single fields, then what is missing, then what is wrong between fields."""
    missing = [name for name in required if values[name] is None]
    doubted = {name for name, _ in own}.union(erased)
    # About a doubted value only an error adds something; about a value that is missing nothing does.
    adding = (
        (name, doubt)
        for name, doubt in between
        if name not in doubted or (values.get(name) is not None and name not in erased and _is_error(doubt))
    )
    told = ((name, Doubt("text-missing")) for name in missing if name not in doubted)
    return (*own, *told, *adding)


def _typed(cell: Cell) -> str:
    """What stands in a cell, as the unit sees it unless its format shows another figure."""
    return as_held(float(cell.value or 0), cell.shown) if cell.kind is CellKind.NUMBER else cell.shown


def _is_error(doubt: Doubt) -> bool:
    return CATALOGUE[doubt.code].severity is Severity.ERROR


def by_hand(typed: str) -> Doubt:
    """Somebody else than the service wrote the mark of what was erased."""
    return Doubt("erased-by-hand", {"typed": clean(typed)})


def reported(row: ReadRow, fields: Iterable[str]) -> bool:
    """Whether the unit entered anything in these fields of a row, zeros aside.

    Prefilled zeros do not count as a report; “Không có” does, nobody writes that beforehand.
    """
    values = row.values
    return bool(row.in_words) or any(values.get(name) not in (None, 0) for name in fields)


def entered(row: ReadRow, fields: Iterable[str]) -> bool:
    """Whether the unit typed anything at all in these fields of a row, accepted or not."""
    values, rejected = row.values, row.rejected
    for name in fields:  # noqa: SIM110 -- each row is asked, and a generator takes as long again
        if values.get(name) is not None or name in rejected:
            return True
    return False
