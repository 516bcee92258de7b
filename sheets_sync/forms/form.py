"""What a form is: a Pydantic row model and the tab it becomes in a unit's workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Protocol
from zlib import crc32

from pydantic import BaseModel, ConfigDict, TypeAdapter

from sheets_sync.errors import FormError
from sheets_sync.findings import CATALOGUE
from sheets_sync.forms.columns import Column, ColumnKind, Heading
from sheets_sync.forms.fields import Reads
from sheets_sync.forms.people import about_people
from sheets_sync.forms.roles import Indicators, Narrative, OneRole, PlanArea, Role
from sheets_sync.model import SHORTENED, Doubt, Indicator, Personal, Record, Seems, Unit, Value
from sheets_sync.vietnamese.shortening import discreet, shortened

__all__ = [
    "Column",
    "ColumnKind",
    "Form",
    "Heading",
    "Prefill",
    "Report",
    "Row",
    "Rule",
    "bound",
    "form_for",
    "indicator_fields",
]


class Row(BaseModel):
    """Base of every form's row model; a field's type says how its cells are read (see `fields`).

    Constraints are checked on the value that was read: `Annotated[Count, Heading("…"), Field(le=500)]`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def doubts(self, indicator: Indicator | None) -> Iterable[tuple[str, Doubt]]:  # noqa: ARG002 (for overriding)
        """What is wrong between the fields of this row: pairs of field name and doubt.

        `indicator` is the catalogue's line for this row, None in a form that holds no indicators.
        """
        return ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one unit holds in one form, as the rules between rows see it."""

    records: Mapping[str, Record]
    indicators: Mapping[str, Indicator]
    #: Constants of the campaign, e.g. the number of neighbourhood groups.
    limits: Mapping[str, Decimal]
    #: What the fields of the indicators' figures are called.
    fields: Indicators


class Rule(Protocol):
    """A rule between the rows of one report."""

    def check(self, report: Report) -> Iterable[tuple[str, str, Doubt]]:
        """Triples of record key, field and doubt; nothing when a figure it needs is absent."""
        ...


#: Given a unit and the catalogue, the rows it finds written in its tab.
Prefill = Callable[[Unit, Mapping[str, Indicator]], tuple[Mapping[str, str], ...]]


def nothing_prefilled(unit: Unit, indicators: Mapping[str, Indicator]) -> tuple[Mapping[str, str], ...]:  # noqa: ARG001
    """The prefill of a form whose rows the unit adds by itself."""
    return ()


@dataclass(frozen=True)
class Form:
    """One tab of a unit's workbook and how its rows are read."""

    code: str
    #: Title of the tab, in units' workbooks and in the master.
    title: str
    row: type[Row]
    #: Field that identifies a row, the first one; None: the form then gets a “Mã dòng” column.
    key: str | None = None
    #: What the form is for, in the names of its fields; None for a form that only the master shows.
    role: Role | None = None
    #: Natural keys of a form whose role does not tell them.
    keys: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()
    #: Rows that the template writes beforehand for a unit where the role does not tell them.
    prefill: Prefill = nothing_prefilled
    #: Vietnamese guidance for the workbook's instruction tab.
    guidance: str = ""
    #: The campaign's areas; given by the campaign that uses the form.
    areas: tuple[PlanArea, ...] = ()
    #: What those who fill it in are told of its purpose where it is about people; the campaign's as well.
    notice: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order; a leading “Mã dòng” when the form has no natural key."""
        own = tuple(self._columns_of_model())
        if self.key is not None:
            return own
        title = Heading("Mã dòng", width=90, guidance="Hệ thống tự cấp, đề nghị không sửa.")
        return (Column("row_id", ColumnKind.ROW_ID, title), *own)

    def _columns_of_model(self) -> Iterable[Column]:
        for name, info in self.row.model_fields.items():
            kind = next(mark for mark in info.metadata if isinstance(mark, ColumnKind))
            heading = next(mark for mark in info.metadata if isinstance(mark, Heading))
            if kind is ColumnKind.AREA:
                heading = replace(heading, choices=tuple(area.short for area in self.areas))
            said = next((mark for mark in info.metadata if isinstance(mark, Personal)), None)
            seems = next((mark.personal for mark in info.metadata if isinstance(mark, Seems)), None)
            yield Column(name, kind, heading, said, seems)

    @cached_property
    def names_people(self) -> bool:
        """Whether its rows are about people, and not only words that may name somebody."""
        return not SHORTENED.union({Personal.NAME}).isdisjoint(self.people.values())

    @cached_property
    def purpose(self) -> str:
        """What is known about people in it is for."""
        return self.role.purpose if self.role is not None else Role.purpose

    @cached_property
    def people(self) -> Mapping[str, Personal]:
        """The fields that are about people, and how: as they say, else as they look."""
        return about_people(self.columns)

    def brief(self, field: str, text: str) -> str:
        """What a field held, as changes tell it: shortened where it says where or which one somebody is."""
        how = self.people.get(field, Personal.NOBODY)
        if how in SHORTENED:
            return shortened(text)
        return text if how is Personal.NOBODY else discreet(text)

    def quoted(self, field: str) -> Personal:
        """How what is quoted from a field's cells is about people; an empty field for those of whole rows."""
        how = self.people.get(field)
        if how is not None:
            return how
        # In a form with telephones somebody's number may stand in any column.
        holds = not SHORTENED.isdisjoint(self.people.values())
        return Personal.PROSE if holds else Personal.NOBODY

    @property
    def sheet_id(self) -> int:
        """The tab's id, chosen by us and the same in every workbook, so that links survive renaming."""
        return crc32(self.code.encode()) & 0x3FFFFFFF

    @property
    def holds_indicators(self) -> bool:
        """Whether its rows are indicators of the catalogue."""
        return isinstance(self.role, Indicators)

    @property
    def main_field(self) -> str:
        """The field that is meant when only an indicator is named; empty in a form without indicators."""
        return self.role.actual if isinstance(self.role, Indicators) else ""

    @cached_property
    def names_row(self) -> str:
        """The field that tells which row is meant: the role's, else the first text; empty for none."""
        if self.role is not None:
            return self.role.names_row
        return next((column.field for column in self.columns if column.kind is ColumnKind.TEXT), "")

    def known_keys(self, indicators: Mapping[str, Indicator]) -> frozenset[str]:
        """Natural keys that a row of this form may have."""
        if self.holds_indicators:
            return frozenset(code for code, indicator in indicators.items() if indicator.form == self.code)
        if isinstance(self.role, Narrative):
            return frozenset(area.code for area in self.areas)
        return self.keys

    def prefilled(self, unit: Unit, indicators: Mapping[str, Indicator]) -> tuple[Mapping[str, str], ...]:
        """The rows that a unit finds written, field to text; their keys are owed. Raises FormError."""
        if isinstance(self.role, Indicators):
            return tuple(self._indicator_rows(self.role, unit, indicators))
        if isinstance(self.role, Narrative):
            # A unit that owes no figures may have a part in every area.
            own = [area for area in self.areas if area.form in unit.forms] or self.areas
            return tuple(self._row({self.role.title: area.title}, area.code) for area in own)
        with _own_code(self.code, "prefill"):
            return self.prefill(unit, indicators)

    def _indicator_rows(
        self, role: Indicators, unit: Unit, indicators: Mapping[str, Indicator]
    ) -> Iterable[Mapping[str, str]]:
        for code, indicator in indicators.items():
            if indicator.form == self.code and code in unit.indicators:
                yield self._row({role.title: indicator.title, role.measure: indicator.measure}, code)

    def _row(self, texts: Mapping[str, str], key: str) -> Mapping[str, str]:
        return {str(self.key): key, **{field: text for field, text in texts.items() if field}}

    @cached_property
    def readers(self) -> Mapping[str, Reads]:
        """How the cells of each field are read, in the order of the model."""
        return {
            name: next(mark for mark in info.metadata if isinstance(mark, Reads))
            for name, info in self.row.model_fields.items()
        }

    @cached_property
    def rows(self) -> "TypeAdapter[list[Row]]":
        """Makes many rows of the model at once."""
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]

    @cached_property
    def compares_fields(self) -> bool:
        """Whether the model looks at several fields of a row together."""
        return self.row.doubts is not Row.doubts

    def doubts_of(
        self, rows: Iterable[tuple[Row, Indicator | None]]
    ) -> list[tuple[int, tuple[tuple[str, Doubt], ...]]]:
        """What is wrong between the fields of rows, as the model sees it: place among them and doubts.

        Rows about which nothing is to be said are left out. Raises FormError.
        """
        if not self.compares_fields:
            return []
        with _own_code(self.code, "doubts()"):
            told = ((place, tuple(row.doubts(indicator))) for place, (row, indicator) in enumerate(rows))
            return [
                (place, tuple((self.column(field).field, _known(doubt)) for field, doubt in doubts))
                for place, doubts in told
                if doubts
            ]

    def broken(self, report: Report) -> list[tuple[str, str, Doubt]]:
        """The rules that a report breaks: triples of record key, field and doubt. Raises FormError."""
        with _own_code(self.code, "a rule"):
            found = (broken for rule in self.rules for broken in rule.check(report))
            return [
                (report.records[key].key, self.column(field).field, _known(doubt))
                for key, field, doubt in found
            ]

    def indicator(self, key: object, indicators: Mapping[str, Indicator]) -> Indicator | None:
        """The catalogue's line for the row with this key; None in a form without indicators."""
        return indicators.get(str(key)) if self.holds_indicators else None

    def label(self, field: str, values: Mapping[str, Value], indicators: Mapping[str, Indicator]) -> str:
        """What a cell is about, in the unit's words: `Hộ nghèo – Kế hoạch`, `Ngày hoàn thành`."""
        title = self.column(field).heading.title
        indicator = self.indicator(values.get(self.key or ""), indicators)
        if indicator is None:
            return title
        subject = indicator.title.lstrip("– ")
        return subject if field == self.main_field else f"{subject} – {title}"

    def name_of(self, record: Record) -> str:
        """Which row is meant, in the unit's words; its key where it has no name."""
        return str(record.values.get(self.names_row) or record.key)

    @cached_property
    def titles(self) -> Mapping[str, frozenset[str]]:
        """Field to the titles under which its column is recognised, as compared."""
        return {column.field: column.titles for column in self.columns}

    @cached_property
    def all_titles(self) -> frozenset[str]:
        """The titles under which any of its columns is recognised, as compared."""
        return frozenset().union(*self.titles.values())

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        """The columns by field."""
        return {column.field: column for column in self.columns}

    def column(self, name: str) -> Column:
        """The column of a field; raises KeyError for a field the form does not have."""
        return self.by_field[name]


