"""What some units' new reports bring about for others, from the records under the same marks alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.forms.form import Form, indicator_fields
from sheets_sync.judging.crosscheck import Between, compared
from sheets_sync.judging.evaluation import Outliers, outliers
from sheets_sync.master.tables.summary import Total, totals
from sheets_sync.model import Record, Submission
from sheets_sync.pipeline.bookkeeping import comparisons, submission_of
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.stances import Stance
from sheets_sync.store.ledger import Comparison

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """All records under one mark, before and now, by the reports that hold them in the roster's order."""

    form: Form
    mark: str
    before: Sequence[Submission]
    now: Sequence[Submission]


@dataclass(frozen=True)
class Others:
    """What changes between units."""

    project: Project
    groups: Sequence[_Group]

    @classmethod
    def of(cls, project: Project, changed: Mapping[str, Sequence[Submission]]) -> "Others":
        """`changed` are units with all their reports that count. Raises StoreError."""
        now = {
            unit: {(one.form, one.mark): one for held in reports for one in comparisons(project, held)}
            for unit, reports in changed.items()
        }
        marks: dict[Place, None] = {}
        for unit, own in now.items():
            kept = {(one.form, one.mark): one for one in project.store.ledger.comparisons_of(unit)}
            marks |= dict.fromkeys(one for one in {**kept, **own} if kept.get(one) != own.get(one))
        return cls(project, [_group(project, place, now) for place in marks])

    @property
    def indicators(self) -> frozenset[str]:
        """Marks that are indicators."""
        return frozenset(group.mark for group in self.groups if group.form.holds_indicators)

    def affected(self) -> frozenset[str]:
        """Units for which something else follows, whether they changed or not."""
        found: set[str] = set()
        for group in self.groups:
            before, now = self._between(group, group.before), self._between(group, group.now)
            found |= {unit for unit in {*before, *now} if before.get(unit) != now.get(unit)}
            strange_before, strange = self._strange(group.before, ()), self._strange(group.now, ())
            places = {*strange_before, *strange}
            found |= {one[0] for one in places if strange_before.get(one) != strange.get(one)}
        return frozenset(found & self.project.units.keys())

    def between(self, stances: Mapping[str, Stance], units: Iterable[str]) -> tuple[Between, ...]:
        """All that others bring about for these units, of whom `stances` tell how they stood."""
        again = {(group.form.code, group.mark) for group in self.groups}
        new = [self._between(group, group.now) for group in self.groups]
        return tuple(
            one
            for unit in units
            for one in (
                *(one for one in stances[unit].between if (one.finding.form, one.mark) not in again),
                *(one for found in new for one in found.get(unit, ())),
            )
        )

    def strange(
        self, stances: Mapping[str, Stance], units: Iterable[str], before: Iterable[Submission]
    ) -> Outliers:
        """The figures of these units that stand out; `before` is what they reported in the period before."""
        units, again = frozenset(units), self.indicators
        found = {
            (unit, code): why
            for unit in units
            for code, why in stances[unit].strange.items()
            if code not in again
        }
        records = [record for one in before for record in one.records]
        for group in self.groups:
            own = [one for one in records if one.key == group.mark]
            found |= {one: why for one, why in self._strange(group.now, own).items() if one[0] in units}
        return found

    def totals(self, known: Iterable[Total]) -> tuple[Total, ...]:
        """The totals of all indicators, those anew whose records changed."""
        indicators = self.project.config.indicators
        new = {
            total.indicator.code: total
            for group in self.groups
            if group.form.holds_indicators and group.mark in indicators
            for total in totals(
                [group.form], {group.mark: indicators[group.mark]}, group.now, self.project.units
            )
        }
        return tuple(new.get(one.indicator.code, one) for one in known)

    def _between(self, group: _Group, held: Iterable[Submission]) -> Mapping[str, list[Between]]:
        found: dict[str, list[Between]] = defaultdict(list)
        project = self.project
        for one in compared(held, [group.form], project.units, project.config.indicators):
            found[one.finding.unit].append(one)
        return found

    def _strange(self, held: Iterable[Submission], before: Iterable[Record]) -> Outliers:
        settings = self.project.config.settings.evaluation
        if settings is None:
            return {}
        records = (record for one in held if one.arrived is not None for record in one.records)
        return outliers(records, before, self.project.units, indicator_fields(self.project.forms), settings)


def _group(project: Project, place: Place, now: Mapping[str, Mapping[Place, Comparison]]) -> _Group:
    form, mark = place
    kept = {one.unit: one for one in project.store.ledger.compared(form, mark)}
    own = {unit: held[place] for unit, held in now.items() if place in held}
    others = {unit: one for unit, one in kept.items() if unit not in now}
    read = {one: submission_of(project, one) for one in {*kept.values(), *own.values()}}

    def in_order(found: Mapping[str, Comparison]) -> list[Submission]:
        return [read[found[unit]] for unit in project.units if unit in found]

    known = next(one for one in project.forms if one.code == form)
    return _Group(known, mark, in_order(kept), in_order(others | own))
