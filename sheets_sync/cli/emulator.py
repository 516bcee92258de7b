"""`sheets-sync emulator`: the local Google by itself."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from sheets_sync.cli.console import say
from sheets_sync.cli.local_google import Port, startable

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


def emulator(
    host: Host = "127.0.0.1",
    port: Port = 8085,
    data: Data = Path("local-google"),
    latency_ms: Latency = 0,
    quota: Quota = "off",
    drive_lag_s: DriveLag = 0,
    read_lag_s: ReadLag = 0,
    service_accounts_own_files: OwnFiles = False,
) -> None:
    """Serve a local Google: the Sheets and Drive APIs, and a page at / to look at the workbooks."""
    with startable():
        from sheets_sync.emulator import Settings, serve

        settings = Settings(
            latency_ms=latency_ms,
            quota=quota,
            drive_lag_s=drive_lag_s,
            read_lag_s=read_lag_s,
            service_accounts_own_files=service_accounts_own_files,
        )
        serve(host, port, data, settings=settings, ready=_tell)


def _tell(base_url: str) -> None:
    say(f"Local Google at {base_url}/ – stop with Ctrl-C.")
