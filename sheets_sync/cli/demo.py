"""`sheets-sync demo`: the whole main job on the local Google."""

import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import opened_config, read_config
from sheets_sync.cli.carrying_on import print_places, print_ways_on
from sheets_sync.cli.console import progress, say
from sheets_sync.cli.local_google import Port, startable
from sheets_sync.cli.show import print_coverage, print_outcome
from sheets_sync.demo import story
from sheets_sync.demo.people import People
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.pipeline import Outcome, Project, provision
from sheets_sync.pipeline.run import run

NoServe = Annotated[bool, typer.Option("--no-serve", help="End when everything is done.")]
Data = Annotated[Path, typer.Option(help="Folder of the demo; an earlier demo in it is replaced.")]
HOST = "127.0.0.1"
#: Tells a demo's folder, which may be replaced, from any other.
MARK = ".sheets-sync-demo"
CAMPAIGN, GOOGLE = "campaign.toml", "google"
#: How the demo's campaign reaches Google, in place of an account's key.
LOCAL = """\
# Google trên máy này, mở lại bằng lệnh `sheets-sync emulator`; không cần khóa, không giới hạn số lần gọi.
api_base_url = "{base_url}"
auth = "anonymous"
reads_per_minute = 0
writes_per_minute = 0
workbook_seconds = 0
attempts = 2
"""


def demo(no_serve: NoServe = False, data: Data = Path("demo-data"), port: Port = 8085) -> None:
    """Make workbooks, fill them as units do, sync before and after the deadline, show what came of it."""
    with startable():
        from sheets_sync.emulator import Settings, bound, running

        with bound(HOST, port):
            # An earlier demo is not thrown away where this one could not begin.
            prepare(data)
        token = secrets.token_urlsafe(12)
        with running(data / GOOGLE, settings=Settings(token=token), host=HOST, port=port) as base_url:
            file = lead_to(base_url, data)
            with opened_config(read_config(file), "provision") as project:
                outcome = play(project, base_url, token)
                print_coverage(project, outcome.coverage)
                print_places(project, base_url)
            print_ways_on(file, data / GOOGLE, base_url, serving=not no_serve)
            if not no_serve:
                say("\nServing until Ctrl-C.")
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


def lead_to(base_url: str, data: Path) -> Path:
    """Write into the campaign how its local Google is reached, for this command and all later ones."""
    # What the environment says of a real campaign, of its mails above all, is not meant for a game.
    for name in [name for name in os.environ if name.startswith("SHEETS_SYNC_")]:
        del os.environ[name]
    file = data / CAMPAIGN
    text = file.read_text(encoding="utf-8")
    local = f"[google]\n{LOCAL.format(base_url=base_url)}"
    file.write_text(re.sub(r"^\[google\]\n[^\[]*", f"{local}\n", text, flags=re.MULTILINE), encoding="utf-8")
    return file


def play(project: Project, base_url: str, token: str = "") -> Outcome:
    """The whole story; what the last sync did. `token` is what the controls of the local Google ask for."""
    with People(base_url, token) as people:
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
            _tell_outcome(project, run(project, story.FIRST_SYNC, progress=step))
        people.set_clock(story.AFTER_DEADLINE)
        _tell(f"4. {story.AFTER_DEADLINE:%d/%m/%Y}: a late report, a mended one, a workbook no longer shared")
        story.after_deadline(project, people)
        people.set_clock(story.SECOND_SYNC)
        _tell(f"5. {story.SECOND_SYNC:%d/%m/%Y %H:%M}: the sync after the deadline reads only what changed")
        with progress("read", len(project.units)) as step:
            outcome = run(project, story.SECOND_SYNC, progress=step)
        _tell_outcome(project, outcome)
        people.set_clock(None)
    return outcome


def _tell(line: str) -> None:
    say(f"\n{line}", "bold")


def _tell_outcome(project: Project, outcome: Outcome) -> None:
    print_outcome(project, outcome, dry_run=False)
    say(f"{outcome.mails_sent} mails sent.")
