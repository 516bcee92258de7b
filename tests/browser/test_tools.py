"""What the page offers beyond typing: taking back, sorting, filtering, filling, finding, sizes, paper."""

from playwright.sync_api import Locator, expect

from .conftest import Opener
from .google import Google, Json, area, properties
from .grid import Grid

ROWS = [
    ["Tổ", "Số hộ", "Ngày"],
    ["Tổ 2", "195", "5/8/2024"],
    ["Tổ 1", "210", "6/8/2024"],
    ["Tổ 3", "88", "7/8/2024"],
]
FIRST = {"frozenRowCount": 1}


def filled(grid: Grid, google: Google, rows: list[list[str]] | None = None) -> None:
    """A table with a frozen row of titles, and what the page shows of it."""
    google.type(grid.book, "A1", rows or ROWS)
    google.update(grid.book, properties({"gridProperties": FIRST}, "gridProperties.frozenRowCount"))
    grid.shows("A1", (rows or ROWS)[0][0])
    expect(grid.page.locator(".freeze-line.top")).to_have_count(1)


def button(grid: Grid, name: str) -> Locator:
    return grid.page.get_by_role("toolbar").get_by_role("button", name=name)


def test_everything_is_taken_back_and_done_again(grid: Grid, google: Google) -> None:
    filled(grid, google)
    start = google.values(grid.book, "A1:C9")
    grid.go("B2")
    button(grid, "Sắp xếp A → Z").click()
    grid.shows("A2", "Tổ 3")
    grid.go("A3:A4")
    button(grid, "Xóa hàng đang chọn").click()
    grid.saved()
    grid.go("A2")
    grid.paste("x\ty\nz\tt")
    grid.shows("B3", "t")
    grid.saved()
    changed = google.values(grid.book, "A1:C9")
    for _ in range(3):
        grid.press("Control+z")
    grid.shows("A2", "Tổ 2")
    grid.saved()
    assert google.values(grid.book, "A1:C9") == start
    grid.press("Control+Shift+z", "Control+y")
    button(grid, "Làm lại").click()
    grid.shows("B3", "t")
    grid.saved()
    assert google.values(grid.book, "A1:C9") == changed
    grid.press("Control+y")
    expect(grid.notice().last).to_contain_text("Không có thay đổi nào để làm lại")


def test_what_somebody_else_changed_is_not_taken_back(grid: Grid, google: Google) -> None:
    grid.type("B2", "của tôi")
    google.type(grid.book, "B2", [["của máy"]])
    grid.shows("B2", "của máy")
    grid.press("Control+z")
    expect(grid.notice().last).to_contain_text("Người khác đã sửa")
    assert google.values(grid.book, "B2") == [["của máy"]]


def test_rows_are_sorted_whole_unless_the_person_chooses_cells_alone(grid: Grid, google: Google) -> None:
    filled(grid, google)
    grid.go("B2:B4")
    button(grid, "Sắp xếp A → Z").click()
    grid.shows("B2", "88")
    grid.saved()
    assert google.values(grid.book, "A2:B4") == [["Tổ 3", "88"], ["Tổ 2", "195"], ["Tổ 1", "210"]]
    grid.menu("B3", "Chỉ sắp xếp B2:B4 theo cột B, Z → A")
    grid.shows("B2", "210")
    grid.saved()
    assert google.values(grid.book, "A2:B4") == [["Tổ 3", "210"], ["Tổ 2", "195"], ["Tổ 1", "88"]]


def test_a_filter_hides_rows_by_value_and_by_condition(grid: Grid, google: Google) -> None:
    filled(grid, google)
    grid.go("A1:C4")
    button(grid, "bộ lọc").click()
    page = grid.page
    grid.cell("A1").locator(".filter").click()
    page.get_by_role("menuitem", name="Lọc theo giá trị").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tìm giá trị").fill("to 1")
    dialog.get_by_role("checkbox", name="Tổ 1").uncheck()
    dialog.get_by_role("button", name="Lọc").click()
    expect(grid.cell("A3")).to_have_count(0)
    grid.go("B2")
    grid.press("Shift+F10")
    page.get_by_role("menuitem", name="Lọc cột B theo giá trị").press("Enter")
    dialog.get_by_label("Điều kiện", exact=True).select_option("NUMBER_GREATER")
    dialog.get_by_label("Giá trị của điều kiện").fill("100")
    dialog.get_by_role("button", name="Lọc").click()
    expect(grid.cell("A4")).to_have_count(0)
    expect(grid.cell("A2")).to_be_visible()
    expect(page.locator(".filtering")).to_have_count(2)
    grid.cell("A1").locator(".filter").click()
    page.get_by_role("menuitem", name="Bỏ lọc cột này").click()
    grid.shows("A3", "Tổ 1")
    button(grid, "bộ lọc").click()
    grid.shows("A4", "Tổ 3")
    expect(page.locator(".filter")).to_have_count(0)


