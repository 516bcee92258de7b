"""`sheets-sync init`: a new campaign's folder, ready to be edited."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from sheets_sync.calendar.workdays import after, working_days
from sheets_sync.campaign import read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.options import AsJson
from sheets_sync.disk import write_whole
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.shipped import shipped

WithForms = Annotated[
    bool, typer.Option("--with-forms", help="Also copy the forms that ship, to edit, into DIR/forms.")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder; made where it is missing.")]
#: Folder of a campaign's own forms.
FORMS = "forms"
#: Days that the example runs.
LENGTH = timedelta(days=10)
#: What the service makes beside the campaign's files, and what must never be published.
IGNORED = """\
service-account.json
client*.json
google-token.json
people.key
backup.key
sheets-sync.db*
backups/
heartbeat
outbox/
quota/
__pycache__/
"""
ADDRESSES = {"@phungchikien.example": "@phuong.example"}


def init(folder: Folder, with_forms: WithForms = False, as_json: AsJson = False) -> None:
    """Write campaign.toml, units.csv and indicators.csv as an example to edit; replaces nothing."""
    contents = _contents(date.today(), own_forms=with_forms)  # noqa: DTZ011 (the example begins on the day of who writes it)
    taken = [name for name in contents if (folder / name).exists()]
    if taken:
        text = "It is there already and is not replaced; choose another folder."
        raise ConfigError(tuple(Problem(folder / name, "DIR", "", text) for name in taken))
    for name, content in contents.items():
        write_whole(folder / name, content.encode())
    config = read_config(folder / "campaign.toml")
    if as_json:
        print_json(created=[str(folder / name) for name in contents])
        return
    say(f"{folder}: an example with {len(config.units)} units and {len(config.indicators)} indicators.")
    say("Edit both lists and the lines of campaign.toml marked SỬA; `sheets-sync doctor` looks at them.")


def _contents(today: date, *, own_forms: bool) -> dict[str, str]:
    """The files by name: the demo's lists under neutral addresses, and a campaign that begins today."""
    package, end = files("sheets_sync"), today + LENGTH
    days = {"start": today, "end": end, "deadline": after(end, 1, working_days())}
    forms = f'forms = "{FORMS}"' if own_forms else f'# forms = "{FORMS}"'
    campaign = Template((package / "scaffold" / "campaign.toml").read_text(encoding="utf-8"))
    contents = {"campaign.toml": campaign.substitute(days, forms=forms)}
    for name in ("units.csv", "indicators.csv"):
        text = (package / "demo" / "campaign" / name).read_text(encoding="utf-8")
        for address, neutral in ADDRESSES.items():
            text = text.replace(address, neutral)
        contents[name] = text
    return {**contents, ".gitignore": IGNORED, **(_shipped_forms() if own_forms else {})}


def _shipped_forms() -> dict[str, str]:
    """The modules of the forms that ship, where a campaign keeps its own."""
    found = (file for file in files(shipped("schemas")).iterdir() if file.name.endswith(".py"))
    return {f"{FORMS}/{file.name}": file.read_text(encoding="utf-8") for file in found}
