"""Which workbooks differ from the campaign's files, known from run to run while nothing changes.

To compare a workbook is to make all that it is to have. A run keeps the codes of those that differ under a
mark of what they were compared with; under the same mark only those are compared again.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sheets_sync.pipeline.large_forms import own_books
from sheets_sync.pipeline.project import Project

if TYPE_CHECKING:
    from sheets_sync.pipeline.planning import WorkbookPlan

#: Key of a run's summary.
IN_LINE = "in_line"
#: The run under way tells it at its end only.
LOOKED_AT = 2


@dataclass(frozen=True, slots=True)
class InLine:
    """What has to be done, and what a run keeps of it."""

    plans: tuple["WorkbookPlan", ...]
    mark: str = ""

    @property
    def told(self) -> list[object]:
        """As the run keeps it."""
        return [self.mark, [one.code for one in self.plans]]


NOT_COMPARED = InLine(())


def compared(project: Project) -> InLine:
    """What `provision` would do, by the store and by what the last run kept. No call. Raises StoreError."""
    mark = _mark(project)
    kept = (run.summary.get(IN_LINE) for run in project.store.runs.latest(LOOKED_AT))
    match next(filter(None, kept), None):
        case [str(before), list(codes)] if before == mark:
            return InLine(_plans(project, frozenset(codes)) if codes else (), mark)
    return InLine(_plans(project), mark)


def _plans(project: Project, only: frozenset[str] | None = None) -> tuple["WorkbookPlan", ...]:
    # What is in line needs nothing of what workbooks are made of.
    from sheets_sync.pipeline.planning import plan

    return plan(project, only=only)


def _mark(project: Project) -> str:
    """Changes with whatever `plan` looks at."""
    store = project.store
    books = store.workbooks.with_office().values()
    told = (
        project.config.mark,
        project.period,
        project.day,
        project.google.account,
        [(one.unit, one.id, one.ready, bool(one.unreadable)) for one in books],
        sorted(store.furnishings.fingerprints().items()),
        [(one.unit, one.email, one.refusal) for one in store.accesses.known()],
        sorted(store.submissions.without_tab(project.period.code)),
        own_books(project),
    )
    return sha256(repr(told).encode()).hexdigest()[:16]
