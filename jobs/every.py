"""Every job by its name, which is its key in `[jobs]`; those due at the same time run in this order."""

from collections.abc import Mapping

from jobs.backup import backup
from jobs.full_sweep import full_sweep
from jobs.nightly_sync import nightly_sync
from jobs.office_digest import office_digest
from jobs.reminders import reminders
from jobs.retention import retention
from jobs.turn import turn
from jobs.validation_mail import validation_mail
from jobs.work import Job

JOBS: Mapping[str, Job] = {
    job.__name__: job
    for job in (
        backup,
        turn,
        full_sweep,
        nightly_sync,
        validation_mail,
        reminders,
        office_digest,
        retention,
    )
}
