"""Works and tasks registered to mark the anniversary (công trình, phần việc chào mừng)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from sheets_sync.forms.fields import Amount, Choice, Day, Percent, Text
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.roles import Works
from sheets_sync.model import Doubt, Indicator, Personal
from sheets_sync.vietnamese.dates import format_date

SOURCES = ("Ngân sách nhà nước", "Xã hội hóa", "Nhân dân đóng góp", "Kết hợp")


class WorkRow(Row):
    """One work or task."""

    name: Annotated[
        Text,
        Heading(
            "Tên công trình, phần việc",
            aliases=("Tên công trình", "Công trình, phần việc"),
            width=300,
            guidance="Nếu không có, ghi “Không có” vào dòng đầu.",
            required=True,
        ),
        Personal.PROSE,
    ] = None
    location: Annotated[Text, Heading("Địa điểm", width=170), Personal.PROSE] = None
    cost: Annotated[
        Amount,
        Heading(
            "Kinh phí (triệu đồng)",
            aliases=("Kinh phí",),
            measure="triệu đồng",
            usual_most=Decimal(20_000),
            guidance="Triệu đồng.",
        ),
    ] = None
    source: Annotated[Choice, Heading("Nguồn vốn", choices=SOURCES, width=150)] = None
    started: Annotated[Day, Heading("Khởi công", aliases=("Ngày khởi công",), width=110)] = None
    completed: Annotated[Day, Heading("Hoàn thành", aliases=("Ngày hoàn thành",), width=110)] = None
    progress: Annotated[Percent, Heading("Tiến độ (%)", aliases=("Tiến độ",), measure="%", width=100)] = None

    def doubts(self, indicator: Indicator | None) -> Iterable[tuple[str, Doubt]]:  # noqa: ARG002
        """A work cannot end before it began."""
        if self.started and self.completed and self.completed < self.started:
            params = {
                "later_title": "Hoàn thành",
                "later": format_date(self.completed),
                "earlier_title": "Khởi công",
                "earlier": format_date(self.started),
            }
            yield "completed", Doubt("order-of-dates", params)


FORM = Form(
    code="works",
    title="7. Công trình, phần việc",
    row=WorkRow,
    role=Works(name="name", location="location", cost="cost", progress="progress"),
    guidance="Mỗi công trình, phần việc chào mừng một dòng. Không có thì ghi “Không có” vào dòng đầu.",
)
