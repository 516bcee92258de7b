"""“Tổng quan” and “Tiến độ nộp”: rates by form, kind and unit with their trend, arrivals by day, and charts.

Nothing here depends on the hour: as long as nobody reports, nothing has to be written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sheets_sync.forms.form import Form
from sheets_sync.judging.rates import Rates, points, rates, rates_by
from sheets_sync.master.tables import matrix
from sheets_sync.master.tables.summary import ONE_PLACE, Total, section, tenth
from sheets_sync.master.tables.wording import DATE_PATTERN, master_sheet_id
from sheets_sync.model import (
    ChartKind,
    Coverage,
    Shown,
    Table,
    TableChart,
    TableColumn,
    TableRow,
    Unit,
)

TITLE, PROGRESS_TITLE = "Tổng quan", "Tiến độ nộp"
SHEET_ID = master_sheet_id("overview")
GROUP, ON_TIME, LATE, MISSING = "Nội dung", "Đúng hạn", "Muộn", "Chưa nộp"
TIMELINESS, COMPLETENESS = "Tỷ lệ đúng hạn (%)", "Tỷ lệ đầy đủ (%)"
MET, AHEAD = "Chỉ tiêu đạt kế hoạch (%)", "Chỉ tiêu hơn cùng kỳ (%)"
DAY, BY_THEN, OWED = "Ngày", "Đã nộp đến ngày", "Phải nộp"
#: Begins the key of a unit's row.
OF_UNIT = "unit"
#: Cells of a row beside its title.
WIDTH = 11

_COLUMNS = (
    TableColumn(GROUP, width=230),
    *(TableColumn(title, width=90) for title in (OWED, ON_TIME, LATE, MISSING, "Đầy đủ")),
    *(TableColumn(title, width=110, pattern=ONE_PLACE) for title in (TIMELINESS, COMPLETENESS)),
    TableColumn("Đúng hạn so với kỳ trước (điểm %)", width=130, pattern=ONE_PLACE),
    TableColumn("Đầy đủ so với kỳ trước (điểm %)", width=130, pattern=ONE_PLACE),
    *(TableColumn(title, width=120, pattern=ONE_PLACE) for title in (MET, AHEAD)),
)


def overview_table(
    coverage: Sequence[Coverage],
    before: Sequence[Coverage],
    forms: Iterable[Form],
    units: Mapping[str, Unit],
    totals: Sequence[Total],
    kind_title: Callable[[str], str],
) -> Table:
    """Rates of all that is owed; `before` is the coverage of the period before, empty where there is none.

    The ward stands first, then the forms, right below the header, where the charts take them from.
    """
    # Charts take rows that follow each other: the areas with indicators come before the other forms.
    ordered = sorted(forms, key=lambda form: not form.holds_indicators)

    def kind_of(one: Coverage) -> str:
        return units[one.unit].kind if one.unit in units else ""

    by_form = _rows(
        "form", coverage, before, lambda one: one.form, {form.code: form.title for form in ordered}
    )
    whole = _rows("ward", coverage, before, lambda _: "", {"": "Toàn phường"})
    results = {
        f"form/{form.code}": _results([one for one in totals if one.indicator.form == form.code])
        for form in ordered
    }
    kinds = {unit.kind: kind_title(unit.kind) for unit in units.values()}
    names = {unit.code: unit.name for unit in units.values()}
    rows = (
        *(TableRow(key, (*cells, *_results(totals))) for key, cells in whole),
        *(TableRow(key, (*cells, *results[key])) for key, cells in by_form),
        *_block("kinds", "Theo loại đơn vị", _rows("kind", coverage, before, kind_of, kinds)),
        *_block("units", "Theo đơn vị", _rows(OF_UNIT, coverage, before, lambda one: one.unit, names)),
    )
    areas = sum(form.holds_indicators for form in ordered)
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=_COLUMNS,
        rows=rows,
        frozen_columns=1,
        charts=tuple(_charts(len(by_form), areas)),
        filtered=False,
    )


def _charts(forms: int, areas: int) -> Iterable[TableChart]:
    """Of the ward and so many forms, the first of which hold indicators."""
    rates_of = (TIMELINESS, COMPLETENESS)
    yield TableChart("Tỷ lệ nộp báo cáo theo biểu", ChartKind.BAR, GROUP, rates_of, 1 + forms)
    if areas:
        yield TableChart("Kết quả chỉ tiêu theo lĩnh vực", ChartKind.BAR, GROUP, (MET, AHEAD), 1 + areas)
    yield TableChart(
        "Tình hình nộp theo biểu",
        ChartKind.STACKED_COLUMN,
        GROUP,
        (ON_TIME, LATE, MISSING),
        1 + forms,
        below=matrix.SHEET_ID,
    )


def _rows(
    prefix: str,
    coverage: Sequence[Coverage],
    before: Sequence[Coverage],
    group: Callable[[Coverage], str],
    titles: Mapping[str, str],
) -> list[tuple[str, tuple[Shown, ...]]]:
    now, then = rates_by(coverage, group), rates_by(before, group)
    nothing = rates(())
    return [
        (f"{prefix}/{code}", (Shown(title), *_cells(now.get(code, nothing), then.get(code, nothing))))
        for code, title in titles.items()
    ]


def _cells(now: Rates, before: Rates) -> Iterable[Shown]:
    counts = (now.owed, now.on_time, now.late, now.missing, now.complete)
    yield from (Shown(Decimal(count)) for count in counts)
    moved = points(now.timeliness, before.timeliness), points(now.completeness, before.completeness)
    yield from (Shown(tenth(rate)) for rate in (now.timeliness, now.completeness, *moved))


def _results(totals: Sequence[Total]) -> tuple[Shown, Shown]:
    """Shares of the indicators that reached their plan, and that were ahead of the same period."""
    return _share([one.met for one in totals]), _share([one.ahead for one in totals])


def _share(answers: Sequence[bool | None]) -> Shown:
    known = [one for one in answers if one is not None]
    return Shown(tenth(Decimal(sum(known)) / len(known) * 100)) if known else Shown()


def _block(key: str, title: str, rows: Iterable[tuple[str, tuple[Shown, ...]]]) -> Iterable[TableRow]:
    yield TableRow(f"title/{key}", section(title, WIDTH))
    yield from (TableRow(code, (*cells, Shown(), Shown())) for code, cells in rows)


def progress_table(days: Iterable[date], owed: int) -> Table:
    """How many reports arrived on each day on which any did; `days` has the day of each report.

    What people look at is its chart, in “Tổng quan”.
    """
    arrived = sorted(days)
    rows, so_far = [], 0
    for day in dict.fromkeys(arrived):
        count = arrived.count(day)
        so_far += count
        cells = (Shown(day), Shown(Decimal(count)), Shown(Decimal(so_far)), Shown(Decimal(owed)))
        rows.append(TableRow(day.isoformat(), cells))
    return Table(
        title=PROGRESS_TITLE,
        sheet_id=master_sheet_id("progress"),
        columns=(
            TableColumn(DAY, width=110, pattern=DATE_PATTERN),
            TableColumn("Nộp trong ngày", width=110),
            TableColumn(BY_THEN, width=110),
            TableColumn(OWED, width=90),
        ),
        rows=tuple(rows),
        charts=(
            TableChart(
                "Tiến độ nộp báo cáo theo ngày", ChartKind.LINE, DAY, (BY_THEN, OWED), beside=SHEET_ID
            ),
        ),
        hidden=True,
        filtered=False,
    )
