"""`python -m benchmarks [ROWS]` prints every measure with its ratio to the baseline of the same run."""

import sys
from collections.abc import Callable, Iterable
from functools import partial

from benchmarks import holding, nights, serving, validating

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
Report = Callable[[], Iterable[tuple[str, float, str]]]
REPORTS: tuple[tuple[str, str, Report], ...] = (
    ("Validation", "rows/s", partial(validating.report, ROWS)),
    ("Nights", "ms", nights.report),
    ("Local Google", "calls/s", serving.report),
    ("Local Google with many workbooks", "", holding.report),
)

for title, unit, report in REPORTS:
    print(title)
    for name, measure, ratio in report():
        print(f"  {name:<42} {measure:>12,.2f} {unit:<8} x{ratio}", flush=True)
