"""`python -m benchmarks [ROWS]` prints every measure with its ratio to the baseline of the same run."""

import sys
from collections.abc import Callable, Iterable
from functools import partial

from benchmarks import holding, memory, nights, serving, validating
from benchmarks.faults import FAULTY, KINDS

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
#: Each kind of fault 500 times, if there are that many.
TEXTS = min(ROWS, 500 * len(KINDS) * FAULTY)
Report = Callable[[], Iterable[tuple[str, float, str]]]
REPORTS: tuple[tuple[str, str, Report], ...] = (
    # Each reader is forked from this process: from one that has held a million rows, it pays for them.
    ("Validation of texts, a third with a fault", "rows/s", partial(validating.beside_peers, TEXTS)),
    ("Validation of typed cells", "rows/s", partial(validating.report, ROWS)),
    ("Nights", "ms", nights.report),
    ("Memory of a first sync", "", memory.report),
    ("Local Google", "calls/s", serving.report),
    ("Local Google with many workbooks", "", holding.report),
)

for title, unit, report in REPORTS:
    print(title)
    for name, measure, ratio in report():
        print(f"  {name:<42} {measure:>12,.2f} {unit:<8} x{ratio}", flush=True)
