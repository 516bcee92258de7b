"""Who took over from units that left, and so looks after their reports."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sheets_sync.model import Unit


@dataclass(frozen=True)
class Succession:
    """The roster's units, asked about who followed whom."""

    units: tuple[Unit, ...]

    def heirs(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that took over from one: its successor, and those that a split made of it."""
        found = {*self._made_of.get(unit.code, ()), self._places.get(unit.successor or "")}
        return tuple(self.units[place] for place in sorted(one for one in found if one is not None))

    def in_charge_of(self, unit: Unit, day: date) -> tuple[Unit, ...]:
        """Who looks after a unit's reports on a day: itself, or who took over since it left."""
        found: dict[str, Unit] = {}
        seen: set[str] = set()
        asked = [unit]
        while asked:
            one = asked.pop(0)
            if one.code in seen:
                continue
            seen.add(one.code)
            if one.has_left(day):
                asked += self.heirs(one)
            else:
                found[one.code] = one
        return tuple(found.values())

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where each unit stands in the roster, by code."""
        return {unit.code: place for place, unit in enumerate(self.units)}

    @cached_property
    def _made_of(self) -> Mapping[str, list[int]]:
        """Where the units stand that a split made of one, by its code."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, unit in enumerate(self.units):
            for origin in unit.origins:
                found[origin].append(place)
        return found
