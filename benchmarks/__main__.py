"""`python -m benchmarks` prints every measure with its ratio to the baseline of the same run."""

from benchmarks import holding, serving, validating

for title, unit, report in (
    ("Validation", "rows/s", validating.report),
    ("Local Google", "calls/s", serving.report),
    ("Local Google with many workbooks", "", holding.report),
):
    print(title)
    for name, measure, ratio in report():
        print(f"  {name:<42} {measure:>12,.2f} {unit:<8} x{ratio}", flush=True)
