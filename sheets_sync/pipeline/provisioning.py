"""Bring the workbooks of a period into line with the campaign's files; nothing is made twice."""

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sheets_sync.errors import GoogleError, NotFound
from sheets_sync.google.refusals import others_may_go_on
from sheets_sync.pipeline.furnishing_workbooks import furnish, refurnish
from sheets_sync.pipeline.planning import WorkbookPlan, plan, wanted_furnishing, welcome
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import lacking, revoke, share, surplus, unserved, wanted
from sheets_sync.store.accesses import KnownAccess
from sheets_sync.store.workbooks import MASTER, KnownWorkbook
from sheets_sync.unit_workbook.steps import Act

#: Marks, kept by Drive on the file itself, by which an interrupted provision finds what it made.
CAMPAIGN_MARK, UNIT_MARK, PERIOD_MARK = "sheetsSyncCampaign", "sheetsSyncUnit", "sheetsSyncPeriod"
#: The mark of the master, which has no unit code.
MASTER_MARK = "master"
DELETED = "If it was deleted for good, `sheets-sync provision --replace {}` makes another."


@dataclass(frozen=True, slots=True)
class Provisioned:
    """What was made and changed."""

    created: tuple[str, ...]
    #: Units whose workbook got the tabs of forms that it lacked.
    completed: tuple[str, ...]
    #: Unit code to address; the master's code is empty.
    links: dict[str, str]
    #: Unit code to reason, for workbooks that could not be made or changed: tried again the next time.
    failed: dict[str, str]
    #: Whom the roster names and Google does not let in: tried again the next time.
    unserved: tuple[KnownAccess, ...]
    #: Unit code to what was done to its workbook, in the office's words.
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Unit code to what remains to be done, which somebody has to want.
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a provision goes."""

    #: Codes of units, or the master's, whose files were deleted for good.
    replace: Collection[str] = ()
    #: Take the access of those away whom the roster names no more.
    revoke: bool = False
    #: Do what nobody can be harmed by, and nothing else.
    only_harmless: bool = False
    #: Make what is missing.
    makes: bool = True

    def covers(self, act: Act) -> bool:
        """Whether steps of this kind are done."""
        if act is Act.REVOKE:
            return self.revoke and not self.only_harmless
        if act is Act.CREATE:
            return self.makes
        return act.is_harmless or not self.only_harmless


def provision(
    project: Project,
    progress: Callable[[str], None] = lambda _unit: None,
    replace: Collection[str] = (),
    extent: Extent = Extent(),
) -> Provisioned:
    """Create, fill and share what is missing, change what differs. No call at all when nothing does.

    For each missing workbook: one Drive call to create it, one read and one write to fill it, one Drive call
    to see with whom it is shared and one for each address. For one that differs: one Drive call for another
    name, one read and one write for what is in it, one Drive call and one for each address that is new or to
    be taken away. Each workbook by itself; raises GoogleError for what would refuse every one.
    """
    extent = dataclasses.replace(extent, replace={*replace, *extent.replace})
    known, plans = project.store.workbooks.with_office(), plan(project, extent.replace)
    makes = any(extent.covers(act) for one in plans for act in one.acts if act is Act.CREATE)
    made = _made_before(project, known) if makes else {}
    failed: dict[str, str] = {}
    done: dict[str, WorkbookPlan] = {}
    for one in plans:
        if not any(map(extent.covers, one.acts)):
            continue
        with _alone(failed, one.code):
            if Act.CREATE in one.acts:
                _make(project, one.code, made, known)
            else:
                _change(project, one, extent)
            done[one.code] = one
        progress(one.code)
    return _told(project, plans, done, failed, extent)


def _told(
    project: Project,
    plans: tuple[WorkbookPlan, ...],
    done: Mapping[str, WorkbookPlan],
    failed: dict[str, str],
    extent: Extent,
) -> Provisioned:
    applied = {
        code: lines
        for code, one in done.items()
        if (lines := tuple(step.text for step in one.steps if extent.covers(step.act)))
    }
    waiting = {
        one.code: lines
        for one in plans
        if (lines := tuple(step.text for step in one.steps if not extent.covers(step.act)))
    }
    return Provisioned(
        created=tuple(code for code, one in done.items() if Act.CREATE in one.acts),
        completed=tuple(code for code, one in done.items() if Act.TAB in one.acts),
        links={
            code: project.web.link(book.id) for code, book in project.store.workbooks.with_office().items()
        },
        failed=failed,
        unserved=unserved(project),
        changed=applied,
        waiting=waiting,
    )


@contextmanager
def _alone(failed: dict[str, str], code: str) -> Iterator[None]:
    """What is refused of one workbook is noted and stops no other; raises what would refuse all."""
    try:
        yield
    except GoogleError as error:
        if not others_may_go_on(error):
            raise
        gone = DELETED.format(code or MASTER_MARK) if isinstance(error, NotFound) else ""
        failed[code] = f"{error} {gone}".strip()


def _make(project: Project, code: str, made: Mapping[str, str], known: Mapping[str, KnownWorkbook]) -> None:
    """Fill and share: first the accounts that protections name, the unit once there is something to see."""
    workbook = made.get(code or MASTER_MARK)
    if workbook is None:
        workbook = _create(project, code)
    else:
        # Somebody may have been erased while nobody knew that it is there.
        project.store.erasures.begin_again()
    _remember(project, code, workbook, known)
    everybody, accounts = wanted(project, code), [email.lower() for email in project.sync_accounts]
    share(project, code, workbook, [email for email in everybody if email in accounts])
    furnish(project, code, workbook)
    share(project, code, workbook, [email for email in everybody if email not in accounts])
    project.store.workbooks.ready(code)


def _change(project: Project, one: WorkbookPlan, extent: Extent) -> None:
    books, accesses = project.store.workbooks.with_office(), project.store.accesses.known()
    workbook = books[one.code].id
    covered = {act for act in one.acts if extent.covers(act)}
    if covered - {Act.SHARE, Act.REVOKE}:
        refurnish(project, one.code, workbook, only_harmless=extent.only_harmless)
    if Act.SHARE in covered:
        share(project, one.code, workbook, lacking(project, books, accesses).get(one.code, ()))
    if Act.REVOKE in covered:
        revoke(project, one.code, workbook, surplus(project, books, accesses).get(one.code, ()))


def _remember(project: Project, code: str, workbook: str, known: Mapping[str, KnownWorkbook]) -> None:
    """A new master shows again what the office had written in the one before."""
    with project.store.transaction():
        project.store.workbooks.remember(code, workbook)
        project.store.accesses.forget(code)
        project.store.furnishings.forget(code)
        if code == MASTER and MASTER in known:
            project.store.publications.inherit(known[MASTER].id, workbook)


def _made_before(project: Project, known: Mapping[str, KnownWorkbook]) -> dict[str, str]:
    """Workbooks of this period that exist at Google, by mark: the store may have been lost.

    With it the units were lost that had left: what they reported stays, so they are known again.
    """
    found = {code: workbook for workbook, code in workbooks_of(project).items()}
    if not known:
        here = {unit.code for unit in project.config.units}
        for code, workbook in found.items():
            if code in here and code not in project.owing:
                project.store.workbooks.remember(code, workbook)
                project.store.workbooks.ready(code)
    return found


def workbooks_of(project: Project) -> dict[str, str]:
    """Workbooks of this period that bear our marks: id to unit. One Drive call."""
    found = project.google.find(CAMPAIGN_MARK, project.config.settings.campaign.code)
    period = project.period.code
    # Workbooks of the first version carry no period.
    unmarked = period if len(project.config.periods) == 1 else None
    return {
        workbook: marks[UNIT_MARK]
        for workbook, marks in found.items()
        if UNIT_MARK in marks and marks.get(PERIOD_MARK, unmarked) == period
    }


def _create(project: Project, code: str) -> str:
    marks = {
        CAMPAIGN_MARK: project.config.settings.campaign.code,
        UNIT_MARK: code or MASTER_MARK,
        PERIOD_MARK: project.period.code,
    }
    return project.google.create(wanted_furnishing(project, code, welcome(project)).title, marks)
