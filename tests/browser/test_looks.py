"""What the grid shows of a workbook."""

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Opener
from .grid import Grid
from .sample import NOTE


@pytest.fixture
def shown(opened: Opener, messy: str) -> Grid:
    grid = Grid(opened(f"/#/{messy}"), messy)
    grid.shows("E2", "1.234,5")
    return grid


def has_style(found: Locator, **styles: str) -> None:
    for name, value in styles.items():
        expect(found).to_have_css(name.replace("_", "-"), value)


def test_colours_fonts_alignment_and_formats(shown: Grid) -> None:
    header = shown.cell("E1")
    has_style(header, background_color="rgb(30, 107, 70)", color="rgb(255, 255, 255)")
    has_style(header, font_weight="700", text_align="center")
    has_style(shown.cell("F3"), background_color="rgb(244, 204, 204)")
    has_style(shown.cell("E2"), text_align="right")
    has_style(shown.cell("E7"), border_bottom_width="2px", border_bottom_style="solid")
    shown.shows("E2", "1.234,5")
    shown.shows("E7", "1.234.567")
    shown.shows("G2", "5/8/2024")


def test_sizes_merges_and_what_is_hidden(shown: Grid) -> None:
    has_style(shown.cell("J2"), width="260px")
    has_style(shown.cell("D11"), width="300px", height="42px")
    expect(shown.cell("E11")).to_have_count(0)
    expect(shown.cell("A9")).to_have_count(0)
    expect(shown.cell("K1")).to_have_count(0)
    expect(shown.cell("A11")).to_be_visible()


def test_rows_grow_with_wrapped_text(shown: Grid) -> None:
    wrapped, plain = shown.cell("J2").bounding_box(), shown.cell("J4").bounding_box()
    assert wrapped is not None
    assert plain is not None
    assert wrapped["height"] > 2 * plain["height"]


def test_the_first_rows_are_not_under_a_header_that_grew(shown: Grid) -> None:
    header, row = shown.cell("D1").bounding_box(), shown.cell("D2").bounding_box()
    assert header is not None
    assert row is not None
    assert header["height"] > 21
    assert row["y"] == header["y"] + header["height"]


def test_long_text_runs_over_empty_cells(shown: Grid) -> None:
    text, cell = shown.cell("J3").locator(".text").bounding_box(), shown.cell("J3").bounding_box()
    assert text is not None
    assert cell is not None
    assert text["width"] > cell["width"] + 50


def test_frozen_rows_and_columns_stay_in_place(shown: Grid) -> None:
    before = shown.cell("B1").bounding_box()
    row = shown.page.locator('.row-head[data-row="30"]')
    expect(row).to_be_attached()
    shown.page.locator(".scroller").evaluate("grid => grid.scrollTo(400, 600)")
    expect(shown.cell("L40")).to_be_in_viewport()
    assert shown.cell("B1").bounding_box() == before
    expect(shown.cell("B1")).to_be_in_viewport()


def test_a_note_shows_on_hover_and_on_selection(shown: Grid) -> None:
    card = shown.page.locator(".card")
    expect(card).to_be_hidden()
    shown.cell("F3").hover()
    expect(card).to_have_text(NOTE)
    shown.cell("D20").hover()
    expect(card).to_be_hidden()
    shown.go("F3")
    expect(card).to_have_text(NOTE)


def test_a_value_outside_its_list_is_marked(shown: Grid) -> None:
    expect(shown.cell("H4")).to_have_attribute("aria-invalid", "true")
    expect(shown.cell("H2")).not_to_have_attribute("aria-invalid", "true")
    shown.go("H4")
    expect(shown.page.locator(".card")).to_contain_text("không có trong danh sách")


def test_markup_typed_by_a_unit_is_text(shown: Grid) -> None:
    shown.shows("C6", "<script>alert('x')</script>")
    expect(shown.cell("C6").locator("script")).to_have_count(0)


def test_links_open_in_a_new_window(shown: Grid) -> None:
    link = shown.cell("I2").get_by_role("link", include_hidden=True)
    expect(link).to_have_attribute("href", "https://example.vn/so-lieu")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    shown.go("I2")
    expect(shown.page.locator(".card").get_by_role("link")).to_have_attribute(
        "href", "https://example.vn/so-lieu"
    )


def test_tabs_switch_and_hidden_ones_are_in_the_menu(shown: Grid) -> None:
    tabs = shown.page.get_by_role("tab")
    expect(tabs).to_have_text(["Số liệu", "Hướng dẫn", "Kết quả kiểm tra"])
    has_style(tabs.first, box_shadow="rgb(30, 107, 70) 0px -3px 0px 0px inset")
    tabs.nth(1).click()
    shown.shows("A2", "Hạn nộp: 25/8/2024.")
    assert shown.page.url.endswith(f"#/{shown.book}/11")
    shown.page.get_by_label("Tất cả trang tính").click()
    shown.page.get_by_role("menuitem", name="Danh mục (đang ẩn)").click()
    expect(tabs.filter(has_text="Danh mục")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(
    "path",
    ["/#/{}/0/D7", "/spreadsheets/d/{}/edit#gid=0&range=D7", "/spreadsheets/d/{}/edit?gid=0#gid=0&range=D7"],
)
def test_addresses_lead_to_a_cell(opened: Opener, messy: str, path: str) -> None:
    Grid(opened(path.format(messy)), messy).selected("D7")


def test_an_address_within_an_open_workbook_is_followed(opened: Opener, messy: str) -> None:
    shown = Grid(opened(f"/spreadsheets/d/{messy}/edit#gid=11"), messy)
    shown.shows("A2", "Hạn nộp: 25/8/2024.")
    shown.page.evaluate("() => { location.hash = '#gid=0&range=C3:D4' }")
    shown.selected("C3:D4")
    expect(shown.cell("C4")).to_have_attribute("aria-selected", "true")


def test_a_workbook_that_is_not_there_is_explained(opened: Opener) -> None:
    page = opened("/#/khong-co-bang-tinh-nao-nhu-the-nay")
    expect(page.get_by_role("alert")).to_contain_text("Không tìm thấy bảng tính")


def test_the_grid_is_told_to_assistive_technology(shown: Grid) -> None:
    table = shown.page.get_by_role("grid")
    expect(table).to_have_attribute("aria-rowcount", "61")
    expect(table).to_have_attribute("aria-colcount", "12")
    shown.go("D5")
    field = shown.page.locator("textarea.cell-input")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-label", "Ô D5: buổi")
    active = field.get_attribute("aria-activedescendant")
    expect(shown.page.locator(f"#{active}")).to_have_attribute("data-cell", "D5")
    expect(shown.page.locator(f"#{active}")).to_have_attribute("aria-colindex", "4")
    shown.press("F6")
    expect(shown.page.get_by_role("toolbar").get_by_role("button").first).to_be_focused()
    for button in shown.page.get_by_role("button").all():
        assert button.get_attribute("aria-label") or button.inner_text()
