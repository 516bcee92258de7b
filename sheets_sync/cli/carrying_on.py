"""How a demo ends: what to look at, and the commands with which one goes on."""

import shlex
import shutil
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sheets_sync.cli.console import say
from sheets_sync.demo.story import SECOND_SYNC
from sheets_sync.pipeline import Project
from sheets_sync.store.workbooks import MASTER

#: Workbooks worth opening first: many findings, notes of several kinds.
WORTH_SEEING = ("TCKT", "CAP", "DTN")
#: The campaign is of August 2024: what comes next in it is the evening after the last sync.
NEXT = f"{SECOND_SYNC + timedelta(days=1):%Y-%m-%dT%H:%M}"


def print_places(project: Project, base_url: str) -> None:
    """Addresses and files that are worth a look."""
    known = project.store.workbooks.known()
    places = {"All workbooks": f"{base_url}/", "Master": project.web.link(known[MASTER].id)}
    places |= {project.units[code].name: project.web.link(known[code].id) for code in WORTH_SEEING}
    places["Mails"] = str(project.config.path(project.config.settings.mail.folder))
    say("\nOpen in a browser:", "bold")
    for name, place in places.items():
        say(f"  {name}: {place}")


def print_ways_on(campaign: Path, google: Path, base_url: str, *, serving: bool) -> None:
    """Commands that go on with the demo, as they can be typed where this one was."""
    when = "When this has ended" if serving else "First"
    say(f"\n{when}, serve its local Google again, in a terminal of its own:", "bold")
    port = str(urlsplit(base_url).port)
    say(f"  {_typed(['emulator', '--data', str(google), '--port', port])}")
    say("\nGo on with the campaign, in another terminal:", "bold")
    for words in _ways_on(campaign):
        say(f"  {_typed(words)}")


def _ways_on(campaign: Path) -> list[list[str]]:
    config, at = ["--config", str(campaign)], ["--as-of", NEXT]
    document = str(campaign.with_name("bao-cao.docx"))
    return [
        ["sync", *config, *at],
        ["status", *config, *at],
        ["findings", *config, *at, "--unit", "TDP03"],
        ["report", *config, *at, "--include-unreviewed", "--out", document],
        # A job has no other clock than today's: it sees a campaign that ended long ago.
        ["jobs", "nightly_sync", *config],
    ]


def _typed(words: Sequence[str]) -> str:
    return shlex.join([*_program(), *words])


def _program() -> list[str]:
    """How this very program was called, as briefly as it is found again."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return [sys.executable, "-m", "sheets_sync"]
    found = shutil.which(called.name)
    return [called.name] if found and Path(found).samefile(called) else [str(called)]
