"""What is to be said of each indicator: figures, comparisons, the best and the weakest units."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.forms.form import indicator_fields
from sheets_sync.forms.roles import Indicators
from sheets_sync.master.tables.summary import Total, totals
from sheets_sync.model import Indicator, Measurement, Record, Unit
from sheets_sync.report.content.evidence import (
    count_text,
    counted_units,
    difference,
    rate,
    sources,
    summed,
    words,
)
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import How, StatedFigure

#: What the figures of an indicator are: plan, result, same period.
MEANINGS = ("Kế hoạch", "Thực hiện", "Cùng kỳ")
#: Begins the title of an indicator that is a part of the one before it.
PART = "–"
#: May follow; within a list of titles it would refer to nothing.
AMONG_THEM = "Trong đó: "
#: Of more units that stand equal only their number is told.
NAMED_EQUALS = 3


@dataclass(frozen=True, slots=True)
class EqualUnits:
    """Units that stand equal in an indicator."""

    units: tuple[str, ...]
    rate: StatedFigure
    #: Named by number, where they are too many.
    many: StatedFigure | None


@dataclass(frozen=True, slots=True)
class Above:
    """Units above their plan where low is better: what nobody calls a success."""

    named: tuple["UnitFigures", ...]
    #: Those not named.
    others: StatedFigure


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's figures in an indicator."""

    unit: Unit
    name: str
    plan: StatedFigure | None
    actual: StatedFigure | None
    same_period: StatedFigure | None
    rate: StatedFigure | None
    #: The permitted answer in words, where the unit gave one.
    answer: str


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """One indicator of the ward, from the units in charge of it alone."""

    indicator: Indicator
    #: As it follows the whole that it is a part of, and as it stands alone.
    title: str
    name: str
    #: What follows a figure: ` hộ`, `%`.
    after: str
    plan: StatedFigure | None
    actual: StatedFigure | None
    same_period: StatedFigure | None
    rate: StatedFigure | None
    #: Distance between actual and plan, actual and same period.
    to_plan: StatedFigure | None
    change: StatedFigure | None
    change_rate: StatedFigure | None
    #: Answers in words with how many units gave them.
    answers: tuple[tuple[str, StatedFigure], ...]
    reported: StatedFigure
    expected: StatedFigure
    #: None where low is better: a share of the plan tells nothing there.
    best: EqualUnits | None
    weakest: EqualUnits | None
    above: Above | None
    by_unit: tuple[UnitFigures, ...]
    #: Codes of the units that reported.
    reporters: frozenset[str]
    #: The units that reported gave their plans, and no others did.
    plan_of_same: bool
    #: The same of the figures of the same period.
    period_of_same: bool

    @property
    def known(self) -> bool:
        """Whether there is anything to tell."""
        return self.actual is not None or bool(self.answers) or self.spread is not None

    @property
    def is_part(self) -> bool:
        """Whether the one before it is the whole that this belongs to."""
        return self.indicator.title.startswith(PART)

    @property
    def complete(self) -> bool:
        """Whether every unit in charge reported."""
        return self.reported.value == self.expected.value

    @property
    def met(self) -> bool | None:
        """Whether the plan was reached; None where that cannot be told, as while some unit is missing."""
        if self.actual is None or self.plan is None or not (self.complete and self.plan_of_same):
            return None
        if self.indicator.lower_is_better:
            return self.actual.value <= self.plan.value
        return self.actual.value >= self.plan.value if self.plan.value else None

    @property
    def exceeded(self) -> bool:
        """Whether the ward did better than its plan."""
        return bool(self.met and self.plan and self.actual and self.actual.value != self.plan.value)

    @property
    def waits(self) -> bool:
        """Whether it has a plan that nobody can judge yet, because some unit has not reported."""
        return self.indicator.has_plan and self.known and not (self.complete and self.plan_of_same)

    @property
    def trend(self) -> str:
        """Against the same period: `tăng`, `giảm`, `bằng`; empty when that cannot be told."""
        if self.actual is None or self.same_period is None or not self.period_of_same:
            return ""
        one, other = self.actual.value, self.same_period.value
        return "bằng" if one == other else "tăng" if one > other else "giảm"

    def worse(self, whole: "IndicatorFacts | None" = None) -> bool:
        """Whether the same period was better, for all units in charge.

        Of a part whose whole fell too nobody can tell unless its share fell: fewer cases are solved where
        there are fewer.
        """
        wrong = "tăng" if self.indicator.lower_is_better else "giảm"
        if not self.complete or self.trend != wrong:
            return False
        return self.indicator.lower_is_better or not self.is_part or _share_fell(self, whole)

    @property
    def spread(self) -> tuple[StatedFigure, StatedFigure] | None:
        """The lowest and the highest figure of percentages, which have no sum."""
        found = [one.actual for one in self.by_unit if one.actual is not None]
        if self.actual is not None or len(found) < 2:
            return None
        return min(found, key=lambda one: one.value), max(found, key=lambda one: one.value)


