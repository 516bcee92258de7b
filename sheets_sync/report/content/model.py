"""The report as data: what it says, part by part, and where each figure comes from. No layout."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a figure was taken from."""

    #: The unit's name.
    unit: str
    #: Title of the unit's tab, or of the list that was counted.
    tab: str
    #: A1 address; empty for what was counted and not read.
    cell: str
    #: What stands there, as the report writes it.
    shown: str


class How(StrEnum):
    """How a figure follows from its sources, or from other figures."""

    SUM = "cộng số liệu của các đơn vị"
    COUNT = "đếm"
    RATE = "số thứ nhất : số thứ hai × 100"
    DIFFERENCE = "chênh lệch giữa hai số"
    DAYS = "số ngày từ hạn nộp đến khi nộp"
    PRODUCT = "tích của các số"
    GIVEN = "theo quy định"
    POINTS = "tính như ghi ở trang “Đánh giá”"
    NOTED = "văn phòng ghi trong bảng tổng hợp"


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One number of the report."""

    value: Decimal
    #: As it is written.
    text: str
    #: What it counts: `Hộ nghèo – Thực hiện`.
    meaning: str
    how: How
    sources: tuple[Source, ...] = ()
    #: The figures that a rate or a difference was computed from.
    of: tuple["StatedFigure", ...] = ()
    #: Everything behind it was approved by the office.
    approved: bool = True

    def __str__(self) -> str:
        return self.text + ("" if self.approved else UNREVIEWED_MARK)


#: Stands behind a figure that rests on something not yet approved.
UNREVIEWED_MARK = "*"
#: A line of text: words and figures.
Line = tuple[str | StatedFigure, ...]


class Kind(StrEnum):
    """What a paragraph of the body is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    #: Below a subheading: one movement of the plan.
    POINT = "point"
    TEXT = "text"
    #: In the middle, in capitals: `QUYẾT ĐỊNH:`.
    ACT = "act"
    #: Text whose first words are its number: `Điều 1.`.
    ARTICLE = "article"
    CAPTION = "caption"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    kind: Kind
    line: Line


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column of a table."""

    title: str
    #: Share of the table's width.
    width: int
    #: Figures stand right, short words in the middle.
    align: str = "left"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of a table; a section's only cell spans all columns."""

    cells: tuple[Line, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with a row of titles."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length and the words at its end."""

    name: str
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars; several series stand beside each other under one name."""

    title: str
    axis: str
    #: Name of the series to its bars; the names of bars are the same in all.
    series: tuple[tuple[str, tuple[Bar, ...]], ...]
    #: End of the axis where it is fixed, as 100 for rates.
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """How a count grew from day to day, against what is owed."""

    title: str
    axis: str
    days: tuple[date, ...]
    counts: tuple[int, ...]
    owed: int
    #: Day of the deadline.
    due: date


Chart = BarChart | ProgressChart
#: Given a chart and its width in millimetres, a PNG.
Draw = Callable[[Chart, float], bytes]
Block = Paragraph | PaperTable | Chart


@dataclass(frozen=True, slots=True)
class Appendix:
    """One appendix with pages of its own."""

    #: Roman number.
    number: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


class Arrangement(StrEnum):
    """How the parts of a document are arranged (NĐ 30/2020/NĐ-CP, Phụ lục III, the model of each kind)."""

    #: Kind and subject in the middle below the head: report, petition.
    NAMED = "named"
    #: The same with who decides above the bases: decision.
    DECISION = "decision"
    #: Without a kind, its subject below the number: công văn.
    LETTER = "letter"
    #: Without place and day in the head, signed by two above the recipients: biên bản.
    MINUTES = "minutes"
    #: For a meeting, no document of any kind: a title alone.
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Basis:
    """One text that a document is based on, without its final mark."""

    text: str
    #: Where its number, day and time in force were looked up.
    source: str = ""
    #: Somebody held it against the official gazette, or it is the office's own.
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II)."""

    #: Tên loại văn bản: `Báo cáo`, `Tờ trình`, `Biên bản`; empty for a công văn.
    kind: str
    #: Cơ quan chủ quản; empty for an office that has none.
    governing_body: str
    #: Cơ quan ban hành, line by line.
    issuer: tuple[str, ...]
    #: The same in one line.
    issuer_name: str
    #: Such as `BC-UBND`.
    symbol: str
    #: Given by the clerk (văn thư); empty until then.
    number: str
    place: str
    #: `ngày 05 tháng 8 năm 2024`, or with blanks before it is signed.
    date: str
    #: Trích yếu.
    subject: str
    addressees: tuple[str, ...]
    bases: tuple[Basis, ...]
    #: Not signed yet.
    draft: bool
    arrangement: Arrangement = Arrangement.NAMED
    #: Who decides, as a decision names it above its bases; empty for other documents.
    authority: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """The bases as written, each without its final mark; in a draft brackets hold the unverified."""
        lines = (
            (one, one.text if one.text.startswith("Theo ") else f"Căn cứ {one.text}") for one in self.bases
        )
        return tuple(f"[{text}]" if self.draft and not one.verified else text for one, text in lines)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, below the text."""

    #: Lines such as `TM. ỦY BAN NHÂN DÂN`, the signer's title last.
    authority: tuple[str, ...]
    name: str
    #: The signer's office in the ward, of one who signs for a council.
    post: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure as a signed report states it, told apart from others by its key."""

    key: str
    #: `Hộ nghèo – Thực hiện (hộ)`.
    label: str
    shown: str


class Near(StrEnum):
    """Which part of a document a hint is about."""

    TITLE = "title"
    BASES = "bases"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Hint:
    """What the office has to know and no reader of the document: a draft's comment, a line of output."""

    text: str
    near: Near = Near.TITLE


@dataclass(frozen=True, slots=True)
class Report:
    """The whole document."""

    title: str
    head: Head
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    appendices: tuple[Appendix, ...]
    #: Who signs on the left, where two sign.
    second_signature: Signature | None = None
    #: What is kept when this report is signed.
    statements: tuple[Statement, ...] = field(default=())
    #: Day that the report bears.
    day: date = date.min
    hints: tuple[Hint, ...] = ()
