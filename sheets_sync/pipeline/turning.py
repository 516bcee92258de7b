"""From one period to the next: workbooks are made when a period opens, reports are closed when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.errors import GoogleError
from sheets_sync.pipeline.closing import close
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.provisioning import provision
from sheets_sync.pipeline.sharing import MASTER_NAME, lacking, told
from sheets_sync.store.workbooks import MASTER


@dataclass(frozen=True, slots=True)
class Turned:
    """What was done about periods."""

    #: Codes of periods that have all their workbooks since, and of those whose reports are closed since.
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    #: Period to reason, where Google refused; tried again the next time.
    failed: dict[str, str]
    #: Period to lines about addresses that Google does not let in; tried again the next time.
    unserved: dict[str, tuple[str, ...]]


def to_open(projects: Sequence[Project], at: datetime) -> list[Project]:
    """The periods that are reported and lack workbooks, or people in them."""
    return [project for project in projects if project.period.is_open(at) and not _complete(project)]


def to_close(projects: Sequence[Project], at: datetime) -> list[Project]:
    """The periods that have ended, whose reports are not closed."""
    return [
        project
        for project in projects
        if project.period.closes is not None
        and project.period.closes <= at
        and MASTER in project.store.workbooks.known()
        and project.units.keys() - project.store.closings.known().keys()
    ]


def turn(projects: Sequence[Project], at: datetime, now: datetime | None = None) -> Turned:
    """Open and close what is due; a period that fails never stops the others. Raises what a run raises.

    `projects` are all periods of the campaign. Needs the rights to create files.
    """
    opened, closed, failed, unserved = [], [], {}, {}
    for project in to_open(projects, at):
        period, had_all = project.period.code, _has_workbooks(project)
        try:
            made = provision(project)
        except GoogleError as error:
            failed[period] = str(error)
            continue
        if made.failed:
            named = (
                (project.units[code].name if code else MASTER_NAME, why) for code, why in made.failed.items()
            )
            failed[period] = " ".join(f"{name}: {why}" for name, why in named)
        elif not had_all:
            opened.append(period)
        if made.unserved:
            unserved[period] = tuple(told(project, one) for one in made.unserved)
    for project in to_close(projects, at):
        try:
            close(project, project.units, at, now)
            closed.append(project.period.code)
        except GoogleError as error:
            failed[project.period.code] = str(error)
    return Turned(tuple(opened), tuple(closed), failed, unserved)


def _complete(project: Project) -> bool:
    return _has_workbooks(project) and not lacking(project)


def _has_workbooks(project: Project) -> bool:
    known = project.store.workbooks.known()
    return all(code in known and known[code].ready for code in (MASTER, *project.units))
