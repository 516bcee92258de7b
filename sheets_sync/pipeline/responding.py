"""Write into each unit's workbook what it should see: one write for each unit whose findings changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.model import Workbook, WritePlan
from sheets_sync.pipeline.answering_units import Answer, Answering
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.feedbacks import feedback_for
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.taking_in import Taken
from sheets_sync.unit_workbook import feedback
from sheets_sync.unit_workbook.feedback import Feedback

#: What a workbook shows that was never written to.
SILENCE = Feedback((), {}).fingerprint


@dataclass(frozen=True, slots=True)
class Responded:
    """What the units were told."""

    plans: tuple[WritePlan, ...]
    #: Unit to reason, where Google refused: tried again the next time.
    failed: Mapping[str, str]


def behind(scope: Scope, consolidated: Consolidated, taken: Taken) -> list[str]:
    """Units that should see something else than they do, and whose workbook was not read in this run."""
    return [unit for unit in _due(scope, consolidated, taken.workbooks) if unit not in taken.workbooks]


def _due(scope: Scope, consolidated: Consolidated, workbooks: Mapping[str, Workbook]) -> dict[str, Feedback]:
    """What units, among those with a readable workbook, should see where it is not what they see.

    Of `workbooks`, those read in this run, also what somebody took away: row identities, the check tab.
    """
    found: dict[str, Feedback] = {}
    for code, unit in consolidated.units.items():
        book = consolidated.snapshot.workbooks.get(code)
        if book is None or not book.ready or book.unreadable:
            continue
        wanted = feedback_for(scope, consolidated, unit)
        read = workbooks.get(code)
        spoiled = read is not None and feedback.spoiled(read, wanted)
        if spoiled or wanted.fingerprint != (book.feedback or SILENCE):
            found[code] = wanted
    return found


def respond(
    project: Project, consolidated: Consolidated, taken: Taken, at: datetime, *, dry_run: bool
) -> Responded:
    """Write what units should see into their workbooks, where they were read. Raises StoreError."""
    snapshot, workbooks = taken.snapshot, taken.workbooks
    due = _due(project, consolidated, workbooks)
    answers = {
        unit: Answer(one, workbooks[unit], snapshot.workbooks[unit].seen_version)
        for unit, one in due.items()
        if unit in workbooks
    }
    answering = Answering(project, answers, at, project.editors(snapshot.refused))
    plans = tuple(answering.plans.values())
    failed = {unit: str(defect) for unit, defect in answering.defects.items()}
    if dry_run:
        return Responded(plans, failed)
    told = project.engine.each(answering)
    return Responded(plans, failed | {unit: done.failed for unit, done in told if done.failed})
