"""The figures that a signed report stands for, and what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.report.content.areas import AreaFacts
from sheets_sync.report.content.entries import Nominees, Works
from sheets_sync.report.content.indicators import MEANINGS, IndicatorFacts
from sheets_sync.report.content.model import StatedFigure, Statement
from sheets_sync.report.content.submitting import Submitting
from sheets_sync.vietnamese.figures import format_number

#: Where one of the two reports says nothing.
ABSENT = "không có"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that the two reports state differently."""

    label: str
    before: str
    now: str


def statements(
    areas: Iterable[AreaFacts], works: Works, nominees: Nominees, submitting: Submitting
) -> tuple[Statement, ...]:
    """Every figure of the ward that the report stands for; none that follows from others."""
    found = [statement for area in areas for one in area.indicators for statement in _of_indicator(one)]
    for name, figure in (
        ("works/number", works.number),
        ("works/cost", works.cost),
        ("works/completed", works.completed),
        ("submitting/submitted", submitting.submitted),
        ("submitting/late", submitting.late),
        ("submitting/missing", submitting.missing),
    ):
        if figure is not None:
            found.append(Statement(name, figure.meaning, format_number(figure.value)))
    for one in nominees.all:
        key = f"nominee/{one.unit}/{one.name}/{one.born}"
        found.append(Statement(key, f"Đề nghị khen thưởng: {one.name} ({one.unit})", one.award or "có tên"))
    return tuple({one.key: one for one in found}.values())


def _of_indicator(one: IndicatorFacts) -> Iterable[Statement]:
    figures: dict[str, StatedFigure | None] = {
        "plan": one.plan,
        "actual": one.actual,
        "same_period": one.same_period,
    }
    for meaning, (field, figure) in zip(MEANINGS, figures.items(), strict=True):
        if figure is not None:
            label = f"{one.name} – {meaning}"
            shown = f"{format_number(figure.value)}{one.after}"
            yield Statement(f"indicator/{one.indicator.code}/{field}", label, shown)
    for answer, number in one.answers:
        key = f"indicator/{one.indicator.code}/answer/{answer}"
        yield Statement(key, f"{one.name} – {answer}", f"{format_number(number.value)} đơn vị")


def changes(before: Iterable[Statement], now: Iterable[Statement]) -> tuple[Difference, ...]:
    """What the later report states otherwise, in its order; what it no longer states comes last."""
    old = {one.key: one for one in before}
    new = {one.key: one for one in now}
    return tuple(
        Difference((new.get(key) or old[key]).label, _shown(old.get(key)), _shown(new.get(key)))
        for key in dict.fromkeys([*new, *old])
        if _shown(old.get(key)) != _shown(new.get(key))
    )


def _shown(statement: Statement | None) -> str:
    return ABSENT if statement is None else statement.shown
