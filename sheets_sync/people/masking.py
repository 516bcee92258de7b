"""What goes of a row or a text, and what stands there since: of a person, or of a period closed long ago.

Pure.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol, Self

from sheets_sync.findings import CATALOGUE
from sheets_sync.findings.rows import located
from sheets_sync.forms.columns import WRITTEN
from sheets_sync.forms.form import Form
from sheets_sync.model import Finding, Held, Personal, Record, RecordKey, Submission, Value
from sheets_sync.reading.lastgood import is_asked_anew
from sheets_sync.vietnamese.erased import ERASED, is_erased
from sheets_sync.vietnamese.mentions import NAME, Sought

#: What tells for sure whose row it is.
TELLING = frozenset({Personal.NAME, Personal.IDENTITY})
#: Field to the mark that is to stand in it.
Marks = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form, wherever it stands: what stands in each field, as text."""

    period: str
    unit: str
    form: Form
    key: str
    texts: Mapping[str, str]

    @property
    def record(self) -> RecordKey:
        """Which record it is."""
        return RecordKey(self.form.code, self.unit, self.key)

    @property
    def names(self) -> frozenset[str]:
        """Its fields that tell who it is about."""
        return frozenset(name for name, how in self.form.people.items() if how is Personal.NAME)

    def filled(self) -> Iterator[tuple[str, Personal]]:
        """The fields about people in which something stands that was not erased yet."""
        for name, personal in self.form.people.items():
            text = self.texts.get(name, "")
            if text and not is_erased(text):
                yield name, personal


class Masking(Protocol):
    """What goes."""

    @property
    def sought(self) -> Sought:
        """Who is taken out of every text."""
        ...

    @property
    def unit(self) -> str:
        """Code of the unit whose rows alone are meant; empty for all."""
        ...

    @property
    def keeps_findings(self) -> bool:
        """Whether what was found about erased cells stays said, without its values."""
        ...

    @property
    def takes_everybody(self) -> bool:
        """Whether every row about somebody goes, also one that the store does not know."""
        ...

    @property
    def is_known_from_store(self) -> bool:
        """Whether whom to look for is learnt from the store, and not remembered otherwise."""
        ...

    def learnt(self, rows: Iterable[FormRow]) -> Self:
        """The same with whoever stands in a workbook and is not known otherwise."""
        ...

    def marks(self, row: FormRow) -> Marks:
        """What is to stand in the fields of a row."""
        ...

    def stays(self, row: FormRow) -> Collection[str]:
        """Fields of a row that nobody is taken out of: the register of awards."""
        ...


@dataclass(frozen=True, slots=True)
class OfPerson:
    """All that is known about one person."""

    sought: Sought
    #: Period and record of those who have a decision: their names stay.
    awarded: Collection[tuple[str, RecordKey]] = frozenset()
    unit: str = ""
    keeps_findings: bool = False
    takes_everybody: bool = False
    is_known_from_store: bool = False

    def learnt(self, rows: Iterable[FormRow]) -> Self:  # noqa: ARG002 (of Masking)
        """The same: it is known who is meant."""
        return self

    def marks(self, row: FormRow) -> Marks:
        """The whole row where it is the person's."""
        if (self.unit and row.unit != self.unit) or not self.is_about(row):
            return {}
        stays = self.stays(row)
        return {name: ERASED for name, _ in row.filled() if name not in stays}

    def stays(self, row: FormRow) -> Collection[str]:
        """The name of who has a decision."""
        return row.names if (row.period, row.record) in self.awarded else ()

    def is_about(self, row: FormRow) -> bool:
        """Whether it is the person's own row; a telephone alone may be shared by several."""
        by_name = any(one.kind == NAME for one in self.sought.needles)
        telling = TELLING if by_name else TELLING | {Personal.CONTACT}
        if Personal.NAME not in row.form.people.values():
            return False
        people = row.form.people.items()
        return any(
            how in telling and self.sought.names(row.texts[name])
            for name, how in people
            if row.texts.get(name)
        )


def texts_of(record: Record) -> dict[str, str]:
    """What stands in each field of a record, accepted or not, as text."""
    held = {name: _text(value) for name, value in record.values.items() if value is not None}
    return {**held, **record.rejected}


