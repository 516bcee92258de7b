"""Blocks of cells: pasted, copied, inserted, deleted, sorted."""

from playwright.sync_api import expect

from .google import Google, area, properties
from .grid import Grid


def test_a_block_from_a_spreadsheet_is_pasted_as_typed(grid: Grid, google: Google) -> None:
    grid.go("B2")
    grid.paste('Tổ 1\t1.234,5\t5/8/2024\r\n"hai dòng\n""trong"" ô"\t\t=1+2\r\n')
    expect(grid.notice()).to_have_text("Đã dán 2 hàng vào B2:D3.")
    grid.selected("B2:D3")
    assert google.values(grid.book, "B2:D3", "UNFORMATTED_VALUE") == [
        ["Tổ 1", 1234.5, 45509],
        ['hai dòng\n"trong" ô', "", 3],
    ]


def test_the_tab_grows_for_a_block_beyond_its_edge(grid: Grid, google: Google) -> None:
    grid.go("L60")
    grid.paste("1\t2\n3\t4")
    grid.selected("L60:M61")
    grid.shows("M61", "4")
    assert google.values(grid.book, "L60:M61") == [["1", "2"], ["3", "4"]]


def test_one_value_fills_the_selected_cells(grid: Grid, google: Google) -> None:
    grid.go("B2:C4")
    grid.paste("0")
    grid.saved()
    assert google.values(grid.book, "B2:C4") == [["0", "0"]] * 3


def test_cells_are_copied_as_text_for_other_programs(grid: Grid, google: Google) -> None:
    google.type(grid.book, "B2", [["1234,5", 'hai\n"dòng"'], ["", "x"]])
    grid.shows("C3", "x")
    grid.go("B2:C3")
    grid.press("Control+c")
    assert grid.clipboard() == '1234,5\t"hai\n""dòng"""\n\tx'
    expect(grid.page.locator(".copied")).to_be_visible()
    grid.press("Escape")
    expect(grid.page.locator(".copied")).to_have_count(0)


def test_rows_that_were_never_looked_at_are_copied_too(grid: Grid, google: Google) -> None:
    google.update(grid.book, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 400}})
    google.type(grid.book, "A1", [[f"dòng {row}"] for row in range(1, 401)])
    expect(grid.page.get_by_role("grid")).to_have_attribute("aria-rowcount", "461")
    grid.go("A1:A400")
    grid.press("Control+c")
    expect(grid.page.locator(".copied")).to_have_count(1)
    assert grid.clipboard().split("\n") == [f"dòng {row}" for row in range(1, 401)]


def test_the_menu_works_by_keys(grid: Grid, google: Google) -> None:
    grid.type("A1", "một", "ArrowDown")
    grid.press("ArrowUp", "Shift+F10", "End", "Escape")
    expect(grid.page.get_by_role("menu")).to_have_count(0)
    grid.press("Shift+F10", *["ArrowDown"] * 7, "Enter")
    grid.shows("A2", "một")
    grid.keys("trên")
    grid.press("Enter")
    grid.saved()
    assert google.values(grid.book, "A1:A2") == [["trên"], ["một"]]


def test_copying_within_the_page_keeps_formulas_and_cutting_moves(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["2", "=A1*10"], ["3", ""]])
    grid.shows("B1", "20")
    grid.go("B1")
    grid.press("Control+c")
    grid.go("B2")
    grid.press("Control+v")
    grid.shows("B2", "30")
    grid.go("A1")
    grid.press("Control+x")
    grid.go("D4")
    grid.press("Control+v")
    grid.shows("D4", "2")
    grid.saved()
    assert google.values(grid.book, "A1:D4", "FORMULA")[1] == [3, "=A2*10"]
    assert google.values(grid.book, "B1", "FORMULA") == [["=D4*10"]]


