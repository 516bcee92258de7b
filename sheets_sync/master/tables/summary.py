"""“Tổng hợp chỉ tiêu”: each indicator for the whole ward, from the units in charge of it and no others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.forms.form import Form, indicator_fields
from sheets_sync.forms.roles import Indicators
from sheets_sync.judging.crosscheck import units_in_charge
from sheets_sync.master.tables.records import number_shown
from sheets_sync.master.tables.wording import master_sheet_id
from sheets_sync.model import (
    Indicator,
    Measurement,
    Record,
    Shown,
    Submission,
    Table,
    TableColumn,
    TableRow,
    Tone,
    Unit,
    Value,
)

TITLE = "Tổng hợp chỉ tiêu"
SHEET_ID = master_sheet_id("summary")
ONE_PLACE = "#,##0.0"
#: Of more units than this only the first and the last are named.
NAMED_UNITS = 3


@dataclass(frozen=True, slots=True)
class Total:
    """One indicator of the whole ward."""

    indicator: Indicator
    plan: Value
    actual: Value
    same_period: Value
    #: Actual in per cent of plan; None when there is no plan, or while some unit gave one of the two only.
    rate: Decimal | None
    #: Actual in per cent of the same period.
    against_same_period: Decimal | None
    in_charge: tuple[Unit, ...]
    #: How many of the units in charge gave an accepted figure.
    reported: int

    @property
    def met(self) -> bool | None:
        """Whether the ward's plan was reached; None where that cannot be told."""
        return None if self.rate is None else _reached(self.indicator, self.rate)

    @property
    def attainment(self) -> Decimal | None:
        """How well the plan was reached, the more the better; None where that cannot be told."""
        if not self.rate:
            return self.rate
        return 10_000 / self.rate if self.indicator.lower_is_better else self.rate

    @property
    def ahead(self) -> bool | None:
        """Whether the ward did at least as well as in the same period; None where that cannot be told."""
        against = self.against_same_period
        return None if against is None else _reached(self.indicator, against)


def _reached(indicator: Indicator, share: Decimal) -> bool:
    return share <= 100 if indicator.lower_is_better else share >= 100


def totals(
    forms: Iterable[Form],
    indicators: Mapping[str, Indicator],
    submissions: Iterable[Submission],
    units: Mapping[str, Unit],
) -> tuple[Total, ...]:
    """Sums of plan and actual over the units in charge; percentages are never averaged across units."""
    records = {
        (record.unit, record.key): record for submission in submissions for record in submission.records
    }
    fields = indicator_fields(forms)
    return tuple(
        _total(indicator, fields[indicator.form], records, units)
        for indicator in indicators.values()
        if indicator.form in fields
    )


def _total(
    indicator: Indicator,
    its: Indicators,
    records: Mapping[tuple[str, str], Record],
    units: Mapping[str, Unit],
) -> Total:
    in_charge = units_in_charge(indicator, units.values(), lambda unit: (unit, indicator.code) in records)
    found = [record for unit in in_charge if (record := records.get((unit.code, indicator.code)))]
    reported = [record for record in found if record.values.get(its.actual) is not None]
    plan, actual, same = (_sum(indicator, found, field) for field in (its.plan, its.actual, its.same_period))
    planned = [record for record in found if record.values.get(its.plan) is not None]
    return Total(
        indicator,
        plan,
        actual,
        same,
        # Sums over different units would give a rate of nothing.
        _rate(actual, plan) if planned == reported else None,
        _rate(actual, same),
        in_charge,
        len(reported),
    )


def _sum(indicator: Indicator, records: Iterable[Record], field: str) -> Value:
    values = [value for record in records if (value := record.values.get(field)) is not None]
    figures = [value for value in values if isinstance(value, Decimal)]
    words = [str(value) for value in values if not isinstance(value, Decimal)]
    if words or not figures:
        return "; ".join(dict.fromkeys(words)) or None
    if indicator.measurement is Measurement.PERCENT and len(figures) > 1:
        return None
    return sum(figures, Decimal(0))


def _rate(part: Value, whole: Value) -> Decimal | None:
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    return part / whole * 100


def summary_table(forms: Iterable[Form], found: Sequence[Total]) -> Table:
    """The totals of every area, each area under its title."""
    rows: list[TableRow] = []
    for form in forms:
        own = [total for total in found if total.indicator.form == form.code]
        if own:
            rows.append(TableRow(f"area/{form.code}", _section(form.title)))
            rows += [TableRow(total.indicator.code, _cells(total)) for total in own]
    return Table(
        title=TITLE,
        sheet_id=SHEET_ID,
        columns=(
            TableColumn("Mã", width=80),
            TableColumn("Chỉ tiêu", width=330),
            TableColumn("Đơn vị tính", width=100),
            TableColumn("Kế hoạch", width=110),
            TableColumn("Thực hiện", width=110),
            TableColumn("Tỷ lệ (%)", width=90, pattern=ONE_PLACE),
            TableColumn("Cùng kỳ", width=110),
            TableColumn("So với cùng kỳ (%)", width=130, pattern=ONE_PLACE),
            TableColumn("Đơn vị phụ trách", width=230),
            TableColumn("Đã báo cáo", width=100),
        ),
        rows=tuple(rows),
        frozen_columns=2,
        filtered=False,
    )


def _section(title: str) -> tuple[Shown, ...]:
    return (Shown(tone=Tone.STRONG), *section(title, 8))


def section(title: str, width: int) -> tuple[Shown, ...]:
    """A row that is a title, and `width` cells beside it."""
    return (Shown(title, tone=Tone.STRONG), *[Shown(tone=Tone.STRONG)] * width)


def _cells(total: Total) -> tuple[Shown, ...]:
    indicator, expected = total.indicator, len(total.in_charge)
    complete = total.reported == expected
    return (
        Shown(indicator.code),
        Shown(indicator.title + (" ↓" if indicator.lower_is_better else "")),
        Shown(indicator.measure),
        number_shown(total.plan),
        number_shown(total.actual),
        Shown(tenth(total.rate)),
        number_shown(total.same_period),
        Shown(tenth(total.against_same_period)),
        Shown(_who(total.in_charge)),
        Shown(f"{total.reported}/{expected}", tone=Tone.GOOD if complete else Tone.DOUBTFUL),
    )


def _who(units: Sequence[Unit]) -> str:
    if len(units) > NAMED_UNITS:
        return f"{len(units)} đơn vị: {units[0].name} … {units[-1].name}"
    return "; ".join(unit.name for unit in units)


def tenth(value: Decimal | None) -> Decimal | None:
    """A rate as it is shown, with one decimal."""
    return None if value is None else value.quantize(Decimal("0.1"))
