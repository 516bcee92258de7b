"""Any sequence of writes, insertions, deletions and sorts gives what a list of lists gives."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.without_socket import running_here

from .client import Api, Json

ROWS, COLUMNS = 6, 3
cells = st.one_of(st.integers(-5, 5), st.sampled_from(["a", "b", "Ă", "", "=1", "01"]), st.booleans())
_server: dict[str, Any] = {}


def api() -> Api:
    """One server for all examples of this module."""
    if not _server:
        data = tempfile.TemporaryDirectory()
        context = running_here(Path(data.name))
        _server.update(data=data, context=context, api=Api(context.__enter__()))
    found: Api = _server["api"]
    return found


def teardown_module() -> None:
    if _server:
        _server["api"].close()
        _server["context"].__exit__(None, None, None)
        _server["data"].cleanup()
        _server.clear()


def key(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool):
        return (2, value)
    if isinstance(value, str):
        return (3, "") if value == "" else (1, value.casefold())
    return (0, value)


class Grid(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.book = api().new(rows=ROWS, columns=COLUMNS)
        self.grid: list[list[Any]] = [[""] * COLUMNS for _ in range(ROWS)]

    @rule(row=st.integers(0, ROWS - 1), column=st.integers(0, COLUMNS - 1), value=cells)
    def write(self, row: int, column: int, value: Any) -> None:
        row = min(row, len(self.grid) - 1)
        api().write(self.book, f"{'ABC'[column]}{row + 1}", [[value]])
        self.grid[row][column] = value

    @rule(values=st.lists(st.lists(cells, min_size=1, max_size=COLUMNS), min_size=1, max_size=3))
    def append(self, values: list[list[Any]]) -> None:
        rows: list[Json] = [{"values": [_cell(value) for value in line]} for line in values]
        api().update(self.book, {"appendCells": {"rows": rows, "fields": "userEnteredValue"}})
        last = max(
            (index for index, row in enumerate(self.grid) if any(value != "" for value in row)), default=-1
        )
        for offset, line in enumerate(values, last + 1):
            if offset == len(self.grid):
                self.grid.append([""] * COLUMNS)
            self.grid[offset] = [*line, *self.grid[offset][len(line) :]]

    @precondition(lambda self: len(self.grid) < 12)
    @rule(at=st.integers(0, ROWS), count=st.integers(1, 2))
    def insert(self, at: int, count: int) -> None:
        at = min(at, len(self.grid))
        api().update(self.book, {"insertDimension": {"range": _rows(at, at + count)}})
        self.grid[at:at] = [[""] * COLUMNS for _ in range(count)]

    @precondition(lambda self: len(self.grid) > 2)
    @rule(at=st.integers(0, ROWS))
    def delete(self, at: int) -> None:
        at = min(at, len(self.grid) - 1)
        api().update(self.book, {"deleteDimension": {"range": _rows(at, at + 1)}})
        del self.grid[at]

    @rule(start=st.integers(0, 2), to=st.integers(0, ROWS))
    def move(self, start: int, to: int) -> None:
        start, to = min(start, len(self.grid) - 1), min(to, len(self.grid))
        api().update(
            self.book, {"moveDimension": {"source": _rows(start, start + 1), "destinationIndex": to}}
        )
        row = self.grid.pop(start)
        self.grid.insert(to - 1 if to > start else to, row)

    @rule(column=st.integers(0, COLUMNS - 1), down=st.booleans())
    def sort(self, column: int, down: bool) -> None:
        order = "DESCENDING" if down else "ASCENDING"
        spec = {"dimensionIndex": column, "sortOrder": order}
        api().update(self.book, {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [spec]}})
        blank = [row for row in self.grid if row[column] == ""]
        full = [row for row in self.grid if row[column] != ""]
        self.grid = sorted(full, key=lambda row: key(row[column]), reverse=down) + blank

    @rule()
    def clear(self) -> None:
        api().ok("POST", f"/v4/spreadsheets/{self.book}/values/B1:B3:clear", {})
        for row in self.grid[:3]:
            row[1] = ""

    @invariant()
    def reads_what_was_written(self) -> None:
        if not hasattr(self, "book"):
            return
        found = api().read(self.book, "A:C")
        padded = [row + [""] * (COLUMNS - len(row)) for row in found]
        padded += [[""] * COLUMNS for _ in range(len(self.grid) - len(padded))]
        assert padded == self.grid


def _rows(start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def _cell(value: Any) -> Json:
    kind = (
        "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
    )
    return {"userEnteredValue": {kind: value}}


TestGrid = Grid.TestCase
TestGrid.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