def test_texts_are_found_and_replaced(grid: Grid, google: Google) -> None:
    filled(grid, google)
    grid.press("Control+h")
    panel = grid.page.get_by_role("region", name="Tìm và thay thế")
    panel.get_by_label("Tìm", exact=True).fill("TỔ ")
    grid.press("Enter")
    expect(panel.get_by_role("status")).to_have_text("1/3")
    grid.selected("A2")
    grid.press("Shift+Enter")
    grid.selected("A4")
    panel.get_by_label("Thay bằng").fill("Khu ")
    panel.get_by_role("button", name="Thay", exact=True).click()
    grid.shows("A4", "Khu 3")
    grid.selected("A2")
    panel.get_by_role("button", name="Thay tất cả").click()
    expect(grid.notice().last).to_contain_text("Đã thay 2 chỗ")
    panel.get_by_label("Phân biệt hoa thường").check()
    panel.get_by_role("button", name="Tìm tiếp").click()
    expect(panel.get_by_role("status")).to_have_text("Không tìm thấy")
    grid.press("Escape")
    expect(panel).to_be_hidden()
    grid.press("Control+z", "Control+z")
    grid.shows("A4", "Tổ 3")
    assert [row[0] for row in google.values(grid.book, "A2:A4")] == ["Tổ 2", "Tổ 1", "Tổ 3"]


def middle(element: Locator) -> tuple[float, float]:
    """Of what is on the screen: what was saved is drawn anew, and what was being measured may be gone."""
    while (box := element.bounding_box()) is None:
        expect(element).to_be_visible()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(grid: Grid, start: Locator, end: Locator, *, by: tuple[float, float] = (0, 0)) -> None:
    """Drag with the mouse from the middle of one element to the middle of another, and a way beyond."""
    (from_x, from_y), (to_x, to_y) = middle(start), middle(end)
    mouse = grid.page.mouse
    mouse.move(from_x, from_y)
    mouse.down()
    mouse.move(to_x + by[0] / 2, to_y + by[1] / 2, steps=2)
    mouse.move(to_x + by[0], to_y + by[1], steps=2)
    mouse.up()


def test_cells_are_filled_by_the_handle_and_by_keys(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["Q1", "=C1*2", "5"], ["Q2", "", "6"], ["", "", "7"]])
    grid.shows("A2", "Q2")
    grid.go("A1:A2")
    drag(grid, grid.page.locator(".fill-handle"), grid.cell("A4"))
    grid.shows("A4", "Q4")
    grid.selected("A1:A4")
    grid.go("B1:B3")
    grid.press("Control+d")
    grid.shows("B3", "14")
    grid.go("D1")
    grid.press("Control+r")
    grid.shows("D1", "5")
    grid.go("E1")
    grid.press("Control+;")
    grid.saved()
    [[day]] = google.values(grid.book, "E1", "UNFORMATTED_VALUE")
    assert isinstance(day, int)
    grid.press("Control+z", "Control+z", "Control+z", "Control+z")
    grid.saved()
    assert google.values(grid.book, "A1:E4") == [["Q1", "10", "5"], ["Q2", "", "6"], ["", "", "7"]]


def test_several_areas_are_emptied_formatted_and_added_up_together(grid: Grid, google: Google) -> None:
    filled(grid, google)
    grid.cell("B2").click()
    grid.cell("B4").click(modifiers=["Control"])
    grid.cell("C3").click(modifiers=["Control"])
    expect(grid.page.locator(".sum")).to_have_text("Tổng: 283 · Trung bình: 141,5 · Số ô có số: 2")
    grid.press("Control+b")
    expect(grid.cell("B4")).to_have_css("font-weight", "700")
    expect(grid.cell("B2")).to_have_css("font-weight", "700")
    grid.press("Delete")
    expect(grid.cell("B2")).to_have_text("")
    grid.saved()
    assert google.values(grid.book, "B2:C4") == [["", "5/8/2024"], ["210"], ["", "7/8/2024"]]
    grid.go("C2:C4")
    expect(grid.page.locator(".sum")).to_have_text("")


