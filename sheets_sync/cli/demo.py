"""`sheets-sync demo`: the whole main job on the local Google."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import opened_config, read_config
from sheets_sync.cli.extras import extra
from sheets_sync.cli.show import OUT, print_coverage, print_outcome, progress
from sheets_sync.demo import story
from sheets_sync.demo.people import People
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.pipeline import Outcome, Project, provision, run
from sheets_sync.store.workbooks import MASTER

NoServe = Annotated[bool, typer.Option("--no-serve", help="End when everything is done.")]
Data = Annotated[Path, typer.Option(help="Folder of the demo; an earlier demo in it is replaced.")]
Port = Annotated[int, typer.Option(help="Port of the local Google; 0 takes a free one.")]
#: Tells a demo's folder, which may be replaced, from any other.
MARK = ".sheets-sync-demo"
#: How the demo's campaign differs from the real one.
ENVIRONMENT = {
    "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
    "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
    "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
    "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
}
#: Workbooks worth opening first: many findings, notes of several kinds.
WORTH_SEEING = ("TCKT", "CAP", "DTN")


def demo(no_serve: NoServe = False, data: Data = Path("demo-data"), port: Port = 8085) -> None:
    """Make workbooks, fill them as units do, sync before and after the deadline, show what came of it."""
    with extra("emulator"):
        from sheets_sync.emulator import running

    prepare(data)
    with running(data / "google", port=port) as base_url, configured(base_url):
        with opened_config(read_config(data / "campaign.toml"), "provision") as project:
            outcome = play(project, base_url)
            print_coverage(project, outcome.coverage)
            _print_places(project, base_url)
        if not no_serve:
            OUT.print("\nServing until Ctrl-C.")
            with suppress(KeyboardInterrupt):
                while True:
                    time.sleep(3600)


def prepare(data: Path) -> None:
    """An empty folder with the campaign's files; raises ConfigError where something else is."""
    if data.exists() and any(data.iterdir()):
        if not (data / MARK).exists():
            problem = Problem(data, "--data", "", "The folder holds something else; choose an empty one.")
            raise ConfigError((problem,))
        shutil.rmtree(data)
    with as_file(files("sheets_sync.demo") / "campaign") as campaign:
        shutil.copytree(campaign, data, dirs_exist_ok=True)
    (data / MARK).touch()


@contextmanager
def configured(base_url: str) -> Iterator[None]:
    """The environment that leads the campaign to a local Google."""
    given = {**ENVIRONMENT, "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def play(project: Project, base_url: str) -> Outcome:
    """The whole story; what the last sync did."""
    with People(base_url) as people:
        people.set_clock(story.MADE)
        _tell("1. Making the workbooks of the units and the master")
        with progress("created", len(project.units) + 1) as step:
            provision(project, step)
        people.set_clock(story.BEFORE_DEADLINE)
        _tell(f"2. {story.BEFORE_DEADLINE:%d/%m/%Y}: the units fill in their workbooks, as units do")
        story.before_deadline(project, people)
        people.set_clock(story.FIRST_SYNC)
        _tell(f"3. {story.FIRST_SYNC:%d/%m/%Y %H:%M}: the sync of that evening")
        with progress("read", len(project.units)) as step:
            print_outcome(project, run(project, story.FIRST_SYNC, progress=step), dry_run=False)
        people.set_clock(story.AFTER_DEADLINE)
        _tell(f"4. {story.AFTER_DEADLINE:%d/%m/%Y}: a late report, a mended one, a workbook no longer shared")
        story.after_deadline(project, people)
        people.set_clock(story.SECOND_SYNC)
        _tell(f"5. {story.SECOND_SYNC:%d/%m/%Y %H:%M}: the sync after the deadline reads only what changed")
        with progress("read", len(project.units)) as step:
            outcome = run(project, story.SECOND_SYNC, progress=step)
        print_outcome(project, outcome, dry_run=False)
        people.set_clock(None)
    return outcome


def _tell(line: str) -> None:
    OUT.print(f"\n[bold]{line}[/bold]", highlight=False)


def _print_places(project: Project, base_url: str) -> None:
    known = project.store.workbooks.known()
    places = {"All workbooks": f"{base_url}/", "Master": project.web.link(known[MASTER].id)}
    places |= {project.units[code].name: project.web.link(known[code].id) for code in WORTH_SEEING}
    places["Mails"] = str(project.config.path(project.config.settings.mail.folder))
    OUT.print("\n[bold]Open in a browser:[/bold]")
    for name, place in places.items():
        OUT.print(f"  {name}: {place}", highlight=False, soft_wrap=True)
