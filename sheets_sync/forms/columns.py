"""How a field of a form appears as a column: how its cells are read, and how it looks."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sheets_sync.limits import LETTERS_OF_CELL, LETTERS_OF_PROSE, Limit
from sheets_sync.model import Personal
from sheets_sync.vietnamese.letters import clean


class ColumnKind(StrEnum):
    """How the cells of a column are read; the mark that the types of `fields` carry."""

    #: “Mã dòng”: filled by the sync, protected, identifies a row of a form without natural key.
    ROW_ID = "row-id"
    #: An indicator code.
    CODE = "code"
    #: Prefilled text that only helps the reader; never read.
    LABEL = "label"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    #: A figure whose type is told by the row's indicator.
    FIGURE = "figure"
    #: A rate in per cent that the service computes and the unit may enter.
    RATE = "rate"
    DATE = "date"
    TEXT = "text"
    #: Text of several sentences.
    PROSE = "prose"
    CHOICE = "choice"
    #: One of the campaign's areas.
    AREA = "area"
    #: “Có” or “Không”.
    YES_NO = "yes-no"
    LINK = "link"
    PHONE = "phone"


#: Kinds whose values are texts as they were written.
WRITTEN = frozenset(
    {ColumnKind.TEXT, ColumnKind.PROSE, ColumnKind.CHOICE, ColumnKind.AREA, ColumnKind.LINK, ColumnKind.PHONE}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """How a field appears as a column; the mark that form authors write."""

    title: str
    #: Other titles met in units' sheets, accepted as they are.
    aliases: tuple[str, ...] = ()
    #: In pixels.
    width: int = 130
    #: Vietnamese guidance, shown as the header's note.
    guidance: str = ""
    #: Unit of measure, e.g. `triệu đồng`.
    measure: str = ""
    choices: tuple[str, ...] = ()
    #: More than this, in the heading's measure, is asked about; per cent up to 100 where nothing is said.
    usual_most: Decimal | None = None
    #: An empty cell of a filled row is a finding.
    required: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form: a field of the row model with its heading and kind."""

    field: str
    kind: ColumnKind
    heading: Heading
    #: How the field says that it is about people; None where it says nothing.
    said: Personal | None = None
    #: What its type makes likely.
    seems: Personal | None = None

    @property
    def titles(self) -> frozenset[str]:
        """The titles under which it is recognised, as compared."""
        return frozenset(map(compared, (self.heading.title, *self.heading.aliases)))


def most_letters(kind: ColumnKind) -> Limit:
    """How long a cell of a column may be."""
    return LETTERS_OF_PROSE if kind is ColumnKind.PROSE else LETTERS_OF_CELL


def compared(title: str) -> str:
    """A column's title as it is compared: case and spacing do not matter."""
    return clean(title.replace("\n", " ")).casefold().rstrip(" :.*")
