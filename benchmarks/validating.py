"""Rows a second of CPU through the whole of validation, beside other readers in the same run.

First typed cells: works of many units, one row in twenty with something to mend, and among our own rows
people whom they propose, so that there is something to compare between units, beside a plain pydantic loop
that trusts its rows. Then works as texts, a third of them with a fault, beside what else may read them.
"""

import gc
import resource
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from pydantic import ValidationError

from benchmarks.faults import PLACES, Texts
from benchmarks.peers import Found, Reader, Trusting, installed, measure
from benchmarks.vietnamese import FAMILIES, GIVEN, MIDDLES
from schemas.commendation import FORM as PROPOSALS
from schemas.works import FORM
from sheets_sync.forms.form import Form
from sheets_sync.judging.crosscheck import crosscheck
from sheets_sync.master.tables.records import record_rows
from sheets_sync.model import EMPTY_CELL, Cell, CellKind, Finding, Grid, Period, TableRow, Unit
from sheets_sync.pipeline.bulk import bulk_work
from sheets_sync.reading.lastgood import Circumstances, submission
from sheets_sync.reading.rows import Terms
from sheets_sync.reading.validation import Validated, validate
from sheets_sync.store.codec import dump
from sheets_sync.store.packing import Packing
from sheets_sync.store.shelf import Shelf

WORKS_OF_UNIT, PROPOSALS_OF_UNIT = 480, 20
ROWS_OF_UNIT = WORKS_OF_UNIT + PROPOSALS_OF_UNIT
#: So many rows are made for the plain loop before it is timed.
AT_ONCE = 10_000
#: Costs below this many millions of đồng are usual for a work.
USUAL = 19_000
#: One row in so many has something to mend.
MESSY = 20
PERIOD = Period("p", "p", date(2024, 8, 5), date(2024, 8, 15), datetime(2024, 8, 16, tzinfo=UTC))
TERMS = Terms(PERIOD, date(2024, 8, 5), date(2024, 8, 15), {}, {})
AT = datetime(2024, 8, 14, tzinfo=UTC)


def _text(text: str) -> Cell:
    return Cell(CellKind.TEXT, text, text)


def row(number: int) -> tuple[Cell, ...]:
    """One work as it is read from a sheet."""
    # No figure is asked about for its size: else every row had something to mend from 20,000 on.
    amount = 100 + number % USUAL
    cost: Cell = Cell(CellKind.NUMBER, amount + 0.5, f"{amount},5")
    if number % MESSY == 0:
        cost = _text(f"gần {number} triệu đồng")
    return (
        _text(f"W-{number:07d}"),
        _text(f"Công trình vệ sinh môi trường số {number}"),
        _text(PLACES[number % len(PLACES)]),
        cost,
        _text("Xã hội hóa"),
        Cell(CellKind.DATE, 45509.0, "05/08/2024"),
        Cell(CellKind.DATE, 45518.0, "14/08/2024"),
        Cell(CellKind.NUMBER, 100.0, "100"),
    )


def proposal(number: int) -> tuple[Cell, ...]:
    """One person as proposed: most names are borne by several people."""
    chance = Random(number)  # noqa: S311 -- the same people in every run
    name = " ".join(map(chance.choice, (FAMILIES, MIDDLES, MIDDLES, GIVEN)))
    texts = {
        "subject": "Cá nhân",
        "name": name,
        "born": chance.choice(("", *map(str, range(1950, 2000)))),
        "award": "Giấy khen",
        "achievement": f"Vận động {number} hộ tham gia tổng vệ sinh",
        "undisciplined": "Có",
        "row_id": f"C-{number:07d}",
    }
    return tuple(_text(texts[one.field]) if one.field in texts else EMPTY_CELL for one in PROPOSALS.columns)


def plain_row(number: int) -> dict[str, Any]:
    """The same for readers that know no sheets."""
    messy = number % MESSY == 0
    return {
        "row_id": f"W-{number:07d}",
        "name": f"Công trình vệ sinh môi trường số {number}",
        "location": PLACES[number % len(PLACES)],
        "cost": f"gần {number} triệu đồng" if messy else 100.5 + number,
        "source": "Xã hội hóa",
        "started": "2024-08-05",
        "completed": "2024-08-14",
        "progress": 100.0,
    }


