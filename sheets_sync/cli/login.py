"""`sheets-sync login` and `sheets-sync logout`: a person signs in, and out."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile
from sheets_sync.config.loading import Config
from sheets_sync.google import Google
from sheets_sync.google.auth import scopes_of_a_person
from sheets_sync.google.person import client_file, sign_in, sign_out
from sheets_sync.google.token_file import look, name_owner
from sheets_sync.pipeline.project import google_settings

Client = Annotated[
    Path | None,
    typer.Option("--client", help="JSON of the OAuth client; default client.json beside campaign.toml."),
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Print the address to open on another computer.")
]


def login(
    config: ConfigFile = DEFAULT_CONFIG,
    client: Client = None,
    no_browser: NoBrowser = False,
    as_json: AsJson = False,
) -> None:
    """Sign in as a person, in a browser; kept beside campaign.toml for its owner only."""
    campaign = read_config(config)
    file = campaign.path(campaign.settings.google.token_file)
    chosen = client_file(client, campaign.file.parent)
    sign_in(chosen, _scopes(campaign), file, _ask if no_browser else None)
    # Whoever stands in for a service account is signed in as himself first.
    settings = replace(google_settings(campaign), auth="user", impersonate=None)
    if "drive" in str(_scopes(campaign)):
        with Google(settings) as google:
            name_owner(file, google.who().email)
    found = look(file)
    if as_json:
        print_json(account=found.account, scopes=found.scopes, file=str(file), ends=found.ends)
        return
    say(f"Signed in as {found.account}; kept in {file}.")
    if found.ends is not None:
        say(
            f"Google ends this sign-in on {found.ends:%Y-%m-%d}: the OAuth app is in “Testing”. Publish it "
            "(Google Auth Platform, Audience, “Publish app”), then sign in once more.",
            "yellow",
        )
    if campaign.settings.google.auth != "user" and campaign.settings.google.impersonate is None:
        say('Set `google.auth = "user"` in campaign.toml to use it.')


def logout(config: ConfigFile = DEFAULT_CONFIG) -> None:
    """Give the person's sign-in back to Google and forget it."""
    campaign = read_config(config)
    file = campaign.path(campaign.settings.google.token_file)
    sign_out(file)
    say(f"Signed out; {file} is gone.")


def _scopes(campaign: Config) -> tuple[str, ...]:
    google, mail = campaign.settings.google, campaign.settings.mail
    return scopes_of_a_person(
        impersonates=google.impersonate is not None,
        gmail=mail.transport == "gmail",
        smtp=mail.xoauth2,
    )


def _ask(url: str) -> str:
    # What has to be read to answer is told with --quiet too.
    for line in (
        "Open this address in a browser on any computer, sign in and allow everything:",
        url,
        "The browser then ends at a page that it cannot open: that is right.",
    ):
        typer.echo(line)
    return str(typer.prompt("Copy the whole address of that page to here"))
