"""What is to be said of works, proposals for commendation and exemplars: the forms with a row for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheets_sync.forms import roles
from sheets_sync.judging.council import AGREED, PRESENT, TITLES, Verdict
from sheets_sync.model import Record
from sheets_sync.report.content.evidence import counted, noted, summed, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import StatedFigure
from sheets_sync.report.content.wording import long_date
from sheets_sync.vietnamese.shortening import masked
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
    cost: StatedFigure | None
    progress: StatedFigure | None


@dataclass(frozen=True, slots=True)
class Works:
    """All of them."""

    number: StatedFigure
    cost: StatedFigure | None
    #: Those whose cost and whose progress are told.
    costed: StatedFigure
    rated: StatedFigure
    #: Unit of measure of costs.
    measure: str
    completed: StatedFigure
    notable: tuple[Work, ...]
    #: Those not named.
    others: StatedFigure


@dataclass(frozen=True, slots=True)
class Nominee:
    """One proposal for commendation."""

    #: Which record it is: `TDP01/3`.
    key: str
    name: str
    subject: str
    born: str
    gender: str
    position: str
    unit: str
    award: str
    achievement: str
    votes: StatedFigure | None
    attendance: StatedFigure | None
    approved: bool
    #: Of the council, as the office noted them; empty before it met.
    agreed: StatedFigure | None
    present: StatedFigure | None
    conclusion: str
    #: Number and day of the decision that granted it; empty and None before.
    number: str
    day: date | None

    @property
    def title(self) -> str:
        """As documents address the person or name the collective: `Bà Lê Thị Hoa`."""
        address = {"Nam": "Ông ", "Nữ": "Bà "}.get(self.gender, "") if self.subject == "Cá nhân" else ""
        # Some units write the address into the name.
        return self.name if self.name.startswith(("Ông ", "Bà ")) else f"{address}{self.name}"


@dataclass(frozen=True, slots=True)
class Nominees:
    """All of them, and how many there are of each kind of subject."""

    number: StatedFigure
    by_subject: tuple[tuple[str, StatedFigure], ...]
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

    number: StatedFigure
    consenting: StatedFigure
    all: tuple[Exemplar, ...]


def works(material: Material) -> Works:
    """Of the whole ward."""
    its, records = material.entries(roles.Works)
    by_cost = sorted(records, key=lambda record: -_number(record, its.cost))
    done = [record for record in records if _number(record, its.progress) >= WHOLE]
    costed, rated = (
        [record for record in records if record.values.get(field) is not None]
        for field in (its.cost, its.progress)
    )
    return Works(
        counted(material, "Công trình, phần việc", records, its.name),
        summed(material, "Công trình, phần việc – Kinh phí", records, its.cost, counts=False),
        counted(material, "Công trình, phần việc đã ghi kinh phí", costed, its.name),
        counted(material, "Công trình, phần việc đã ghi tiến độ", rated, its.name),
        material.measure_of(roles.Works, its.cost),
        counted(material, "Công trình, phần việc hoàn thành", done, its.progress),
        tuple(_work(material, its, record) for record in by_cost[:NOTABLE]),
        counted(material, "Công trình, phần việc khác", by_cost[NOTABLE:], its.name),
    )


def _work(material: Material, its: roles.Works, record: Record) -> Work:
    name = words(record.values.get(its.name))
    return Work(
        name,
        words(material.units[record.unit].name),
        words(record.values.get(its.location)),
        summed(material, f"{name} – Kinh phí", [record], its.cost, counts=False),
        summed(material, f"{name} – Tiến độ", [record], its.progress, counts=False),
    )


def _number(record: Record, field: str) -> Decimal:
    value = record.values.get(field)
    return value if isinstance(value, Decimal) else Decimal(0)


def nominees(material: Material) -> Nominees:
    """Of the whole ward, in the roster's order."""
    return nominees_of(material, *material.entries(roles.Proposals))


def nominees_of(material: Material, its: roles.Proposals, records: Sequence[Record]) -> Nominees:
    """Of these proposals, in the order in which they are given."""
    by_subject: dict[str, list[Record]] = {}
    for record in records:
        by_subject.setdefault(words(record.values.get(its.subject)), []).append(record)
    return Nominees(
        counted(material, "Đề nghị khen thưởng", records, its.name),
        tuple(
            (subject, counted(material, f"Đề nghị khen thưởng – {subject}", own, its.name))
            for subject, own in by_subject.items()
            if subject
        ),
        tuple(_nominee(material, its, record) for record in records),
    )


def _nominee(material: Material, its: roles.Proposals, record: Record) -> Nominee:
    values = {name: words(value) for name, value in record.values.items() if isinstance(value, str)}
    name = values.get(its.name, "")
    votes, attendance = (
        summed(material, f"{name} – {title}", [record], field, counts=False)
        for field, title in ((its.votes, "Số phiếu đồng ý"), (its.attendance, "Số người dự họp"))
    )
    proposal = material.proposals.get((record.unit, record.key))
    verdict = Verdict() if proposal is None else proposal.verdict
    return Nominee(
        key=record.identity.row,
        name=name,
        subject=values.get(its.subject, ""),
        born=values.get(its.born, ""),
        gender=values.get(its.gender, ""),
        position=values.get(its.position, ""),
        unit=words(material.units[record.unit].name),
        award=values.get(its.award, ""),
        # No list needs to say where somebody is reached.
        achievement=masked(values.get(its.achievement, "")),
        votes=votes,
        attendance=attendance,
        approved=material.is_approved(record),
        agreed=noted(f"{name} – Hội đồng, {TITLES[AGREED].lower()}", verdict.agreed),
        present=noted(f"{name} – Hội đồng, {TITLES[PRESENT].lower()}", verdict.present),
        conclusion="" if verdict.conclusion is None else word(verdict.conclusion),
        number=verdict.number if verdict.is_awarded else "",
        day=verdict.day if verdict.is_awarded else None,
    )


def decision_of(verdict: Verdict) -> str:
    """`Quyết định số 12/QĐ-UBND ngày 05 tháng 9 năm 2024`; empty before there is one."""
    if not verdict.is_awarded or verdict.day is None:
        return ""
    return f"Quyết định số {verdict.number} {long_date(verdict.day)}"


def exemplars(material: Material) -> Exemplars:
    """Of the whole ward, in the roster's order."""
    its, records = material.entries(roles.Exemplars)
    consenting = [record for record in records if record.values.get(its.consent) is True]
    return Exemplars(
        counted(material, "Gương điển hình", records, its.name),
        counted(material, "Gương điển hình đồng ý phát thanh", consenting, its.consent),
        tuple(
            Exemplar(
                name=words(record.values.get(its.name)),
                place=words(record.values.get(its.place)),
                deed=words(record.values.get(its.deed)),
                outcome=words(record.values.get(its.outcome)),
                consents=record.values.get(its.consent) is True,
                approved=material.is_approved(record),
            )
            for record in records
        ),
    )