def units(rows: int) -> list[Unit]:
    """As many units as it takes."""
    forms = (FORM.code, PROPOSALS.code)
    one = Unit("U", "Đơn vị", "K", None, (), date(2019, 1, 1), None, None, forms, frozenset())
    return [replace(one, code=f"U{number:05d}") for number in range(rows // ROWS_OF_UNIT)]


def tabs(roster: Iterable[Unit]) -> Iterator[tuple[Unit, Form, Grid]]:
    """Two tabs for each unit, made when they are needed."""
    for place, unit in enumerate(roster):
        for form, make, count in ((FORM, row, WORKS_OF_UNIT), (PROPOSALS, proposal, PROPOSALS_OF_UNIT)):
            header = tuple(_text(column.heading.title) for column in form.columns)
            yield (
                unit,
                form,
                Grid(1, form.title, (header, *map(make, range(place * count, (place + 1) * count)))),
            )


def _no_link(*_: object) -> str:
    return ""


def _read(grid: Grid, form: Form, unit: Unit) -> Validated:
    return validate(grid, form, unit, TERMS, issue=lambda count: [f"N-{number}" for number in range(count)])


@bulk_work()
def own(rows: int) -> dict[str, float]:
    """Seconds of each step, without those that making the rows takes."""
    roster = units(rows)
    spent = {"bind + validate": 0.0, "keep": 0.0}
    taken = Shelf()
    for unit, form, grid in tabs(roster):
        began = time.process_time()
        found = submission(_read(grid, form, unit), None, unit, form, PERIOD.code, grid, Circumstances(AT))
        read = time.process_time()
        # Beyond some thousands of records they are packed.
        taken.put([found])
        spent["bind + validate"] += read - began
        spent["keep"] += time.process_time() - read
    by_code = {unit.code: unit for unit in roster}
    began = time.process_time()
    # As a run does: of forms that are compared between units alone.
    proposed = (one for owner in taken if owner[1] == PROPOSALS.code for one in (taken[owner],))
    between = crosscheck(proposed, (PROPOSALS,), by_code, {})
    spent["cross-check"] = time.process_time() - began
    findings = (*between, *(finding for one in taken.values() for finding in one.findings))
    began = time.process_time()
    published = sum(1 for _ in _published(taken, findings, by_code))
    spent["consolidate"] = time.process_time() - began
    assert published == len(roster) * ROWS_OF_UNIT  # noqa: S101
    return spent


def _published(taken: Shelf, findings: Sequence[Finding], roster: Mapping[str, Unit]) -> Iterator[TableRow]:
    """Each row as it is published, and let go of."""
    for form in (FORM, PROPOSALS):
        own = (taken[owner] for owner in taken if owner[1] == form.code)
        yield from record_rows(form, own, findings, roster, _no_link, {})


@bulk_work()
def plain(rows: int) -> float:
    """Seconds of the plain loop."""
    spent = 0.0
    for first in range(0, rows, AT_ONCE):
        numbers = [plain_row(number) for number in range(first, min(rows, first + AT_ONCE))]
        began = time.process_time()
        for one in numbers:
            try:
                Trusting.model_validate(one)
            except ValidationError as error:
                error.errors()
        spent += time.process_time() - began
    return spent


def text_tabs(rows: Sequence[Texts]) -> list[Grid]:
    """Tabs of works as Google gives them, with these texts."""
    header = tuple(_text(column.heading.title) for column in FORM.columns)
    parts = (rows[first : first + WORKS_OF_UNIT] for first in range(0, len(rows), WORKS_OF_UNIT))
    return [
        Grid(1, FORM.title, (header, *(tuple(map(_typed, row.values())) for row in part))) for part in parts
    ]


@bulk_work()
def ours(grids: Sequence[Grid]) -> Found:
    """Rows of tabs in which our validation finds something, counted on from tab to tab."""
    [unit] = units(ROWS_OF_UNIT)
    made = [_read(grid, FORM, unit) for grid in grids]
    places = (
        (number * WORKS_OF_UNIT, finding.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for number, one in enumerate(made)
        for finding in one.findings
    )
    # The header is row 1.
    return {first + int(place) - 2 for first, place in places if place}


OURS = Reader(ours, text_tabs)


def _typed(text: str) -> Cell:
    return _text(text) if text else EMPTY_CELL


def bytes_a_record(rows: int) -> float:
    """What a row takes as a record."""
    gc.collect()
    tracemalloc.start()
    taken = [
        submission(_read(grid, form, unit), None, unit, form, PERIOD.code, grid, Circumstances(AT)).records
        for unit, form, grid in tabs(units(rows))
    ]
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / sum(map(len, taken))


def bytes_packed(rows: int) -> float:
    """What is kept of a row until the end of a run, where there are many."""
    taken = (
        submission(_read(grid, form, unit), None, unit, form, PERIOD.code, grid, Circumstances(AT))
        for unit, form, grid in tabs(units(rows))
    )
    packing = Packing()
    return sum(len(packing.packed(dump(one).encode()).packed) for one in taken) / rows


def peak() -> float:
    """Most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(rows: int) -> Iterable[tuple[str, float, str]]:
    """Name, rows a second of CPU (MB or bytes for memory), ratio to the plain loop."""
    base = plain(rows)
    yield f"plain pydantic loop, {rows:,} rows", rows / base, "1.00"
    spent = own(rows)
    for name, seconds in (*spent.items(), ("all of it", sum(spent.values()))):
        yield name, rows / seconds, f"{base / seconds:.3f}"
    yield "  most memory, MB", peak(), "–"
    yield "  a row as a record, bytes", bytes_a_record(10_000), "–"
    yield "  the same packed, as most are kept, bytes", bytes_packed(10_000), "–"


def beside_peers(rows: int) -> Iterable[tuple[str, float, str]]:
    """Name, rows a second of CPU, ratio to the naive loop with what is found."""
    readers = {**installed(), "ours": OURS}
    results = {name: measure(reader, rows) for name, reader in readers.items()}
    base = results["naive pydantic loop"].seconds
    for name, one in results.items():
        told = (
            f"{base / one.seconds:.3f}  {one.found:.0f}% of the faults, {one.wrongly} good rows called faulty"
        )
        yield name, rows / one.seconds, f"{told}, {one.bytes_a_row:,.0f} bytes a row at most"
