"""Every job by its name, which is its key in `[jobs]`; those due at the same time run in this order."""

from collections.abc import Mapping

from .backup import backup
from .bounces import bounces
from .full_sweep import full_sweep
from .nightly_sync import nightly_sync
from .office_digest import office_digest
from .reminders import reminders
from .retention import retention
from .turn import turn
from .validation_mail import validation_mail
from .watch import watch
from .work import Job

JOBS: Mapping[str, Job] = {
    job.__name__: job
    for job in (
        backup,
        turn,
        full_sweep,
        nightly_sync,
        validation_mail,
        reminders,
        bounces,
        office_digest,
        retention,
        watch,
    )
}
