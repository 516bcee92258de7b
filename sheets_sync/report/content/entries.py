"""What is to be said of works, proposals for commendation and exemplars: the forms with a row for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.findings.rows import about
from sheets_sync.judging.council import AGREED, PRESENT, TITLES, Verdict, shortcomings
from sheets_sync.model import Record
from sheets_sync.report.content.evidence import counted, noted, summed, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Figure
from sheets_sync.report.content.wording import long_date
from sheets_sync.vietnamese.states import word

#: So many works are named, the costliest first.
NOTABLE = 5
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Work:
    """One work or task."""

    name: str
    unit: str
    location: str
    cost: Figure | None
    progress: Figure | None


@dataclass(frozen=True, slots=True)
class Works:
    """All of them."""

    number: Figure
    cost: Figure | None
    completed: Figure
    notable: tuple[Work, ...]
    #: Those not named.
    others: Figure


@dataclass(frozen=True, slots=True)
class Nominee:
    """One proposal for commendation."""

    name: str
    subject: str
    born: str
    gender: str
    position: str
    unit: str
    award: str
    achievement: str
    votes: Figure | None
    attendance: Figure | None
    #: What the council must know before it decides.
    remarks: tuple[str, ...]
    approved: bool
    #: Of the council, as the office noted them; empty before it met.
    agreed: Figure | None
    present: Figure | None
    conclusion: str
    #: `Quyết định số 12/QĐ-UBND ngày 05 tháng 9 năm 2024`; empty before there is one.
    decision: str


@dataclass(frozen=True, slots=True)
class Nominees:
    """All of them, and how many there are of each kind of subject."""

    number: Figure
    by_subject: tuple[tuple[str, Figure], ...]
    all: tuple[Nominee, ...]


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One exemplary person, household or collective."""

    name: str
    place: str
    deed: str
    outcome: str
    consents: bool
    approved: bool


@dataclass(frozen=True, slots=True)
class Exemplars:
    """All of them."""

    number: Figure
    consenting: Figure
    all: tuple[Exemplar, ...]


def works(material: Material) -> Works:
    """Of the whole ward."""
    records = material.records_of(material.roles.works)
    by_cost = sorted(records, key=lambda record: -_number(record, "cost"))
    done = [record for record in records if _number(record, "progress") >= WHOLE]
    return Works(
        counted(material, "Công trình, phần việc", records, "name"),
        summed(material, "Công trình, phần việc – Kinh phí", records, "cost", counts=False),
        counted(material, "Công trình, phần việc hoàn thành", done, "progress"),
        tuple(_work(material, record) for record in by_cost[:NOTABLE]),
        counted(material, "Công trình, phần việc khác", by_cost[NOTABLE:], "name"),
    )


def _work(material: Material, record: Record) -> Work:
    name = words(record.values.get("name"))
    return Work(
        name,
        words(material.units[record.unit].name),
        words(record.values.get("location")),
        summed(material, f"{name} – Kinh phí", [record], "cost", counts=False),
        summed(material, f"{name} – Tiến độ", [record], "progress", counts=False),
    )


def _number(record: Record, field: str) -> Decimal:
    value = record.values.get(field)
    return value if isinstance(value, Decimal) else Decimal(0)


def nominees(material: Material) -> Nominees:
    """Of the whole ward, in the roster's order."""
    return nominees_of(material, material.records_of(material.roles.commendation))


def nominees_of(material: Material, records: Sequence[Record]) -> Nominees:
    """Of these proposals, in the order in which they are given."""
    subjects = dict.fromkeys(words(record.values.get("subject")) for record in records)
    return Nominees(
        counted(material, "Đề nghị khen thưởng", records, "name"),
        tuple((subject, _of_subject(material, records, subject)) for subject in subjects if subject),
        tuple(_nominee(material, record) for record in records),
    )


def _of_subject(material: Material, records: Sequence[Record], subject: str) -> Figure:
    own = [record for record in records if words(record.values.get("subject")) == subject]
    return counted(material, f"Đề nghị khen thưởng – {subject}", own, "name")


def _nominee(material: Material, record: Record) -> Nominee:
    values = {name: words(value) for name, value in record.values.items() if isinstance(value, str)}
    name = values.get("name", "")
    votes, attendance = (
        summed(material, f"{name} – {title}", [record], field, counts=False)
        for field, title in (("votes", "Số phiếu đồng ý"), ("attendance", "Số người dự họp"))
    )
    proposal = material.proposals.get((record.unit, record.key))
    verdict = Verdict() if proposal is None else proposal.verdict
    return Nominee(
        name=name,
        subject=values.get("subject", ""),
        born=values.get("born", ""),
        gender=values.get("gender", ""),
        position=values.get("position", ""),
        unit=words(material.units[record.unit].name),
        award=values.get("award", ""),
        achievement=values.get("achievement", ""),
        votes=votes,
        attendance=attendance,
        remarks=_remarks(material, record),
        approved=material.is_approved(record),
        agreed=noted(f"{name} – Hội đồng, {TITLES[AGREED].lower()}", verdict.agreed),
        present=noted(f"{name} – Hội đồng, {TITLES[PRESENT].lower()}", verdict.present),
        conclusion="" if verdict.conclusion is None else word(verdict.conclusion),
        decision=_decision(verdict),
    )


def _decision(verdict: Verdict) -> str:
    if not verdict.is_awarded or verdict.day is None:
        return ""
    return f"Quyết định số {verdict.number} {long_date(verdict.day)}"


def _remarks(material: Material, record: Record) -> tuple[str, ...]:
    found = [words(finding.message) for finding in about(record, material.findings_by_row)]
    against = shortcomings([one for one in material.coverage if one.unit == record.unit])
    return (*dict.fromkeys(found), *(f"đơn vị {text}" for text in against))


def exemplars(material: Material) -> Exemplars:
    """Of the whole ward, in the roster's order."""
    records = material.records_of(material.roles.exemplar)
    consenting = [record for record in records if record.values.get("consent") is True]
    return Exemplars(
        counted(material, "Gương điển hình", records, "name"),
        counted(material, "Gương điển hình đồng ý phát thanh", consenting, "consent"),
        tuple(
            Exemplar(
                name=words(record.values.get("name")),
                place=words(record.values.get("place")),
                deed=words(record.values.get("deed")),
                outcome=words(record.values.get("outcome")),
                consents=record.values.get("consent") is True,
                approved=material.is_approved(record),
            )
            for record in records
        ),
    )
