"""What a first sync holds at most does not grow with the units: objects are counted, not bytes."""

import gc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from sheets_sync.master.publishing import writing
from sheets_sync.model import Cell, Record, Submission
from sheets_sync.pipeline.run import Options, run
from sheets_sync.reading.cells import ColumnReader
from sheets_sync.store import shelf
from tests.integration.test_renewing import INDICATORS, roster
from tests.interruptions import watched
from tests.ward import EVENING, Ward, ward
from tests.without_socket import running_here

FEW, MANY, ROWS = 3, 6, 20
#: So many units' worth may be at hand: one that is read, one that is judged, one that waits.
AT_HAND = 3
KINDS = frozenset({Record, Cell, Submission, ColumnReader})


@pytest.fixture(autouse=True)
def as_if_there_were_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins with many rows begins with the first."""
    monkeypatch.setattr(shelf, "LOOSE", 0)
    monkeypatch.setattr(writing, "FEW", 1)
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")


def reported(one: Ward) -> None:
    """Every unit has so many works."""
    tab = next(form.sheet_id for form in one.project.forms if form.code == "works")
    rows = [
        {"values": [{"userEnteredValue": {"stringValue": f"Công trình {number}"}}]} for number in range(ROWS)
    ]
    start = {"sheetId": tab, "rowIndex": 1, "columnIndex": 1}
    body = {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}
    for unit, owner in one.project.units.items():
        if "works" in owner.forms:
            one.change(unit, body)


@dataclass
class Seen:
    """A first sync, looked at whenever Google is asked."""

    #: Of each kind how many there were at most.
    most: Counter[type] = field(default_factory=Counter)
    #: The same at the end, when units are answered.
    last: Counter[type] = field(default_factory=Counter)
    #: Records that are published.
    rows: int = 0


def first_sync(units: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Seen:
    found = Seen()
    # What tests before this one have left, and all modules, are none of these objects any more.
    gc.collect()
    gc.freeze()

    def looked(*_: object) -> None:
        found.last = Counter(type(one) for one in gc.get_objects() if type(one) in KINDS)
        found.most |= found.last

    folder.mkdir()
    with (
        watched(monkeypatch) as line,
        ward(folder, monkeypatch, units=roster(units), indicators=INDICATORS, google=running_here) as one,
    ):
        reported(one)
        through = line.through

        def seen(method: str, url: str, send: Callable[[], requests.Response]) -> requests.Response:
            looked()
            return through(method, url, send)

        monkeypatch.setattr(line, "through", seen)
        run(one.project, EVENING, Options(mails=False), looked)
        found.rows = len(one.records("7. Công trình, phần việc"))
    return found


def test_twice_the_units_are_no_more_records_and_cells_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = first_sync(FEW, tmp_path / "few", monkeypatch)
    many = first_sync(MANY, tmp_path / "many", monkeypatch)
    assert (few.rows, many.rows) == (FEW * ROWS, MANY * ROWS)
    assert 0 < many.most[Record] <= AT_HAND * ROWS
    assert 0 < many.most[Submission] <= 2 * AT_HAND
    # What is remembered of cells while they are read is let go of before the master is made.
    assert many.most[ColumnReader] > many.last[ColumnReader] == 0
    assert {kind: many.most[kind] for kind in KINDS - {ColumnReader}} == {
        kind: few.most[kind] for kind in KINDS - {ColumnReader}
    }
