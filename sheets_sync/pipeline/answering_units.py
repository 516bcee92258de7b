"""Write into one unit's workbook what it should see, and keep that it sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from sheets_sync.errors import Defect, GoogleError, GoogleUnavailable, SheetsSyncError
from sheets_sync.model import ToldPlan, Workbook, WritePlan
from sheets_sync.pipeline.packing import WORKBOOK, PackedWorkbook
from sheets_sync.pipeline.parts import write_parts
from sheets_sync.pipeline.project import Project
from sheets_sync.reading.binding import bind
from sheets_sync.store.codec import dump, load, load_finding
from sheets_sync.store.packing import Packing
from sheets_sync.unit_workbook import feedback
from sheets_sync.unit_workbook.calls import in_calls
from sheets_sync.unit_workbook.check_tab import FormLine
from sheets_sync.unit_workbook.feedback import Feedback
from sheets_sync.unit_workbook.refurnishing import tab_of
from sheets_sync.unit_workbook.row_ids import Named, named, seen_again, taken_back

if TYPE_CHECKING:
    from sheets_sync.google import Google


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit is to see."""

    wanted: Feedback
    #: Its workbook as read in this run, and up to where it is known since.
    workbook: PackedWorkbook
    version: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it."""

    #: Calls that wrote.
    calls: int
    #: Why Google refused; empty when it did not.
    failed: str = ""
    #: What was to be done; None where our code has no plan.
    told: ToldPlan | None = None


@dataclass(frozen=True)
class Answering:
    """The work of telling units: one write for each, and what is kept of it."""

    project: Project
    answers: Mapping[str, Answer]
    at: datetime
    #: Whose account may write what is protected.
    accounts: tuple[str, ...]
    #: Units whose workbook may have been written since it was read.
    begun: frozenset[str] = frozenset()
    name: str = "respond"

    @classmethod
    def of_errand(cls, project: Project, unit: str, errand: str) -> "Answering":
        """The same of one unit, as it was written elsewhere. Raises StoreError."""
        told = load(errand)
        workbook = WORKBOOK.validate_json(told["workbook"])
        answer = Answer(_feedback(told), PackedWorkbook.of(workbook, Packing()), told["version"])
        return cls(project, {unit: answer}, told["at"], tuple(told["accounts"]))

    @property
    def units(self) -> tuple[str, ...]:
        """Whoever is to see something else."""
        return tuple(self.answers)

    @property
    def threads(self) -> int:
        """As many as the campaign may ask Google at once."""
        return self.project.config.settings.google.threads

    def rehearsed(self, unit: str) -> Written:
        """What would be written."""
        plan = self._unless_defect(unit)
        return Written(0, str(plan)) if isinstance(plan, Defect) else Written(0, told=plan[0].told)

    def _unless_defect(self, unit: str) -> tuple[WritePlan, tuple[Named, ...]] | Defect:
        """What our code makes of one unit stops no other."""
        try:
            return self._plan(unit, self.answers[unit].workbook.workbook)
        except (SheetsSyncError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 (a defect, whatever it is)
            return Defect.of(error)

    def _plan(self, unit: str, workbook: Workbook) -> tuple[WritePlan, tuple[Named, ...]]:
        """What to write, and the rows that get an identity with it."""
        header_rows, names = {}, {}
        for form in self.project.forms_of(self.project.units[unit]):
            grid = tab_of(workbook, form)
            if grid is not None:
                bound = bind(grid, form)
                header_rows[grid.sheet_id] = max(0, bound.header_row)
                if form.names_row in bound.positions:
                    names[grid.sheet_id] = bound.positions[form.names_row]
        local, wanted = self.at.astimezone(self.project.config.zone), self.answers[unit].wanted
        plan = feedback.plan(workbook, wanted, header_rows, self.project.web, local, self.accounts)
        return plan, named(workbook, wanted.row_ids, names)

    def begin(self, unit: str) -> Written:
        """Carry out the plan; what Google refuses is told."""
        plan = self._unless_defect(unit)
        if isinstance(plan, Defect):
            return Written(0, str(plan))
        try:
            return Written(self._carried_out(*plan, unit), told=plan[0].told)
        except GoogleError as error:
            return Written(0, str(error), plan[0].told)

    def _carried_out(self, plan: WritePlan, rows: tuple[Named, ...], unit: str) -> int:
        """Calls that wrote. Raises GoogleError."""
        if unit in self.begun:
            return self._look_and_write(plan.workbook, unit)
        try:
            return _write(self.project.google, plan, rows)
        except GoogleUnavailable:
            # Nobody knows whether it was written.
            return self._look_and_write(plan.workbook, unit)

    def _look_and_write(self, workbook: str, unit: str) -> int:
        """Look again, and write what is missing; calls that wrote. Raises GoogleError."""
        google = self.project.google
        return _write(google, *self._plan(unit, google.read(workbook)))

    def finish(self, unit: str, begun: Written) -> Written:
        """Keep what the unit sees. Raises StoreError."""
        if not begun.failed:
            answer = self.answers[unit]
            # A write of ours moves Drive's counter by one; an edit of the unit moves it further.
            version = None if unit in self.begun else answer.version
            after = None if version is None else version + begun.calls
            self.project.store.workbooks.shows(unit, answer.wanted.fingerprint, after)
        return begun

    def begun_before(self, unit: str) -> Self:
        """The same, with another look at this unit's workbook before it is written."""
        return replace(self, begun=self.begun | {unit})

    def errand(self, unit: str) -> str:
        """What the unit is to see, and its workbook as read."""
        one = self.answers[unit]
        workbook = WORKBOOK.dump_json(one.workbook.workbook).decode()
        # Tabs have numbers, which JSON would make texts of where they are keys.
        row_ids = [[tab, dict(cells)] for tab, cells in one.wanted.row_ids.items()]
        told = {
            "at": self.at,
            "accounts": self.accounts,
            "workbook": workbook,
            "version": one.version,
            "findings": [dump(finding) for finding in one.wanted.findings],
            "row_ids": row_ids,
        }
        more = {name: getattr(one.wanted, name) for name in ("closed", "questions", "forms")}
        return dump(told | more)

    def answer(self, done: Written) -> str:
        """What became of it, for whoever asked."""
        return dump(done)

    def answered(self, answer: str) -> Written:
        """Back from what `answer` gave. Raises StoreError."""
        found = load(answer)
        told = found.pop("told", None)
        return Written(**found, told=told and ToldPlan(told["workbook"], tuple(told["summary"])))


def _feedback(told: Mapping[str, Any]) -> Feedback:
    """Back from an errand."""
    return Feedback(
        findings=tuple(map(load_finding, told["findings"])),
        row_ids=dict(told["row_ids"]),
        closed=told["closed"],
        questions=told["questions"],
        forms=tuple(FormLine(**one) for one in told["forms"]),
    )


def _write(google: "Google", plan: WritePlan, rows: Sequence[Named]) -> int:
    """Carry out a plan, in several calls where it is large; how many. Raises GoogleError.

    What Google refuses is raised once all the rest is done. An identity that met another of the `rows` than
    was read is taken back.
    """
    calls = list(in_calls(plan))
    outcomes = [write_parts(google, call, seen_again(rows) if call is calls[-1] else ()) for call in calls]
    after = outcomes[-1][0] if outcomes else None
    mended = after and taken_back(rows, after)
    if mended:
        google.apply(mended)
    refused = next((error for _, error in outcomes if error is not None), None)
    if refused is not None:
        raise refused
    return len(outcomes) + bool(mended)
