"""Large tabs, and a phone."""

import pytest
from playwright.sync_api import expect

from .conftest import Opener
from .google import Google, tab
from .grid import Grid

ROWS, COLUMNS = 5000, 30
#: Calls about cells that a large tab, and two looks at far parts of it, may cost.
FEW = 8


@pytest.fixture(scope="module")
def large(google: Google) -> str:
    book = google.new("Bảng lớn", rows=ROWS, columns=COLUMNS)
    rows = [[f"{row}:{column}" for column in range(COLUMNS)] for row in range(1, ROWS + 1)]
    google.type(book, "A1", rows, "RAW")
    return book


def test_a_large_tab_is_shown_in_part_and_edited_at_its_end(
    opened: Opener, google: Google, large: str
) -> None:
    page, asked = opened("/"), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/#/{large}")
    grid = Grid(page, large)
    grid.shows("B2", "2:1")
    grid.press("Control+ArrowDown")
    grid.selected("A5000")
    grid.shows("C4999", "4999:2")
    grid.go("AD2500")
    grid.shows("AD2500", "2500:29")
    about_cells = [url for url in asked if f"/v4/spreadsheets/{large}" in url]
    assert 0 < len(about_cells) <= FEW
    assert grid.page.locator(".cell").count() < 3000
    grid.go("Z4321")
    grid.keys("sửa ở xa")
    grid.press("Enter")
    grid.saved()
    assert google.values(large, "Z4321") == [["sửa ở xa"]]


def test_scrolling_brings_rows_as_they_come_into_view(opened: Opener, large: str) -> None:
    grid = Grid(opened(f"/#/{large}"), large)
    grid.shows("B2", "2:1")
    for _ in range(12):
        grid.page.mouse.move(600, 500)
        grid.page.mouse.wheel(0, 900)
    grid.shows("B530", "530:1")
    expect(grid.cell("B2")).to_have_count(0)


def test_a_phone_shows_the_list_and_the_grid_without_scrolling_sideways(opened: Opener, messy: str) -> None:
    page = opened("/", phone=True)
    expect(page.locator(".file-link").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    page.goto(f"/#/{messy}")
    grid = Grid(page, messy)
    expect(grid.cell("D2")).to_be_attached()
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    tab_bar = page.locator(".tab-bar").bounding_box()
    assert tab_bar is not None
    assert tab_bar["y"] + tab_bar["height"] == 844


def test_frozen_columns_leave_room_to_scroll_on_a_phone(opened: Opener, messy: str) -> None:
    grid = Grid(opened(f"/#/{messy}", phone=True), messy)
    expect(grid.cell("B2")).to_be_visible()
    grid.page.locator(".scroller").evaluate("grid => grid.scrollTo(700, 0)")
    expect(grid.cell("H2")).to_be_in_viewport()
    frozen = grid.cell("B1").bounding_box()
    assert frozen is not None
    assert frozen["x"] + frozen["width"] < 195


def test_a_tap_selects_and_the_next_one_edits(opened: Opener, google: Google) -> None:
    book = google.new("Sổ trên điện thoại")
    google.type(book, "B2", [["cũ"]])
    grid = Grid(opened(f"/#/{book}", phone=True), book)
    grid.shows("B2", "cũ")
    grid.cell("B2").tap()
    grid.selected("B2")
    field = grid.page.locator("textarea.cell-input")
    expect(field).to_have_attribute("inputmode", "none")
    grid.cell("B2").tap(force=True)
    expect(field).to_have_attribute("inputmode", "text")
    expect(grid.page.locator(".cell-input.open")).to_have_value("cũ")
    grid.keys(" và mới")
    grid.cell("C5").tap()
    grid.saved()
    assert google.values(book, "B2") == [["cũ và mới"]]
    bar = grid.page.get_by_label("Nội dung ô")
    bar.tap()
    bar.fill("qua thanh nội dung")
    bar.press("Enter")
    grid.saved()
    assert google.values(book, "C5") == [["qua thanh nội dung"]]


def test_a_link_is_followed_from_its_card_by_touch(opened: Opener, google: Google) -> None:
    book = google.new("Sổ trên điện thoại")
    google.update(book, tab(7, "Kết quả"))
    link = f"{google.base_url}/spreadsheets/d/{book}/edit#gid=7&range=B3"
    google.type(book, "B2", [[link]])
    grid = Grid(opened(f"/#/{book}", phone=True), book)
    grid.shows("B2", link)
    grid.cell("B2").tap()
    grid.page.locator(".card").get_by_role("link").tap()
    grid.selected("B3")
    expect(grid.page.get_by_role("tab", name="Kết quả")).to_have_attribute("aria-selected", "true")


def test_rows_are_changed_by_touch(opened: Opener, google: Google) -> None:
    book = google.new("Sổ trên điện thoại")
    google.type(book, "A1", [["một"], ["hai"]])
    grid = Grid(opened(f"/#/{book}", phone=True), book)
    grid.shows("A2", "hai")
    grid.cell("A2").tap()
    grid.page.get_by_role("button", name="Chèn hàng lên trên").tap()
    grid.shows("A3", "hai")
    grid.page.get_by_role("button", name="Thao tác khác").tap()
    grid.page.get_by_role("menuitem", name="Xóa hàng 2").tap()
    grid.shows("A2", "hai")
    assert google.values(book, "A1:A3") == [["một"], ["hai"]]


def test_what_opens_on_a_phone_fits_its_width(opened: Opener, messy: str) -> None:
    grid = Grid(opened(f"/#/{messy}", phone=True), messy)
    page = grid.page

    def fits(name: str) -> None:
        box = page.locator(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
        assert page.evaluate("() => document.documentElement.scrollWidth") == 390

    page.get_by_role("button", name="Tìm và thay thế").tap()
    fits(".finder")
    page.get_by_role("button", name="Đóng tìm kiếm").tap()
    page.get_by_role("button", name="Thao tác khác").tap()
    fits(".menu")
    page.keyboard.press("Escape")
    grid.cell("A1").locator(".filter").tap()
    page.get_by_role("menuitem", name="Lọc theo giá trị").tap()
    fits(".dialog")
    page.get_by_role("button", name="Hủy").tap()
    page.get_by_role("button", name="Ghi chú của ô").tap()
    fits(".dialog")
