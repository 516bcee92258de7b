"""Figures far from what is usual, and the slip of measure that may explain them."""

from collections.abc import Callable
from decimal import Decimal

from sheets_sync.model import Doubt
from sheets_sync.vietnamese.figures import format_number
from sheets_sync.vietnamese.measures import likely_slips

#: Outside its range by this factor a value may be measured otherwise; nearer it is merely unusual.
_FAR = 5


def slip(value: Decimal, measure: str, fits: Callable[[Decimal], bool], earlier: str = "") -> Doubt | None:
    """A doubt that names the measures in which the value would fit; None where there is none.

    `earlier` are the figures that it fits, where those of earlier periods tell.
    """
    slips = likely_slips(value, measure, fits)
    if not slips:
        return None
    params = {
        "value": format_number(value),
        "measure": measure,
        "slips": " hoặc ".join(slips),
        "beside": f" so với các kỳ trước ({earlier})" if earlier else "",
        "answer": "",
    }
    return Doubt("measure-slip", params)


def out_of_range(value: Decimal, measure: str, low: Decimal | None, high: Decimal | None) -> Doubt | None:
    """A doubt about a value outside its usual range, both ends included; None inside."""
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    least = max(low or Decimal(0), Decimal(1))
    params = {
        "value": format_number(value),
        "measure": measure,
        "low": "0" if low is None else format_number(low),
        "high": "…" if high is None else format_number(high),
    }
    is_far = value * _FAR <= (low or 0) or (high is not None and value >= high * _FAR)
    found = (
        slip(value, measure, lambda one: least <= one and (high is None or one <= high)) if is_far else None
    )
    return found or Doubt("value-out-of-range", params)