def test_numbers_are_shown_in_the_chosen_format(grid: Grid) -> None:
    grid.type("B2", "1234,5")
    grid.go("B2")
    for name, shown in (
        ("Số (1.000,12)", "1.234,50"),
        ("Tiền", "1.235 ₫"),
        ("Phần trăm", "123450,00%"),
        ("Tự động", "1234,5"),
    ):
        button(grid, "Định dạng số").click()
        grid.page.get_by_role("menuitem", name=name).click()
        grid.shows("B2", shown)


def test_sizes_are_dragged_typed_and_fitted_and_parts_frozen(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["một tên dài hơn cột của nó nhiều"]])
    grid.shows("A1", "một tên dài hơn cột của nó nhiều")
    head = grid.page.locator('.column-head[data-column="0"]')
    drag(grid, head.locator(".grip"), head.locator(".grip"), by=(60, 0))
    expect(head).to_have_css("width", "160px")
    row = grid.page.locator('.row-head[data-row="1"]')
    drag(grid, row.locator(".grip"), row.locator(".grip"), by=(0, 30))
    expect(row).to_have_css("height", "51px")
    head.locator(".grip").dblclick()
    expect(head).not_to_have_css("width", "160px")
    grid.menu("B3", "Độ rộng cột…")
    grid.page.get_by_label("Độ rộng cột (điểm ảnh)").fill("77")
    grid.press("Enter")
    expect(grid.page.locator('.column-head[data-column="1"]')).to_have_css("width", "77px")
    grid.menu("B2", "Cố định đến hàng 2")
    expect(grid.page.locator(".freeze-line.top")).to_have_count(1)
    grid.menu("B2", "Bỏ cố định hàng")
    expect(grid.page.locator(".freeze-line.top")).to_have_count(0)
    grid.menu("B5", "Ẩn hàng đang chọn")
    expect(grid.cell("B5")).to_have_count(0)
    grid.press("Control+z")
    expect(grid.cell("B5")).to_have_count(1)


def test_a_note_is_written_changed_and_taken_away(grid: Grid, google: Google) -> None:
    grid.go("B2")
    grid.press("Shift+F2")
    field = grid.page.get_by_label("Nội dung ghi chú")
    field.fill("Xem lại\nsố này")
    grid.press("Control+Enter")
    expect(grid.cell("B2")).to_have_attribute("aria-description", "Ghi chú: Xem lại\nsố này")
    grid.go("B2")
    button(grid, "Ghi chú của ô").click()
    expect(field).to_have_value("Xem lại\nsố này")
    field.fill("")
    grid.page.get_by_role("button", name="Lưu ghi chú").click()
    expect(grid.cell("B2")).not_to_have_attribute("aria-description", "Ghi chú: Xem lại\nsố này")
    found = google.call("GET", f"/v4/spreadsheets/{grid.book}", params={"includeGridData": "true"})
    assert "note" not in str(found)


def test_a_tab_is_laid_out_for_paper(grid: Grid, google: Google) -> None:
    filled(grid, google)
    grid.page.evaluate("() => { window.print = () => { window.printed = true } }")
    grid.press("Control+p")
    sheet = grid.page.locator(".print-sheet")
    expect(sheet.locator("thead td")).to_have_text(["Tổ", "Số hộ", "Ngày"])
    expect(sheet.locator("tbody tr")).to_have_count(3)
    assert grid.page.evaluate("() => window.printed")
    grid.page.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(grid.page.locator(".toolbar")).to_be_hidden()
    grid.page.emulate_media(media="screen")
    grid.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)


def chart(kind: str, column: int, **more: object) -> Json:
    """A chart over B:C with labels of A, laid beside the table."""

    def source(of: int) -> Json:
        return {"sourceRange": {"sources": [area(0, of, 4, of + 1)]}}

    anchor = {"sheetId": 0, "rowIndex": 6, "columnIndex": column}
    position = {"overlayPosition": {"anchorCell": anchor, "widthPixels": 300, "heightPixels": 220}}
    if kind == "PIE":
        spec: Json = {"title": "Tròn", "pieChart": {"domain": source(0), "series": source(1)}}
    else:
        shown = {"chartType": kind, "headerCount": 1, "domains": [{"domain": source(0)}], **more}
        spec = {"title": kind, "basicChart": {**shown, "series": [{"series": source(1)}]}}
    return {"addChart": {"chart": {"spec": spec, "position": position}}}


