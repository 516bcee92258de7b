"""A unit that works on its sheet as people do, and what it entered there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.limits import LETTERS_OF_CELL, cut
from sheets_sync.unit_workbook.check_tab import CHECK_NOW, CHECK_TITLE
from tests.ward import Ward

WORKS = "7. Công trình, phần việc"
ECONOMY = "1. Kinh tế"
NAME, COST = 1, 3
#: Columns and rows of the sheet that are used.
WIDTH, LOWEST, MOST = 8, 14, 6
COSTS = ("100", "250", "300", "nhiều")
#: What somebody means who wants to do harm, or does not know better; shown as it stands, or refused.
HOSTILE = ("'=1+1", "=50*2", "=1/0", "<b>100</b>", "'+84 91", "x" * 3000, "{{ 7*7 }}", "'#REF!")
NAMES = ("'=Công trình {}", "<i>Công trình {}</i>", "Công trình {} \U0001f600", "Công trình {}; DROP TABLE")
#: Name and cost of each work, in any order.
Content = tuple[tuple[str, Any], ...]
Row = list[Any]


@dataclass
class Unit:
    """Every deed chooses by two numbers, whatever they are."""

    ward: Ward
    code: str
    sheet_id: int
    #: New names; nobody uses one twice.
    fresh: Iterator[int]
    header: Row = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    #: All that stood here, with the rows' identities.
    past: list[list[Row]] = field(default_factory=list)
    #: All that stood here under a sound header.
    held: set[Content] = field(default_factory=set)
    #: Old name to new ones.
    renamed: dict[str, str] = field(default_factory=dict)
    sound: Row = field(default_factory=list)
    #: Names of rows under which somebody put an identity.
    tampered: set[str] = field(default_factory=set)
    #: Some identity is a formula, which shows another one whenever rows move.
    has_formula: bool = False
    #: Questions that stood in its check tab.
    asked: list[str] = field(default_factory=list)

    def look(self) -> list[Row]:
        """The sheet as it is: its header and, without gaps, its rows."""
        header, *rows = (
            [*row, *[""] * (WIDTH - len(row))][:WIDTH] for row in self.ward.values(self.code, WORKS)
        )
        return [header, *rows]

    def note(self) -> None:
        """Keep in mind what stands there after a deed."""
        self.header, *self.rows = self.look()
        self.sound = self.sound or self.header
        self.past.append(self.rows)
        if self.header == self.sound:
            self.held.add(self.content)

    @property
    def works(self) -> list[tuple[int, Row]]:
        """Row number as people count, and cells, of each row with a name."""
        return [(number, row) for number, row in enumerate(self.rows, start=2) if row[NAME]]

    @property
    def content(self) -> Content:
        return content((row[NAME], row[COST]) for _, row in self.works)

    def root(self, name: str) -> str:
        """The first name of a work."""
        while name in self.renamed:
            name = self.renamed[name]
        return name

    def entered(self) -> list[Row]:
        """All cells but the service's own column, as last noted."""
        return _entered([self.header, *self.rows])

    def entered_now(self) -> list[Row]:
        return _entered(self.look())

    def edit(self, where: int, what: int) -> None:
        if self.works:
            self._type({f"D{self._row(where)[0]}": COSTS[what % len(COSTS)]})

    def add(self, where: int, what: int) -> None:
        if len(self.rows) < MOST:
            number = len(self.rows) + 2
            self._type({f"B{number}": self._name(), f"D{number}": COSTS[what % len(COSTS)]})

    def insert(self, where: int, what: int) -> None:
        if len(self.rows) < MOST:
            number = where % (len(self.rows) + 1) + 2
            rows = self._dimension(number - 1)
            self._change({"insertDimension": {"range": rows, "inheritFromBefore": number > 2}})
            self._type({f"B{number}": self._name(), f"D{number}": COSTS[what % len(COSTS)]})

    def delete(self, where: int, what: int) -> None:
        if self.works:
            self._change({"deleteDimension": {"range": self._dimension(self._row(where)[0] - 1)}})

    def rename(self, where: int, what: int) -> None:
        if self.works:
            number, row = self._row(where)
            name = self._name()
            self.renamed[name] = row[NAME]
            self._type({f"B{number}": name})

    def sort(self, where: int, what: int) -> None:
        order = {
            "dimensionIndex": (NAME, COST)[where % 2],
            "sortOrder": ("ASCENDING", "DESCENDING")[what % 2],
        }
        self._change({"sortRange": {"range": self._area(), "sortSpecs": [order]}})

    def clear(self, where: int, what: int) -> None:
        """With the rows' identities or without."""
        area = {**self._area(), "startColumnIndex": what % 2}
        self._change({"updateCells": {"range": area, "fields": "userEnteredValue"}})

    def break_header(self, where: int, what: int) -> None:
        """Rename the header of the names, or give it its name back."""
        title = self.sound[NAME] if self.header != self.sound else "Ghi chú khác"
        self.ward.people.type_in(self.ward.somebody, self.ward.book(self.code), {f"'{WORKS}'!B1": title})
        self.note()

    def paste(self, where: int, what: int) -> None:
        """Copy a row with its identity below the others or over one; sometimes as a pattern for another."""
        if not self.works or len(self.rows) >= MOST:
            return
        number, row = self._row(where)
        target = len(self.rows) + 2 if what % 3 else 2
        source = self._area(number - 1, number)
        self._change(
            {"copyPaste": {"source": source, "destination": self._area(target - 1, target)}}, noted=False
        )
        if what % 2:
            # The copied identity may go on with either of them.
            name = self._name()
            self.renamed[name] = row[NAME]
            self._type({f"B{target}": name})
        else:
            self.note()

    def undo(self, where: int, what: int) -> None:
        """Everything as it stood once, with the identities of that time."""
        before = self.past[where % len(self.past)]
        rows = [{"values": [_value(cell) for cell in row]} for row in before]
        update = {"range": self._area(), "rows": rows, "fields": "userEnteredValue"}
        self._change({"updateCells": update})

    def hostile(self, where: int, what: int) -> None:
        """Type what is dangerous elsewhere."""
        if not self.works:
            return
        number, row = self._row(where)
        if what % 3:
            self._type({f"D{number}": HOSTILE[what % len(HOSTILE)]})
            return
        name = NAMES[what % len(NAMES)].format(next(self.fresh))
        self.renamed[name.removeprefix("'")] = row[NAME]
        self._type({f"B{number}": name})

    def ask(self, where: int, what: int) -> None:
        """Choose “Kiểm tra ngay”, so that nobody waits until the sheet rests."""
        self.ward.people.type_in(
            self.ward.somebody, self.ward.book(self.code), {f"'{CHECK_TITLE}'!F2": CHECK_NOW}
        )

    def _row(self, where: int) -> tuple[int, Row]:
        return self.works[where % len(self.works)]

    def _name(self) -> str:
        return f"Công trình {next(self.fresh)}"

    def _area(self, top: int = 1, bottom: int = LOWEST) -> dict[str, Any]:
        columns = {"startColumnIndex": 0, "endColumnIndex": WIDTH}
        return {"sheetId": self.sheet_id, "startRowIndex": top, "endRowIndex": bottom, **columns}

    def _dimension(self, top: int) -> dict[str, Any]:
        return {"sheetId": self.sheet_id, "dimension": "ROWS", "startIndex": top, "endIndex": top + 1}

    def _type(self, cells: dict[str, str]) -> None:
        self.ward.type(self.code, "works", cells)
        self.note()

    def _change(self, request: dict[str, Any], *, noted: bool = True) -> None:
        self.ward.change(self.code, request)
        if noted:
            self.note()


def content(works: Iterable[tuple[Any, Any]]) -> Content:
    """Names and costs in one form, however they were read; of a text too long for a cell, what is kept."""
    found = (
        (str(name), cut(cost, LETTERS_OF_CELL) if isinstance(cost, str) else float(cost))
        for name, cost in works
    )
    return tuple(sorted(found, key=repr))


def _entered(rows: Sequence[Row]) -> list[Row]:
    found = [row[1:] for row in rows]
    while found and not any(found[-1]):
        found.pop()
    return found


def _value(cell: Any) -> dict[str, Any]:
    if cell == "":
        return {}
    return {"userEnteredValue": {"stringValue" if isinstance(cell, str) else "numberValue": cell}}
