"""What a report is made from: the campaign, what the units hold, and what the office approved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from sheets_sync.findings.rows import ByRow, by_row
from sheets_sync.forms.form import Form
from sheets_sync.judging.council import Proposal
from sheets_sync.judging.evaluation import Score
from sheets_sync.model import (
    Coverage,
    Finding,
    Indicator,
    Period,
    Record,
    RecordKey,
    Remarks,
    Submission,
    Unit,
)
from sheets_sync.report.content.model import Statement


@dataclass(frozen=True, slots=True)
class Office:
    """Who reports, to whom, signed by whom."""

    #: Cơ quan chủ quản; empty for none.
    governing_body: str
    #: Cơ quan ban hành, line by line.
    issuer: tuple[str, ...]
    #: The same as sentences name it: `UBND phường Phùng Chí Kiên`.
    issuer_short: str
    place_name: str
    symbol: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    #: Căn cứ in force on the report's day.
    bases: tuple[str, ...]
    signer_authority: tuple[str, ...]
    signer_name: str
    #: Who collects, decides on commendations, broadcasts.
    collector: str
    council: str
    broadcaster: str


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the plan and the form of its indicators."""

    code: str
    form: str
    title: str


@dataclass(frozen=True, slots=True)
class FormRoles:
    """Codes of the forms that hold something else than indicators."""

    narrative: str
    works: str
    commendation: str
    exemplar: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A report as it was signed."""

    number: str
    day: date
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Material:
    """Everything that the content of a report depends on."""

    office: Office
    #: The campaign's title and slogan.
    title: str
    theme: str
    start: date
    end: date
    areas: tuple[Area, ...]
    period: Period
    #: Units that owe something, by code, in the roster's order.
    units: Mapping[str, Unit]
    forms: Mapping[str, Form]
    roles: FormRoles
    indicators: Mapping[str, Indicator]
    submissions: tuple[Submission, ...]
    #: Records that the office approved.
    approved: frozenset[RecordKey]
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    #: Moment by which lateness is judged; its day is the report's.
    at: datetime
    include_unreviewed: bool = False
    #: The number given by the clerk, where the report is being signed.
    number: str = ""
    #: The last signed report before this one.
    signed: Signed | None = None
    #: Add the table of sources.
    with_sources: bool = False
    #: What the council has to know about each proposal and what it concluded, by unit and record key.
    proposals: Mapping[tuple[str, str], Proposal] = field(default_factory=dict)
    #: Points of the units; none where the campaign does not evaluate.
    scores: tuple[Score, ...] = ()
    #: What the office wrote beside them, by unit.
    adjustments: Mapping[str, Remarks] = field(default_factory=dict)

    @property
    def no_data(self) -> str:
        """What is said where there is nothing to tell."""
        return "chưa có số liệu" if self.include_unreviewed else "chưa có số liệu được duyệt"

    def is_approved(self, record: Record) -> bool:
        """Whether the office approved this record."""
        return record.identity in self.approved

    @cached_property
    def entered(self) -> tuple[Submission, ...]:
        """What the units have entered; rows of a template that nobody filled in are nothing."""
        return tuple(one for one in self.submissions if one.arrived is not None)

    @cached_property
    def counted(self) -> tuple[Submission, ...]:
        """What the units have entered, without the records that do not count in this report."""
        return tuple(
            replace(one, records=tuple(record for record in one.records if self._counts(record)))
            for one in self.entered
        )

    def _counts(self, record: Record) -> bool:
        return self.include_unreviewed or self.is_approved(record)

    def records_of(self, form: str) -> tuple[Record, ...]:
        """The records of a form that count, in the roster's and then the tab's order."""
        order = {code: place for place, code in enumerate(self.units)}
        found = [record for one in self.counted if one.form == form for record in one.records]
        return tuple(sorted(found, key=lambda record: (order[record.unit], record.row)))

    @cached_property
    def findings_by_row(self) -> ByRow:
        """The findings about single rows of the units' tabs."""
        return by_row(self.findings)

    @cached_property
    def tabs(self) -> Mapping[tuple[str, str], str]:
        """Title of the tab as last seen, by unit and form."""
        return {(one.unit, one.form): one.tab or self.forms[one.form].title for one in self.submissions}