def _share_fell(part: IndicatorFacts, whole: IndicatorFacts | None) -> bool:
    if whole is None or not (whole.actual and whole.same_period and part.actual and part.same_period):
        return False
    return part.actual.value * whole.same_period.value < part.same_period.value * whole.actual.value


def indicator_facts(material: Material) -> tuple[IndicatorFacts, ...]:
    """Of every enabled indicator, in the catalogue's order."""
    forms = tuple(material.forms.values())
    found, fields = (
        totals(forms, material.indicators, material.counted, material.units),
        indicator_fields(forms),
    )
    records = {(one.unit, one.key): one for submission in material.counted for one in submission.records}
    return tuple(_facts(material, fields[total.indicator.form], total, records) for total in found)


def _facts(
    material: Material, its: Indicators, total: Total, records: Mapping[tuple[str, str], Record]
) -> IndicatorFacts:
    indicator, full_title = total.indicator, words(total.indicator.title).lstrip(f"{PART} ")
    title = _first_upper(full_title.removeprefix(AMONG_THEM))
    held = [one for unit in total.in_charge if (one := records.get((unit.code, indicator.code)))]
    sums = (total.plan, total.actual, total.same_period)
    plan, actual, same = (
        figure if isinstance(value, Decimal) else None
        for figure, value in zip(_figures(material, its, indicator, title, held), sums, strict=True)
    )
    counts = indicator.measurement is Measurement.INTEGER
    by_unit = tuple(_of_unit(material, its, indicator, title, unit, records) for unit in total.in_charge)
    reported = [unit for unit in total.in_charge if _reported(its, records.get((unit.code, indicator.code)))]
    best, weakest = (None, None) if indicator.lower_is_better else _standings(title, by_unit)
    given, planned, before = (_who_gave(held, field) for field in (its.actual, its.plan, its.same_period))
    changed = _apart(f"{title} – So với cùng kỳ", actual, same, counts=counts)
    return IndicatorFacts(
        indicator=indicator,
        title=full_title,
        name=title,
        after=_after(indicator),
        plan=plan,
        actual=actual,
        same_period=same,
        rate=rate(f"{title} – Tỷ lệ", actual, plan) if actual and plan and total.rate is not None else None,
        to_plan=_apart(f"{title} – So với kế hoạch", actual, plan, counts=counts),
        change=changed,
        change_rate=rate(f"{title} – Mức thay đổi", changed, same) if changed and same else None,
        answers=_answers(material, its, title, held),
        reported=counted_units(f"{title} – Đơn vị đã báo cáo", reported, "Phụ lục II"),
        expected=counted_units(f"{title} – Đơn vị phụ trách", total.in_charge, "Danh mục chỉ tiêu"),
        best=best,
        weakest=weakest,
        above=_above(title, by_unit) if indicator.lower_is_better else None,
        by_unit=by_unit,
        reporters=given,
        plan_of_same=given == planned,
        period_of_same=given == before,
    )


