"""Every evening: read what changed, publish to the master, give feedback in the units' workbooks."""

from dataclasses import replace
from typing import Any

from sheets_sync.errors import SheetsSyncError, Stopped
from sheets_sync.pipeline import Project, provision
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.provisioning import Extent
from sheets_sync.pipeline.turning import lines_of
from sheets_sync.store.workbooks import MASTER

from .syncing import sync
from .work import Done, Work

#: By itself the job does nothing that somebody has to want.
HARMLESS = Extent(only_harmless=True, makes=False)


def nightly_sync(work: Work) -> Done:
    """Sync every period that is reported now; before it, bring workbooks into line where it harms nobody."""
    in_line = _in_line(work)
    done = work.in_each_period(sync)
    return replace(done, told={**done.told, **in_line})


def _in_line(work: Work) -> dict[str, Any]:
    """What was changed, and what `provision` would change besides; what fails here never stops the sync."""
    try:
        with work.projects(work.config.periods_at(work.now)) as projects:
            differing = [project.period for project in projects if _differs(project)]
        if not differing:
            return {}
        changed: list[str] = []
        waiting: list[str] = []
        with work.projects(differing, "provision") as projects:
            for project in projects:
                made = provision(project, extent=HARMLESS)
                changed += lines_of(project, made.changed)
                waiting += [*lines_of(project, made.waiting), *made.failed.values()]
    except Stopped:
        raise
    except SheetsSyncError as error:
        return {"not_in_line": str(error)}
    return {"changed": changed, "waiting": waiting}


def _differs(project: Project) -> bool:
    """Whether a period that has begun has workbooks that are not as the files say."""
    return MASTER in project.store.workbooks.known() and bool(plan(project))
