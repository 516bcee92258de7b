"""What a form is: a Pydantic row model and the tab it becomes in a unit's workbook."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Protocol
from zlib import crc32

from pydantic import BaseModel, ConfigDict

from sheets_sync.model import Doubt, Indicator, Record, Unit, Value


class ColumnKind(StrEnum):
    """How the cells of a column are read; the mark that the types of `fields` carry."""

    #: “Mã dòng”: filled by the sync, protected, identifies a row of a form without natural key.
    ROW_ID = "row-id"
    #: An indicator code.
    CODE = "code"
    #: Prefilled text that only helps the reader; never read.
    LABEL = "label"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    #: A figure whose type is told by the row's indicator.
    FIGURE = "figure"
    #: A rate in per cent that the service computes and the unit may enter.
    RATE = "rate"
    DATE = "date"
    TEXT = "text"
    #: Text of several sentences.
    PROSE = "prose"
    CHOICE = "choice"
    #: “Có” or “Không”.
    YES_NO = "yes-no"
    LINK = "link"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Heading:
    """How a field appears as a column; the mark that form authors write."""

    title: str
    #: Other titles met in units' sheets, accepted as they are.
    aliases: tuple[str, ...] = ()
    #: In pixels.
    width: int = 130
    #: Vietnamese guidance, shown as the header's note.
    guidance: str = ""
    #: Unit of measure, e.g. `triệu đồng`.
    measure: str = ""
    choices: tuple[str, ...] = ()
    #: More than this, in the heading's measure, is asked about; per cent up to 100 where nothing is said.
    usual_most: Decimal | None = None
    #: An empty cell of a filled row is a finding.
    required: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form: a field of the row model with its heading and kind."""

    field: str
    kind: ColumnKind
    heading: Heading


class Row(BaseModel):
    """Base of every form's row model; a field's type says how its cells are read (see `fields`)."""

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
    #: Field that identifies a row, or None: the form then gets a “Mã dòng” column.
    key: str | None = None
    #: Natural keys of a form that holds no indicators, e.g. the areas.
    keys: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()
    #: Rows of the form that are indicators of the catalogue.
    holds_indicators: bool = False
    #: The field that is meant when only an indicator is named.
    main_field: str = "actual"
    #: Field with a name that should appear once in the whole campaign.
    unique_name: str | None = None
    #: Each row is a proposal for commendation, about which the council decides.
    for_council: bool = False
    #: Rows that the template writes beforehand for a unit, field to text; their keys are owed.
    prefill: Prefill = nothing_prefilled
    #: Vietnamese guidance for the workbook's instruction tab.
    guidance: str = ""

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
            yield Column(name, kind, heading)

    @property
    def sheet_id(self) -> int:
        """The tab's id, chosen by us and the same in every workbook, so that links survive renaming."""
        return crc32(self.code.encode()) & 0x3FFFFFFF

    def known_keys(self, indicators: Mapping[str, Indicator]) -> frozenset[str]:
        """Natural keys that a row of this form may have."""
        if self.holds_indicators:
            return frozenset(code for code, indicator in indicators.items() if indicator.form == self.code)
        return self.keys

    def label(self, field: str, values: Mapping[str, Value], indicators: Mapping[str, Indicator]) -> str:
        """What a cell is about, in the unit's words: `Hộ nghèo – Kế hoạch`, `Ngày hoàn thành`."""
        title = self.column(field).heading.title
        indicator = indicators.get(str(values.get("code"))) if self.holds_indicators else None
        if indicator is None:
            return title
        subject = indicator.title.lstrip("– ")
        return subject if field == self.main_field else f"{subject} – {title}"

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        """The columns by field."""
        return {column.field: column for column in self.columns}

    def column(self, name: str) -> Column:
        """The column of a field; raises KeyError for a field the form does not have."""
        return self.by_field[name]