@contextmanager
def _own_code(form: str, what: str) -> Iterator[None]:
    """What a form's author wrote is run here: its failures are the author's to mend."""
    try:
        yield
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise FormError(
            f"The form {form} failed in {what}: {told}. Correct it in the forms' folder."
        ) from error


def _known(doubt: Doubt) -> Doubt:
    """The doubt, if its words can be found and filled in."""
    kind = CATALOGUE.get(doubt.code)
    if kind is None:
        raise LookupError(f"no finding has the code {doubt.code}; docs/findings.md lists them")
    try:
        f"{kind.message}{kind.mend}".format_map(doubt.params)
    except KeyError as missing:
        raise LookupError(f"the finding {doubt.code} needs the parameter {missing}") from missing
    return doubt


def form_for(forms: Iterable[Form], role: type[OneRole]) -> tuple[Form, OneRole] | None:
    """The first form with this role, and the role as it has it; None when there is none."""
    return next(((form, form.role) for form in forms if isinstance(form.role, role)), None)


def indicator_fields(forms: Iterable[Form]) -> Mapping[str, Indicators]:
    """What each form that holds indicators calls its fields, by the form's code."""
    return {form.code: form.role for form in forms if isinstance(form.role, Indicators)}


def bound(
    forms: Iterable[Form],
    areas: Sequence[PlanArea],
    rules: Mapping[str, tuple[Rule, ...]],
    notices: Mapping[str, str] = {},
) -> tuple[Form, ...]:
    """The forms as one campaign uses them: with its areas, and by a form's code its rules and its notice."""
    return tuple(
        replace(
            form,
            areas=tuple(areas),
            rules=(*form.rules, *rules.get(form.code, ())),
            notice=notices.get(form.code, ""),
        )
        for form in forms
    )
