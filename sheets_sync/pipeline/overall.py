"""What all reports together show: from how each unit stands, whatever their reports hold. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_sync.forms.form import indicator_fields
from sheets_sync.judging.tasks import Call, Task, worst_first
from sheets_sync.master.tables.summary import Total, totals
from sheets_sync.model import Coverage
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.stances import Stance, stance_of

if TYPE_CHECKING:
    from sheets_sync.pipeline.consolidating import Consolidated


@dataclass(frozen=True)
class Overall:
    """How everybody stands."""

    scope: Scope
    #: By unit, in the roster's order.
    stances: Mapping[str, Stance]
    #: In the catalogue's order.
    totals: tuple[Total, ...]
    #: How the period before ended; empty without one.
    before: tuple[Coverage, ...]

    @classmethod
    def of(cls, found: "Consolidated") -> "Overall":
        """From what was consolidated of all units."""
        scope = found.scope
        own = found.submissions.of_forms(indicator_fields(scope.forms).keys())
        summed = totals(scope.forms, scope.config.indicators, own, scope.units)
        stances = {code: stance_of(found, unit) for code, unit in found.units.items()}
        return cls(scope, stances, summed, found.before)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Every unit x form, in the order of the roster and the registry."""
        return tuple(one for stance in self.stances.values() for one in stance.coverage)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Units that a telephone call helps, the worst first."""
        return worst_first(one.call for one in self.stances.values() if one.call is not None)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Reports that wait for the office, in the roster's order."""
        return tuple(task for stance in self.stances.values() for task in stance.tasks)

    @property
    def counted(self) -> Iterable[tuple[str, str]]:
        """Units and forms whose report counts."""
        return ((unit, form) for unit, stance in self.stances.items() for form in stance.counted)

    @property
    def arrivals(self) -> Iterable[datetime]:
        """When each report arrived."""
        return (at for stance in self.stances.values() for at in stance.counted.values() if at is not None)

    @cached_property
    def coverage_by_unit(self) -> Mapping[str, tuple[Coverage, ...]]:
        """Of each unit, for every form."""
        return {unit: stance.coverage for unit, stance in self.stances.items()}

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(stance.findings for stance in self.stances.values())
