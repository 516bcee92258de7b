"""From one period to the next: workbooks are made when a period opens, reports are closed when it ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from sheets_sync.errors import GoogleError
from sheets_sync.pipeline.closing import close
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.provisioning import Extent, provision
from sheets_sync.pipeline.sharing import name_of, told
from sheets_sync.store.workbooks import MASTER

Told = TypeVar("Told", str, tuple[str, ...])


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
    #: Period to lines about what was changed in workbooks, and about what `provision` would change besides.
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)


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

    In open periods it also changes what nobody is harmed by. `projects` are all periods of the campaign.
    Needs the rights to create files.
    """
    day = at.astimezone(projects[0].config.zone).date()
    projects = [replace(project, day=day) for project in projects]
    turned = Turned((), (), {}, {})
    for project in projects:
        if project.period.is_open(at):
            turned = _opened(project, turned)
    closed, failed = [], dict(turned.failed)
    for project in to_close(projects, at):
        try:
            close(project, project.units, at, now)
            closed.append(project.period.code)
        except GoogleError as error:
            failed[project.period.code] = str(error)
    return replace(turned, closed=tuple(closed), failed=failed)


def _opened(project: Project, turned: Turned) -> Turned:
    """What was done, this period included."""
    period, had_all = project.period.code, _has_workbooks(project)
    try:
        made = provision(project, extent=Extent(only_harmless=True))
    except GoogleError as error:
        return replace(turned, failed={**turned.failed, period: str(error)})
    failed = " ".join(f"{name_of(project, code)}: {why}" for code, why in made.failed.items())
    opened = not made.failed and not had_all
    changed = lines_of(project, made.changed) if had_all else ()
    return replace(
        turned,
        opened=(*turned.opened, period) if opened else turned.opened,
        failed=_with(turned.failed, period, failed),
        unserved=_with(turned.unserved, period, tuple(told(project, one) for one in made.unserved)),
        changed=_with(turned.changed, period, changed),
        waiting=_with(turned.waiting, period, lines_of(project, made.waiting)),
    )


def _with(found: dict[str, Told], period: str, told: Told) -> dict[str, Told]:
    return {**found, period: told} if told else found


def lines_of(project: Project, found: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """`Tổ dân phố số 1: đổi tên tệp …`, a line a step."""
    return tuple(f"{name_of(project, code)}: {line}" for code, lines in found.items() for line in lines)


def _has_workbooks(project: Project) -> bool:
    known = project.store.workbooks.known()
    return all(code in known and known[code].ready for code in (MASTER, *project.owing))
