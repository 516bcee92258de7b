"""`sheets-sync store …`: backups, their return, and what is forgotten."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from sheets_sync.campaign import read_config
from sheets_sync.cli.commands import Commands
from sheets_sync.cli.console import ERR, print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment
from sheets_sync.config.loading import Config
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.people.remembering import after_restore
from sheets_sync.pipeline.locking import LOCK
from sheets_sync.store import open_store
from sheets_sync.store.astray import doubted
from sheets_sync.store.backups import backup_name, drop_old, kept_since
from sheets_sync.store.copying import back_up, opened_backup
from sheets_sync.store.copying import restore as restore_store
from sheets_sync.store.retention import prune as prune_store
from sheets_sync.store.sealing import make_key, mark_of, read_key

store = Commands(help="What the service remembers: back it up, bring it back.", no_args_is_help=True)
BackupFile = Annotated[Path | None, typer.Argument(help="The backup; default a dated one in store.backups.")]
Checked = Annotated[Path | None, typer.Argument(help="A backup to look at instead of the store.")]
OldBackup = Annotated[Path, typer.Argument(help="A backup made by `store backup`.")]


@store.command()
def backup(file: BackupFile = None, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Write everything into one file, also while a run is going on; older backups of store.backups go."""
    campaign = read_config(config)
    settings, now = campaign.store, moment(campaign, None)
    folder, key = campaign.path(settings.backups), key_of(campaign)
    target = file or folder / backup_name(now, sealed=key is not None)
    with open_store(campaign.store_url, makes=False) as opened:
        counts, why = back_up(opened, target, key), doubted(opened.jobs, now)
    oldest = kept_since(now, settings.backup_days)
    keeps = file is not None or bool(why)
    dropped = [] if keeps else drop_old(folder, settings.keep_backups, oldest)
    _show({"file": str(target), "rows": counts, "dropped": list(map(str, dropped))}, as_json=as_json)
    if why and file is None:
        ERR.print(why)


def key_of(campaign: Config) -> bytes | None:
    """The key that backups are encrypted with; None where they are not. Raises StoreError."""
    file = campaign.store.backup_key_file
    return None if file is None else read_key(campaign.path(file))


@store.command()
def key(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Make the key that store.backup_key_file names; from then on backups are encrypted with it."""
    campaign = read_config(config)
    named = campaign.store.backup_key_file
    if named is None:
        text = "Name a file, such as backup.key, in the table [store]; then run this command again."
        raise ConfigError((Problem(campaign.file, "store.backup_key_file", "", text),))
    file = campaign.path(named)
    make_key(file)
    kept = "Keep a copy of it away from this computer and from the backups: without it nobody can read them."
    _show({"key": str(file), "mark": mark_of(read_key(file)), "note": kept}, as_json=as_json)


@store.command()
def restore(file: OldBackup, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Go back to a backup; what is there now is backed up first. The next sync reads every workbook."""
    campaign = read_config(config)
    now, sealing_key = moment(campaign, None), key_of(campaign)
    name = backup_name(now, sealed=sealing_key is not None)
    aside = campaign.path(campaign.store.backups) / f"before-restore-{name}"
    with open_store(campaign.store_url) as opened:
        counts = restore_store(opened, file, aside, lambda: opened.locks.holder(LOCK, now), sealing_key)
        # What changed since the backup is not known: Drive is asked for everything again.
        opened.workbooks.forget_tokens()
        told = after_restore(campaign, opened)
    _show({"restored": str(file), "before": str(aside), "rows": counts, **told}, as_json=as_json)


@store.command()
def check(file: Checked = None, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Look for damage in the store or in a backup and count what is kept; exits with 1 when there is any."""
    campaign = read_config(config)
    if file is not None:
        with opened_backup(file, key_of(campaign)) as kept:
            _show({"file": str(file), "damage": "none", "rows": kept.database.counts()}, as_json=as_json)
        return
    with open_store(campaign.store_url, makes=False) as opened:
        trouble, counts = opened.database.check(), opened.database.counts()
    _show({"damage": trouble or "none", "rows": counts}, as_json=as_json)
    if trouble:
        raise typer.Exit(1)


@store.command()
def prune(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Forget what is older than store.keep_days; last submissions, remarks and unsent mails stay."""
    campaign = read_config(config)
    before = moment(campaign, None) - timedelta(days=campaign.store.keep_days)
    with open_store(campaign.store_url, makes=False) as opened:
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
