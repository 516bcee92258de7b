"""What a run did."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.google import CallSummary
from sheets_sync.model import Coverage, Finding, WritePlan

#: Exit code when some units or periods failed.
PARTIAL = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one run."""

    run: int
    #: Units whose workbook was read, and those whose report changed.
    units_read: tuple[str, ...]
    units_changed: tuple[str, ...]
    #: Unit code to reason, for workbooks that could not be read or written.
    failed: Mapping[str, str]
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    #: Plans for the master and the units' workbooks that were, or with --dry-run would be, carried out.
    plans: tuple[WritePlan, ...]
    mails_queued: int
    mails_sent: int
    #: Calls to Google by kind: `read`, `write`, `drive`.
    calls: Mapping[str, int]
    #: The same in detail: routes, attempts, their statuses, seconds waited for the quota.
    call_log: CallSummary

    @property
    def exit_code(self) -> int:
        """0 when everything was done, 4 when some units failed."""
        return PARTIAL if self.failed else 0
