"""The most memory that a first sync takes, and what of it comes with each unit and each row.

The local Google and whoever types are processes of their own; what is told is the most that a process of
`sheets-sync sync` held by itself (Linux). `python -m benchmarks.memory UNITS ROWS` measures one size.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.nights import EVENING, campaign

#: So many units report so many works each.
SIZES = ((100, 20), (400, 20), (400, 5))
#: What `python -m benchmarks.memory` does with these words: the sync, and what it took.
SYNC = ("sync", "-q", "--no-mail", "--as-of", EVENING.isoformat(), "--config")


def most_of_first_sync(units: int, rows: int) -> tuple[float, float]:
    """Megabytes at the greatest moment, and seconds of its processor."""
    with campaign(units) as (project, people):
        books = {unit: book.id for unit, book in project.store.workbooks.known().items() if unit}
        tab = next(form.sheet_id for form in project.forms if form.code == "works")
        for place, (unit, book) in enumerate(books.items()):
            values = [_work(place * rows + number) for number in range(rows)]
            start = {"sheetId": tab, "rowIndex": 1, "columnIndex": 1}
            body = {"updateCells": {"start": start, "rows": values, "fields": "userEnteredValue"}}
            people.change(project.units[unit].emails[0], book, [body])
        config = project.config.file
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.memory", *SYNC, str(config)],
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.search(r"most (\d+) kB, (\S+) s", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout + done.stderr)
    return int(found[1]) / 1024, float(found[2])


def _work(number: int) -> dict[str, object]:
    texts = (f"Công trình vệ sinh môi trường số {number}", f"Ngõ {number % 90}")
    cells = [{"userEnteredValue": {"stringValue": text}} for text in texts]
    return {"values": [*cells, {"userEnteredValue": {"numberValue": 100.5 + number}}]}


def report() -> Iterator[tuple[str, float, str]]:
    """Megabytes at most of each size, then the kilobytes that a further row and a further unit bring."""
    most = {}
    for units, rows in SIZES:
        most[units, rows], seconds = most_of_first_sync(units, rows)
        yield f"{units:,} units of {rows} rows, MB", most[units, rows], f"{seconds:.1f} s"
    (few, rows), (many, _), (_, less) = SIZES
    a_row = (most[many, rows] - most[many, less]) * 1024 / (many * (rows - less))
    a_unit = (most[many, rows] - most[few, rows]) * 1024 / (many - few) - a_row * rows
    yield "kB a row", a_row, "–"
    yield "kB a unit", a_unit, "–"


def sync(words: Sequence[str]) -> None:
    """The sync in this process, then what it took: of few records all are packed, as of many."""
    from sheets_sync.cli.app import app
    from sheets_sync.store import shelf

    shelf.LOOSE = 0
    try:
        app(list(words))
    finally:
        most = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
        print(f"most {most[0]} kB, {time.process_time():.1f} s")


if __name__ == "__main__":
    if sys.argv[1] == "sync":
        sync(sys.argv[1:])
    else:
        print(*most_of_first_sync(int(sys.argv[1]), int(sys.argv[2])))
