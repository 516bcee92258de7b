"""Typing into cells, by keyboard, mouse and input method."""

from typing import Any

from playwright.sync_api import CDPSession, expect

from .google import Google, area, validated
from .grid import Grid


def test_typing_replaces_and_is_read_as_in_the_workbooks_locale(grid: Grid, google: Google) -> None:
    grid.type("B2", "1.234,5")
    grid.type("B3", "5/8/2024")
    grid.type("B4", "=B2*2")
    grid.type("B2", "2,5")
    assert google.values(grid.book, "B2:B4", "UNFORMATTED_VALUE") == [[2.5], [45509], [5]]
    grid.shows("B4", "5")
    grid.selected("B3")


def test_enter_and_tab_move_and_enter_returns_below_the_first_tab(grid: Grid, google: Google) -> None:
    grid.go("B2")
    grid.keys("một")
    grid.press("Tab")
    grid.keys("hai")
    grid.press("Tab")
    grid.keys("ba")
    grid.press("Enter")
    grid.selected("B3")
    grid.press("Shift+Enter")
    expect(grid.page.locator(".cell-input.open")).to_have_count(1)
    grid.press("Escape", "Shift+Tab")
    grid.selected("A3")
    grid.saved()
    assert google.values(grid.book, "B2:D2") == [["một", "hai", "ba"]]


def test_arrows_leave_a_cell_that_is_typed_into_and_move_the_caret_in_one_that_is_edited(
    grid: Grid, google: Google
) -> None:
    grid.type("B2", "ab", "ArrowRight")
    grid.selected("C2")
    grid.press("ArrowLeft", "F2", "ArrowLeft")
    grid.keys("-")
    grid.press("Enter")
    grid.saved()
    assert google.values(grid.book, "B2") == [["a-b"]]


def test_escape_leaves_the_cell_as_it_was(grid: Grid, google: Google) -> None:
    grid.type("B2", "giữ nguyên")
    grid.go("B2")
    grid.keys("bỏ đi")
    grid.press("Escape")
    grid.selected("B2")
    grid.shows("B2", "giữ nguyên")
    assert google.values(grid.book, "B2") == [["giữ nguyên"]]


def test_a_double_click_edits_and_alt_enter_breaks_the_line(grid: Grid, google: Google) -> None:
    grid.type("B2", "dòng một")
    grid.cell("B2").dblclick()
    grid.press("Alt+Enter")
    grid.keys("dòng hai")
    grid.press("Enter")
    grid.saved()
    assert google.values(grid.book, "B2") == [["dòng một\ndòng hai"]]


def test_the_bar_shows_and_edits_what_was_entered(grid: Grid, google: Google) -> None:
    bar = grid.page.get_by_label("Nội dung ô")
    grid.type("B2", "0,25")
    grid.type("B3", "=B2*4")
    for place, entered in (("B2", "0,25"), ("B3", "=B2*4")):
        grid.go(place)
        expect(bar).to_have_value(entered)
    bar.click()
    bar.press("End")
    bar.type("+1")
    bar.press("Enter")
    grid.saved()
    assert google.values(grid.book, "B3", "UNFORMATTED_VALUE") == [[2]]


def test_delete_empties_all_selected_cells_and_undo_brings_them_back(grid: Grid, google: Google) -> None:
    google.type(grid.book, "B2", [["1,5", "5/8/2024"], ["=B2*2", "'007"]])
    grid.shows("C3", "007")
    grid.go("B2:C3")
    grid.press("Delete")
    expect(grid.cell("B2")).to_have_text("")
    grid.saved()
    assert google.values(grid.book, "B2:C3") == []
    grid.press("Control+z")
    grid.shows("B3", "3")
    assert google.values(grid.book, "B2:C3", "FORMULA") == [[1.5, 45509], ["=B2*2", "007"]]
    assert google.values(grid.book, "B2:C3") == [["1,5", "5/8/2024"], ["3", "007"]]


def test_editing_without_change_keeps_text_that_looks_like_a_number(grid: Grid, google: Google) -> None:
    google.type(grid.book, "B2", [["007", "1/2"]], "RAW")
    grid.shows("C2", "1/2")
    for place in ("B2", "C2"):
        grid.go(place)
        grid.press("F2", "Enter")
    grid.go("B2")
    grid.press("F2")
    grid.keys("8")
    grid.press("Enter")
    grid.saved()
    assert google.values(grid.book, "B2:C2", "UNFORMATTED_VALUE") == [["0078", "1/2"]]


def test_what_is_typed_fast_arrives_in_order(grid: Grid, google: Google) -> None:
    grid.go("A1")
    for number in range(12):
        grid.keys(f"dòng {number}")
        grid.press("Enter")
    grid.saved()
    assert google.values(grid.book, "A1:A12") == [[f"dòng {number}"] for number in range(12)]


