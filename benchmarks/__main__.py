"""`python -m benchmarks` prints every measure with its ratio to the baseline of the same run."""

from benchmarks import serving, validating

for title, unit, report in (
    ("Validation", "rows/s", validating.report()),
    ("Local Google", "calls/s", serving.report()),
):
    print(title)
    for name, measure, ratio in report:
        print(f"  {name:<30} {measure:>12,.0f} {unit}   x{ratio}")
