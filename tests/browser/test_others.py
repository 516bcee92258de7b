"""Other people: their changes, their rights, and a server in trouble."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
from playwright.sync_api import expect

from .conftest import Opener
from .google import Google, area, protected, tab
from .grid import Grid

UNIT = "to3@phuong.example"
#: Milliseconds within which others' changes must show.
SOON_MS = 2000


@pytest.fixture
def shared(google: Google) -> str:
    """A workbook of the owner in which a unit may write; its header and a tab are protected."""
    book = google.new("Tổ dân phố 3")
    google.share(book, UNIT)
    google.type(book, "A1", [["Mã", "Số liệu"], ["KT-01", "1"]])
    google.update(
        book,
        tab(7, "Kết quả"),
        protected(area(0, 0, 1, 2), "Tiêu đề cột"),
        protected({"sheetId": 7}, "Do hệ thống ghi"),
        protected(area(1, 0, 9, 1), "Mã nhận ra dòng", warns=True),
    )
    return book


def test_a_protected_cell_is_refused_with_a_message(opened: Opener, google: Google, shared: str) -> None:
    grid = Grid(opened(f"/?as={UNIT}#/{shared}"), shared)
    grid.go("B1")
    expect(grid.page.locator(".lock")).to_have_attribute("title", "Ô được bảo vệ: Tiêu đề cột")
    grid.keys("Cột của tôi")
    grid.press("Enter")
    expect(grid.notice()).to_contain_text("được bảo vệ, bạn không có quyền sửa")
    expect(grid.notice()).to_contain_text("Cột của tôi")
    grid.shows("B1", "Số liệu")
    expect(grid.page.locator(".state")).to_have_text("Chưa lưu được")
    assert google.values(shared, "B1") == [["Số liệu"]]
    expect(grid.page.get_by_role("tab", name="Kết quả").locator(".icon")).to_be_visible()
    grid.type("B2", "15")
    assert google.values(shared, "B2") == [["15"]]


def test_rows_with_protected_cells_are_not_deleted(opened: Opener, google: Google, shared: str) -> None:
    grid = Grid(opened(f"/?as={UNIT}#/{shared}"), shared)
    grid.menu("B1", "Xóa hàng 1")
    expect(grid.notice()).to_contain_text("được bảo vệ")
    assert google.values(shared, "A1") == [["Mã"]]


def test_a_warning_is_asked_about_once(opened: Opener, google: Google, shared: str) -> None:
    grid = Grid(opened(f"/?as={UNIT}#/{shared}"), shared)
    grid.go("A2")
    grid.keys("KT-02")
    grid.press("Enter")
    dialog = grid.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Mã nhận ra dòng")
    dialog.get_by_role("button", name="Hủy").click()
    grid.shows("A2", "KT-01")
    grid.go("A2")
    grid.keys("KT-03")
    grid.press("Enter")
    dialog.get_by_role("button", name="Vẫn sửa").click()
    grid.saved()
    grid.type("A3", "KT-04")
    assert google.values(shared, "A2:A3") == [["KT-03"], ["KT-04"]]


def test_a_reader_sees_but_cannot_write(opened: Opener, google: Google, shared: str) -> None:
    google.share(shared, "xem@phuong.example", "reader")
    grid = Grid(opened(f"/?as=xem@phuong.example#/{shared}"), shared)
    expect(grid.page.locator(".access")).to_have_text("Chỉ xem")
    grid.go("B2")
    grid.keys("9")
    grid.press("Enter")
    expect(grid.notice()).to_contain_text("Bạn không có quyền sửa bảng tính này.")
    assert google.values(shared, "B2") == [["1"]]


def test_a_stranger_is_told_why_nothing_opens(opened: Opener, shared: str) -> None:
    page = opened(f"/?as=nguoi.la@phuong.example#/{shared}")
    expect(page.get_by_role("alert")).to_contain_text("không có quyền")


def test_the_acting_person_is_chosen(opened: Opener, google: Google, shared: str) -> None:
    grid = Grid(opened(f"/#/{shared}"), shared)
    grid.page.locator(".identity").click()
    grid.page.get_by_role("button", name=UNIT).click()
    expect(grid.page.locator(".identity")).to_contain_text(UNIT)
    assert f"?as={UNIT}".replace("@", "%40") in grid.page.url
    grid = Grid(grid.page, shared)
    grid.type("B2", "của đơn vị")
    author = google.call("GET", f"/drive/v3/files/{shared}", params={"fields": "lastModifyingUser"})
    assert author["lastModifyingUser"]["emailAddress"] == UNIT
    grid.page.locator(".identity").click()
    grid.page.get_by_label("Địa chỉ thư khác").fill("moi@phuong.example")
    grid.page.get_by_role("button", name="Thao tác với tư cách này").click()
    expect(grid.page.locator(".identity")).to_contain_text("moi@phuong.example")


def test_links_to_this_server_keep_the_acting_person(opened: Opener, google: Google, shared: str) -> None:
    link = f"{google.base_url}/spreadsheets/d/{shared}/edit#gid=7&range=A1"
    google.type(shared, "C1", [[link], ["https://example.vn/"]])
    grid = Grid(opened(f"/?as={UNIT}#/{shared}"), shared)
    kept = link.replace("/edit", f"/edit?as={UNIT.replace('@', '%40')}")
    expect(grid.cell("C1").locator("a")).to_have_attribute("href", kept)
    expect(grid.cell("C2").locator("a")).to_have_attribute("href", "https://example.vn/")
    grid.cell("C1").locator("a").click()
    expect(grid.page.locator("[role=tab][aria-selected=true]")).to_have_text("Kết quả")
    assert len(grid.page.context.pages) == 1


def test_changes_of_others_show_within_two_seconds(grid: Grid, google: Google) -> None:
    # The page's own time stands, but for what it is given here.
    grid.page.clock.install()
    grid.page.reload()
    grid.shows("A1", "")
    grid.page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    grid.go("C3")
    grid.keys("đang gõ")
    for number in range(3):
        google.type(grid.book, "B2", [[f"từ nơi khác {number}"]])
        grid.page.clock.run_for(SOON_MS)
        expect(grid.cell("B2")).to_have_text(f"từ nơi khác {number}")
    grid.page.clock.resume()
    expect(grid.page.locator(".cell-input.open")).to_have_value("đang gõ")
    grid.press("Enter")
    grid.saved()
    google.update(grid.book, tab(5, "Trang mới"))
    expect(grid.page.get_by_role("tab", name="Trang mới")).to_be_visible()
    assert google.values(grid.book, "B2:C3") == [["từ nơi khác 2"], ["", "đang gõ"]]


def test_a_tab_that_others_delete_gives_way(grid: Grid, google: Google) -> None:
    google.update(grid.book, tab(5, "Tạm"))
    grid.page.get_by_role("tab", name="Tạm").click()
    expect(grid.page.locator("[role=tab][aria-selected=true]")).to_have_text("Tạm")
    google.update(grid.book, {"deleteSheet": {"sheetId": 5}})
    expect(grid.notice()).to_contain_text("Trang tính này không còn nữa")
    expect(grid.page.locator("[role=tab][aria-selected=true]")).to_have_text("Số liệu")


def test_a_passing_trouble_of_the_server_loses_nothing(grid: Grid, google: Google, base_url: str) -> None:
    fault = {"kind": "503", "method": "PUT", "route": grid.book, "count": 1}
    requests.post(f"{base_url}/_emulator/faults", json=fault).raise_for_status()
    grid.type("B2", "vẫn được lưu")
    assert google.values(grid.book, "B2") == [["vẫn được lưu"]]


def test_a_server_that_is_gone_is_reported_until_it_is_back(grid: Grid, google: Google) -> None:
    grid.page.route("**/drive/v3/**", lambda route: route.abort())
    trouble = grid.page.locator(".trouble")
    expect(trouble).to_contain_text("Không kết nối được với máy chủ")
    google.type(grid.book, "B2", [["trong lúc mất kết nối"]])
    grid.page.unroute("**/drive/v3/**")
    expect(trouble).to_be_hidden()
    grid.shows("B2", "trong lúc mất kết nối")
