"""Write into workbooks what they are to have of ours, and remember what they were given."""

from sheets_sync.model import Workbook, WritePlan
from sheets_sync.pipeline.planning import given, took_over, wanted_furnishing, welcome
from sheets_sync.pipeline.project import Project
from sheets_sync.sheets.protections import let_edit
from sheets_sync.store.workbooks import is_office
from sheets_sync.unit_workbook.furnishing import Furnishing, with_put_away
from sheets_sync.unit_workbook.refurnishing import refurnished
from sheets_sync.unit_workbook.template import localised, unit_workbook


def furnish(project: Project, code: str, workbook: str) -> None:
    """Write the template unless it is there: it is one call, so it is there whole or not at all.

    One that was found again is brought into line as it stands. The master only gets its locale; its tabs come
    with the first publication.
    """
    head = welcome(project)
    if is_office(code):
        project.google.apply(WritePlan(workbook, (localised(head.locale, head.time_zone),)))
        remember(project, code)
        return
    unit = project.units[code]
    forms = project.forms_of(unit)
    found = project.google.read(workbook)
    if any(form.sheet_id in {grid.sheet_id for grid in found.grids} for form in project.forms):
        _bring_into_line(project, code, found, None, wanted_furnishing(project, code, head))
        return
    others = took_over(project, unit)
    project.google.apply(unit_workbook(workbook, unit, forms, project.config.indicators, head, others))
    remember(project, code)


def refurnish(project: Project, code: str, workbook: str, *, only_harmless: bool) -> None:
    """Give a workbook the name and the content that it is to have by now.

    One Drive call for another name; one read and one write for what is in it. Done again, it changes nothing.
    """
    before = given(project, code)
    wish = with_put_away(wanted_furnishing(project, code, welcome(project)), before)
    if only_harmless and before is not None:
        wish = _harmless(before, wish)
    if before is None or before.title != wish.title:
        project.google.rename(workbook, wish.title)
    named = None if before is None else before.model_copy(update={"title": wish.title})
    if is_office(code):
        if named != wish:
            found = project.google.read(workbook)
            editable = (let_edit(one, wish.editors) for grid in found.grids for one in grid.ours)
            project.google.apply(WritePlan(workbook, (localised(wish.locale, wish.time_zone), *editable)))
        _keep(project, code, wish)
    elif named == wish and not _lost_a_tab(project, code, wish):
        _keep(project, code, wish)
    else:
        _bring_into_line(project, code, project.google.read(workbook), before, wish)


def remember(project: Project, code: str) -> None:
    """A workbook is as it is to be."""
    _keep(project, code, wanted_furnishing(project, code, welcome(project)))


def _lost_a_tab(project: Project, code: str, wish: Furnishing) -> bool:
    """Whether the last sync missed a tab: then the workbook is looked at."""
    missed = project.store.submissions.without_tab(project.period.code)
    return any((code, form) in missed for form in wish.tabs)


def _harmless(before: Furnishing, wish: Furnishing) -> Furnishing:
    """What may be done without being asked: the rest stays as it is and is told."""
    put_away = {form: tab for form, tab in wish.put_away.items() if form in before.put_away}
    still = {form: tab for form, tab in before.tabs.items() if form in wish.put_away}
    return wish.model_copy(
        update={
            "locale": before.locale,
            "time_zone": before.time_zone,
            "editors": before.editors,
            "tabs": {**wish.tabs, **still},
            "put_away": put_away,
        }
    )


def _bring_into_line(
    project: Project, code: str, found: Workbook, before: Furnishing | None, wish: Furnishing
) -> None:
    unit = project.units[code]
    changes = refurnished(
        found, unit, project.forms, project.config.indicators, welcome(project), before, wish
    )
    project.google.apply(changes)
    _keep(project, code, wish)


def _keep(project: Project, code: str, furnishing: Furnishing) -> None:
    project.store.furnishings.keep(code, furnishing.fingerprint, furnishing.text)
