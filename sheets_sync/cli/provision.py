"""`sheets-sync provision`."""

from dataclasses import asdict
from typing import Annotated

import typer

from sheets_sync.campaign import opened
from sheets_sync.cli.console import print_failed, print_json, progress
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfOnePeriod, check_unit
from sheets_sync.cli.show import names_of, print_links, print_unserved
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.outcome import PARTIAL
from sheets_sync.pipeline.provisioning import MASTER_MARK
from sheets_sync.pipeline.sharing import told
from sheets_sync.store.workbooks import MASTER

Replace = Annotated[
    list[str] | None,
    typer.Option("--replace", help="Code of a unit, or `master`, whose file was deleted for good."),
]


def provision_command(
    config: ConfigFile = DEFAULT_CONFIG,
    period: OfOnePeriod = None,
    replace: Replace = None,
    as_json: AsJson = False,
) -> None:
    """Create and share missing workbooks, add missing tabs to the others; what exists is left alone."""
    with opened(config, "provision", period) as project:
        lost = [MASTER if code == MASTER_MARK else code for code in replace or ()]
        for code in lost:
            check_unit(project, code or None)
        with progress("created", len(project.units) + 1) as step:
            made = provision(project, step, lost)
        if as_json:
            print_json(period=project.period.code, **asdict(made))
        else:
            print_links(project, made.links)
            print_failed(made.failed, names_of(project))
            print_unserved(told(project, one) for one in made.unserved)
    if made.failed or made.unserved:
        raise typer.Exit(PARTIAL)
