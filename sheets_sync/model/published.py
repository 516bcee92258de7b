"""What is shown and sent: tables, plans, mails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sheets_sync.model.people import Personal
from sheets_sync.model.reviews import OfficeColumn, Remarks
from sheets_sync.model.values import Value


class Tone(StrEnum):
    """Why a cell is coloured; the palette is publishing's."""

    GOOD = "good"
    WAITING = "waiting"
    DOUBTFUL = "doubtful"
    BAD = "bad"
    MUTED = "muted"
    STRONG = "strong"


#: Of most rows.
NO_REMARKS: Remarks = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Rows of another table of the master, wherever they stand."""

    sheet_id: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellsOf:
    """Cells of a unit's tab, to be opened: of hundreds of thousands of rows each tells of its own."""

    #: Address that opens the tab; one for all its cells.
    tab: str
    #: In A1 notation.
    cells: str

    def __str__(self) -> str:
        return f"{self.tab}&range={self.cells}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of a published table: a value, perhaps a link to where it came from, perhaps a tone."""

    value: Value | datetime = None
    opens: str | CellsOf = ""
    tone: Tone | None = None
    #: Number format of this cell where it differs from its column's.
    pattern: str = ""
    #: Instead of that: the rows to open, whose place is known only once they are written.
    rows: RowsOf | None = None

    @property
    def link(self) -> str:
        """Address of what it opens; empty where it opens nothing."""
        return str(self.opens)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a dropdown."""

    #: What is kept of it.
    code: str
    #: What is shown and chosen.
    word: str
    #: Other words under which it was chosen before; still understood.
    former: tuple[str, ...] = ()
    #: People may choose it; else it is understood, and only the sync writes it.
    offered: bool = True


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
    choices: tuple[Choice, ...] = ()
    #: What it holds, whatever its title: a field of the form, or one of the office's columns. Empty for a
    #: column that only tells about the row.
    code: str = ""
    #: A number in it is a day, however the office formats it.
    days: bool = False
    #: The title under which the sync wrote it last, where that is another one.
    former: str = ""
    #: How what it holds is about people.
    personal: Personal = Personal.NOBODY

    @property
    def office(self) -> OfficeColumn:
        """How what the office wrote in it is kept: by the code where it is offered to it, else by title."""
        return OfficeColumn(code=self.code) if self.code else OfficeColumn(title=self.title)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a published table; `cells` covers the columns that are not remarks, in order."""

    #: Stable identity, written in the table's first, hidden column; unique within the table.
    key: str
    cells: tuple[Shown, ...]
    #: What the sync, this once, has to write into the office's columns.
    remarks: Remarks = field(default_factory=lambda: NO_REMARKS)
    #: Fingerprint of a row that is as it was published: its cells are left out, and nobody has to see them.
    kept: str = ""


class ChartKind(StrEnum):
    """How a chart of a table is drawn."""

    BAR = "bar"
    STACKED_COLUMN = "stacked column"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class TableChart:
    """A chart that Google draws from a table; made with the tab, afterwards it belongs to the office."""

    title: str
    kind: ChartKind
    #: Title of the column whose texts name what is drawn.
    labels: str
    #: Titles of the columns that are drawn.
    series: tuple[str, ...]
    #: How many rows below the header; 0 for all, those to come included.
    rows: int = 0
    #: Id of the tab below whose table it stands, or beside whose charts; None: right of its own table.
    below: int | None = None
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One tab of the master as it should be."""

    title: str
    sheet_id: int
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    #: Rows stay where the office put them (it sorts and colours them); else they follow this order.
    office_order: bool = False
    #: Rows beside which the office writes are moved back into this order, with what stands beside them.
    keeps_order: bool = False
    frozen_columns: int = 0
    charts: tuple[TableChart, ...] = ()
    #: Out of sight until it matters: a tab is made hidden, and shown once; then it is the office's to hide.
    hidden: bool = False
    #: People may filter it: not where some rows are the titles of those below.
    filtered: bool = True


@dataclass(frozen=True, slots=True)
class WritePlan:
    """Changes to make to one workbook in ONE spreadsheets.batchUpdate; empty means nothing to write."""

    workbook: str
    requests: tuple[Mapping[str, object], ...]
    #: One line per change, for --dry-run.
    summary: tuple[str, ...] = ()
    #: By tab whose rows are found by keys, where all stands once it was carried out.
    stands: Mapping[int, "Stand"] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.requests)

    @property
    def told(self) -> "ToldPlan":
        """As much of it as is kept once it was carried out."""
        return ToldPlan(self.workbook, self.summary)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a table's header, columns and rows stand on its tab; all numbers begin at zero."""

    header: int
    #: Title of a column, ours or the office's, to its place; the keys' is empty.
    columns: Mapping[str, int | None]
    #: Row number to key.
    keys: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ToldPlan:
    """What a plan does, without the requests."""

    workbook: str
    #: One line per change.
    summary: tuple[str, ...]


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
    #: Addresses that get it for information (Cc).
    copies: tuple[str, ...] = ()
    #: Address to which one writes who wants no more of its kind; empty where nobody may opt out.
    unsubscribe: str = ""
    #: Codes of all units that it is for, where it is for units.
    units: tuple[str, ...] = ()
    #: What it goes on about, a name each; mails that share one are a conversation.
    threads: tuple[str, ...] = ()
    #: Title of the list that it belongs to, and its identifier (RFC 2919) without the domain.
    list_title: str = ""
    list_name: str = ""
