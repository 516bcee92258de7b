"""The words of the glossary as frozen data; no rules, no input or output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

#: A value of a record, typed by its form's column. None is "no value", never zero.
Value = str | int | Decimal | date | bool | None


class Severity(StrEnum):
    """How much a finding matters."""

    #: The value is not accepted until mended.
    ERROR = "error"
    #: The value stands; something is better mended.
    WARNING = "warning"
    #: Only the unit can say what is meant.
    QUESTION = "question"


class CellKind(StrEnum):
    """What a cell of a spreadsheet holds, told by its value and its number format."""

    EMPTY = "empty"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read: UNFORMATTED value, dates as serial days since 1899-12-30."""

    kind: CellKind
    value: str | float | bool | None
    #: As the unit sees it, in the workbook's locale.
    shown: str
    note: str = ""


EMPTY_CELL = Cell(CellKind.EMPTY, None, "")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, zero-based and half-open, as in Google's GridRange."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab as read. Row and column numbers are zero-based; rows may be of unequal length."""

    sheet_id: int
    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Area, ...] = ()
    #: Size of the tab, cells without content included.
    row_count: int = 0
    column_count: int = 0
    #: Index and ranges of each conditional format that is ours (the colour of faulty cells).
    flags: tuple["Flag", ...] = ()
    #: The workbook's locale: it decides what Google made of what was typed.
    locale: str = "vi_VN"

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a zero-based address; cells never written are empty."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY_CELL


@dataclass(frozen=True, slots=True)
class Flag:
    """One of our conditional formats on a tab: which cells it colours for which severity."""

    index: int
    severity: Severity
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """One Google spreadsheet as read in one call."""

    id: str
    title: str
    locale: str
    time_zone: str
    grids: tuple[Grid, ...]

    def grid(self, title: str) -> Grid | None:
        """The tab with this title."""
        return next((grid for grid in self.grids if grid.title == title), None)


@dataclass(frozen=True, slots=True)
class Period:
    """What reports are about: counted from `start` to `cut_off`, due by `deadline`."""

    code: str
    title: str
    start: date
    cut_off: date
    #: The last moment at which a report is on time.
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Unit:
    """Who must report."""

    code: str
    name: str
    kind: str
    parent: str | None
    emails: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    successor: str | None
    #: Codes of the forms it owes.
    forms: tuple[str, ...]
    #: Codes of the indicators it owes.
    indicators: frozenset[str]

    def owes(self, form: str, period: Period) -> bool:
        """Whether the unit existed at the period's cut-off and owes this form."""
        return (
            form in self.forms
            and self.valid_from <= period.cut_off
            and (self.valid_to is None or period.cut_off <= self.valid_to)
        )


class Measurement(StrEnum):
    """How an indicator's values are read."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the catalogue (domain guide, section 1)."""

    code: str
    #: Code of the area's form, e.g. `economy`.
    form: str
    title: str
    #: Unit of measure as units know it, e.g. `triệu đồng`.
    measure: str
    measurement: Measurement
    #: Whether a plan is reported besides the actual figure.
    has_plan: bool
    #: Whether the figure of the same period last year is asked for.
    has_same_period: bool
    lower_is_better: bool
    minimum: Decimal | None
    maximum: Decimal | None
    #: Permitted answers of a CHOICE.
    choices: tuple[str, ...]
    #: Unit codes or unit kinds whose figures count in the consolidated sum: never two that overlap.
    in_charge: tuple[str, ...]


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


class State(StrEnum):
    """How a submission was obtained."""

    #: Read in this run or unchanged since.
    CURRENT = "current"
    #: The workbook could not be read or bound; records are those last read well.
    LAST_GOOD = "last-good"
    #: Nothing was ever read well.
    NEVER = "never"


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


class Tone(StrEnum):
    """Why a cell is coloured; the palette is publishing's."""

    GOOD = "good"
    WAITING = "waiting"
    DOUBTFUL = "doubtful"
    BAD = "bad"
    MUTED = "muted"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of a published table: a value, perhaps a link to where it came from, perhaps a tone."""

    value: Value | datetime = None
    link: str = ""
    tone: Tone | None = None
    #: Number format of this cell where it differs from its column's.
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a published table."""

    title: str
    #: In pixels.
    width: int = 120
    #: Google number format pattern; empty for text.
    pattern: str = ""
    #: Belongs to the office: never written by a sync once the row exists.
    remark: bool = False
    #: Dropdown offered to the office.
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a published table; `cells` covers the columns that are not remarks, in order."""

    #: Stable identity, written in the table's first, hidden column; unique within the table.
    key: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One tab of the master as it should be."""

    title: str
    sheet_id: int
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    #: Rows stay where the office put them (it sorts and colours them); else they follow this order.
    office_order: bool = False
    frozen_columns: int = 0


@dataclass(frozen=True, slots=True)
class WritePlan:
    """Changes to make to one workbook in ONE spreadsheets.batchUpdate; empty means nothing to write."""

    workbook: str
    requests: tuple[Mapping[str, object], ...]
    #: One line per change, for --dry-run.
    summary: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.requests)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message ready to be sent."""

    #: Deterministic: campaign, period, unit, kind and a hash of the content; sent at most once.
    key: str
    #: Code of the unit, or empty for the office.
    unit: str
    kind: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str


class Timeliness(StrEnum):
    """First status axis (domain guide, section 6)."""

    NOT_DUE = "Chưa đến hạn"
    MISSING = "Chưa nộp"
    ON_TIME = "Nộp đúng hạn"
    LATE = "Nộp muộn"
    OVERDUE = "Quá hạn chưa nộp"


class Completeness(StrEnum):
    """Second status axis: what the report's content is like."""

    COMPLETE = "Đầy đủ"
    INCOMPLETE = "Thiếu nội dung"
    FAULTY = "Có lỗi"
    DOUBTFUL = "Cần giải trình"


class Handling(StrEnum):
    """Third status axis: what the office has done with it."""

    DRAFT = "Bản nháp"
    PENDING = "Chờ duyệt"
    RECEIVED = "Đã tiếp nhận"
    RETURNED = "Trả lại"
    RESUBMITTED = "Đã nộp lại"
    APPROVED = "Đã duyệt"
    CONSOLIDATED = "Đã tổng hợp"
    CLOSED = "Đã chốt số liệu"
    NOT_OWED = "Không thuộc diện báo cáo"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The statuses of one unit x form x period at one moment."""

    unit: str
    form: str
    period: str
    #: None on the axes that do not apply: nothing submitted, or nothing owed.
    timeliness: Timeliness | None
    completeness: Completeness | None
    handling: Handling
    #: Days after the deadline, for LATE.
    days_late: int = 0
    #: The workbook could not be read this time.
    unreadable: bool = False
    findings: int = 0
