"""Which charts a report has, as data."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from sheets_sync.report.content.areas import AreaFacts
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Bar, BarChart, ProgressChart
from sheets_sync.report.content.submitting import Submitting

WHOLE = Decimal(100)


def area_chart(areas: Iterable[AreaFacts]) -> BarChart | None:
    """Share of each area's indicators that reached their plan; None without any."""
    bars = tuple(
        Bar(one.area.title, one.met_rate.value, f"{one.met.value}/{one.planned.value} ({one.met_rate}%)")
        for one in areas
        if one.met_rate is not None
    )
    if not bars:
        return None
    title = "Tỷ lệ chỉ tiêu đạt kế hoạch theo lĩnh vực"
    return BarChart(title, "Tỷ lệ chỉ tiêu đạt kế hoạch (%)", (("Tỷ lệ", bars),), WHOLE)


def period_chart(areas: Iterable[AreaFacts]) -> BarChart | None:
    """Indicators that are compared with the same period; None without any.

    They are counts of different things: each pair is drawn in per cent of the same period's figure, the
    figures themselves stand at the bars.
    """
    found = [
        one
        for area in areas
        for one in area.indicators
        if one.actual and one.same_period and one.same_period.value
    ]
    if not found:
        return None
    before, now = [], []
    for one in found:
        if one.actual and one.same_period:
            before.append(Bar(one.name, WHOLE, f"{one.same_period}{one.after}"))
            share = one.actual.value / one.same_period.value * 100
            now.append(Bar(one.name, share, f"{one.actual}{one.after}"))
    series = (("Cùng kỳ", tuple(before)), ("Thực hiện", tuple(now)))
    return BarChart("So sánh với cùng kỳ", "Cùng kỳ = 100%", series)


def progress_chart(material: Material, submitting: Submitting) -> ProgressChart | None:
    """Forms submitted until each day's end, from the period's first day; None before anything is owed."""
    if not submitting.owed.value:
        return None
    zone = material.at.tzinfo
    owed = {(one.unit, one.form) for one in material.coverage if one.timeliness is not None}
    arrived = [
        one.arrived.astimezone(zone).date()
        for one in material.entered
        if one.arrived is not None and (one.unit, one.form) in owed
    ]
    due = material.period.deadline.date()
    first = min([material.period.start, *arrived])
    # Long before or long after the period nothing happens that is worth a day of the axis.
    last = max([due, *arrived])
    days = tuple(first + timedelta(days=day) for day in range((last - first).days + 1))
    counts = tuple(sum(one <= day for one in arrived) for day in days)
    return ProgressChart(
        "Tiến độ nộp báo cáo theo ngày", "Số biểu đã nộp", days, counts, int(submitting.owed.value), due
    )
