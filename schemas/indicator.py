"""The row shared by the five areas: one indicator with plan, actual and the same period's figure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from sheets_sync.forms.fields import Code, Figure, Label, Prose, Rate
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.roles import Indicators
from sheets_sync.model import Doubt, Indicator, Measurement, Personal
from sheets_sync.vietnamese.numbers import format_decimal_places, format_number
from sheets_sync.vietnamese.plausible import out_of_range, slip

#: An entered rate may differ from the computed one by rounding (docs/domain.md, “Indicators”).
RATE_TOLERANCE = Decimal("0.1")
#: Outside these bounds, in per cent of the plan, the unit is asked to explain.
UNUSUAL_BELOW, UNUSUAL_ABOVE = Decimal(30), Decimal(150)


class IndicatorRow(Row):
    """One indicator of an area; the catalogue tells what its figures are."""

    code: Annotated[Code, Heading("Mã", aliases=("Mã chỉ tiêu", "Mã số"), width=70)] = None
    title: Annotated[
        Label, Heading("Chỉ tiêu", aliases=("Tên chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu"), width=330)
    ] = None
    measure: Annotated[Label, Heading("Đơn vị tính", aliases=("ĐVT", "Đơn vị"), width=100)] = None
    plan: Annotated[
        Figure, Heading("Kế hoạch", aliases=("KH", "Kế hoạch năm", "Kế hoạch giao"), guidance="Số được giao.")
    ] = None
    actual: Annotated[
        Figure,
        Heading(
            "Thực hiện",
            aliases=("TH", "Kết quả", "Kết quả thực hiện", "Lũy kế", "Luỹ kế", "Lũy kế thực hiện"),
            guidance="Chỉ nhập một số, ví dụ 1.234,5. Không phát sinh: nhập 0. Chưa có: ghi ở Ghi chú.",
        ),
    ] = None
    same_period: Annotated[
        Figure,
        Heading("Cùng kỳ", aliases=("Cùng kì", "Cùng kỳ năm trước", "Năm trước"), guidance="Năm trước."),
    ] = None
    rate: Annotated[
        Rate,
        Heading(
            "Tỷ lệ (%)",
            aliases=("Tỷ lệ", "Tỉ lệ", "Tỉ lệ (%)", "Tỷ lệ %", "Tỉ lệ %", "% TH/KH"),
            width=90,
            guidance="Có thể để trống: hệ thống tự tính Thực hiện / Kế hoạch.",
        ),
    ] = None
    note: Annotated[
        Prose,
        Heading("Ghi chú", aliases=("Giải trình",), width=280, guidance="Giải trình, số liệu chưa có."),
        Personal.PROSE,
    ] = None

    def doubts(self, indicator: Indicator | None) -> Iterable[tuple[str, Doubt]]:
        """Blank figures, figures out of range, entered rate, unusual performance."""
        if indicator is None:
            return
        yield from self._blanks(indicator)
        unusual = {}
        for field, value in (("plan", self.plan), ("actual", self.actual), ("same_period", self.same_period)):
            if isinstance(value, Decimal):
                unusual[field] = out_of_range(value, indicator.measure, indicator.minimum, indicator.maximum)
        slipped = None if unusual.get("plan") else self._slip(indicator)
        if slipped is not None:
            unusual["actual"] = slipped
        yield from ((field, doubt) for field, doubt in unusual.items() if doubt is not None)
        if isinstance(self.actual, Decimal) and slipped is None:
            plan = self.plan if isinstance(self.plan, Decimal) else Decimal(0)
            yield from self._rates(plan, self.actual, indicator)

    def _slip(self, indicator: Indicator) -> Doubt | None:
        """A slip of measure that would bring the actual figure near the plan, or near the same period's."""
        known = (self.plan, self.same_period)
        near = next((value for value in known if isinstance(value, Decimal) and value), None)
        if self.note is not None or near is None or not isinstance(self.actual, Decimal):
            return None

        def is_usual(value: Decimal) -> bool:
            return UNUSUAL_BELOW <= value / near * 100 <= UNUSUAL_ABOVE

        return None if is_usual(self.actual) else slip(self.actual, indicator.measure, is_usual)

    def _blanks(self, indicator: Indicator) -> Iterable[tuple[str, Doubt]]:
        if self.note is not None:
            return
        if self.actual is None:
            yield "actual", Doubt("value-missing")
        if self.same_period is None and indicator.has_same_period:
            yield "same_period", Doubt("value-missing")

    def _rates(self, plan: Decimal, actual: Decimal, indicator: Indicator) -> Iterable[tuple[str, Doubt]]:
        if not plan:
            if self.rate is not None:
                yield "rate", Doubt("rate-without-plan", {"typed": format_number(self.rate)})
            return
        computed = actual / plan * 100
        shown = {
            "computed": format_decimal_places(computed, 1),
            "actual": format_number(actual),
            "plan": format_number(plan),
        }
        # 0,923 is a usual way to enter 92,3%.
        if self.rate is not None and not any(
            abs(rate - computed) <= RATE_TOLERANCE for rate in (self.rate, self.rate * 100)
        ):
            yield "rate", Doubt("rate-mismatch", {**shown, "typed": format_number(self.rate)})
        is_share = indicator.measurement is Measurement.PERCENT
        is_low = computed < UNUSUAL_BELOW and not indicator.lower_is_better
        if self.note is None and not is_share and (is_low or computed > UNUSUAL_ABOVE):
            yield "actual", Doubt("ratio-unusual", shown)


def area_form(code: str, title: str) -> Form:
    """The form of one area of the plan (part II, section 2); indicators.csv has the relations of its rows."""
    return Form(
        code=code,
        title=title,
        row=IndicatorRow,
        key="code",
        role=Indicators(
            actual="actual", plan="plan", same_period="same_period", title="title", measure="measure"
        ),
        guidance="Nhập số liệu vào các cột Kế hoạch, Thực hiện, Cùng kỳ; giữ nguyên cột Mã.",
    )
