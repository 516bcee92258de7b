"""The office that works in the master as people do, and where what it wrote has to be."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.master.publishing.layout import KEY_TITLE
from sheets_sync.master.tables.removed import TITLE as REMOVED
from sheets_sync.master.tables.today import REASON_TITLE, TOTALS
from sheets_sync.master.tables.today import TITLE as TODAY
from sheets_sync.master.tables.wording import COMMENT_TITLE, REVIEW_TITLE
from sheets_sync.store.workbooks import MASTER
from sheets_sync.unit_workbook.check_tab import CHECK_NOW
from tests.machine.place import known_works
from tests.machine.unit_at_work import WORKS
from tests.ward import Ward

NAME_TITLE, COST_TITLE = "Tên công trình, phần việc", "Kinh phí (triệu đồng)"
OWN_TITLE = "Người theo dõi"
APPROVED, RETURNED = "Đã duyệt", "Trả lại"
STATES = (APPROVED, RETURNED, "Đã tiếp nhận", "Chờ duyệt")
RETURN_FORM, REASON = "Trả lại cả biểu", "Lý do biểu"
FORM_CHOICES = ("Duyệt các dòng hợp lệ", "Duyệt cả dòng cần giải trình", RETURN_FORM)
Texts = dict[str, Any]


@dataclass(eq=False)
class Written:
    """A text that the office wrote, which stands nowhere else."""

    text: str
    title: str
    #: Of the row beside which it was written.
    key: str
    name: str
    #: A sync has read it since.
    is_seen: bool = False
    #: The office copied or deleted its row, or the unit took its record away for a while.
    is_astray: bool = False


@dataclass
class Office:
    """Every deed chooses by two numbers, whatever they are."""

    ward: Ward
    sheet_id: int
    fresh: Iterator[int]
    #: What is to be found again: by row key and column.
    written: dict[tuple[str, str], Written] = field(default_factory=dict)
    #: Key, name and cost of each record when it was approved.
    approved: set[tuple[Any, Any, Any]] = field(default_factory=set)
    #: Records whose rows it deleted, as they last stood: who decides about a form has seen them, and the
    #: form's task counts them.
    gone: dict[str, tuple[Any, Any, Any]] = field(default_factory=dict)
    #: Lines of its own beneath the records, which no unit reported.
    notes: list[str] = field(default_factory=list)
    #: Keys of rows whose records a store that went back does not know, until it has looked again.
    strange: set[str] = field(default_factory=set)

    def rows(self) -> list[tuple[int, Texts]]:
        """Row number as people count, and texts by title, of each row of the tab of works."""
        header, *rows = self.ward.values(MASTER, WORKS)
        padded = ([*row, *[""] * (len(header) - len(row))] for row in rows)
        return [(number, dict(zip(header, row, strict=False))) for number, row in enumerate(padded, start=2)]

    def records(self) -> list[tuple[int, Texts]]:
        """The rows that are records: of those with one key the upper one."""
        found: dict[str, tuple[int, Texts]] = {}
        for number, row in self.rows():
            if row[KEY_TITLE]:
                found.setdefault(row[KEY_TITLE], (number, row))
        return list(found.values())

    def comment(self, where: int, what: int) -> None:
        if records := self.records():
            self._write(COMMENT_TITLE, *records[where % len(records)])

    def decide(self, where: int, what: int) -> None:
        """Approve, send back with a reason, and so on."""
        if not (records := self.records()):
            return
        number, row = records[where % len(records)]
        state = STATES[what % len(STATES)]
        self._type(row, number, REVIEW_TITLE, state)
        if state == APPROVED:
            self.approved.add(_held(row))
        if state == RETURNED:
            self._write(COMMENT_TITLE, number, row)

    def decide_form(self, where: int, what: int) -> None:
        """Decide in “Việc hôm nay” about all works of a unit at once, with or without a reason."""
        header, *rows = self.ward.values(MASTER, TODAY)
        padded = [[*row, *[""] * (len(header) - len(row))] for row in rows]
        tasks = [
            (number, row) for number, row in enumerate(padded, start=2) if str(row[0]).endswith("/works")
        ]
        if not tasks:
            return
        number, row = tasks[where % len(tasks)]
        choice = FORM_CHOICES[what % len(FORM_CHOICES)]
        texts = {"Quyết định": choice, REASON_TITLE: f"{REASON} {what}" if what % 2 else ""}
        cells = {
            f"'{TODAY}'!{chr(ord('A') + header.index(title))}{number}": text for title, text in texts.items()
        }
        self.ward.people.type_in(self.ward.somebody, self.ward.book(MASTER), cells)
        if choice != RETURN_FORM:
            unit = row[0].partition("/")[0]
            shown = self.gone | {one[KEY_TITLE]: _held(one) for _, one in self.records()}
            self.approved |= {held for key, held in shown.items() if key.startswith(f"{unit}/")}

    def ask(self, where: int, what: int) -> None:
        """Choose “Kiểm tra ngay” for all units, beside the totals."""
        header, *rows = self.ward.values(MASTER, TODAY)
        place = f"'{TODAY}'!{chr(ord('A') + header.index('Quyết định'))}"
        for number, row in enumerate(rows, start=2):
            if row[0] == TOTALS:
                self.ward.people.type_in(
                    self.ward.somebody, self.ward.book(MASTER), {f"{place}{number}": CHECK_NOW}
                )

    def own_column(self, where: int, what: int) -> None:
        """Write into a column of its own, which it adds where it is not there."""
        if not (records := self.records()):
            return
        number, row = records[where % len(records)]
        if OWN_TITLE not in row:
            self._change({"appendDimension": {"sheetId": self.sheet_id, "dimension": "COLUMNS", "length": 1}})
            self.ward.people.type_in(
                self.ward.somebody, self.ward.book(MASTER), {self._place(len(row), 1): OWN_TITLE}
            )
            row[OWN_TITLE] = ""
        self._write(OWN_TITLE, number, row)

    def sort(self, where: int, what: int) -> None:
        rows = self.rows()
        if not rows:
            return
        column = list(rows[0][1]).index((NAME_TITLE, COST_TITLE, KEY_TITLE)[where % 3])
        order = {"dimensionIndex": column, "sortOrder": ("ASCENDING", "DESCENDING")[what % 2]}
        area = self._area(1, len(rows) + 1, len(rows[0][1]))
        self._change({"sortRange": {"range": area, "sortSpecs": [order]}})

    def column(self, where: int, what: int) -> None:
        """Move a column, or put an empty one in where there is none."""
        header, *_ = self.ward.values(MASTER, WORKS)
        place, columns = where % len(header), {"sheetId": self.sheet_id, "dimension": "COLUMNS"}
        if what % 2 and "" not in header:
            rows = {**columns, "startIndex": place, "endIndex": place + 1}
            self._change({"insertDimension": {"range": rows, "inheritFromBefore": place > 0}})
        else:
            source = {**columns, "startIndex": place, "endIndex": place + 1}
            to = what * 5 % (len(header) + 1)
            if to not in (place, place + 1):
                self._change({"moveDimension": {"source": source, "destinationIndex": to}})

    def filter(self, where: int, what: int) -> None:
        hidden = {"1": {"hiddenValues": [f"Công trình {where}"]}}
        if what % 2:
            self._change({"clearBasicFilter": {"sheetId": self.sheet_id}})
        else:
            area = self._area(0, 20, 8)
            self._change({"setBasicFilter": {"filter": {"range": area, "criteria": hidden}}})

    def copy(self, where: int, what: int) -> None:
        """A row once more, above or below the others: it is the office's own."""
        if not (records := self.records()):
            return
        number, row = records[where % len(records)]
        at = 1 if what % 2 else len(self.rows()) + 1
        rows = {"sheetId": self.sheet_id, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
        source = number if at < number else number - 1
        copied = {
            "source": self._area(source, source + 1, len(row)),
            "destination": self._area(at, at + 1, len(row)),
        }
        self._change({"insertDimension": {"range": rows}}, {"copyPaste": copied})
        self._stray(lambda one: one.key == row[KEY_TITLE])

    def note(self, where: int, what: int) -> None:
        """Write a line of its own beneath all others."""
        header, *rows = self.ward.values(MASTER, WORKS)
        self.notes.append(f"Ghi chú số {next(self.fresh)}.")
        self._enter(self._place(header.index(NAME_TITLE), len(rows) + 2), self.notes[-1])

    def delete(self, where: int, what: int) -> None:
        """A record's row; the sync brings it back with what it has read there."""
        if not (records := self.records()):
            return
        number, row = records[where % len(records)]
        rows = {"sheetId": self.sheet_id, "dimension": "ROWS", "startIndex": number - 1, "endIndex": number}
        self._change({"deleteDimension": {"range": rows}})
        self.gone[row[KEY_TITLE]] = _held(row)
        beside = [place for place, one in self.written.items() if one.key == row[KEY_TITLE]]
        for place in beside:
            if self.written[place].is_seen:
                self.written[place].is_astray = True
            else:
                del self.written[place]

    def _stray(self, which: Callable[[Written], bool]) -> None:
        for one in self.written.values():
            one.is_astray = one.is_astray or which(one)

    def bear_in_mind(self, names: set[str]) -> None:
        """These are the works that stand once in the units' sheets now."""
        self._stray(lambda one: one.name not in names)

    def shown_last_good(self, unread: Collection[str], known: Collection[str]) -> None:
        """Of sheets that cannot be read the master shows what counted last, which these keys tell."""
        self._stray(lambda one: one.key.partition("/")[0] in unread and one.key not in known)

    def saw_a_sync(self) -> None:
        """Everything has been read."""
        self.strange.clear()
        for one in self.written.values():
            one.is_seen = True

    def seen(self) -> frozenset[Written]:
        """What the store knows."""
        return frozenset(one for one in self.written.values() if one.is_seen)

    def store_went_back(self, seen: frozenset[Written], known: set[str]) -> None:
        """The store knows this alone by now; what the office itself took away since is nowhere any more.

        Of rows with other keys than the `known` ones nobody but the units' sheets tells what they are.
        """
        self.strange = {row[KEY_TITLE] for _, row in self.records()} - known
        standing = "\n".join(map(str, [*(list(row.values()) for _, row in self.rows()), *self._removed()]))
        for place, one in list(self.written.items()):
            one.is_seen = one in seen
            # Of its record the store may know nothing, and its unit may show nothing that can be read.
            one.is_astray = one.is_astray or not one.is_seen
            if not one.is_seen and one.text not in standing:
                del self.written[place]

    def forgive(self, written: set[Written]) -> None:
        """Forget what was written during a sync beside a record that it took away, or where it wrote itself.

        Google cannot be told to delete a row, or to write into a cell, only if nobody has written there since
        it was read; the reason for sending a whole form back goes beside each of its records.
        """
        present = {row[KEY_TITLE]: row for _, row in self.records()} if written else {}

        def is_lost(one: Written) -> bool:
            row = present.get(one.key)
            if row is None:
                return True
            there = str(row.get(one.title, ""))
            return there.startswith(REASON) and one.text not in there

        self.written = {
            place: one for place, one in self.written.items() if one not in written or not is_lost(one)
        }

    def misplaced(self, root: Callable[[str], str]) -> Iterator[str]:
        """What is lost, doubled or beside another record; `root` is the first name of a work."""
        rows = [row for _, row in self.rows()]
        removed = "\n".join(map(str, self._removed()))
        for one in self.written.values():
            # What was decided about a whole form stands above what was written beside the record.
            found = [row for row in rows if any(one.text in str(text).split("\n") for text in row.values())]
            keyed = [row for row in found if row[KEY_TITLE]]
            if others := [row for row in keyed if root(row[NAME_TITLE]) != root(one.name)]:
                yield f"beside another record: {one}: {others}"
            if one.is_astray:
                if not found and one.text not in removed:
                    yield f"lost: {one}"
            elif len(keyed) != 1:
                yield f"{len(keyed)} times: {one}: {found}"
        for note in self.notes:
            if [row[KEY_TITLE] for row in rows if note in row.values()] != [""]:
                yield f"no line of its own any more: {note}"
        keys = Counter(row[KEY_TITLE] for row in rows if row[KEY_TITLE])
        yield from (f"{times} times: {key}" for key, times in keys.items() if times > 1)

    def _removed(self) -> list[list[Any]]:
        return self.ward.values(MASTER, REMOVED)[1:]

    def approved_unseen(self) -> Iterator[str]:
        """Records that are marked as approved and hold what the office never approved."""
        for _, row in self.records():
            held = _held(row)
            if row.get(REVIEW_TITLE) == APPROVED and held not in self.approved:
                yield f"approved, but never as it is: {held}"

    def _write(self, title: str, number: int, row: Texts) -> None:
        text = f"Ý kiến số {next(self.fresh)}."
        self._type(row, number, title, text)
        key, name = row[KEY_TITLE], row[NAME_TITLE]
        # Of two records of one name a unit may keep either, also while the master shows its last good ones or
        # is out of reach, or the office deleted the row of one.
        named = self.gone | {one[KEY_TITLE]: _held(one) for _, one in self.records()}
        is_one_of_two = sum(held_name == name for _, held_name, _ in named.values()) > 1
        taken_in = known_works(self.ward, key.partition("/")[0])
        is_one_of_two = is_one_of_two or sum(one.values["name"] == name for one in taken_in) > 1
        # Where the master is out of reach, it shows also what the unit has taken away since.
        is_shown_still = all(one.identity.row != key for one in taken_in)
        is_astray = is_one_of_two or is_shown_still or key in self.strange
        self.written[key, title] = Written(text, title, key, name, is_astray=is_astray)

    def _type(self, row: Texts, number: int, title: str, text: str) -> None:
        self._enter(self._place(list(row).index(title), number), text)

    def _enter(self, place: str, text: str) -> None:
        self.ward.people.type_in(self.ward.somebody, self.ward.book(MASTER), {place: text})

    def _place(self, column: int, number: int) -> str:
        return f"'{WORKS}'!{chr(ord('A') + column)}{number}"

    def _area(self, top: int, bottom: int, width: int) -> dict[str, int]:
        columns = {"startColumnIndex": 0, "endColumnIndex": width}
        return {"sheetId": self.sheet_id, "startRowIndex": top, "endRowIndex": bottom, **columns}

    def _change(self, *requests: dict[str, Any]) -> None:
        self.ward.change(MASTER, *requests)


def _held(row: Texts) -> tuple[Any, Any, Any]:
    return row[KEY_TITLE], row[NAME_TITLE], row[COST_TITLE]
