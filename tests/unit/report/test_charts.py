"""Charts: legible in black and white, with Vietnamese letters, the same bytes for the same data."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from PIL import Image

from sheets_sync.errors import ReportError
from sheets_sync.report.content.model import Bar, BarChart, ProgressChart
from sheets_sync.report.writers import charts, fonts

FIRST = date(2024, 8, 5)
BY_AREA = BarChart(
    "Tỷ lệ chỉ tiêu đạt kế hoạch theo lĩnh vực",
    "Tỷ lệ (%)",
    (("Tỷ lệ", (Bar("Phát triển kinh tế", Decimal(50), "1/2 (50%)"), Bar("Cải cách", Decimal(0), "0/1"))),),
    Decimal(100),
)
BY_PERIOD = BarChart(
    "So với cùng kỳ",
    "Cùng kỳ = 100%",
    (
        ("Cùng kỳ", (Bar("Tai nạn giao thông: số người bị thương nặng" * 3, Decimal(100), "04"),)),
        ("Thực hiện", (Bar("Tai nạn giao thông: số người bị thương nặng" * 3, Decimal(50), "02"),)),
    ),
)
PROGRESS = ProgressChart(
    "Tiến độ", "Số biểu", tuple(FIRST + timedelta(days=day) for day in range(3)), (0, 4, 6), 8, FIRST
)
ALL = (BY_AREA, BY_PERIOD, PROGRESS)


Installed = dict[str, dict[tuple[bool, bool], str]]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The fonts that are installed, to be chosen by a test."""
    found: Installed = {}
    monkeypatch.setattr(fonts, "_installed", lambda: found)
    return found


@pytest.mark.parametrize("chart", ALL, ids=lambda one: one.title)
def test_a_chart_is_as_wide_as_asked_and_the_same_each_time(chart: BarChart | ProgressChart) -> None:
    one, other = (charts.draw(chart, 150) for _ in range(2))
    assert one == other
    image = Image.open(BytesIO(one))
    assert image.width == pytest.approx(150 / 25.4 * charts.DOTS_PER_INCH, abs=1)
    assert image.height > 200


@pytest.mark.parametrize("chart", ALL, ids=lambda one: one.title)
def test_a_chart_has_no_colour_that_print_would_lose(chart: BarChart | ProgressChart) -> None:
    red, green, blue = Image.open(BytesIO(charts.draw(chart, 150))).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_series_differ_by_more_than_grey() -> None:
    fills = charts.FILLS
    assert len({hatch for _, hatch in fills}) == len(fills)


def test_the_font_has_vietnamese_letters() -> None:
    letters = FT2Font(fonts.faces(fonts.chart_family())[False, False]).get_charmap()
    assert all(ord(letter) in letters for letter in "ếữệđĐƯỢ")


def shipped(name: str) -> str:
    """A font that matplotlib brings along."""
    return str(next(Path(font_manager.__file__).parent.rglob(name)))


def test_without_such_a_font_the_message_says_what_to_install(installed: Installed) -> None:
    installed["Symbols"] = {(False, False): shipped("STIXSizOneSymReg.ttf")}
    installed["Times New Roman"] = {(False, False): "/nowhere/times.ttf"}
    with pytest.raises(ReportError, match="fonts-croscore"):
        charts.draw(BY_AREA, 150)


def test_another_font_with_the_letters_is_taken_where_the_known_are_missing(installed: Installed) -> None:
    installed["Chữ của phường"] = {(False, False): shipped("DejaVuSerif.ttf")}
    assert fonts.chart_family() == "Chữ của phường"


def test_a_pdf_needs_all_four_faces_with_all_letters(installed: Installed) -> None:
    whole = {
        (False, False): shipped("DejaVuSerif.ttf"),
        (True, False): shipped("DejaVuSerif-Bold.ttf"),
        (False, True): shipped("DejaVuSerif-Italic.ttf"),
        (True, True): shipped("DejaVuSerif-BoldItalic.ttf"),
    }
    installed["Liberation Serif"] = {**whole, (True, True): shipped("STIXSizOneSymReg.ttf")}
    with pytest.raises(ReportError, match="fonts-croscore"):
        fonts.document_family()
    installed["Chữ của phường"] = whole
    assert fonts.document_family() == "Chữ của phường"
    installed["Tinos"] = whole
    assert fonts.document_family() == "Tinos"
