"""Charts: legible in black and white, with Vietnamese letters, the same bytes for the same data."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from PIL import Image

from sheets_sync.errors import ReportError
from sheets_sync.report.content.model import Bar, BarChart, ProgressChart
from sheets_sync.report.writers import charts

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


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The fonts that are installed, to be chosen by a test."""
    installed: list[object] = []
    monkeypatch.setattr(font_manager.fontManager, "ttflist", installed)
    charts.font_family.cache_clear()
    yield installed
    charts.font_family.cache_clear()


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
    family = charts.font_family()
    file = font_manager.findfont(family, fallback_to_default=False)
    letters = FT2Font(file).get_charmap()
    assert all(ord(letter) in letters for letter in "ếữệđĐƯỢ")


def test_without_such_a_font_the_message_says_what_to_install(fonts: list[object]) -> None:
    symbols = next(Path(font_manager.__file__).parent.rglob("STIXSizOneSymReg.ttf"))
    fonts += [
        SimpleNamespace(name="Symbols", fname=str(symbols)),
        SimpleNamespace(name="Times New Roman", fname="/nowhere/times.ttf"),
    ]
    with pytest.raises(ReportError, match="fonts-croscore"):
        charts.draw(BY_AREA, 150)


def test_another_font_with_the_letters_is_taken_where_the_known_are_missing(fonts: list[object]) -> None:
    dejavu = next(Path(font_manager.__file__).parent.rglob("DejaVuSerif.ttf"))
    fonts.append(SimpleNamespace(name="Chữ của phường", fname=str(dejavu)))
    assert charts.font_family() == "Chữ của phường"
    assert not charts.prints_alike()
    fonts.append(SimpleNamespace(name="Tinos", fname=str(dejavu)))
    assert charts.prints_alike()
