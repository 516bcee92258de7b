"""What counts of all that was reported: the latest of who owes it, what stays of who does no more. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sheets_sync.findings.rows import in_order
from sheets_sync.forms.form import Form
from sheets_sync.master.tables.wording import STATE
from sheets_sync.model import Finding, Handling, Record, State, Submission, Unit
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import AllRemarks, Snapshot

#: By unit and form code, findings that the reports themselves do not show.
Added = Mapping[tuple[str, str], Sequence[Finding]]


@dataclass(frozen=True)
class Counted(Iterable[Submission]):
    """The latest submissions that count, in the roster's order, those of unreadable workbooks marked so.

    May be gone through any number of times; where there are many, each is made anew and held by nobody.
    """

    scope: Scope
    #: By code, in the roster's order.
    units: Mapping[str, Unit]
    snapshot: Snapshot
    #: With them a form's findings stand as its cells do.
    added: Added | None = None

    def with_findings(self, added: Added) -> "Counted":
        """The same with more findings, those of a form as its cells stand."""
        return replace(self, added=added)

    def __iter__(self) -> Iterator[Submission]:
        return iter(self._few) if self._few is not None else self._made(self.units, self.scope.forms)

    def of_unit(self, unit: str) -> tuple[Submission, ...]:
        """Of one unit."""
        if self._few is not None:
            return self._by_unit.get(unit, ())
        return tuple(self._made((unit,), self.scope.forms)) if unit in self.units else ()

    def of_forms(self, forms: Collection[str]) -> Iterator[Submission]:
        """Of these forms alone: no others are looked at."""
        if self._few is not None:
            return (one for one in self._few if one.form in forms)
        return self._made(self.units, [form for form in self.scope.forms if form.code in forms])

    @property
    def by_owner(self) -> Mapping[tuple[str, str], Submission]:
        """By unit and form code."""
        if self._few is not None:
            return {(one.unit, one.form): one for one in self._few}
        return _ByOwner(self)

    @cached_property
    def _few(self) -> tuple[Submission, ...] | None:
        """All of them, where they take little room."""
        return tuple(self._made(self.units, self.scope.forms)) if self.snapshot.latest.is_small else None

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Submission, ...]]:
        found: dict[str, tuple[Submission, ...]] = {}
        for one in self._few or ():
            found[one.unit] = (*found.get(one.unit, ()), one)
        return found

    def _made(self, units: Iterable[str], forms: Sequence[Form]) -> Iterator[Submission]:
        return (one for unit in units for form in forms if (one := self.one(unit, form)) is not None)

    def one(self, unit: str, form: Form) -> Submission | None:
        """What a unit's report in a form is, as far as it counts."""
        found = self.snapshot.latest.get((unit, form.code))
        if found is not None:
            found = _counting(self.scope, self.units[unit], form, found, self.snapshot.remarks)
        if found is None:
            return None
        if unit in self.snapshot.unreadable:
            found = replace(found, state=State.LAST_GOOD)
        if self.added is None:
            return found
        return replace(found, findings=in_order((*found.findings, *self.added.get((unit, form.code), ()))))


class _ByOwner(Mapping[tuple[str, str], Submission]):
    """What counts by unit and form code, made when it is looked at."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._forms = {form.code: form for form in counted.scope.forms}

    def __getitem__(self, owner: tuple[str, str]) -> Submission:
        unit, form = owner
        found = self._counted.one(unit, self._forms[form]) if unit in self._counted.units else None
        if found is None:
            raise KeyError(owner)
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((one.unit, one.form) for one in self._counted)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _counting(
    scope: Scope, unit: Unit, form: Form, found: Submission, remarks: AllRemarks
) -> Submission | None:
    """What was reported for a period stays in it although it is no longer owed.

    Of a unit that has left all that it reported; of a form that it lost what the office approved.
    """
    if form in scope.forms_of(unit):
        return found if not unit.departed or found.arrived is not None else None
    approved = tuple(one for one in found.records if review_of(one, remarks) == Handling.APPROVED)
    return replace(found, records=approved, findings=()) if approved else None


def review_of(record: Record, remarks: AllRemarks) -> str:
    """The state that the office chose for a record; waiting when it chose none."""
    return remarks.get(record.identity, {}).get(STATE) or Handling.PENDING.value
