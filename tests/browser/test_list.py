import re

import pytest
from playwright.sync_api import expect

from .conftest import Opener
from .google import Google


@pytest.fixture(scope="session")
def workbooks(google: Google) -> dict[str, str]:
    """Made once on the server that all tests of the browser share: by module, a worker that comes back to
    this module would make them twice, and each name would be found twice.
    """
    titles = ("Đơn vị – Đồng Khởi", "Trường học An Bình", "<b>Không in đậm</b>")
    return {title: google.new(title) for title in titles}


@pytest.mark.usefixtures("workbooks")
def test_workbooks_are_listed_with_their_last_change(opened: Opener) -> None:
    page = opened("/")
    row = page.get_by_role("row").filter(has_text="Trường học An Bình")
    expect(row.locator("time")).to_have_text(re.compile(r"^\d\d/\d\d/\d{4} \d\d:\d\d$"))
    expect(page.get_by_role("link", name="<b>Không in đậm</b>")).to_be_visible()


@pytest.mark.usefixtures("workbooks")
def test_search_needs_no_accents(opened: Opener) -> None:
    page = opened("/")
    page.get_by_label("Tìm bảng tính").fill("dong khoi")
    expect(page.locator(".file-link")).to_have_text(["Đơn vị – Đồng Khởi"])
    page.get_by_label("Tìm bảng tính").fill("không có gì như thế")
    expect(page.locator(".list-status")).to_contain_text("Không có bảng tính nào")


def test_a_workbook_opens_from_the_list_and_the_list_from_it(
    opened: Opener, workbooks: dict[str, str]
) -> None:
    page = opened("/")
    page.get_by_role("link", name="Trường học An Bình").click()
    expect(page.get_by_role("heading", name="Trường học An Bình")).to_be_visible()
    assert f"#/{workbooks['Trường học An Bình']}" in page.url
    page.get_by_role("link", name="Tất cả bảng tính").click()
    expect(page.get_by_role("heading", name="Bảng tính")).to_be_visible()


def test_a_person_sees_only_what_is_shared_with_them(
    opened: Opener, google: Google, workbooks: dict[str, str]
) -> None:
    google.share(workbooks["Trường học An Bình"], "truong@phuong.example")
    page = opened("/?as=truong@phuong.example")
    expect(page.locator(".file-link")).to_have_text(["Trường học An Bình"])
    expect(page.locator(".identity")).to_contain_text("truong@phuong.example")
    stranger = opened("/?as=nguoi.la@phuong.example")
    expect(stranger.locator(".list-status")).to_have_text("Chưa có bảng tính nào mà bạn được xem.")