def test_charts_are_drawn_and_follow_their_cells(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", ROWS)
    kinds = ("COLUMN", "LINE", "PIE", "BAR")
    google.update(grid.book, *(chart(kind, 3 * index) for index, kind in enumerate(kinds)))
    charts = grid.page.locator("figure.chart")
    expect(charts).to_have_count(4)
    expect(charts.locator("canvas")).to_have_count(4)
    column = grid.page.get_by_role("img", name="Biểu đồ cột COLUMN: Số hộ")
    expect(column.locator(".u-legend")).to_contain_text("Số hộ")
    expect(grid.page.get_by_role("img", name="Biểu đồ tròn")).to_contain_text("Tổ 1: 210 (42,6%)")
    before = column.locator("canvas").evaluate("canvas => canvas.toDataURL()")
    google.type(grid.book, "B2", [["500"]])
    expect(grid.page.get_by_role("img", name="Biểu đồ tròn")).to_contain_text("Tổ 2: 500")
    grid.page.wait_for_function(
        "([selector, before]) => document.querySelector(selector)?.toDataURL() !== before",
        arg=['figure[aria-label^="Biểu đồ cột"] canvas', before],
    )


def test_charts_stay_at_their_cells(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", ROWS)
    google.update(grid.book, chart("COLUMN", 0), chart("LINE", 4))
    expect(grid.page.locator(".layer.body figure.chart")).to_have_count(2)
    row = {
        "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1},
        "fields": "pixelSize",
    }
    frozen = properties({"gridProperties": {"frozenColumnCount": 1}}, "gridProperties.frozenColumnCount")
    google.update(grid.book, {"updateDimensionProperties": {**row, "properties": {"pixelSize": 90}}}, frozen)
    # What is anchored in a frozen column stays in view with it.
    expect(grid.page.locator(".layer.left figure.chart")).to_have_count(1)
    expect(grid.cell("A1")).to_have_css("height", "90px")
    boxes = [
        place.bounding_box() for place in (grid.cell("E7"), grid.page.locator(".layer.body figure.chart"))
    ]
    cell, line = boxes
    assert cell is not None
    assert line is not None
    assert (cell["x"], cell["y"]) == (line["x"], line["y"])


def test_fifty_thousand_rows_are_scrolled_with_few_elements_and_calls(opened: Opener, google: Google) -> None:
    book = google.new("Năm vạn hàng", rows=50_000, columns=3)
    google.type(book, "A49990", [["gần cuối"]])
    asked: list[str] = []
    page = opened("/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/#/{book}")
    grid = Grid(page, book)
    expect(grid.cell("A1")).to_be_attached()
    start = len(asked)
    page.evaluate(
        """async () => {
            const grid = document.querySelector(".scroller");
            for (let step = 1; step <= 60; step += 1) {
                grid.scrollTop = (grid.scrollHeight * step) / 60;
                await new Promise(requestAnimationFrame);
            }
        }"""
    )
    grid.shows("A49990", "gần cuối")
    assert page.locator(".cell").count() < 600
    about_cells = [url for url in asked[start:] if f"/v4/spreadsheets/{book}" in url]
    # What passes is asked for once at most: two blocks for each of the sixty places on the slowest machine.
    assert len(about_cells) == len(set(about_cells)) <= 120


def test_tabs_are_added_renamed_copied_moved_hidden_deleted_and_brought_back(
    grid: Grid, google: Google
) -> None:
    page = grid.page
    google.type(grid.book, "A1", [["một"]])
    grid.shows("A1", "một")
    tabs = page.get_by_role("tab")

    def menu(tab: str, item: str) -> None:
        tabs.filter(has_text=tab).first.click(button="right")
        page.get_by_role("menuitem", name=item, exact=True).click()

    page.get_by_role("button", name="Thêm trang tính").click()
    expect(tabs).to_have_text(["Số liệu", "Trang tính 2"])
    menu("Trang tính 2", "Đổi tên…")
    page.get_by_role("textbox", name="Tên trang tính").fill("Hướng dẫn")
    grid.press("Enter")
    expect(tabs).to_have_text(["Số liệu", "Hướng dẫn"])
    menu("Số liệu", "Nhân bản")
    expect(tabs).to_have_text(["Số liệu", "Bản sao của Số liệu", "Hướng dẫn"])
    grid.shows("A1", "một")
    menu("Hướng dẫn", "Chuyển sang trái")
    expect(tabs).to_have_text(["Số liệu", "Hướng dẫn", "Bản sao của Số liệu"])
    menu("Số liệu", "Ẩn")
    expect(tabs).to_have_text(["Hướng dẫn", "Bản sao của Số liệu"])
    menu("Bản sao", "Xóa")
    page.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    expect(tabs).to_have_text(["Hướng dẫn"])
    page.get_by_role("button", name="Hoàn tác").click()
    expect(tabs).to_have_text(["Hướng dẫn", "Bản sao của Số liệu"])
    grid.saved()
    assert google.values(grid.book, "'Bản sao của Số liệu'!A1") == [["một"]]
