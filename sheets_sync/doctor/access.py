"""The roster compared with what exists: who has no workbook, and who may not open the one there is."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from sheets_sync.campaign import opened_offline
from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, Verdict, doubtful, failed, good
from sheets_sync.errors import StoreError
from sheets_sync.model import Period
from sheets_sync.pipeline.large_forms import Size, sizes
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import lacking, told, unserved
from sheets_sync.store.workbooks import MASTER
from sheets_sync.unit_workbook.steps import Act

NAME, LINE, SIZE = "roster", "in line", "tab size"
#: As many names as a line holds.
NAMED = 12


def examine_access(config: Config, at: datetime) -> Iterator[Check]:
    """For each period that is reported now, from the store, without any call."""
    url = make_url(config.store_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        yield Check(NAME, Verdict.SKIPPED, "Not looked at: nothing has been made.")
        return
    for period in config.periods_at(at):
        try:
            yield from _of_period(config, period)
        except StoreError:
            # The check of the store tells what is wrong with it.
            yield Check(NAME, Verdict.SKIPPED, "Not looked at: the store cannot be read.")


def _of_period(config: Config, period: Period) -> Iterator[Check]:
    with opened_offline(config, period) as project:
        known = project.store.workbooks.known()
        if MASTER not in known:
            told = f"{period.title}: no workbook has been made."
            yield doubtful(NAME, told, "Run `sheets-sync provision`.")
            return
        yield _compared(project, {code for code, book in known.items() if book.ready})
        yield _in_line(project)
        if large := [one for one in sizes(project) if one.is_soon or one.is_over]:
            yield _large(period, large)


def _compared(project: Project, ready: set[str]) -> Check:
    without = [unit.name for code, unit in project.owing.items() if code not in ready]
    store, refused = project.store, unserved(project)
    untried = lacking(project, store.workbooks.with_office(), store.accesses.known())
    names = {(one.unit, one.email) for one in refused}
    new = [email for code, emails in untried.items() for email in emails if (code, email) not in names]
    seen = [
        *([f"{len(without)} without a workbook: {_few(without)}."] if without else []),
        *(
            [f"{len(refused)} without access: {_few([told(project, one) for one in refused])}."]
            if refused
            else []
        ),
        *([f"{len(new)} not let in yet: {_few(new)}."] if new else []),
    ]
    if not seen:
        return good(
            NAME, f"All {len(project.owing)} units have a workbook, and all addresses may open theirs."
        )
    remedy = "Run `sheets-sync provision`; for who is refused see “Addresses without a Google account” in "
    found = failed if without or refused else doubtful
    return found(NAME, " ".join(seen), f"{remedy}docs/operate.md.")


def _in_line(project: Project) -> Check:
    """Whether `provision` would change what is there."""
    differing = [one.name for one in plan(project) if Act.CREATE not in one.acts]
    if not differing:
        return good(LINE, f"{project.period.title}: the workbooks are as the files say.")
    told = f"{project.period.title}: {len(differing)} workbooks are not as the files say: {_few(differing)}."
    return doubtful(LINE, told, "`sheets-sync provision --dry-run` shows what would change.")


def _large(period: Period, found: Sequence[Size]) -> Check:
    """That a form's tab is about to become a workbook of its own."""
    told = "; ".join(f"“{one.title}” has {one.rows:,} rows" for one in found)
    return doubtful(
        SIZE,
        f"{period.title}: {told}. Beyond {found[0].most:,} a form's tab becomes a workbook of its own.",
        "Tell the office beforehand; `sheets-sync provision` makes it, the next sync moves the tab and what "
        "was written beside it. See “When a form outgrows the master” in docs/operate.md.",
    )


def _few(names: list[str]) -> str:
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; and {more} more" if more > 0 else "")
