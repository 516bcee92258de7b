"""`sheets-sync history`: what a unit had in its sheet at each change, and bringing it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from sheets_sync.campaign import opened_all
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfPeriod, code_of
from sheets_sync.config.remedies import unknown
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.forms.form import Form
from sheets_sync.model import Submission
from sheets_sync.pipeline import Project
from sheets_sync.unit_workbook.history import differences, kept_tab

Unit = Annotated[str, typer.Option("--unit", help="Code of the unit.")]
OfForm = Annotated[str | None, typer.Option("--form", help="Code of one form; default all that it owes.")]
Restore = Annotated[
    int | None, typer.Option("--restore", metavar="N", help="Show the Nth again, as a tab of the workbook.")
]
Kept = list[tuple[datetime, Submission]]


def history(
    unit: Unit,
    config: ConfigFile = DEFAULT_CONFIG,
    form: OfForm = None,
    period: OfPeriod = None,
    restore: Restore = None,
    as_json: AsJson = False,
) -> None:
    """What a unit had in its sheet at each change: number, moment, and what changed."""
    with opened_all(config, period=period) as projects:
        code = code_of(projects, unit)
        own = [project for project in projects if code in project.units]
        if restore is not None:
            shown = _restored(own, code, form, restore)
            if as_json:
                print_json(unit=unit, periods=[{"period": own[0].period.code, "restored": shown}])
            else:
                say(f"{shown['tab']}: {shown['link']}")
            return
        found = {
            project.period.code: [
                entry for one in _chosen(project, code, form) for entry in _entries(project, code, one)
            ]
            for project in own
        }
    if as_json:
        print_json(unit=unit, periods=[{"period": one, "kept": kept} for one, kept in found.items()])
        return
    for one, kept in found.items():
        for entry in kept:
            say(f"{one} {entry['form']} {entry['number']}: {entry['at']}, {entry['records']} records", "bold")
            for line in entry["changes"]:
                say(f"  {line}")


def _restored(projects: Sequence[Project], unit: str, form: str | None, number: int) -> dict[str, Any]:
    if len(projects) > 1:
        codes = ", ".join(one.period.code for one in projects)
        text = f"Several periods are open: name one with --period. Open: {codes}."
        raise ConfigError((Problem(projects[0].config.file, "--restore", str(number), text),))
    return _restore(projects[0], unit, _chosen(projects[0], unit, form), number)


def _chosen(project: Project, unit: str, form: str | None) -> list[Form]:
    owed = list(project.forms_of(project.units[unit]))
    if form is None:
        return owed
    codes = [one.code for one in owed]
    if form not in codes:
        raise ConfigError((Problem(project.config.file, "--form", form, unknown("form", form, codes)),))
    return [one for one in owed if one.code == form]


def _kept(project: Project, unit: str, form: Form) -> Kept:
    return list(project.store.submissions.history(unit, form.code, project.period.code))


def _entries(project: Project, unit: str, form: Form) -> list[dict[str, Any]]:
    before: Submission | None = None
    found = []
    for number, (at, submission) in enumerate(_kept(project, unit, form), start=1):
        found.append(
            {
                "form": form.code,
                "number": number,
                "at": at.astimezone(project.config.zone).isoformat(timespec="minutes"),
                "records": len(submission.records),
                "changes": list(differences(before, submission, form)),
            }
        )
        before = submission
    return found


def _restore(project: Project, unit: str, forms: list[Form], number: int) -> dict[str, Any]:
    if len(forms) != 1:
        text = "Name the form whose submission is to be shown again."
        raise ConfigError((Problem(project.config.file, "--form", "", text),))
    kept = _kept(project, unit, forms[0])
    if not 1 <= number <= len(kept):
        text = f"There are {len(kept)} submissions; see `sheets-sync history`."
        raise ConfigError((Problem(project.config.file, "--restore", str(number), text),))
    at, submission = kept[number - 1]
    title = f"Bản lưu {at.astimezone(project.config.zone):%d-%m %Hh%M} {forms[0].title}"[:100]
    book = project.store.workbooks.known()[unit]
    plan = kept_tab(project.google.read(book.id), forms[0], submission, title, number)
    project.google.apply(plan)
    return {"form": forms[0].code, "number": number, "tab": title, "link": project.web.link(book.id)}
