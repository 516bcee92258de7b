"""The office's work in the master survives every sync."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.model import Handling
from tests.shared import Shared
from tests.ward import NEXT_EVENING, Ward

CULTURE = "2. Văn hóa - Xã hội"
WORKS = "7. Công trình, phần việc"


def synced(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "176"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100", "B3": "Nhà văn hóa", "D3": "200"})
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def remark(small: Ward, tab: str, key: str, column: str, text: str) -> None:
    rows = small.values("", tab)
    place = f"'{tab}'!{chr(ord('A') + rows[0].index(column))}{[row[0] for row in rows].index(key) + 1}"
    small.people.type_in(small.project.config.office.emails[0], small.book(""), {place: text})


def sheet_id(small: Ward, code: str) -> int:
    return next(form.sheet_id for form in small.project.forms if form.code == code)


def test_every_tab_of_the_master_is_there_in_order(small: Ward) -> None:
    found = small.get(
        f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties(title)),properties(locale)"
    )
    titles = [sheet["properties"]["title"] for sheet in found["sheets"]]
    assert titles == [
        "Việc hôm nay",
        "Tình hình nộp",
        "Nội dung cần sửa",
        *(form.title for form in small.project.forms),
        "Tổng hợp chỉ tiêu",
        "Tổng quan",
        "Hội đồng",
        "Đánh giá",
        "Đã gỡ",
        "Tiến độ nộp",
        "Nhật ký",
    ]
    assert found["properties"]["locale"] == "vi_VN"


def test_charts_stand_in_the_master_once_whatever_comes_later(small: Ward) -> None:
    def titles() -> list[str]:
        found = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(charts(chartId,spec(title)))")
        return [chart["spec"]["title"] for sheet in found["sheets"] for chart in sheet.get("charts", ())]

    made = titles()
    assert made == [
        "Tình hình nộp theo biểu",
        "Tỷ lệ nộp báo cáo theo biểu",
        "Kết quả chỉ tiêu theo lĩnh vực",
        "Tiến độ nộp báo cáo theo ngày",
    ]
    small.type("TDP02", "culture_society", {"E3": "180"})
    small.sync(NEXT_EVENING)
    assert titles() == made


def test_remarks_stay_with_their_record_through_the_offices_sorting_and_new_data(small: Ward) -> None:
    remark(small, CULTURE, "TDP02/VX02", "Ý kiến văn phòng", "Đã gọi điện xác nhận")
    area = {"sheetId": sheet_id(small, "culture_society"), "startRowIndex": 1, "endRowIndex": 5}
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    small.change("", {"sortRange": {"range": area, "sortSpecs": order}})
    small.type("TDP02", "culture_society", {"E3": "180"})
    small.sync(NEXT_EVENING)
    records = small.records(CULTURE)
    assert list(records) == ["TDP02/VX01", "TDP02/VX02", "TDP01/VX01", "TDP01/VX02"]
    assert records["TDP02/VX02"]["Thực hiện"] == 180
    assert [key for key, row in records.items() if row["Ý kiến văn phòng"]] == ["TDP02/VX02"]


def test_a_column_of_the_offices_own_stays_filled(small: Ward) -> None:
    width = len(small.values("", CULTURE)[0])
    grown = {"sheetId": sheet_id(small, "culture_society"), "dimension": "COLUMNS", "length": 1}
    small.change("", {"appendDimension": grown})
    place = chr(ord("A") + width)
    texts = {f"'{CULTURE}'!{place}1": "Người phụ trách", f"'{CULTURE}'!{place}3": "Anh Dương"}
    small.people.type_in("", small.book(""), texts)
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.sync(NEXT_EVENING)
    records = small.records(CULTURE)
    assert records["TDP01/VX02"]["Người phụ trách"] == "Anh Dương"
    assert records["TDP01/VX02"]["Thực hiện"] == 199


def test_a_record_that_disappears_goes_to_the_removed_tab_with_its_remark(small: Ward) -> None:
    key = next(
        key for key, row in small.records(WORKS).items() if row["Tên công trình, phần việc"] == "Đường hoa"
    )
    remark(small, WORKS, key, "Ý kiến văn phòng", "Xem ảnh nghiệm thu")
    row = {"sheetId": sheet_id(small, "works"), "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    small.change("TCKT", {"deleteDimension": {"range": row}})
    small.sync(NEXT_EVENING)
    assert [one["Tên công trình, phần việc"] for one in small.records(WORKS).values()] == ["Nhà văn hóa"]
    removed = small.values("", "Đã gỡ")[1]
    assert removed[1:4] == ["15/8/2024 20:00", WORKS, "Tài chính – Kế toán"]
    assert "Đường hoa" in removed[4]
    assert removed[5] == "Ý kiến văn phòng: Xem ảnh nghiệm thu"


def test_approval_of_all_rows_shows_in_the_statuses(small: Ward) -> None:
    for key in ("TDP01/VX01", "TDP01/VX02"):
        remark(small, CULTURE, key, "Trạng thái xử lý", "Đã duyệt")
    outcome = small.sync(NEXT_EVENING)
    status = next(one for one in outcome.coverage if (one.unit, one.form) == ("TDP01", "culture_society"))
    assert status.handling is Handling.APPROVED
    header, *rows = small.values("", "Tình hình nộp")
    row = next(row for row in rows if row[0] == "TDP01")
    assert row[header.index(CULTURE)] == "Nộp đúng hạn\nĐầy đủ\nĐã duyệt"


def test_sources_link_to_the_exact_cells(small: Ward) -> None:
    cells = small.cells("", CULTURE)
    place = small.values("", CULTURE)[0].index("Nguồn")
    source = cells[1][place]
    link = source["userEnteredFormat"]["textFormat"]["link"]["uri"]
    assert source["formattedValue"] == "A2:H2"
    book, tab = small.book("TDP01"), sheet_id(small, "culture_society")
    assert link == f"{small.base_url}/spreadsheets/d/{book}/edit#gid={tab}&range=A2"
