"""What a run did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sheets_sync.google import CallSummary
from sheets_sync.model import Coverage, Finding, ToldPlan
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.standing import Standing

#: Exit code when some units or periods failed.
PARTIAL = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one run."""

    run: int
    #: The calls to Google: routes, attempts, their statuses, seconds waited for the quota.
    call_log: CallSummary
    #: How many findings there are.
    findings_count: int
    #: How everybody stands now, for whoever asks.
    standing: Callable[[], Standing | Consolidated] = field(repr=False, compare=False)
    #: Units whose workbook was read, and those whose report changed.
    units_read: tuple[str, ...] = ()
    units_changed: tuple[str, ...] = ()
    #: Unit code to reason, for workbooks that could not be read or written.
    failed: Mapping[str, str] = field(default_factory=dict)
    #: Plans for the master and the units' workbooks that were, or with --dry-run would be, carried out.
    plans: tuple[ToldPlan, ...] = ()
    mails_queued: int = 0
    mails_sent: int = 0

    @property
    def calls(self) -> Mapping[str, int]:
        """Calls to Google by kind: `read`, `write`, `drive`."""
        return self.call_log.kinds

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or doubtful. Raises StoreError."""
        return self.standing().findings

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """Where every unit stands with every form. Raises StoreError."""
        return self.standing().coverage

    @property
    def exit_code(self) -> int:
        """0 when everything was done, 4 when some units failed."""
        return PARTIAL if self.failed else 0
