"""`sheets-sync provision`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from sheets_sync.campaign import opened_all
from sheets_sync.cli.console import print_failed, print_json, progress, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfPeriod, code_of
from sheets_sync.cli.show import names_of, print_links, print_unserved, roster_code
from sheets_sync.pipeline import Project, Provisioned, provision
from sheets_sync.pipeline.outcome import PARTIAL
from sheets_sync.pipeline.planning import WorkbookPlan, plan
from sheets_sync.pipeline.provisioning import MASTER_MARK, Extent
from sheets_sync.pipeline.sharing import told
from sheets_sync.store.workbooks import APART, MASTER, is_office, own_book
from sheets_sync.unit_workbook.steps import Act

#: What the office's workbooks are called on the command line.
OFFICES = {MASTER_MARK: MASTER, APART: APART}
Replace = Annotated[
    list[str] | None,
    typer.Option(
        "--replace",
        help="Code of a unit, `master`, `@people`, or `@form-` with a form, whose file was deleted for good.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; change nothing.")]
Revoke = Annotated[
    bool, typer.Option("--revoke", help="Take the access of those away whom the roster names no more.")
]


def provision_command(
    config: ConfigFile = DEFAULT_CONFIG,
    period: OfPeriod = None,
    replace: Replace = None,
    dry_run: DryRun = False,
    revoke: Revoke = False,
    as_json: AsJson = False,
) -> None:
    """Bring the workbooks into line with the files: make, share, rename, complete; nothing that was
    entered goes.
    """
    with opened_all(config, "provision", period) as projects:
        lost = [_owner(projects, code) for code in replace or ()]
        if dry_run:
            _plan(projects, lost, revoke=revoke, as_json=as_json)
            return
        answers, is_partial = [], False
        for project in projects:
            own = [code for code in lost if is_office(code) or code in project.units]
            with progress("brought into line", len(project.units) + 1) as step:
                made = provision(project, step, own, Extent(revoke=revoke))
            answers.append(_as_data(project, made))
            is_partial = is_partial or bool(made.failed or made.unserved)
            if not as_json:
                _print(project, made)
    if as_json:
        print_json(periods=answers)
    if is_partial:
        raise typer.Exit(PARTIAL)


def _owner(projects: Sequence[Project], given: str) -> str:
    """Whose workbook is meant by what was typed."""
    if given in OFFICES:
        return OFFICES[given]
    own = {own_book(form.code) for project in projects for form in project.forms}
    return given if given in own else code_of(projects, given)


def _plan(projects: Sequence[Project], lost: Sequence[str], *, revoke: bool, as_json: bool) -> None:
    answers = []
    for project in projects:
        own = [code for code in lost if is_office(code) or code in project.units]
        plans = plan(project, own)
        shown = [_planned(project, one) for one in plans]
        answers.append({"period": project.period.code, "plan": shown})
        if as_json:
            continue
        say(f"{project.period.title}: {len(plans)} bảng tính cần thay đổi.", "bold")
        for one in plans:
            _say_lines(one.name, (step.text for step in one.steps))
        if not revoke and any(Act.REVOKE in one.acts for one in plans):
            say("Access is taken away only with --revoke.")
    if as_json:
        print_json(periods=answers)


def _planned(project: Project, one: WorkbookPlan) -> dict[str, Any]:
    steps = [{"act": str(step.act), "text": step.text} for step in one.steps]
    return {"unit": roster_code(project, one.code), "name": one.name, "steps": steps}


def _as_data(project: Project, made: Provisioned) -> dict[str, Any]:
    def named(found: Mapping[str, Any]) -> dict[str, Any]:
        return {roster_code(project, code): held for code, held in found.items()}

    data = asdict(made)
    for name in ("created", "completed"):
        data[name] = [roster_code(project, code) for code in data[name]]
    for name in ("links", "failed", "changed", "waiting"):
        data[name] = named(data[name])
    return {"period": project.period.code, **data}


def _print(project: Project, made: Provisioned) -> None:
    names = names_of(project)
    say(f"{project.period.title}: {len(made.changed) or 'no'} workbooks changed.", "bold")
    for code, lines in made.changed.items():
        _say_lines(names[code], lines)
    if made.created:
        print_links(project, made.links)
    for code, lines in made.waiting.items():
        _say_lines(f"NOT DONE {names[code]}", lines)
    print_failed(made.failed, names)
    print_unserved(told(project, one) for one in made.unserved)


def _say_lines(name: str, lines: Iterable[str]) -> None:
    for line in lines:
        say(f"  {name}: {line}")
