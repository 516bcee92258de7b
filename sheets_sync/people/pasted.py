"""Rows about somebody who was erased, pasted into a sheet again: nothing is kept, and the unit is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sheets_sync.config.loading import Config
from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.model import Doubt, Finding, Grid, Record, Submission, Unit
from sheets_sync.people.erasing import Awarded, awarded
from sheets_sync.people.half_gone import as_before
from sheets_sync.people.masking import OfPerson, masked_findings, masked_record
from sheets_sync.people.remembering import remembered
from sheets_sync.reading.lastgood import ERASED_AGAIN
from sheets_sync.reading.validation import Validated, reading_order
from sheets_sync.store import Store
from sheets_sync.store.erasures import Erasure
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.mentions import Needle, Sought


@dataclass(frozen=True, slots=True)
class Guard:
    """What was erased, as far as its key is there."""

    erasures: tuple[Erasure, ...] = ()
    key: bytes = b""
    awarded: Awarded = frozenset()
    #: Somebody was erased, or what was over went: the mark of it stands in sheets.
    erasing: bool = False
    #: What was over did not go everywhere yet.
    half_gone: bool = False

    @classmethod
    def of(cls, config: Config, store: Store) -> "Guard":
        """Everybody who was erased so far. Raises StoreError."""
        known = remembered(config, store)
        stays = awarded(config, store) if known.known else frozenset()
        expired = store.erasures.unidentified()
        erasing = bool(known.known or known.without_key or expired)
        return cls(known.known, known.key, stays, erasing, any(one.done is None for one in expired))

    def as_before(self, validated: Validated, previous: Submission | None) -> Validated:
        """What was read, as it was before where the rest did not go yet."""
        return as_before(validated, previous) if self.half_gone else validated

    def without(self, validated: Validated, form: Form, unit: Unit, grid: Grid | None) -> Validated:
        """What was read, without those who were erased; a question where each of them stands."""
        own = [one for one in self.erasures if one.unit in ("", unit.code)]
        if not own or grid is None or not any(map(self._of(own).sought.names, _texts(validated.records))):
            return validated
        for erasure in own:
            validated = self._without(validated, form, unit, grid, erasure)
        return validated

    def _of(self, erasures: Iterable[Erasure]) -> OfPerson:
        needles = tuple(Needle.read(one) for erasure in erasures for one in erasure.needles)
        return OfPerson(Sought(needles, self.key), self.awarded)

    def _without(
        self, validated: Validated, form: Form, unit: Unit, grid: Grid, erasure: Erasure
    ) -> Validated:
        masking = self._of([erasure])
        found = [masked_record(record, form, masking) for record in validated.records]
        records = tuple(record for record, _ in found)
        marks = {record.key: marked for record, marked in found if marked}
        doubt = Doubt(ERASED_AGAIN, {"day": format_date(erasure.at.date())})
        asked = [
            place(
                doubt,
                unit=unit.code,
                form=form.code,
                tab=grid.title,
                sheet_id=grid.sheet_id,
                cell=before.cells.get(name, str(before.row + 1)),
                label=form.column(name).heading.title,
            )
            for before, after in zip(validated.records, records, strict=True)
            for name in _first_changed(before, after, form)
        ]
        kept = masked_findings(validated.findings, validated.records, marks, masking)
        return replace(validated, records=records, findings=_in_order([*kept, *asked]))


def _texts(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        yield from (value for value in record.values.values() if isinstance(value, str))
        yield from record.rejected.values()


def _first_changed(before: Record, after: Record, form: Form) -> list[str]:
    """One question for each row: at its name, or at the first text that names the person."""
    changed = [
        name
        for name in form.by_field
        if before.values.get(name) != after.values.get(name)
        or before.rejected.get(name) != after.rejected.get(name)
    ]
    names = [name for name in changed if name == form.names_row]
    return (names or changed)[:1]


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=reading_order))
