"""How far a unit's plans are fulfilled, indicator by indicator: never above the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sheets_sync.forms.roles import Indicators
from sheets_sync.judging.evaluation.evidence import Weighed, WeighedRow
from sheets_sync.judging.evaluation.outliers import Outliers
from sheets_sync.model import Indicator, Timeliness

NOTHING, WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Fulfilments:
    """The plans of one unit."""

    #: By indicator, from 0 to 1.
    shares: Mapping[str, Fraction]
    #: What does not count because it waits for the office, in words.
    pending: tuple[str, ...]
    #: What is said of indicators that are left out.
    left_out: tuple[str, ...]


def fulfilments(
    unit: str, held: Sequence[Weighed], indicators: Mapping[str, Indicator], outliers: Outliers
) -> Fulfilments:
    """Of every indicator that has a plan.

    What is missing or still faulty counts as not fulfilled, so that leaving out gains nothing; what stands
    out or is questioned does not count at all until the office has approved it.
    """
    shares: dict[str, Fraction] = {}
    pending: dict[str, str] = {}
    unplanned: list[str] = []
    for one in held:
        its = one.form.role
        if not isinstance(its, Indicators):
            continue
        for code in one.owed:
            indicator = indicators[code]
            if not indicator.has_plan:
                continue
            row = one.rows.get(code)
            if one.timeliness is Timeliness.OVERDUE or row is None or row.is_faulty:
                shares[code] = NOTHING
            elif not row.is_approved and (row.is_open or (unit, code) in outliers):
                pending[code] = outliers.get((unit, code), "còn câu hỏi chưa trả lời")
            elif not row.record.values.get(its.plan):
                unplanned.append(code)
            else:
                shares[code] = _share(row, its, indicator)
    left = [f"không tính {len(unplanned)} chỉ tiêu không có kế hoạch"] if unplanned else []
    left += [f"{len(pending)} chỉ tiêu chờ xác nhận"] if pending else []
    told = tuple(f"{code} {indicators[code].title.lstrip('– ')}: {why}" for code, why in pending.items())
    return Fulfilments(shares, told, tuple(left))


def _share(row: WeighedRow, its: Indicators, indicator: Indicator) -> Fraction:
    plan, actual = row.record.values.get(its.plan), row.record.values.get(its.actual)
    if not isinstance(plan, Decimal) or not isinstance(actual, Decimal):
        return NOTHING
    planned, reached = Fraction(plan), Fraction(actual)
    if indicator.lower_is_better:
        # Twice as much as planned of what should be low is half fulfilled.
        return WHOLE if reached <= planned else planned / reached
    return min(reached / planned, WHOLE)
