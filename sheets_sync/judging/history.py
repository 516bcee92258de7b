"""Figures far from what their own unit reported in earlier periods: questions, never answers. Pure.

A figure that grows through the year and starts anew in the next (lũy kế) is judged by its growth as well, one
that comes at the same time of every year by the year before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from sheets_sync.config.outliers import OutlierSettings
from sheets_sync.forms.columns import ColumnKind
from sheets_sync.forms.form import Form
from sheets_sync.forms.roles import Indicators
from sheets_sync.judging.usual import Usual
from sheets_sync.model import Doubt, Indicator, Measurement, Record
from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.numbers import format_number
from sheets_sync.vietnamese.plausible import slip

#: A question shows so many earlier figures.
SHOWN = 6
#: Up to this times the greatest of the usual figures, and down to this part of the least, nothing is strange.
BEYOND = Decimal("1.5")
#: Of so many growths at least one tells how a sum grows.
_GROWTHS = 2
#: So often a level was reported before that it is one of the unit's own.
_LEVEL = 2


@dataclass(frozen=True, slots=True)
class When:
    """Which of a regime's periods: the `number`-th whose cut-off lies in the year."""

    year: int
    number: int


@dataclass(frozen=True, slots=True)
class _Past:
    """A figure that the unit reported before."""

    when: When
    value: Decimal
    explained: bool


def strange(
    records: Iterable[Record],
    now: When,
    earlier: Sequence[tuple[When, Mapping[str, Record]]],
    form: Form,
    indicators: Mapping[str, Indicator],
    settings: OutlierSettings,
) -> Iterable[tuple[Record, Doubt]]:
    """What to ask about the figures of a form that holds indicators.

    `earlier` are the unit's records of the same form by key, the oldest period first. A slip of measure is
    seen from one earlier figure on, anything else from as many as the settings ask for.
    """
    its = form.role
    if not isinstance(its, Indicators) or not settings.factor:
        return
    for record in records:
        indicator, value = indicators.get(record.key), record.values.get(its.actual)
        if indicator is None or not isinstance(value, Decimal) or _is_explained(record, form):
            continue
        past = [
            _Past(when, then, _is_explained(one, form))
            for when, held in earlier
            if (one := held.get(record.key)) and isinstance(then := one.values.get(its.actual), Decimal)
        ]
        doubt = _judged(value, now, past, indicator, settings) if past else None
        if doubt is not None:
            yield record, Doubt(doubt.code, {**doubt.params, "answer": _answer(form)})


def _judged(
    value: Decimal, now: When, past: Sequence[_Past], indicator: Indicator, settings: OutlierSettings
) -> Doubt | None:
    judge = _Judge(Decimal(str(settings.factor)), indicator.measurement is Measurement.INTEGER)
    figures = [one.value for one in past]
    if not judge.is_strange(value, figures) or judge.is_kept(value, past):
        return None
    if judge.continues(value, now, past) or judge.is_seasonal(value, now, past):
        return None
    shown = "; ".join(map(format_number, figures[-SHOWN:]))
    slipped = slip(value, indicator.measure, partial(_is_among, figures=figures), shown)
    if slipped is not None or len(past) < settings.periods:
        return slipped
    if judge.was_there(value, figures):
        return None
    params = {"value": format_number(value), "measure": indicator.measure, "earlier": shown}
    return Doubt("history-unusual", params)


def _is_among(value: Decimal, figures: Sequence[Decimal]) -> bool:
    """Whether a value would be like the earlier figures; of a few, nearness to their middle says little."""
    return min(figures) <= value * BEYOND and 0 < value <= max(figures) * BEYOND


@dataclass(frozen=True, slots=True)
class _Judge:
    factor: Decimal
    #: The figures are counts.
    counted: bool

    def is_near(self, value: Decimal, figures: Sequence[Decimal]) -> bool:
        return not Usual.of(figures, counted=self.counted).is_far(value, self.factor)

    def is_strange(self, value: Decimal, figures: Sequence[Decimal]) -> bool:
        """Far from the middle, and clearly outside of what was reported without being far from it."""
        if self.is_near(value, figures):
            return False
        usual = [one for one in figures if self.is_near(one, figures)]
        return value > max(usual) * BEYOND or value * BEYOND < min(usual)

    def was_there(self, value: Decimal, figures: Sequence[Decimal]) -> bool:
        """Whether figures come and go between levels of which this is one: it was there more than once."""
        return sum(self.is_near(value, [one]) for one in figures) >= _LEVEL

    def is_kept(self, value: Decimal, past: Sequence[_Past]) -> bool:
        """Whether the unit explained this level once and has kept it since."""
        for one in reversed(past):
            if not self.is_near(value, [one.value]):
                return False
            if one.explained:
                return True
        return False

    def continues(self, value: Decimal, now: When, past: Sequence[_Past]) -> bool:
        """Whether a sum that grows through the year grew as it does, or began anew."""
        known = _growths(past)
        if len(known) < _GROWTHS:
            return False
        growth = _growth(past[-1], _Past(now, value, explained=False))
        return 0 <= growth <= max(known) or (growth > 0 and not self.is_strange(growth, known))

    def is_seasonal(self, value: Decimal, now: When, past: Sequence[_Past]) -> bool:
        """Whether it was so at the same time of the year before."""
        before = [one.value for one in past if one.when == When(now.year - 1, now.number)]
        return bool(before) and self.is_near(value, before)


def _growths(past: Sequence[_Past]) -> list[Decimal]:
    """By how much a sum grew from period to period; nothing when it is no sum that grows through the year."""
    within = [_growth(one, other) for one, other in pairwise(past) if one.when.year == other.when.year]
    if any(one < 0 for one in within) or sum(one > 0 for one in within) * 2 < len(within) or not within:
        return []
    return [_growth(one, other) for one, other in pairwise(past)]


def _growth(before: _Past, after: _Past) -> Decimal:
    """For one period, where reports between the two are missing."""
    if before.when.year == after.when.year:
        return (after.value - before.value) / (after.when.number - before.when.number)
    return after.value / after.when.number


def _is_explained(record: Record, form: Form) -> bool:
    words = (record.values.get(one.field) for one in form.columns if one.kind is ColumnKind.PROSE)
    return any(isinstance(one, str) and not says_nothing(one) for one in words)


def _answer(form: Form) -> str:
    """What a unit does whose figure is right."""
    title = next((one.heading.title for one in form.columns if one.kind is ColumnKind.PROSE), "")
    to_do = f"giải trình ở cột {title}" if title else "báo văn phòng"
    return f"; nếu số liệu đúng, đề nghị {to_do}"
