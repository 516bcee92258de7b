"""The table `[jobs]` of campaign.toml."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from sheets_sync.calendar import timetable
from sheets_sync.config.section import Section


def _times(text: str) -> str:
    timetable.parse(text)
    return text


Times = Annotated[str, AfterValidator(_times)]


class JobsSettings(Section):
    """When jobs run, in the ward's zone: `20:00`, `07:30 working days`, `03:00 monday thursday` or `off`;
    `every 5 minutes 07:00-18:00` repeats."""

    #: Read what changed, publish, give feedback; no mails.
    nightly_sync: Times = "20:00"
    #: Mails to units with something to mend.
    validation_mail: Times = "20:30"
    #: Read what changed, then remind units that owe, on the days that `mail.reminder_steps` names.
    reminders: Times = "08:00 working days"
    #: Read what came back to `[mailbox]`; nothing without one.
    bounces: Times = "07:15"
    #: Who has reported and who has not, for the office.
    office_digest: Times = "07:30 working days"
    #: As nightly_sync, but every workbook is read.
    full_sweep: Times = "03:00 sunday"
    #: As `store backup`.
    backup: Times = "01:00"
    #: As `store prune`.
    retention: Times = "04:00 sunday"
    #: As `turn`; the account must be allowed to make workbooks.
    turn: Times = "05:00"
    #: Look at what changed, and sync only that: `every 5 minutes 07:00-18:00 working days`; no mails.
    watch: Times = "every 5 minutes 07:00-18:00 working days"
    #: Workbooks that one such look reads at most: its share of Google's quota. The rest waits for the next.
    watch_most: Annotated[int, Field(ge=1, le=1000)] = 20
    #: Attempts at a job that fails, the first included; then it waits for its next time.
    attempts: Annotated[int, Field(ge=1, le=20)] = 5
    #: Seconds before the second attempt; four times as long before each further one, up to an hour.
    first_wait: Annotated[float, Field(gt=0, le=3600)] = 60.0
    #: Port of `/healthz` and `/metrics` on 127.0.0.1; 0: none.
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    #: File that tells when the scheduler last gave a sign of life.
    heartbeat: Path = Path("heartbeat")
