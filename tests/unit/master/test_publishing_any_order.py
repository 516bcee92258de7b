"""Whatever the office and the units do in whatever order: no remark is lost, none changes its row."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sheets_sync.master.publishing import removed_rows
from sheets_sync.model import TableRow
from tests.unit.published import Master, row, table, titled, written

KEYS = [f"TDP{number}/VX" for number in range(8)]
VALUES = st.one_of(st.none(), st.integers(-5, 5), st.sampled_from(["mười", "=1+1", "Mã dòng"]))
TARGETS = st.lists(
    st.builds(row, st.sampled_from(KEYS), st.sampled_from(["Tổ 1", "Tổ 2"]), VALUES),
    max_size=len(KEYS),
    unique_by=lambda one: one.key,
)


class Office(RuleBasedStateMachine):
    """A master that is published and worked in."""

    def __init__(self) -> None:
        super().__init__()
        self.target: list[TableRow] = [row(KEYS[0], "Tổ 1", 1)]
        self.master = Master(table(*self.target))
        #: What the office wrote beside records: key, column title, text.
        self.written: dict[str, dict[str, str]] = {}
        #: What it wrote in rows of its own.
        self.loose: list[str] = []
        self.count = 0

    def text(self) -> str:
        self.count += 1
        return f"ý kiến {self.count}"

    def header(self) -> list[str]:
        return [str(text) for text in self.master.tab.texts()[0]]

    def rows_of(self, key: str) -> list[int]:
        place = self.header().index("Mã dòng")
        return [number for number, line in enumerate(self.master.tab.texts()) if line[place] == key]

    def office_titles(self) -> list[str]:
        ours = ("Mã dòng", "Đơn vị", "Thực hiện")
        return [title for title in self.header() if title and title not in ours]

    @rule(rows=TARGETS)
    def publish(self, rows: list[TableRow]) -> None:
        removed = removed_rows(table(*rows), self.master.book.read())
        kept = {one.key for one in rows}
        assert {one.key for one in removed} == {one.key for one in self.target} - kept
        for one in removed:
            assert titled(one.remarks) == self.written.pop(one.key, {})
        self.target = rows
        self.master.publish(table(*rows))

    @rule(data=st.data())
    def remark(self, data: st.DataObject) -> None:
        if self.target:
            key = data.draw(st.sampled_from([one.key for one in self.target]))
            title = data.draw(st.sampled_from(self.office_titles()))
            text = self.text()
            self.master.tab.type(self.rows_of(key)[0], self.header().index(title), text)
            self.written.setdefault(key, {})[title] = text

    @rule(data=st.data(), descending=st.booleans())
    def sort(self, data: st.DataObject, *, descending: bool) -> None:
        self.master.tab.sort(data.draw(st.integers(0, len(self.header()) - 1)), descending=descending)

    @rule(data=st.data())
    def add_a_column(self, data: st.DataObject) -> None:
        if len(self.header()) < 9:
            place = data.draw(st.integers(0, len(self.header())))
            self.master.tab.insert(column=place)
            self.master.tab.type(0, place, f"Cột {self.text()}")

    @rule(data=st.data())
    def move_a_column(self, data: st.DataObject) -> None:
        places = st.integers(0, len(self.header()) - 1)
        self.master.tab.move_column(data.draw(places), data.draw(places))

    @rule(data=st.data())
    def write_a_row_of_its_own(self, data: st.DataObject) -> None:
        place = self.header().index(data.draw(st.sampled_from(self.office_titles())))
        bottom = len(self.master.tab.texts())
        if bottom < self.master.tab.row_count:
            self.loose.append(self.text())
            self.master.tab.type(bottom, place, self.loose[-1])

    @rule(data=st.data())
    def copy_a_row_and_publish(self, data: st.DataObject) -> None:
        if self.target:
            key = data.draw(st.sampled_from([one.key for one in self.target]))
            [number] = self.rows_of(key)
            self.master.tab.copy_row(number, number + 1)
            self.loose += self.written.get(key, {}).values()
            self.publish(self.target)

    @invariant()
    def the_master_equals_what_was_published(self) -> None:
        rows = self.master.tab.by_key()
        found = {key: (one["Đơn vị"], one["Thực hiện"]) for key, one in rows.items()}
        shown = {
            one.key: tuple("" if cell.value is None else cell.value for cell in one.cells)
            for one in self.target
        }
        assert found == shown
        assert all(len(self.rows_of(key)) == 1 for key in rows)

    @invariant()
    def every_remark_stands_beside_its_record(self) -> None:
        assert written(self.master.book.read(), *self.target) == self.written

    @invariant()
    def rows_of_the_office_stay(self) -> None:
        texts = [str(text) for line in self.master.tab.texts() for text in line]
        assert all(text in texts for text in self.loose)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
