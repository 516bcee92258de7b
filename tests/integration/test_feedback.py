"""What units see in their own sheets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.sheets.notes import MARK
from tests.shared import Shared
from tests.ward import NEXT_EVENING, Ward

CULTURE = "2. Văn hóa - Xã hội"
CHECK = "Kết quả kiểm tra"
BLUE = {"red": 0.0, "green": 0.5, "blue": 1.0}


def typed(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "250"})


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, typed) as one:
        yield one


def sheet_id(small: Ward) -> int:
    return next(form.sheet_id for form in small.project.forms if form.code == "culture_society")


def faulty(small: Ward) -> dict[str, Any]:
    return small.cells("TDP01", CULTURE)[2][4]


def background(cell: dict[str, Any]) -> dict[str, float]:
    style = cell["effectiveFormat"]["backgroundColorStyle"]["rgbColor"]
    return {part: round(style.get(part, 0), 2) for part in ("red", "green", "blue")}


def test_a_faulty_cell_gets_a_note_a_colour_and_a_line_in_the_check_tab(small: Ward) -> None:
    small.sync()
    cell = faulty(small)
    assert cell["note"] == (f"{MARK}\n• 250 lớn hơn Tổng số hộ ở ô E2 (205). Đề nghị kiểm tra lại hai ô.")
    assert background(cell) == {"red": 0.96, "green": 0.8, "blue": 0.8}
    rows = small.values("TDP01", CHECK)
    assert rows[1][:1] == [
        "Kiểm tra lúc 20:00 ngày 14/8/2024: có 1 nội dung cần sửa hoặc giải trình. Bấm vào địa chỉ ô để mở."
    ]
    assert [row[1] for row in rows[2:4]] == [
        f"{CULTURE}: còn 1 ô cần sửa",
        "8. Đề nghị khen thưởng: chưa có số liệu",
    ]
    assert (rows[5][0], rows[5][3:5]) == ("E3", [CULTURE, "Lỗi"])


def test_a_mended_cell_loses_note_and_colour(small: Ward) -> None:
    white = background(faulty(small))
    small.sync()
    small.type("TDP01", "culture_society", {"E3": "200"})
    small.sync(NEXT_EVENING)
    cell = faulty(small)
    assert "note" not in cell
    assert background(cell) == white
    assert "không có nội dung cần sửa" in small.values("TDP01", CHECK)[1][0]
    assert [row[1] for row in small.values("TDP01", CHECK)[2:]] == [
        f"{CULTURE}: đã đủ, cảm ơn",
        "8. Đề nghị khen thưởng: chưa có số liệu",
    ]


def test_the_units_own_note_and_colour_survive(small: Ward) -> None:
    area = {
        "sheetId": sheet_id(small),
        "startRowIndex": 2,
        "endRowIndex": 3,
        "startColumnIndex": 4,
        "endColumnIndex": 5,
    }
    own = {"note": "Hỏi lại bác Tư", "userEnteredFormat": {"backgroundColorStyle": {"rgbColor": BLUE}}}
    fields = "note,userEnteredFormat.backgroundColorStyle"
    small.change("TDP01", {"repeatCell": {"range": area, "cell": own, "fields": fields}})
    small.sync()
    assert faulty(small)["note"].startswith(f"Hỏi lại bác Tư\n\n{MARK}")
    small.type("TDP01", "culture_society", {"E3": "200"})
    small.sync(NEXT_EVENING)
    assert faulty(small)["note"] == "Hỏi lại bác Tư"
    assert background(faulty(small)) == {"red": 0.0, "green": 0.5, "blue": 1.0}


def test_the_units_own_conditional_format_stays_where_it_is(small: Ward) -> None:
    area = {
        "sheetId": sheet_id(small),
        "startRowIndex": 1,
        "endRowIndex": 9,
        "startColumnIndex": 3,
        "endColumnIndex": 5,
    }
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "1000"}]}
    rule = {
        "ranges": [area],
        "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
    }
    small.change("TDP01", {"addConditionalFormatRule": {"rule": rule, "index": 0}})
    small.sync()
    small.type("TDP01", "culture_society", {"E3": "200"})
    small.sync(NEXT_EVENING)
    found = small.get(
        f"/v4/spreadsheets/{small.book('TDP01')}", fields="sheets(properties(sheetId),conditionalFormats)"
    )
    rules = next(
        s["conditionalFormats"] for s in found["sheets"] if s["properties"]["sheetId"] == sheet_id(small)
    )
    assert [one["booleanRule"]["condition"]["type"] for one in rules] == ["NUMBER_GREATER"]


def test_the_unit_sees_what_the_office_returned_and_why(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "200"})
    small.sync()
    header = small.values("", CULTURE)[0]
    row = [line[0] for line in small.values("", CULTURE)].index("TDP01/VX02") + 1
    state, comment = (
        chr(ord("A") + header.index(title)) for title in ("Trạng thái xử lý", "Ý kiến văn phòng")
    )
    email = small.project.config.office.emails[0]
    typed = {f"'{CULTURE}'!{state}{row}": "Trả lại", f"'{CULTURE}'!{comment}{row}": "Thiếu biên bản bình xét"}
    small.people.type_in(email, small.book(""), typed)
    outcome = small.sync(NEXT_EVENING)
    assert [one.code for one in outcome.findings] == ["record-returned"]
    outcome = small.sync(NEXT_EVENING)
    assert "Thiếu biên bản bình xét" in small.cells("TDP01", CULTURE)[2][0]["note"]


def test_a_deleted_check_tab_comes_back(small: Ward) -> None:
    found = small.get(f"/v4/spreadsheets/{small.book('TDP01')}", fields="sheets(properties(sheetId,title))")
    tab = next(s["properties"]["sheetId"] for s in found["sheets"] if s["properties"]["title"] == CHECK)
    small.change("TDP01", {"deleteSheet": {"sheetId": tab}})
    small.sync()
    assert small.values("TDP01", CHECK)[5][0] == "E3"
