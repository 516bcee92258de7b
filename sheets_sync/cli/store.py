"""`sheets-sync store …`: backups, their return, and what is forgotten."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from sheets_sync.campaign import read_config
from sheets_sync.cli.commands import Commands
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment
from sheets_sync.pipeline.locking import LOCK
from sheets_sync.store import open_store
from sheets_sync.store.copying import back_up, backup_name, drop_old
from sheets_sync.store.copying import restore as restore_store
from sheets_sync.store.retention import prune as prune_store

store = Commands(help="What the service remembers: back it up, bring it back.", no_args_is_help=True)
BackupFile = Annotated[Path | None, typer.Argument(help="The backup; default a dated one in store.backups.")]
OldBackup = Annotated[Path, typer.Argument(help="A backup made by `store backup`.")]


@store.command()
def backup(file: BackupFile = None, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Write everything into one file, also while a run is going on; older backups of store.backups go."""
    campaign = read_config(config)
    settings = campaign.store
    folder = campaign.path(settings.backups)
    target = file or folder / backup_name(moment(campaign, None))
    with open_store(campaign.store_url) as opened:
        counts = back_up(opened, target)
    dropped = [] if file is not None else drop_old(folder, settings.keep_backups)
    _show({"file": str(target), "rows": counts, "dropped": list(map(str, dropped))}, as_json=as_json)


@store.command()
def restore(file: OldBackup, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Go back to a backup; what is there now is backed up first. The next sync reads every workbook."""
    campaign = read_config(config)
    now = moment(campaign, None)
    aside = campaign.path(campaign.store.backups) / f"before-restore-{backup_name(now)}"
    with open_store(campaign.store_url) as opened:
        counts = restore_store(opened, file, aside, lambda: opened.locks.holder(LOCK, now))
        # What changed since the backup is not known: Drive is asked for everything again.
        opened.workbooks.forget_tokens()
    _show({"restored": str(file), "before": str(aside), "rows": counts}, as_json=as_json)


@store.command()
def check(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Look for damage and count what is kept; exits with 1 when there is damage."""
    campaign = read_config(config)
    with open_store(campaign.store_url) as opened:
        trouble, counts = opened.database.check(), opened.database.counts()
    _show({"damage": trouble or "none", "rows": counts}, as_json=as_json)
    if trouble:
        raise typer.Exit(1)


@store.command()
def prune(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Forget what is older than store.keep_days; last submissions, remarks and unsent mails stay."""
    campaign = read_config(config)
    before = moment(campaign, None) - timedelta(days=campaign.store.keep_days)
    with open_store(campaign.store_url) as opened:
        forgotten = prune_store(opened, before)
    _show({"before": str(before.date()), "forgotten": forgotten}, as_json=as_json)


def _show(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(**found)
        return
    for name, value in found.items():
        told = (
            ", ".join(f"{count} {what}" for what, count in value.items())
            if isinstance(value, dict)
            else value
        )
        say(f"{name}: {told}")
