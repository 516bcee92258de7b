"""What figures usually are: a middle and a spread that single figures hardly move.

Median and median absolute deviation: robust against what is looked for (Iglewicz and Hoaglin 1993).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Self

#: Makes the median absolute deviation of normally distributed figures their standard deviation.
NORMAL = Decimal("1.4826")
#: Figures closer to the median than this part of it never stand out, however alike the others are.
LEAST_SPREAD = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Usual:
    """Where figures lie, and how far from there they commonly are; the spread is above 0."""

    middle: Decimal
    spread: Decimal

    @classmethod
    def of(cls, figures: Iterable[Decimal], *, counted: bool = False) -> Self:
        """At least one figure. Things that are counted by chance spread by the root of their number."""
        known = list(figures)
        middle = median(known)
        deviation = median(abs(one - middle) for one in known)
        by_chance = max(abs(middle).sqrt(), Decimal(1)) if counted else Decimal(0)
        return cls(middle, max(deviation * NORMAL, abs(middle) * LEAST_SPREAD, by_chance) or Decimal(1))

    def is_far(self, value: Decimal, factor: Decimal) -> bool:
        """Whether a figure lies more than `factor` spreads from the middle."""
        return abs(value - self.middle) > self.spread * factor