def _apart(
    meaning: str, one: StatedFigure | None, other: StatedFigure | None, *, counts: bool
) -> StatedFigure | None:
    return difference(meaning, one, other, counts=counts) if one and other else None


def _who_gave(records: Iterable[Record], field: str) -> frozenset[str]:
    return frozenset(one.unit for one in records if one.values.get(field) is not None)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _after(indicator: Indicator) -> str:
    measure = words(indicator.measure)
    return measure if measure == "%" else f" {measure}" if measure.strip("–-") else ""


def _figures(
    material: Material, its: Indicators, indicator: Indicator, title: str, records: Sequence[Record]
) -> Iterable[StatedFigure | None]:
    """The sums of plan, result and same period."""
    counts = indicator.measurement is Measurement.INTEGER
    for field, meaning in zip((its.plan, its.actual, its.same_period), MEANINGS, strict=True):
        yield summed(material, f"{title} – {meaning}", records, field, counts=counts)


def _reported(its: Indicators, record: Record | None) -> bool:
    return record is not None and record.values.get(its.actual) is not None


def _of_unit(
    material: Material,
    its: Indicators,
    indicator: Indicator,
    title: str,
    unit: Unit,
    records: Mapping[tuple[str, str], Record],
) -> UnitFigures:
    record = records.get((unit.code, indicator.code))
    own = [] if record is None else [record]
    name = f"{title}, {words(unit.name)}"
    plan, actual, same = _figures(material, its, indicator, name, own)
    share = rate(f"{name} – Tỷ lệ", actual, plan) if actual and plan else None
    answer = None if record is None else record.values.get(its.actual)
    return UnitFigures(
        unit, words(unit.name), plan, actual, same, share, words(answer) if isinstance(answer, str) else ""
    )


def _answers(
    material: Material, its: Indicators, title: str, records: Sequence[Record]
) -> tuple[tuple[str, StatedFigure], ...]:
    given = [one for one in records if isinstance(one.values.get(its.actual), str)]
    found = []
    for answer, number in Counter(words(one.values[its.actual]) for one in given).items():
        own = [one for one in given if words(one.values[its.actual]) == answer]
        held, approved = sources(material, own, its.actual), all(map(material.is_approved, own))
        meaning = f"{title} – {answer}"
        figure = StatedFigure(
            Decimal(number), count_text(number), meaning, How.COUNT, held, approved=approved
        )
        found.append((answer, figure))
    return tuple(found)


def _standings(title: str, by_unit: Sequence[UnitFigures]) -> tuple[EqualUnits | None, EqualUnits | None]:
    """The best and the weakest by rate; nothing where all stand equal or one alone has a rate."""
    rates = {one.unit.code: one.rate for one in by_unit if one.rate is not None}
    values = sorted({one.value for one in rates.values()}, reverse=True)
    if len(values) < 2:
        return None, None
    names = {one.unit.code: one.unit for one in by_unit}

    def standing(value: Decimal) -> EqualUnits:
        equal = [code for code, one in rates.items() if one.value == value]
        units = [names[code] for code in equal]
        many = counted_units(f"{title} – Đơn vị cùng mức", units, "Phụ lục I")
        named = tuple(words(unit.name) for unit in units)
        return EqualUnits(named, rates[equal[0]], many if len(units) > NAMED_EQUALS else None)

    return standing(values[0]), standing(values[-1])


def _above(title: str, by_unit: Sequence[UnitFigures]) -> Above | None:
    """Who is above its plan; None where one unit alone is in charge, or none is."""
    found = [one for one in by_unit if one.plan and one.actual and one.actual.value > one.plan.value]
    if not found or len(by_unit) < 2:
        return None
    rest = (one.unit for one in found[NAMED_EQUALS:])
    others = counted_units(f"{title} – Đơn vị khác cao hơn kế hoạch", rest, "Phụ lục I")
    return Above(tuple(found[:NAMED_EQUALS]), others)
