"""What can be seen on this computer alone: time zone, disk, store, backups, jobs, mails."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, asked, doubtful, failed, good
from sheets_sync.doctor.mailing import examine_refusals
from sheets_sync.errors import SheetsSyncError
from sheets_sync.store import Store, open_store
from sheets_sync.store.engine import file_of

#: Bytes: a store of some hundred units with years of history and a backup of it need less.
LEAST_FREE = 500_000_000
#: Backups by whatever name, encrypted ones too.
BACKUPS = "*.db*"
#: A backup older than this is worth a look.
BACKUP_AGE = timedelta(days=7)
#: The scheduler gives a sign of life every few seconds, and every three minutes in a slow call.
SILENCE = timedelta(minutes=10)


def examine_machine(config: Config, at: datetime) -> Iterator[Check]:
    """Without any call to Google."""
    yield _time_zone(config, at)
    yield _disk(config)
    yield from _store(config, at)
    yield _heartbeat(config, at)


def _time_zone(config: Config, at: datetime) -> Check:
    ward, here = at.astimezone(config.zone), at.astimezone()
    told = f"In the ward ({config.ward.time_zone}) it is {ward:%H:%M}, on this computer {here:%H:%M}."
    if ward.utcoffset() == here.utcoffset():
        return good("time zone", told)
    remedy = "Nothing to do for `sheets-sync jobs`; in a crontab set CRON_TZ to the ward's zone."
    return doubtful("time zone", told, remedy)


def _disk(config: Config) -> Check:
    file = file_of(config.store_url) or config.file
    mail = config.path(config.mail.folder)
    folders = {_existing(one) for one in (file.parent, config.path(config.store.backups), mail)}
    for folder in sorted(folders):
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            remedy = "Give the user that runs sheets-sync the right to write there."
            return failed("disk", f"{folder} cannot be written.", remedy)
    free, where = min((shutil.disk_usage(folder).free, folder) for folder in folders)
    told = f"{free / 1e9:.1f} GB are free for {where}."
    if free < LEAST_FREE:
        return failed("disk", told, "Free some space, or move backups: `store.backups` names their folder.")
    return good("disk", told)


def _existing(folder: Path) -> Path:
    """The folder, or the one in which it would be made."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _store(config: Config, at: datetime) -> Iterator[Check]:
    file = file_of(config.store_url)
    if file is not None and not file.exists():
        yield _no_store(config, file)
        return
    remedy = "See “Where things are” in docs/operate.md: mend it, or `sheets-sync store restore` a backup."
    try:
        store = open_store(config.store_url, makes=False)
    except SheetsSyncError as error:
        yield failed("store", str(error), remedy)
        return
    with store:
        yield asked("store", lambda: _integrity(store), remedy)
        yield _backups(config, at)
        yield asked("jobs", lambda: _jobs(store), remedy)
        yield asked("waiting mails", lambda: _waiting(store), remedy)
        try:
            yield from examine_refusals(config, store, at)
        except SheetsSyncError as error:
            yield failed("mail addresses", str(error), remedy)


def _no_store(config: Config, file: Path) -> Check:
    folder = config.path(config.store.backups)
    if any(folder.glob(BACKUPS)):
        remedy = "See that its disk is there; one that is lost comes back with `sheets-sync store restore`."
        return failed("store", f"{file} is not there, but backups of it are, in {folder}.", remedy)
    return good("store", f"{file} is not there yet; `sheets-sync provision` makes it.")


def _integrity(store: Store) -> Check:
    if trouble := store.database.check():
        remedy = (
            "Stop the service, keep a copy of the file, then `sheets-sync store restore` the last backup."
        )
        return failed("store", f"The store is damaged: {trouble}.", remedy)
    return good("store", f"Undamaged, {sum(store.database.counts().values())} rows.")


def _backups(config: Config, at: datetime) -> Check:
    folder = config.path(config.store.backups)
    made = [datetime.fromtimestamp(file.stat().st_mtime, config.zone) for file in folder.glob(BACKUPS)]
    remedy = "Let the job `backup` run, or run `sheets-sync store backup`; copy the folder elsewhere as well."
    if not made:
        return doubtful("backups", f"There is none in {folder}.", remedy)
    told = f"{len(made)} in {folder}, the last of {max(made):%Y-%m-%d %H:%M}."
    return doubtful("backups", told, remedy) if at - max(made) > BACKUP_AGE else good("backups", told)


def _jobs(store: Store) -> Check:
    latest = store.jobs.latest()
    failing = [f"{job}: {run.failure}" for job, run in latest.items() if run.failure]
    if failing:
        remedy = "Mend what the message names; `sheets-sync jobs JOB` tries one job at once."
        return failed("jobs", " ".join(failing), remedy)
    told = f"{len(latest)} jobs are known, none of them fails." if latest else "None has run yet."
    return good("jobs", told)


def _waiting(store: Store) -> Check:
    waiting = store.outbox.unsent()
    failing = [mail for mail in waiting if mail.failure]
    if failing:
        told = f"{len(failing)} mails could not be sent, the last because: {failing[-1].failure}"
        return failed("waiting mails", told, "Mend what the message names, then `sheets-sync mail send`.")
    return good("waiting mails", f"{len(waiting)} mails wait, none has failed.")


def _heartbeat(config: Config, at: datetime) -> Check:
    file = config.path(config.settings.jobs.heartbeat)
    if not file.exists():
        return good("scheduler", "It has never run here.")
    silent = at - datetime.fromtimestamp(file.stat().st_mtime, config.zone)
    told = f"The last sign of life came {int(silent.total_seconds())} seconds ago."
    if silent > SILENCE:
        remedy = "Start it again and read its log; delete the file where cron runs the jobs."
        return doubtful("scheduler", told, remedy)
    return good("scheduler", told)
