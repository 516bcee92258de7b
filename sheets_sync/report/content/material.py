"""What a report is made from: the campaign, what the units hold, and what the office approved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from sheets_sync.findings.rows import ByRow, by_row
from sheets_sync.forms.form import Form, form_for
from sheets_sync.forms.roles import ROLES, OneRole, PlanArea, Role, nowhere
from sheets_sync.judging.council import Proposal
from sheets_sync.judging.evaluation import Score
from sheets_sync.model import (
    Coverage,
    Finding,
    Indicator,
    Paper,
    Period,
    Record,
    RecordKey,
    Remarks,
    Submission,
    Unit,
)
from sheets_sync.report.content.model import Basis, Signature, Statement


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
    #: Of letters (công văn).
    letter_symbol: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    #: Căn cứ in force on the document's day, by the kind of document.
    bases: Mapping[Paper, tuple[Basis, ...]]
    signer_authority: tuple[str, ...]
    signer_title: str
    signer_name: str
    #: Who collects, decides on commendations, broadcasts.
    collector: str
    council: str
    broadcaster: str
    #: Who signs for the council, with the office in the ward, and who keeps its minutes; empty for blanks.
    council_authority: tuple[str, ...]
    council_post: str
    council_signer: str
    council_clerk: str

    @property
    def signature(self) -> Signature:
        """Of the one who signs for the ward's People's Committee."""
        return Signature((*self.signer_authority, self.signer_title), self.signer_name)

    @property
    def council_signature(self) -> Signature:
        """Of the one who signs for the council."""
        return Signature(self.council_authority, self.council_signer, self.council_post)


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement that the plan names."""

    title: str
    #: Code of its area.
    area: str
    #: Codes of the indicators that show its results.
    indicators: tuple[str, ...]
    #: By which units' own sentences are known to be about it, beside its title.
    words: tuple[str, ...]


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
    areas: tuple[PlanArea, ...]
    period: Period
    #: Units that owe something, by code, in the roster's order.
    units: Mapping[str, Unit]
    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]
    submissions: tuple[Submission, ...]
    #: Records that the office approved.
    approved: frozenset[RecordKey]
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    #: Moment by which lateness is judged; its day is the report's.
    at: datetime
    movements: tuple[Movement, ...] = ()
    include_unreviewed: bool = False
    #: The number given by the clerk, where the report is being signed.
    number: str = ""
    #: The last signed report before this one.
    signed: Signed | None = None
    #: Begin with half a page for the leader.
    with_summary: bool = False
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

    def said_without(self, role: type[Role]) -> str:
        """What is said where there is nothing to tell of a role's form, or no such form."""
        return "không thuộc nội dung báo cáo của đợt" if role in self.lacking else self.no_data

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

    def entries(self, role: type[OneRole]) -> tuple[OneRole, tuple[Record, ...]]:
        """What the form with a role calls its fields, and its records that count, in the roster's order.

        No record and no field where the campaign has no such form.
        """
        found = form_for(self.forms.values(), role)
        if found is None:
            return nowhere(role), ()
        form, its = found
        order = {code: place for place, code in enumerate(self.units)}
        own = [record for one in self.counted if one.form == form.code for record in one.records]
        return its, tuple(sorted(own, key=lambda record: (order[record.unit], record.row)))

    def tab_of(self, role: type[Role]) -> str:
        """The title of the form with a role; empty where the campaign has none."""
        found = form_for(self.forms.values(), role)
        return "" if found is None else found[0].title

    def measure_of(self, role: type[Role], field: str) -> str:
        """The unit of measure of a field of the form with a role; empty for none."""
        found = form_for(self.forms.values(), role)
        return found[0].column(field).heading.measure if found is not None and field else ""

    @cached_property
    def lacking(self) -> tuple[type[Role], ...]:
        """The roles that no form of the campaign has: what they tell of is left out."""
        return tuple(role for role in ROLES if form_for(self.forms.values(), role) is None)

    @cached_property
    def beside_areas(self) -> tuple[Form, ...]:
        """Forms whose indicators are left out because no area of the plan names them."""
        named = {area.form for area in self.areas}
        return tuple(form for form in self.forms.values() if form.holds_indicators and form.code not in named)

    @cached_property
    def findings_by_row(self) -> ByRow:
        """The findings about single rows of the units' tabs."""
        return by_row(self.findings)

    @cached_property
    def tabs(self) -> Mapping[tuple[str, str], str]:
        """Title of the tab as last seen, by unit and form."""
        return {(one.unit, one.form): one.tab or self.forms[one.form].title for one in self.submissions}
