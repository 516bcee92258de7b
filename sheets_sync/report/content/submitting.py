"""Who reported, when and how well: from the coverage."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.model import Completeness, Coverage, Timeliness, Unit
from sheets_sync.report.content.evidence import count_text, listed, rate, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import How, Source, StatedFigure
from sheets_sync.vietnamese.states import word

IN_TIME = (Timeliness.ON_TIME, Timeliness.LATE)
#: The master's tab that tells who has submitted.
SUBMITTED_IN = "Tình hình nộp"
ABSENT = (Timeliness.MISSING, Timeliness.OVERDUE)


@dataclass(frozen=True, slots=True)
class UnitSubmission:
    """What one unit owes and has submitted, form by form."""

    unit: Unit
    owed: StatedFigure
    on_time: StatedFigure
    late: StatedFigure
    missing: StatedFigure
    not_due: StatedFigure
    to_mend: StatedFigure
    #: Days after the deadline of the latest form.
    late_days: StatedFigure
    #: Titles of the forms that are missing.
    missing_forms: tuple[str, ...]
    handling: tuple[str, ...]
    unreadable: bool

    @property
    def name(self) -> str:
        """The unit's name on one line."""
        return words(self.unit.name)

    @property
    def submitted_nothing(self) -> bool:
        """Whether every form that it owes is missing."""
        return self.missing.value == self.owed.value


@dataclass(frozen=True, slots=True)
class Submitting:
    """The whole ward."""

    units: tuple[UnitSubmission, ...]
    number: StatedFigure
    owed: StatedFigure
    submitted: StatedFigure
    submitted_rate: StatedFigure | None
    on_time: StatedFigure
    late: StatedFigure
    missing: StatedFigure
    not_due: StatedFigure
    to_mend: StatedFigure
    #: Rows of all reports, and those that count in this report.
    entered: StatedFigure
    approved: StatedFigure
    past_deadline: bool

    @property
    def late_units(self) -> tuple[UnitSubmission, ...]:
        """Units with a form that came after the deadline."""
        return tuple(one for one in self.units if one.late.value)

    @property
    def missing_units(self) -> tuple[UnitSubmission, ...]:
        """Units with a form that is still missing."""
        return tuple(one for one in self.units if one.missing.value)


def submitting(material: Material) -> Submitting:
    """As of the report's moment."""
    owed = [one for one in material.coverage if one.timeliness is not None]
    by_unit = defaultdict[str, list[Coverage]](list)
    for one in owed:
        by_unit[one.unit].append(one)
    units = tuple(
        _of_unit(material, unit, by_unit[code]) for code, unit in material.units.items() if not unit.departed
    )
    whole = _figures(material, "", owed)
    records = [record for one in material.entered for record in one.records]
    place = "các biểu của bảng tổng hợp"
    entered = (f"{one.unit}/{one.key}" for one in records)
    approved = (f"{one.unit}/{one.key}" for one in records if material.is_approved(one))
    return Submitting(
        units=units,
        number=listed("Đơn vị phải báo cáo", (one.name for one in units), "Phụ lục II"),
        owed=whole["owed"],
        submitted=whole["submitted"],
        submitted_rate=rate("Biểu đã nộp – Tỷ lệ", whole["submitted"], whole["owed"]),
        on_time=whole["on_time"],
        late=whole["late"],
        missing=whole["missing"],
        not_due=whole["not_due"],
        to_mend=whole["to_mend"],
        entered=listed("Dòng số liệu đã nhập", entered, place),
        approved=listed("Dòng số liệu đã duyệt", approved, place),
        past_deadline=material.at > material.period.deadline,
    )


def _of_unit(material: Material, unit: Unit, own: list[Coverage]) -> UnitSubmission:
    figures = _figures(material, words(unit.name), own)
    return UnitSubmission(
        unit=unit,
        owed=figures["owed"],
        on_time=figures["on_time"],
        late=figures["late"],
        missing=figures["missing"],
        not_due=figures["not_due"],
        to_mend=figures["to_mend"],
        late_days=_late_days(unit, own),
        missing_forms=tuple(material.forms[one.form].title for one in own if one.timeliness in ABSENT),
        handling=tuple(dict.fromkeys(word(one.handling) for one in own if one.timeliness in IN_TIME)),
        unreadable=any(one.unreadable for one in own),
    )


def _late_days(unit: Unit, own: list[Coverage]) -> StatedFigure:
    days = max((one.days_late for one in own), default=0)
    name = words(unit.name)
    source = Source(name, SUBMITTED_IN, "", f"Nộp muộn {days} ngày")
    return StatedFigure(Decimal(days), count_text(days), f"{name} – Nộp muộn", How.DAYS, (source,))


def _figures(material: Material, name: str, own: list[Coverage]) -> dict[str, StatedFigure]:
    subject = f"{name} – " if name else ""

    def figure(meaning: str, chosen: Iterable[Coverage]) -> StatedFigure:
        names = (
            f"{words(material.units[one.unit].name)}: {material.forms[one.form].title}" for one in chosen
        )
        return listed(f"{subject}{meaning}", names, SUBMITTED_IN)

    faulty = (Completeness.FAULTY, Completeness.INCOMPLETE, Completeness.DOUBTFUL)
    return {
        "owed": figure("Biểu phải nộp", own),
        "submitted": figure("Biểu đã nộp", (one for one in own if one.timeliness in IN_TIME)),
        "on_time": figure("Biểu nộp đúng hạn", (o for o in own if o.timeliness is Timeliness.ON_TIME)),
        "late": figure("Biểu nộp muộn", (one for one in own if one.timeliness is Timeliness.LATE)),
        "missing": figure("Biểu chưa nộp", (one for one in own if one.timeliness in ABSENT)),
        "not_due": figure("Biểu chưa đến hạn", (o for o in own if o.timeliness is Timeliness.NOT_DUE)),
        "to_mend": figure(
            "Biểu còn nội dung cần sửa",
            (one for one in own if one.timeliness in IN_TIME and one.completeness in faulty),
        ),
    }
