"""A second period of the campaign: its workbooks, its master and its syncs beside those of the first."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.master.publishing.layout import KEY_TITLE
from sheets_sync.master.tables.wording import COMMENT_TITLE
from sheets_sync.pipeline import provision
from sheets_sync.store.workbooks import MASTER
from tests.machine.office_at_work import COST_TITLE, NAME_TITLE
from tests.machine.place import Place
from tests.machine.unit_at_work import WORKS, Content, content
from tests.ward import Ward

OTHER, UNIT = "dot-0", "TCKT"


@dataclass
class OtherPeriod:
    """One unit reports in it, and the office writes beside what it reported."""

    first: Ward
    #: Whether anybody did anything in it.
    is_touched: bool = False
    #: The office's texts, each with the name of its work.
    written: dict[str, str] = field(default_factory=dict)
    _books: dict[str, str] = field(default_factory=dict)
    _fresh: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def ward(self) -> Place:
        """As it is opened now, over the store and the account of the first."""
        project = self.first.project
        period = project.config.find_period(OTHER)
        one = replace(project, period=period, store=project.store.for_period(OTHER))
        return Place(self.first.base_url, one, self.first.people, self.first.somebody, self._books)

    def begin(self) -> None:
        """As on the first day."""
        self.is_touched = False
        self.written.clear()
        self._fresh = itertools.count(1)

    def provide(self) -> None:
        """Make its workbooks. Raises GoogleError."""
        provision(self.ward.project)

    def report(self, where: int, what: int) -> None:
        """The unit adds a work, or corrects one."""
        rows = self._typed()
        number = where % (len(rows) + 1) if len(rows) < 5 else where % len(rows)
        cells = {f"D{number + 2}": str(100 + what)}
        if number == len(rows):
            cells[f"B{number + 2}"] = f"Việc {next(self._fresh)}"
        self._work().type(UNIT, "works", cells)

    def comment(self, where: int, what: int) -> None:
        """The office writes beside a work."""
        ward = self._work()
        if WORKS not in self._tabs(ward):
            return
        header, *rows = ward.values(MASTER, WORKS)
        if rows:
            number = where % len(rows)
            text = f"Ý kiến đợt trước {next(self._fresh)}."
            place = f"'{WORKS}'!{chr(ord('A') + header.index(COMMENT_TITLE))}{number + 2}"
            ward.people.type_in(ward.somebody, ward.book(MASTER), {place: text})
            name = str(rows[number][header.index(NAME_TITLE)])
            self.written = {one: beside for one, beside in self.written.items() if beside != name}
            self.written[text] = name

    def wrong(self) -> Iterator[str]:
        """What the master does not tell, after a sync that nothing disturbed."""
        ward = self.ward
        found = ward.records(WORKS)
        told = content((row[NAME_TITLE], row[COST_TITLE]) for row in found.values())
        if told != self._content():
            yield f"{OTHER}: {told} instead of {self._content()}"
        beside = {str(row[COMMENT_TITLE]): row[NAME_TITLE] for row in found.values() if row[COMMENT_TITLE]}
        if beside != self.written:
            yield f"{OTHER}: {beside} instead of {self.written}"
        if strange := [row for row in found.values() if not str(row[KEY_TITLE]).startswith(UNIT)]:
            yield f"{OTHER}: {strange}"

    def _work(self) -> Place:
        self.is_touched = True
        return self.ward

    def _tabs(self, ward: Ward) -> set[str]:
        """Of its master, which is empty until the first sync."""
        found = ward.get(f"/v4/spreadsheets/{ward.book(MASTER)}", fields="sheets.properties.title")
        return {one["properties"]["title"] for one in found["sheets"]}

    def _typed(self) -> Sequence[Sequence[object]]:
        _, *rows = self.ward.values(UNIT, WORKS)
        return rows

    def _content(self) -> Content:
        return content((row[1], row[3]) for row in self._typed())