def test_keys_that_move(grid: Grid, google: Google) -> None:
    google.type(grid.book, "B2", [["x", "x", "x"], ["x"], ["x"]])
    grid.shows("B4", "x")
    grid.go("B2")
    jumps = {"Down": "B4", "Up": "B2", "Right": "D2"}
    for key, place in {
        **{f"Control+Arrow{direction}": place for direction, place in jumps.items()},
        "Home": "A2",
        "Control+End": "L60",
        "Control+Home": "A1",
        "Shift+ArrowDown": "A1:A2",
        "Shift+ArrowRight": "A1:B2",
        "ArrowDown": "A2",
        "Control+Shift+ArrowDown": "A2:A60",
        "Control+a": "A1:L60",
    }.items():
        grid.press(key)
        grid.selected(place)


def composing(devices: CDPSession, text: str) -> None:
    """An input method shows an unfinished text."""
    devices.send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )


def test_an_input_method_composes_vietnamese_from_the_first_key(grid: Grid, google: Google) -> None:
    devices = grid.page.context.new_cdp_session(grid.page)
    grid.go("B2")
    for text in ("T", "Ti", "Tie", "Tiê", "Tiêng", "Tiếng"):
        composing(devices, text)
    # While it composes, Enter belongs to the input method: the cell must stay open.
    enter: dict[str, Any] = {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229}
    devices.send("Input.dispatchKeyEvent", enter)
    expect(grid.page.locator(".cell-input.open")).to_have_value("Tiếng")
    devices.send("Input.insertText", {"text": "Tiếng "})
    composing(devices, "Viêt")
    devices.send("Input.insertText", {"text": "Việt"})
    grid.press("Enter")
    grid.saved()
    grid.selected("B3")
    assert google.values(grid.book, "B2") == [["Tiếng Việt"]]


def test_a_dropdown_is_chosen_from_by_mouse_and_by_keys(grid: Grid, google: Google) -> None:
    google.update(grid.book, validated(area(1, 1, 5, 2), "ONE_OF_LIST", "Đạt", "Không đạt", "Chưa rõ"))
    grid.cell("B2").locator(".choose").click()
    grid.page.get_by_role("option", name="Không đạt").click()
    grid.shows("B2", "Không đạt")
    grid.go("B3")
    grid.keys("ro")
    expect(grid.page.get_by_role("option")).to_have_text(["Chưa rõ"])
    grid.press("ArrowDown", "Enter")
    grid.shows("B3", "Chưa rõ")
    grid.go("B4")
    grid.press("F2", "ArrowDown", "Enter")
    grid.shows("B4", "Đạt")
    grid.type("B5", "Khác")
    expect(grid.cell("B5")).to_have_attribute("aria-invalid", "true")
    assert google.values(grid.book, "B2:B5") == [["Không đạt"], ["Chưa rõ"], ["Đạt"], ["Khác"]]


def test_a_strict_list_refuses_other_texts(grid: Grid, google: Google) -> None:
    google.update(grid.book, validated(area(1, 1, 5, 2), "ONE_OF_LIST", "Có", "Không", strict=True))
    expect(grid.cell("B2").locator(".choose")).to_be_visible()
    grid.go("B2")
    grid.keys("Có lẽ")
    grid.press("Enter")
    expect(grid.notice()).to_contain_text("Ô B2 chỉ nhận một trong các giá trị: Có; Không.")
    assert google.values(grid.book, "B2") == []


def test_a_dropdown_may_offer_the_values_of_cells(grid: Grid, google: Google) -> None:
    google.type(grid.book, "F1", [["Tổ 1"], ["Tổ 2"], [""], ["Tổ 1"]])
    google.update(grid.book, validated(area(1, 1, 2, 2), "ONE_OF_RANGE", "='Số liệu'!F1:F4"))
    grid.cell("B2").locator(".choose").click()
    expect(grid.page.get_by_role("option")).to_have_text(["Tổ 1", "Tổ 2"])


def test_a_box_is_ticked_by_click_and_by_space(grid: Grid, google: Google) -> None:
    google.update(grid.book, validated(area(1, 1, 3, 2), "BOOLEAN"))
    grid.cell("B2").locator(".checkbox").click()
    expect(grid.cell("B2").locator(".checkbox")).to_have_attribute("aria-checked", "true")
    grid.go("B3")
    grid.press("Space")
    expect(grid.cell("B3").locator(".checkbox")).to_have_attribute("aria-checked", "true")
    assert google.values(grid.book, "B2:B3", "UNFORMATTED_VALUE") == [[True], [True]]
