"""Every night: the whole store into one dated file; all but the latest files, and old ones, are deleted."""

from sheets_sync.store import open_store
from sheets_sync.store.astray import doubted
from sheets_sync.store.backups import backup_name, drop_old, kept_since
from sheets_sync.store.copying import back_up
from sheets_sync.store.sealing import read_key

from .work import Done, Work


def backup(work: Work) -> Done:
    """As `sheets-sync store backup` does."""
    settings = work.config.store
    folder, now = work.config.path(settings.backups), work.now.astimezone(work.config.zone)
    named = settings.backup_key_file
    key = None if named is None else read_key(work.config.path(named))
    file = folder / backup_name(now, sealed=key is not None)
    with open_store(work.config.store_url, makes=False) as store:
        rows, why = back_up(store, file, key), doubted(store.jobs, now)
    told = {"file": str(file), "rows": sum(rows.values())}
    if why:
        return Done({**told, "dropped": 0}, {"old backups": why})
    dropped = drop_old(folder, settings.keep_backups, kept_since(now, settings.backup_days))
    return Done({**told, "dropped": len(dropped)})
