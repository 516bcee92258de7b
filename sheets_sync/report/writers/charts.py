"""Charts as PNG, legible in black and white: hatches, and figures at every bar. Same data, same bytes."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from io import BytesIO

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sheets_sync.report.content.model import BarChart, Chart, ProgressChart
from sheets_sync.report.writers.fonts import chart_family, faces
from sheets_sync.vietnamese.dates import format_date

DOTS_PER_INCH = 200
MILLIMETRES_PER_INCH = 25.4
#: Fill of each series: light enough for print, apart from each other by pattern alone.
FILLS = (("#d9d9d9", "///"), ("#7f7f7f", ""), ("#ffffff", "..."))
BAR = 0.36


def draw(chart: Chart, width: float) -> bytes:
    """A PNG of this width in millimetres. Raises ReportError without a font."""
    with _settings():
        if isinstance(chart, BarChart):
            return _bars(chart, width / MILLIMETRES_PER_INCH)
        return _progress(chart, width / MILLIMETRES_PER_INCH)


def _settings() -> AbstractContextManager[None]:
    family = chart_family()
    # What was installed since matplotlib made its list is told to it by its file.
    font_manager.fontManager.addfont(faces(family)[False, False])
    return mpl.rc_context(
        {
            "font.family": family,
            "font.size": 10,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "hatch.linewidth": 0.6,
        }
    )


def _bars(chart: BarChart, width: float) -> bytes:
    names = [bar.name for bar in chart.series[0][1]]
    height = len(chart.series) * BAR + 0.2
    figure = Figure(
        figsize=(width, 1.0 + len(names) * (len(chart.series) * 0.24 + 0.16)), layout="constrained"
    )
    axes = figure.add_subplot()
    for place, (name, bars) in enumerate(chart.series):
        color, hatch = FILLS[place % len(FILLS)]
        at = [number * height + place * BAR for number in range(len(names))]
        lengths = [float(bar.value) for bar in bars]
        axes.barh(at, lengths, BAR, label=name, color=color, hatch=hatch, edgecolor="black", linewidth=0.8)
        for level, bar in zip(at, bars, strict=True):
            axes.annotate(
                bar.label, (float(bar.value), level), (4, 0), textcoords="offset points", va="center"
            )
    middle = (len(chart.series) - 1) * BAR / 2
    axes.set_yticks(
        [number * height + middle for number in range(len(names))], [_folded(name) for name in names]
    )
    axes.invert_yaxis()
    largest = max(float(bar.value) for _, bars in chart.series for bar in bars)
    # Room for the words at the ends of the bars.
    axes.set_xlim(0, max(largest, float(chart.limit or 0), 1) * 1.25)
    if chart.limit is not None:
        axes.set_xticks([float(chart.limit) * part / 5 for part in range(6)])
    axes.set_xlabel(chart.axis)
    if len(chart.series) > 1:
        figure.legend(loc="outside upper right", ncols=len(chart.series), frameon=False)
    return _png(figure)


def _progress(chart: ProgressChart, width: float) -> bytes:
    figure = Figure(figsize=(width, 3.0), layout="constrained")
    axes = figure.add_subplot()
    places = range(len(chart.days))
    axes.step(places, chart.counts, where="post", color="black", linewidth=1.8, label="Đã nộp")
    axes.axhline(chart.owed, color="black", linestyle="--", linewidth=1, label=f"Phải nộp: {chart.owed}")
    due = (chart.due - chart.days[0]).days
    axes.axvline(due, color="black", linestyle=":", linewidth=1.2, label=f"Hạn nộp: {format_date(chart.due)}")
    _count_steps(axes, chart.counts)
    step = max(1, len(chart.days) // 14)
    shown = list(places)[::step]
    axes.set_xticks(shown, [f"{chart.days[place]:%d}/{chart.days[place].month}" for place in shown])
    axes.set_ylim(0, chart.owed * 1.15)
    axes.set_xlabel("Ngày")
    axes.set_ylabel(chart.axis)
    figure.legend(loc="outside upper right", ncols=3, frameon=False)
    return _png(figure)


def _count_steps(axes: Axes, counts: Sequence[int]) -> None:
    before = 0
    for place, count in enumerate(counts):
        if count != before:
            axes.annotate(str(count), (place, count), (-3, 3), textcoords="offset points", ha="right")
        before = count


def _folded(name: str) -> str:
    """A long name on two lines."""
    if len(name) <= 34:
        return name
    cut = name.rfind(" ", 0, 34)
    first, rest = (name[:cut], name[cut + 1 :]) if cut > 0 else (name[:34], name[34:])
    return f"{first}\n{rest if len(rest) <= 34 else rest[:33] + '…'}"


def _png(figure: Figure) -> bytes:
    written = BytesIO()
    figure.savefig(written, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return written.getvalue()
