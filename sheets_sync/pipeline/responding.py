"""Write into each unit's workbook what it should see: one write for each unit whose findings changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.model import ToldPlan
from sheets_sync.pipeline.answering_units import Answer, Answering
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.feedbacks import feedback_for
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.taking_in import Taken
from sheets_sync.store import KnownWorkbook
from sheets_sync.unit_workbook.feedback import Feedback

#: What a workbook shows that was never written to.
SILENCE = Feedback((), {}).fingerprint


@dataclass(frozen=True, slots=True)
class Responded:
    """What the units were told."""

    plans: tuple[ToldPlan, ...]
    #: Unit to reason, where Google refused: tried again the next time.
    failed: Mapping[str, str]


def behind(scope: Scope, consolidated: Consolidated, taken: Taken) -> list[str]:
    """Units that should see something else than they do, and whose workbook was not read in this run."""
    return [
        unit
        for unit, book in _readable(consolidated)
        if unit not in taken.workbooks and not _shows(book, _wanted(scope, consolidated, unit))
    ]


def _readable(consolidated: Consolidated) -> Iterator[tuple[str, KnownWorkbook]]:
    """Units with a workbook that can be read."""
    for unit in consolidated.units:
        book = consolidated.snapshot.workbooks.get(unit)
        if book is not None and book.ready and not book.unreadable:
            yield unit, book


def _wanted(scope: Scope, consolidated: Consolidated, unit: str) -> Feedback:
    return feedback_for(scope, consolidated, consolidated.units[unit])


def _shows(book: KnownWorkbook, wanted: Feedback) -> bool:
    return wanted.fingerprint == (book.feedback or SILENCE)


def respond(
    project: Project, consolidated: Consolidated, taken: Taken, at: datetime, *, dry_run: bool
) -> Responded:
    """Write what units should see into their workbooks, where they were read. Raises StoreError.

    What somebody took away comes back: row identities, the check tab.
    """
    answers: dict[str, Answer] = {}
    for unit, book in _readable(consolidated):
        if (read := taken.workbooks.get(unit)) is not None:
            wanted = _wanted(project, consolidated, unit)
            if not _shows(book, wanted):
                answers[unit] = Answer(wanted, read, taken.snapshot.workbooks[unit].seen_version)
    answering = Answering(project, answers, at, project.editors(taken.snapshot.refused))
    if dry_run:
        found = {unit: answering.rehearsed(unit) for unit in answers}
    else:
        found = dict(project.engine.each(answering))
    return Responded(
        tuple(one.told for one in found.values() if one.told is not None),
        {unit: one.failed for unit, one in found.items() if one.failed},
    )
