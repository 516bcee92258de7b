"""Make the workbooks of a period: each is found again after an interruption, nothing is made twice."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sheets_sync.errors import GoogleError
from sheets_sync.forms.form import Form
from sheets_sync.google.refusals import others_may_go_on
from sheets_sync.model import Unit, WritePlan
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import MASTER_NAME, lacking, share, unserved, wanted
from sheets_sync.pipeline.unit_reports import find_grid
from sheets_sync.store.accesses import KnownAccess
from sheets_sync.store.workbooks import MASTER, KnownWorkbook
from sheets_sync.unit_workbook.template import Welcome, localised, more_tabs, unit_workbook

#: Marks, kept by Drive on the file itself, by which an interrupted provision finds what it made.
CAMPAIGN_MARK, UNIT_MARK, PERIOD_MARK = "sheetsSyncCampaign", "sheetsSyncUnit", "sheetsSyncPeriod"
#: The mark of the master, which has no unit code.
MASTER_MARK = "master"


@dataclass(frozen=True, slots=True)
class Provisioned:
    """What was made."""

    created: tuple[str, ...]
    #: Units whose workbook got the tabs of forms that it lacked.
    completed: tuple[str, ...]
    #: Unit code to address; the master's code is empty.
    links: dict[str, str]
    #: Unit code to reason, for workbooks that could not be made or completed: tried again the next time.
    failed: dict[str, str]
    #: Whom the roster names and Google does not let in: tried again the next time.
    unserved: tuple[KnownAccess, ...]


def provision(
    project: Project, progress: Callable[[str], None] = lambda _unit: None, replace: Collection[str] = ()
) -> Provisioned:
    """Create, fill and share what is missing. No call at all when nothing is; each workbook by itself.

    `replace`, codes of units or the master's, are taken as missing: their files were deleted for good.

    For each missing workbook: one Drive call to create it, one read and one write to fill it, one Drive call
    to see with whom it is shared and one for each address to share it with. For a workbook in which the last
    sync missed a form's tab: one read and one write. For an address of a workbook that exists, new or refused
    before, as for those of a new one. Raises GoogleError for what would refuse every workbook.
    """
    known = project.store.workbooks.known()
    missing = [
        code
        for code in (MASTER, *project.units)
        if code not in known or not known[code].ready or code in replace
    ]
    made = _made_before(project) if missing else {}
    created, completed = [], []
    failed: dict[str, str] = {}
    for code in missing:
        with _alone(failed, code):
            workbook = made.get(code or MASTER_MARK) or _create(project, project.units.get(code))
            _remember(project, code, workbook, known)
            _prepare(project, code, workbook)
            created.append(code)
        progress(code)
    for code, emails in lacking(project).items():
        if code not in missing:
            with _alone(failed, code):
                share(project, code, project.store.workbooks.known()[code].id, emails)
    for unit in _without_tab(project, known):
        with _alone(failed, unit.code):
            if _complete(project, unit):
                completed.append(unit.code)
    links = {code: project.web.link(book.id) for code, book in project.store.workbooks.known().items()}
    return Provisioned(tuple(created), tuple(completed), links, failed, unserved(project))


@contextmanager
def _alone(failed: dict[str, str], code: str) -> Iterator[None]:
    """What is refused of one workbook is noted and stops no other; raises what would refuse all."""
    try:
        yield
    except GoogleError as error:
        if not others_may_go_on(error):
            raise
        failed[code] = str(error)


def _prepare(project: Project, code: str, workbook: str) -> None:
    """Fill and share: first the accounts that protections name, the unit once there is something to see."""
    unit, everybody = project.units.get(code), wanted(project, code)
    accounts = [email.lower() for email in project.sync_accounts]
    share(project, code, workbook, [email for email in everybody if email in accounts])
    _fill(project, unit, workbook)
    share(project, code, workbook, [email for email in everybody if email not in accounts])
    project.store.workbooks.ready(code)


def _remember(project: Project, code: str, workbook: str, known: Mapping[str, KnownWorkbook]) -> None:
    """A new master shows again what the office had written in the one before."""
    with project.store.transaction():
        project.store.workbooks.remember(code, workbook)
        project.store.accesses.forget(code)
        if code == MASTER and MASTER in known:
            project.store.publications.inherit(known[MASTER].id, workbook)


def _made_before(project: Project) -> dict[str, str]:
    """Workbooks of this period that exist at Google, by mark: the store may have been lost."""
    found = project.google.find(CAMPAIGN_MARK, project.config.settings.campaign.code)
    period = project.period.code
    # Workbooks of the first version carry no period.
    unmarked = period if len(project.config.periods) == 1 else None
    return {
        marks[UNIT_MARK]: workbook
        for workbook, marks in found.items()
        if UNIT_MARK in marks and marks.get(PERIOD_MARK, unmarked) == period
    }


def _create(project: Project, unit: Unit | None) -> str:
    settings = project.config.settings
    who = MASTER_NAME if unit is None else unit.name
    marks = {
        CAMPAIGN_MARK: settings.campaign.code,
        UNIT_MARK: MASTER_MARK if unit is None else unit.code,
        PERIOD_MARK: project.period.code,
    }
    where = f"{project.period.title} – {settings.ward.name}" if project.period.regime else settings.ward.name
    return project.google.create(f"{who} – {where}", marks)


def _fill(project: Project, unit: Unit | None, workbook: str) -> None:
    """Write the template unless it is there: it is one call, so it is there whole or not at all.

    The master only gets its locale; its tabs come with the first publication.
    """
    ward = project.config.settings.ward
    if unit is None:
        project.google.apply(WritePlan(workbook, (localised(ward.locale, ward.time_zone),)))
        return
    forms = project.forms_of(unit)
    present = {grid.sheet_id for grid in project.google.read(workbook).grids}
    if any(form.sheet_id in present for form in forms):
        return
    welcome = Welcome(
        campaign=project.config.settings.campaign.title,
        ward=ward.name,
        period=project.period,
        contact=project.config.settings.office.contact,
        web=project.web,
        locale=ward.locale,
        time_zone=ward.time_zone,
        editors=project.editors(project.store.accesses.refused_addresses()),
    )
    project.google.apply(unit_workbook(workbook, unit, forms, project.config.indicators, welcome))


def _without_tab(project: Project, known: Mapping[str, KnownWorkbook]) -> list[Unit]:
    """Units with a workbook in which a form that they owe has no tab, as far as the store knows.

    The unit owes it since, or deleted the tab. Before the first reading of a workbook nothing is known of it.
    """
    latest = project.store.submissions.latest(project.period.code)
    read = {unit for unit, _ in latest}

    def lacks(unit: Unit, form: Form) -> bool:
        submission = latest.get((unit.code, form.code))
        return submission is None or submission.sheet_id is None

    return [
        unit
        for code, unit in project.units.items()
        if code in known
        and code in read
        and not known[code].unreadable
        and any(lacks(unit, form) for form in project.forms_of(unit))
    ]


def _complete(project: Project, unit: Unit) -> bool:
    """Add the tabs that are missing; whether there were any."""
    book = project.store.workbooks.known()[unit.code].id
    workbook = project.google.read(book)
    forms = [form for form in project.forms_of(unit) if find_grid(workbook, form) is None]
    editors = project.editors(project.store.accesses.refused_addresses())
    plan = more_tabs(workbook, unit, forms, project.config.indicators, editors)
    project.google.apply(plan)
    return bool(plan)