def _text(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def row_of(record: Record, form: Form) -> FormRow:
    """A record as a row of its form."""
    return FormRow(record.period, record.unit, form, record.key, texts_of(record))


def masked_record(record: Record, form: Form, masking: Masking) -> tuple[Record, Marks]:
    """A record without what goes; what goes of it as a row."""
    row = row_of(record, form)
    marks, stays = masking.marks(row), masking.stays(row)
    values: dict[str, Value] = {}
    for name, value in record.values.items():
        if name in marks:
            values[name] = marks[name] if form.by_field[name].kind in WRITTEN else None
        else:
            values[name] = value if name in stays else masked_value(value, masking.sought)
    found = replace(
        record,
        values=values,
        rejected=_without(record.rejected, marks, masking.sought),
        in_words=_without(record.in_words, marks, masking.sought),
        erased=tuple(sorted({*record.erased, *marks})),
    )
    return found, marks


def _without(texts: Mapping[str, str], marks: Marks, sought: Sought) -> dict[str, str]:
    return {name: sought.masked(text) for name, text in texts.items() if name not in marks}


def masked_value(value: Value, sought: Sought) -> Value:
    """A value without those who are named in it."""
    if isinstance(value, str):
        return sought.masked(value)
    return value


def masked_submission(
    submission: Submission, form: Form, masking: Masking
) -> tuple[Submission, Mapping[str, Marks]]:
    """A submission without what goes; what goes by the record's key."""
    records, marks = _records(submission.records, form, masking)
    held = submission.held
    if held is not None:
        others, more = _records(held.records, form, masking)
        findings = masked_findings(held.findings, held.records, more, masking)
        held, marks = Held(held.reason, others, findings), {**more, **marks}
    findings = masked_findings(submission.findings, submission.records, marks, masking)
    return replace(submission, records=records, findings=findings, held=held), marks


def _records(
    records: tuple[Record, ...], form: Form, masking: Masking
) -> tuple[tuple[Record, ...], dict[str, Marks]]:
    found = [masked_record(record, form, masking) for record in records]
    marks = {record.key: marked for record, marked in found if marked}
    return tuple(record for record, _ in found), marks


def masked_findings(
    findings: tuple[Finding, ...],
    records: tuple[Record, ...],
    marks: Mapping[str, Marks],
    masking: Masking,
) -> tuple[Finding, ...]:
    """The findings without values of what goes: those about it stay without their values, or not at all."""
    found = []
    again = set(standing_again(findings, records)) if masking.takes_everybody else set()
    for finding, spot in located(findings, records):
        is_over = spot.field in marks.get(spot.key, {}) or finding in again
        if not is_over:
            found.append(masked_finding(finding, masking.sought))
        elif masking.keeps_findings:
            found.append(neutral(finding))
    return tuple(found)


def standing_again(findings: tuple[Finding, ...], records: tuple[Record, ...]) -> Iterator[Finding]:
    """The questions about rows of somebody who was erased, of which nothing is kept."""
    erased = {record.key: record.erased for record in records}
    for finding, spot in located(findings, records):
        if is_asked_anew(finding) and spot.field in erased.get(spot.key, ()):
            yield finding


def masked_finding(finding: Finding, sought: Sought) -> Finding:
    """A finding without those whom its words name."""
    words = {name: sought.masked(text) for name, text in said_by(finding).items()}
    return replace(finding, **words)  # type: ignore[arg-type]


def neutral(finding: Finding) -> Finding:
    """A finding that says what kind it is and quotes nothing."""
    words = dict.fromkeys(said_by(finding), "")
    known = CATALOGUE.get(finding.code)
    title = finding.code if known is None else known.title
    return replace(finding, **{**words, "message": f"{title} {ERASED}."})  # type: ignore[arg-type]


#: What tells where and which a finding is, and quotes nobody.
_PLACES = frozenset({"code", "severity", "unit", "form", "tab", "cell"})


def said_by(finding: Finding) -> dict[str, str]:
    """The words of a finding, by field."""
    texts = {name: getattr(finding, name) for name in type(finding).__slots__ if name not in _PLACES}
    return {name: text for name, text in texts.items() if isinstance(text, str)}
