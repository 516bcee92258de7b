"""The leadership's weekly mail: rates, their trend, and bars that need no pictures."""

import re
from datetime import datetime
from decimal import Decimal

import pytest

from sheets_sync.judging.rates import Rates
from sheets_sync.mail.composing.compose import Letterhead, PeriodOverview, Writer
from sheets_sync.model import Mail
from sheets_sync.templates import templates
from tests.unit.builders import ZONE

FULL, REST = "#1e6b46", "#e8eaed"


def overview(moved: Decimal | None = None) -> Mail:
    one = PeriodOverview(
        title="Báo cáo tháng 7/2026",
        due="17:00 ngày 17/7/2026",
        groups=[("Tất cả các đơn vị", Rates(30, 20, 4, 18)), ("Tổ <dân> phố", Rates(24, 15, 4, 14))],
        forms=[
            ("1. Kinh tế", Rates(8, 8, 0, 8)),
            ("2. Văn hóa", Rates(12, 7, 1, 6)),
            ("3. An ninh", Rates(5, 0, 0, 0)),
        ],
        moved=moved,
        overdue=["Tổ dân phố số 3: 2. Văn hóa"],
        master_link="https://docs.google.com/spreadsheets/d/m/edit",
    )
    writer = Writer(
        Letterhead("thi-dua", "Đợt thi đua", "phường Mẫu", "Văn phòng, vp@phuong.example"), templates("mail")
    )
    return writer.overview(
        ["ct@phuong.example"], [one], datetime(2026, 7, 24, 20, tzinfo=ZONE), "vp@phuong.example"
    )


def test_rates_are_told_in_words_and_by_form() -> None:
    text = overview().text
    assert "Nộp đúng hạn 66,7%, đầy đủ 60% số biểu phải nộp." in text
    assert "- 2. Văn hóa: 7/12 (58,3%)" in text
    assert "So với kỳ trước" not in text


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (Decimal("12.54"), "tỷ lệ đúng hạn tăng 12,5 điểm phần trăm."),
        (Decimal(-3), "tỷ lệ đúng hạn giảm 3 điểm phần trăm."),
        (Decimal(0), "tỷ lệ đúng hạn không đổi."),
    ],
)
def test_the_change_since_the_period_before_is_told(moved: Decimal, told: str) -> None:
    mail = overview(moved)
    assert told in mail.text
    assert told in mail.html


def test_a_bar_is_as_long_as_its_rate_and_needs_no_picture() -> None:
    html = overview().html
    cells = re.findall(r'<td[^>]*bgcolor="(#\w+)" width="(\d+)%"', html)
    assert cells == [(FULL, "100"), (FULL, "58"), (REST, "42"), (REST, "100")]
    assert "<img" not in html


def test_a_name_never_becomes_markup() -> None:
    assert "Tổ &lt;dân&gt; phố" in overview().html
