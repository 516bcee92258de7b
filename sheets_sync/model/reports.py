"""What a unit holds, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sheets_sync.model.reviews import RecordKey
from sheets_sync.model.values import Severity, Value

#: Metadata of a field that former versions did not know: kept only where it holds something, so that what
#: they kept equals what is kept of the same now.
ADDED_LATER = {"added later": True}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing wrong or doubtful about a value, not yet placed: a code of the findings catalogue."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong or doubtful in a unit's workbook: where, what, how to mend."""

    code: str
    severity: Severity
    unit: str
    form: str
    #: Title and id of the tab; the id is None when the tab itself is missing.
    tab: str
    sheet_id: int | None
    #: A1 address such as `D7`, `D` for a column, `7` for a row, empty for the tab as a whole.
    cell: str
    #: What stands there, in the unit's words: the indicator's or the column's title.
    label: str
    #: Vietnamese: what is wrong.
    message: str
    #: Vietnamese: how to mend it.
    mend: str
    #: The same for all but the unit, where they quote something about a person; empty for no difference.
    message_outside: str = field(default="", metadata=ADDED_LATER)
    mend_outside: str = field(default="", metadata=ADDED_LATER)

    @property
    def outside(self) -> "Finding":
        """As it is read anywhere but in the unit's own sheet: values about people are shortened."""
        if not self.message_outside:
            return self
        message, mend = self.message_outside, self.mend_outside
        return replace(self, message=message, mend=mend, message_outside="", mend_outside="")

    @property
    def place(self) -> str:
        """Where, as units say it: `Ô D7 (Hộ nghèo)`."""
        if not self.cell:
            return f"Trang “{self.tab}”"
        word = "Cột" if self.cell.isalpha() else "Dòng" if self.cell.isdigit() else "Ô"
        return f"{word} {self.cell}" + (f" ({self.label})" if self.label else "")

    @property
    def text(self) -> str:
        """The whole message in one line: where, what, how to mend."""
        return f"{self.place}: {self.message} {self.mend}".strip()


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a unit's report, typed, with the addresses its values came from."""

    unit: str
    form: str
    period: str
    #: Stable through sorting and insertion: an indicator code or the row's “Mã dòng”.
    key: str
    values: Mapping[str, Value]
    #: What was typed in the fields whose value was not accepted: nothing is lost.
    rejected: Mapping[str, str]
    #: Field to A1 address.
    cells: Mapping[str, str]
    #: Zero-based row on the tab, an address and never an identity.
    row: int
    #: Field to the words that were typed for its figure: `Không có` where the value is 0.
    in_words: Mapping[str, str] = field(default_factory=dict, metadata=ADDED_LATER)
    #: Fields about somebody whose data were erased for good.
    erased: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)

    @property
    def identity(self) -> RecordKey:
        """Which record it is, in whatever period and wherever it stands."""
        return RecordKey(self.form, self.unit, self.key)


class State(StrEnum):
    """How a submission was obtained."""

    #: Read in this run or unchanged since.
    CURRENT = "current"
    #: The workbook could not be read or bound; records are those last read well.
    LAST_GOOD = "last-good"
    #: Nothing was ever read well.
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Held:
    """What a tab holds that does not count yet."""

    #: Code of the finding that says why.
    reason: str
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """What one unit holds in one form for one period, at one moment."""

    unit: str
    form: str
    period: str
    state: State
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    #: When the unit's own content (not template text) was first seen.
    arrived: datetime | None
    #: When the content last changed.
    changed: datetime | None
    #: Title and id of the tab as last seen.
    tab: str = ""
    sheet_id: int | None = None
    #: What the tab holds now where the last good records count instead.
    held: Held | None = None
    #: The content that the unit's head confirmed as complete (`lastgood.completion`); empty before.
    completed: str = field(default="", metadata=ADDED_LATER)
