"""Every night: the whole store into one dated file; all but the latest files are deleted."""

from sheets_sync.store import open_store
from sheets_sync.store.copying import back_up, backup_name, drop_old

from .work import Done, Work


def backup(work: Work) -> Done:
    """As `sheets-sync store backup` does."""
    settings = work.config.store
    folder = work.config.path(settings.backups)
    file = folder / backup_name(work.now.astimezone(work.config.zone))
    with open_store(work.config.store_url) as store:
        rows = back_up(store, file)
    dropped = drop_old(folder, settings.keep_backups)
    return Done({"file": str(file), "rows": sum(rows.values()), "dropped": len(dropped)})
