"""Rows are told by what fills them: what holds a figure, a date, a choice or a second field is a record."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.forms.form import Form
from sheets_sync.model import CellKind
from sheets_sync.reading.binding import bind
from sheets_sync.reading.shaped import Shape
from sheets_sync.reading.shapes import shapes
from sheets_sync.reading.validation import Validated
from tests.unit.builders import FORM, cell, day, found, read, tab

WORKS, PEOPLE, MODELS, CULTURE = (
    FORM["works"],
    FORM["commendation"],
    FORM["exemplar"],
    FORM["culture_society"],
)
ROAD, LAMPS = {"name": "Đường hoa", "cost": 50}, {"name": "Đèn đường", "cost": 20}


def names(made: Validated) -> list[Any]:
    return [record.values["name"] for record in made.records]


def told(form: Form, *rows: Any) -> list[Shape]:
    grid = tab(form, *rows)
    return [row.shape for row in shapes(grid, form, bind(grid, form))]


# L: rows that vanish


@pytest.mark.parametrize(
    "row",
    [
        {"name": "I. Làm đường bê tông", "cost": 50},
        {"name": "II. Lắp đèn đường", "source": "Kết hợp"},
        {"name": "III. Trồng cây", "location": "Tổ dân phố số 3"},
        {"name": "A. Sửa nhà văn hóa", "started": day(45509, "05/08/2024")},
        {"name": "B. Nạo vét mương", "progress": 100},
        {"name": "V. Sơn tường", "cost": "15 triệu"},
        {"name": "X. Dọn vệ sinh", "completed": "05/8/2024"},
        {"name": "IV/ Kè ao", "cost": 0.5},
        {"name": "Ngày 05 tháng 8 năm 2024", "location": "Ra quân", "cost": 5},
        {"name": "Ghi chú: đã làm xong đường trục", "cost": 50},
        {"name": "Tổng cộng", "location": "Thôn Trung", "cost": 50},
        {"name": "Tổng", "source": "Kết hợp", "started": day(45509, "05/08/2024")},
        {"name": "Ngày 05 tháng 8 năm 2024", "location": "Ra quân"},
        {"name": "Người lập biểu tượng thi đua", "cost": 12},
        {"name": "TM. Ban công tác mặt trận làm đường", "cost": 12},
    ],
)
def test_case_l1_l2_a_row_with_a_second_field_is_a_record_whatever_its_first_letters(row: Any) -> None:
    assert row["name"] in names(read(WORKS, ROAD, row, LAMPS))


def test_case_l3_an_initial_before_a_name_does_not_hide_a_deed() -> None:
    row = {"name": "C. Nguyễn Thị Hoa", "deed": "Hiến 200 m² đất"}
    assert names(read(MODELS, row)) == ["C. Nguyễn Thị Hoa"]


@pytest.mark.parametrize(
    "note", ["Ghi chú: các việc dưới đây chưa có kinh phí", "Ghi chú:", "GHI CHÚ : tạm tính"]
)
def test_case_l7_rows_below_a_note_are_records(note: str) -> None:
    made = read(WORKS, ROAD, {"name": note}, {"name": "Vệ sinh ngõ"}, {"name": "Trồng hoa"})
    assert names(made) == ["Đường hoa", "Vệ sinh ngõ", "Trồng hoa"]


def test_names_numbered_in_roman_are_records_where_they_stand_over_nothing() -> None:
    made = read(WORKS, {"name": "I. Làm đường"}, {"name": "II. Lắp đèn"}, {"name": "III. Trồng cây"})
    assert names(made) == ["I. Làm đường", "II. Lắp đèn", "III. Trồng cây"]


def test_titles_over_rows_are_no_records_nor_is_one_without_rows_beside_them() -> None:
    rows = ({"name": "A. Kinh tế"}, {"name": "I. Giao thông"}, ROAD, {"name": "II. Điện"}, LAMPS)
    assert names(read(WORKS, *rows)) == ["Đường hoa", "Đèn đường"]
    assert names(read(WORKS, *rows, {"name": "III. Khác"})) == ["Đường hoa", "Đèn đường"]


@pytest.mark.parametrize(
    ("row", "cell_asked"),
    [
        ({"name": "Người lập biểu", "cost": 50}, "D3"),
        ({"name": "Thủ trưởng đơn vị", "cost": "50 triệu"}, "D3"),
        ({"name": "Ghi chú:", "cost": 50}, "D3"),
        ({"name": "Nơi nhận:", "started": day(45509, "05/08/2024")}, "F3"),
        ({"name": "Người lập bảng", "source": "Kết hợp"}, "E3"),
    ],
)
def test_a_report_beside_a_signature_or_a_bare_note_is_asked_about(row: Any, cell_asked: str) -> None:
    made = read(WORKS, ROAD, row)
    assert (names(made), found(made)) == (["Đường hoa"], [(cell_asked, "figure-beside-words")])


@pytest.mark.parametrize(
    "footer",
    [
        [
            {"name": "Người lập biểu", "started": "Thủ trưởng đơn vị"},
            {"name": "Nguyễn Thị Hoa", "started": "Lê An"},
        ],
        [
            {"name": "Phùng Chí Kiên, ngày 15 tháng 8 năm 2024"},
            {"name": "NGƯỜI LẬP"},
            {"name": "Trần Văn Bình"},
        ],
        [{"name": "Nơi nhận:"}, {"name": "- Như trên;"}, {"name": "- Lưu: VT."}],
        [
            {"name": "TM. ỦY BAN NHÂN DÂN"},
            {"name": "KT. CHỦ TỊCH"},
            {"name": "PHÓ CHỦ TỊCH"},
            {"name": "Lê An"},
        ],
    ],
)
def test_signatures_at_the_end_are_no_records_and_nothing_is_asked(footer: list[Any]) -> None:
    made = read(WORKS, ROAD, *footer)
    assert (names(made), found(made)) == (["Đường hoa"], [])


def test_rows_below_a_signature_are_records_once_one_of_them_is_filled_in() -> None:
    made = read(WORKS, ROAD, {"name": "Người lập biểu"}, {"name": "Vệ sinh ngõ"}, LAMPS)
    assert names(made) == ["Đường hoa", "Vệ sinh ngõ", "Đèn đường"]


def test_a_total_over_nothing_is_asked_about_since_it_may_be_the_report() -> None:
    made = read(WORKS, {"name": "Tổng cộng", "cost": 150})
    assert (names(made), found(made)) == ([], [("D2", "total-of-nothing")])


# G, N, Z: records that nobody wrote

FALSE = cell(False, shown="FALSE")
NUMBERED = [-1, -2, -3, -4, -5, -6, -7, -8]


@pytest.mark.parametrize(
    ("form", "row"),
    [
        (PEOPLE, {"undisciplined": FALSE}),
        (PEOPLE, {"undisciplined": FALSE, "subject": "Cá nhân"}),
        (PEOPLE, {"award": "Giấy khen"}),
        (MODELS, {"consent": "Không"}),
        (MODELS, {"consent": cell(True, shown="TRUE")}),
        (WORKS, {"cost": 0}),
        (WORKS, {"cost": 0, "progress": cell(0.0, kind=CellKind.PERCENT, shown="0%")}),
        (WORKS, {"completed": day(0, "30/12/1899")}),
        (WORKS, {"cost": cell("#DIV/0!", kind=CellKind.FAULT)}),
        (WORKS, {"source": "Kết hợp", "cost": 0}),
        (WORKS, {"cost": "-", "progress": "-"}),
        (CULTURE, {"rate": cell("#DIV/0!", kind=CellKind.FAULT)}),
        (CULTURE, {"actual": 0, "plan": 0}),
    ],
)
def test_case_g1_g2_rows_with_nothing_but_defaults_are_empty(form: Form, row: Any) -> None:
    made = read(form, *[row] * 39)
    assert (made.records, made.findings, made.reported) == ((), (), False)


def test_rows_that_all_hold_the_same_without_a_name_are_asked_about_once() -> None:
    made = read(PEOPLE, *[{"subject": "Cá nhân", "award": "Giấy khen", "undisciplined": FALSE}] * 30)
    assert (made.records, found(made)) == ((), [("2", "rows-filled-down")])
    assert "2–31" in made.findings[0].message


def test_a_row_with_several_fields_but_no_name_stays_a_record() -> None:
    made = read(PEOPLE, {"subject": "Cá nhân", "gender": "Nữ", "position": "Tổ trưởng"})
    assert len(made.records) == 1


@pytest.mark.parametrize(
    "row",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        NUMBERED,
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["A", "B", "1", "2", "3", "4"],
        [
            -1,
            -2,
            -3,
            -4,
            -5,
            day(-6, "24/12/1899"),
            day(-7, "23/12/1899"),
            cell(-0.08, kind=CellKind.PERCENT),
        ],
        ["", "1", "2", "3=2/1", "4", "5"],
        ["(1)", "(2)", "(3)", "(4)=(3):(2)x100"],
        ["Mã dòng", "Tên công trình, phần việc", "Địa điểm", "Kinh phí (triệu đồng)", "Nguồn vốn"],
        ["", "TÊN CÔNG TRÌNH", "địa điểm", "Kinh phí", "Nguồn vốn", "Khởi công"],
        ["", "", "", "(triệu đồng)"],
        ["", "", "(thôn, tổ)", "(triệu đồng)", "", "", "", "(%)"],
        ["", "", "", "ĐVT: triệu đồng"],
    ],
)
def test_case_n1_n4_n5_rows_of_the_header_are_passed_over(row: list[Any]) -> None:
    made = read(WORKS, ROAD, row, LAMPS)
    assert (names(made), found(made)) == (["Đường hoa", "Đèn đường"], [])


@pytest.mark.parametrize(
    ("form", "row"),
    [
        (MODELS, {"name": "Không đề nghị ai"}),
        (MODELS, {"name": "Không có gương điển hình trong kỳ này"}),
        (MODELS, {"name": "chưa có"}),
        (MODELS, {"name": "0"}),
        (MODELS, {"name": "-"}),
        (MODELS, {"name": "Không có", "deed": "Không", "consent": "Không"}),
        (PEOPLE, {"subject": "Không có"}),
        (PEOPLE, {"subject": "Cá nhân", "name": "Không đề xuất cá nhân nào đợt này", "undisciplined": FALSE}),
        (PEOPLE, {"name": "Tổ dân phố không có trường hợp nào đề nghị khen thưởng"}),
        (WORKS, {"name": "Không có công trình, phần việc nào", "cost": 0}),
        (WORKS, {"name": "-", "location": "-", "cost": "-", "progress": "-"}),
        (WORKS, {"name": "Kỳ này không phát sinh."}),
        (MODELS, {"name": "Chưa bình chọn được gương nào"}),
        (MODELS, {"name": "Không có gương người tốt, việc tốt"}),
        (PEOPLE, {"name": "Không có ai đủ tiêu chuẩn"}),
        (PEOPLE, {"name": "Đơn vị chúng tôi không đề nghị"}),
    ],
)
def test_case_z1_z2_an_answer_that_there_is_nothing_is_no_record_but_a_report(form: Form, row: Any) -> None:
    made = read(form, row)
    assert (made.records, made.findings, made.reported) == ((), (), True)


@pytest.mark.parametrize("name", ["Không có", "-", "Không đề nghị ai", "chưa có", "0"])
def test_an_answer_beside_a_figure_is_no_name_but_a_question(name: str) -> None:
    made = read(WORKS, {"name": name, "cost": 50})
    assert (names(made), found(made)) == ([None], [("B2", "name-says-nothing")])


@pytest.mark.parametrize(
    "name",
    ["Không gian xanh", "Không rác thải nhựa", "Tuyến đường không rác", "Khu dân cư không có tệ nạn", "Tổ 5"],
)
def test_names_that_begin_with_no_are_names(name: str) -> None:
    assert names(read(WORKS, {"name": name, "cost": 5})) == [name]
    assert names(read(WORKS, {"name": name})) == [name]


# Nothing vanishes

WORDS = st.sampled_from(
    [
        "I. Làm đường",
        "Ghi chú: tạm tính",
        "Người lập biểu",
        "Tổng cộng",
        "C. Nguyễn Hoa",
        "Nơi nhận:",
        "Lê An",
        "V.",
    ]
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "location": st.sampled_from(["Tổ 3", "Thôn Trung"]),
    "cost": st.sampled_from([0, 50, "15 triệu", "-"]),
    "source": st.sampled_from(["Kết hợp", "Xã hội hóa"]),
    "started": st.just(day(45509, "05/08/2024")),
    "progress": st.sampled_from([0, 95]),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"name": WORDS | st.sampled_from(["Đường hoa", "Nhà văn hóa"]), **FIELDS}
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_every_filled_cell_is_in_a_record_or_a_finding_or_a_row_set_aside_by_its_shape(
    rows: list[Any],
) -> None:
    made = read(WORKS, *rows)
    records = {record.row: record for record in made.records}
    asked = {"".join(filter(str.isdigit, one.cell)) for one in made.findings}
    for number, (row, shape) in enumerate(zip(rows, told(WORKS, *rows), strict=True), start=1):
        filled = {field for field, value in row.items() if value != 0}
        record = records.get(number)
        if record is not None:
            assert all(record.values[field] is not None or field in record.rejected for field in row)
        elif str(number + 1) not in asked and filled:
            assert shape in may_be_set_aside(row, filled), (row, shape)
            # A block of rows that all hold the same is told once, at its first row.
            assert shape is not Shape.FILLED_DOWN or "rows-filled-down" in {one.code for one in made.findings}


def may_be_set_aside(row: Any, filled: set[str]) -> set[Shape]:
    """What a row may be that is neither a record nor asked about."""
    if filled == {"name"}:
        return {Shape.TITLE, Shape.NOTE, Shape.SIGNATURE, Shape.TOTAL}
    if filled <= {"source"}:
        return {Shape.IDLE}
    if row.get("name") == "Tổng cộng" and filled <= {"name", "cost", "progress"}:
        return {Shape.TOTAL}
    if row.get("cost") == "-" and filled <= {"cost", "source"}:
        return {Shape.NOTHING, Shape.IDLE}
    if row.get("cost") == "-":
        # A dash beside a title or a signature is no figure.
        return may_be_set_aside({k: v for k, v in row.items() if k != "cost"}, filled - {"cost"})
    if filled <= {"name", "location"} and not any(map(str.isdigit, row.get("location", ""))):
        return {Shape.SIGNATURE, Shape.NOTE, Shape.FILLED_DOWN}
    return {Shape.FILLED_DOWN}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({}, optional={"cost": st.just(0), "source": FIELDS["source"]}), max_size=20
    )
)
def test_any_block_of_defaults_makes_no_record_and_no_finding(rows: list[Any]) -> None:
    made = read(WORKS, *rows)
    assert (made.records, made.findings, made.reported) == ((), (), False)