def test_rows_are_inserted_and_deleted_from_the_menu(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["một"], ["hai"], ["ba"], ["=A3"]])
    grid.shows("A4", "ba")
    grid.menu("A2", "Chèn 1 hàng lên trên")
    grid.shows("A3", "hai")
    grid.menu("A3", "Chèn 1 hàng xuống dưới")
    grid.shows("A6", "ba")
    grid.saved()
    assert google.values(grid.book, "A1:A6") == [["một"], [], ["hai"], [], ["ba"], ["ba"]]
    grid.go("A2:A4")
    grid.menu("A3", "Xóa các hàng 2–4")
    grid.shows("A2", "ba")
    grid.saved()
    assert google.values(grid.book, "A1:A3", "FORMULA") == [["một"], ["ba"], ["=A2"]]


def test_whole_rows_are_chosen_by_their_heads(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["một"], ["hai"], ["ba"], ["bốn"]])
    grid.shows("A4", "bốn")
    grid.page.locator('.row-head[data-row="1"]').click()
    grid.page.locator('.row-head[data-row="2"]').click(modifiers=["Shift"])
    grid.selected("A2:L3")
    grid.page.get_by_role("button", name="Xóa hàng đang chọn").click()
    grid.shows("A2", "bốn")
    grid.saved()
    assert google.values(grid.book, "A1:A4") == [["một"], ["bốn"]]


def test_columns_are_inserted_and_deleted_from_the_menu(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["một", "hai"]])
    grid.shows("B1", "hai")
    grid.menu("B1", "Chèn 1 cột sang trái")
    grid.shows("C1", "hai")
    grid.menu("A1", "Xóa cột A")
    grid.shows("B1", "hai")
    assert google.values(grid.book, "A1:B1") == [["", "hai"]]


def test_sorting_leaves_frozen_rows_and_obeys_the_selection(grid: Grid, google: Google) -> None:
    frozen = {"gridProperties": {"frozenRowCount": 1}}
    google.update(grid.book, properties(frozen, "gridProperties.frozenRowCount"))
    google.type(grid.book, "A1", [["Tên", "Số"], ["c", "3"], ["a", "1"], ["b", "2"]])
    expect(grid.page.locator(".freeze-line")).to_be_attached()
    grid.shows("A4", "b")
    grid.go("B2")
    grid.page.get_by_role("button", name="Sắp xếp A → Z theo cột đang chọn").click()
    grid.shows("A2", "a")
    assert google.values(grid.book, "A1:B4") == [["Tên", "Số"], ["a", "1"], ["b", "2"], ["c", "3"]]
    grid.press("ArrowDown", "ArrowLeft", "Shift+ArrowDown", "Shift+ArrowRight")
    grid.selected("A3:B4")
    grid.page.get_by_role("button", name="Sắp xếp Z → A theo cột đang chọn").click()
    grid.shows("A3", "c")
    assert google.values(grid.book, "A1:B4") == [["Tên", "Số"], ["a", "1"], ["c", "3"], ["b", "2"]]


def test_the_arrows_of_a_filter_sort_its_range(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["Tên"], ["b"], ["a"], ["ngoài vùng"]])
    google.update(grid.book, {"setBasicFilter": {"filter": {"range": area(0, 0, 3, 1)}}})
    grid.cell("A1").get_by_role("button").click()
    grid.page.get_by_role("menuitem", name="A → Z").click()
    grid.shows("A2", "a")
    assert google.values(grid.book, "A1:A4") == [["Tên"], ["a"], ["b"], ["ngoài vùng"]]


def test_selected_numbers_are_added_up(grid: Grid, google: Google) -> None:
    google.type(grid.book, "A1", [["1000", "0,5"], ["chữ", "2"]])
    grid.shows("B2", "2")
    grid.cell("A1").hover()
    grid.page.mouse.down()
    grid.cell("B2").hover()
    grid.page.mouse.up()
    grid.selected("A1:B2")
    expect(grid.page.locator(".sum")).to_have_text("Tổng: 1.002,5 · Trung bình: 334,1667 · Số ô có số: 3")


def test_the_link_to_a_cell_can_be_copied(grid: Grid) -> None:
    grid.menu("C5", "Sao chép liên kết")
    expect(grid.notice()).to_have_text("Đã sao chép liên kết.")
    assert grid.clipboard().endswith(f"/spreadsheets/d/{grid.book}/edit#gid=0&range=C5")
