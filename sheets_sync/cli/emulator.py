"""`sheets-sync emulator`: the local Google by itself."""

import secrets
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from sheets_sync.cli.console import say
from sheets_sync.cli.local_google import TOKEN, Port, startable

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Data = Annotated[Path, typer.Option(help="Folder that keeps the workbooks between starts.")]
Latency = Annotated[int, typer.Option(help="Milliseconds that every answer is held back.", min=0)]
Quota = Annotated[Literal["google", "off"], typer.Option(help="Enforce Google's calls per minute.")]
DriveLag = Annotated[float, typer.Option(help="Seconds until a change shows in Drive's list.", min=0)]
ReadLag = Annotated[float, typer.Option(help="Seconds until a write shows in reads.", min=0)]

OwnFiles = Annotated[
    bool,
    typer.Option(
        "--service-accounts-own-files",
        help="Let service accounts own files, which Google refuses outside of shared drives.",
    ),
]


Token = Annotated[str, typer.Option(help="What the controls ask for; without it, one is made up and told.")]
Names = Annotated[
    list[str], typer.Option("--name", help="Another name under which the server is reached; may be repeated.")
]


def emulator(
    host: Host = "127.0.0.1",
    port: Port = 8085,
    data: Data = Path("local-google"),
    latency_ms: Latency = 0,
    quota: Quota = "off",
    drive_lag_s: DriveLag = 0,
    read_lag_s: ReadLag = 0,
    service_accounts_own_files: OwnFiles = False,
    token: Token = "",
    name: Names = [],  # noqa: B006 (Typer copies it)
) -> None:
    """Serve a local Google: the Sheets and Drive APIs, and a page at / to look at the workbooks."""
    with startable():
        from sheets_sync.emulator import Settings, serve

        token = token or secrets.token_urlsafe(12)
        settings = Settings(
            token=token,
            names=(host.lower(), *map(str.lower, name)),
            latency_ms=latency_ms,
            quota=quota,
            drive_lag_s=drive_lag_s,
            read_lag_s=read_lag_s,
            service_accounts_own_files=service_accounts_own_files,
        )
        serve(host, port, data, settings=settings, ready=partial(_tell, token=token))


def _tell(base_url: str, token: str) -> None:
    say(f"Local Google at {base_url}/ – stop with Ctrl-C.")
    say(f"Its controls ask for the header {TOKEN}: {token}")
