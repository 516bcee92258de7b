"""Erasing a person, or what is over, in order: remembered, done everywhere, shown by the master."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sheets_sync.people.erasing import Went
from sheets_sync.people.keeping import Over, forget
from sheets_sync.people.making_up import make_up, make_up_history
from sheets_sync.people.remembering import remember
from sheets_sync.pipeline.locking import held
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.republishing import republish
from sheets_sync.pipeline.run import Options, run


def erase(
    projects: Sequence[Project],
    texts: Iterable[str],
    reason: str,
    unit: str,
    now: datetime,
    *,
    history: bool = False,
) -> Mapping[str, str]:
    """Erase somebody in all periods, or old values only; what failed, which the next run makes up for.

    `projects` are those whose masters are to show it at once. Raises GoogleError, StoreError, RunInProgress.
    """
    holdings = projects[0].holdings
    with held(holdings.store, now):
        remember(holdings.config, holdings.store, texts, reason, unit, now, history=history)
        failed = {**make_up(holdings, now), **make_up_history(holdings, now)}
    return {**failed, **_shown(projects, now)}


def forget_what_is_over(
    projects: Mapping[str, Project], found: Iterable[Over], now: datetime
) -> tuple[dict[str, Went], dict[str, str]]:
    """Make rows unidentifiable, period by period; what went, and what failed. Raises as `erase`."""
    done: dict[str, Went] = {}
    failed: dict[str, str] = {}
    for one in found:
        project = projects[one.period]
        with held(project.store, now):
            done[one.period] = forget(project.holdings, one, now)
            cells = sum(done[one.period].changed.values())
            project.store.notes.add(now, f"Hết thời hạn lưu: đã xóa thông tin cá nhân ở {cells} chỗ.")
            if not done[one.period].failed:
                failed |= republish(project, now)
        failed |= done[one.period].failed
    return done, failed


def _shown(projects: Iterable[Project], now: datetime) -> dict[str, str]:
    """The masters after an erasure: of a period that is reported now by a run, which tells the units too."""
    failed: dict[str, str] = {}
    for project in projects:
        if project.period.is_open(now):
            failed |= run(project, now, Options(mails=False)).failed
        else:
            with held(project.store, now):
                failed |= republish(project, now)
    return failed
