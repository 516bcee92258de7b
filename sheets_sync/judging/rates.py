"""How many reports arrived, in time and complete: counts and rates of any group of unit x form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.model import Completeness, Coverage, Timeliness

ARRIVED = (Timeliness.ON_TIME, Timeliness.LATE)


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts of unit x form."""

    owed: int
    on_time: int
    late: int
    #: Arrived, and nothing is left to mend or to explain.
    complete: int

    @property
    def missing(self) -> int:
        """Owed and not there, due or not."""
        return self.owed - self.on_time - self.late

    @property
    def timeliness(self) -> Decimal | None:
        """In time, in per cent of what is owed; None when nothing is."""
        return Decimal(self.on_time) / self.owed * 100 if self.owed else None

    @property
    def completeness(self) -> Decimal | None:
        """Complete, in per cent of what is owed; None when nothing is."""
        return Decimal(self.complete) / self.owed * 100 if self.owed else None


def rates(coverage: Iterable[Coverage]) -> Rates:
    """Of all that is owed among `coverage`."""
    owed = [one for one in coverage if one.timeliness is not None]
    return Rates(
        len(owed),
        sum(one.timeliness is Timeliness.ON_TIME for one in owed),
        sum(one.timeliness is Timeliness.LATE for one in owed),
        sum(one.completeness is Completeness.COMPLETE and one.timeliness in ARRIVED for one in owed),
    )


def rates_by(coverage: Iterable[Coverage], group: Callable[[Coverage], str]) -> dict[str, Rates]:
    """Of each group, in the order in which the groups appear; groups that owe nothing are left out."""
    groups: dict[str, list[Coverage]] = {}
    for one in coverage:
        if one.timeliness is not None:
            groups.setdefault(group(one), []).append(one)
    return {name: rates(own) for name, own in groups.items()}


def points(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """How far a rate moved, in percentage points; None where there is nothing to compare."""
    return None if now is None or before is None else now - before
