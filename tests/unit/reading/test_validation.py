"""A unit's tab becomes records and findings: which rows count, under which code, with which totals."""

from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.model import Area, CellKind
from sheets_sync.reading.validation import validate
from tests.unit.builders import FORM, cell, day, found, grid, issuer, read, tab, terms, titles, unit

CULTURE, ECONOMY, POLITICS = FORM["culture_society"], FORM["economy"], FORM["political_system"]
WORKS, NARRATIVE = FORM["works"], FORM["narrative"]
OWED = ("VX01", "VX04")
HOUSEHOLDS = {"code": "VX01", "title": "Tổng số hộ", "actual": 205}
POOR = {"code": "VX04", "title": "Hộ nghèo", "plan": 3, "actual": 2}


def keys(*rows: Any, owed: tuple[str, ...] = OWED) -> list[str]:
    return [record.key for record in read(CULTURE, *rows, owed=owed).records]


# Tabs


def test_a_missing_tab_is_found_and_nothing_is_read() -> None:
    made = validate(None, CULTURE, unit(), terms(), issue=issuer())
    assert (made.records, made.sound, made.reported) == ((), False, False)
    [one] = made.findings
    assert (one.code, one.tab, one.sheet_id, one.cell) == ("tab-missing", CULTURE.title, None, "")


def test_a_tab_whose_header_is_broken_gives_no_records_and_only_says_so() -> None:
    titled = [title for title in titles(CULTURE) if title != "Thực hiện"]
    made = validate(grid(titled, ["VX01", "Tổng số hộ", "hộ", 200]), CULTURE, unit(), terms(), issue=issuer())
    assert (made.records, made.sound) == ((), False)
    assert [one.code for one in made.findings] == ["header-missing"]


def test_a_record_tells_its_values_its_cells_and_what_was_not_accepted() -> None:
    [record] = read(CULTURE, HOUSEHOLDS | {"same_period": "rất nhiều"}, owed=("VX01",)).records
    assert (record.unit, record.form, record.key, record.row) == ("TDP01", "culture_society", "VX01", 1)
    assert (record.values["actual"], record.values["same_period"]) == (Decimal(205), None)
    assert record.rejected == {"same_period": "rất nhiều"}
    assert (record.cells["actual"], record.cells["note"]) == ("E2", "H2")


def test_an_untouched_template_is_neither_a_report_nor_told_that_it_is_empty() -> None:
    made = read(CULTURE, {"code": "VX01", "title": "Tổng số hộ"}, {"code": "VX04"}, owed=OWED)
    assert (made.reported, made.findings) == (False, ())
    assert [record.key for record in made.records] == ["VX01", "VX04"]


def test_zeros_alone_are_no_report() -> None:
    assert not read(CULTURE, HOUSEHOLDS | {"actual": 0}, owed=("VX01",)).reported


def test_one_figure_makes_a_report_and_the_blank_ones_are_named() -> None:
    made = read(CULTURE, HOUSEHOLDS, {"code": "VX04", "title": "Hộ nghèo"}, owed=OWED)
    assert made.reported
    assert found(made) == [("E3", "value-missing")]
    assert made.findings[0].place == "Ô E3 (Hộ nghèo)"


# Rows that are no records


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng", "", "", "", 207],
        ["", "Cộng toàn phường", "", "", 207],
        ["I.", "Lĩnh vực văn hóa"],
        ["II. VĂN HÓA – XÃ HỘI"],
        ["", "", "", "", "  "],
    ],
)
def test_totals_sections_and_blank_rows_are_no_records(row: list[Any]) -> None:
    assert keys(HOUSEHOLDS, row, POOR) == ["VX01", "VX04"]


def test_nothing_below_the_signature_is_a_record_unless_it_is_filled_in() -> None:
    signature = [["Người lập biểu"], ["(Ký, ghi rõ họ tên)"], ["", "", "", "", "Nguyễn Thị Hoa"]]
    assert keys(HOUSEHOLDS, *signature, owed=("VX01",)) == ["VX01"]
    assert keys(HOUSEHOLDS, *signature, POOR) == ["VX01", "VX04"]
    assert found(read(CULTURE, HOUSEHOLDS, *signature, owed=("VX01",))) == []


def test_words_in_the_title_column_alone_are_no_record() -> None:
    made = read(CULTURE, HOUSEHOLDS, {"title": "Các chỉ tiêu về hộ nghèo"}, owed=("VX01",))
    assert (found(made), len(made.records)) == ([], 1)


# Natural keys


def test_figures_without_a_code_are_reported_by_their_row() -> None:
    made = read(CULTURE, HOUSEHOLDS, {"title": "Hộ nghèo", "actual": 2}, owed=("VX01",))
    assert found(made) == [("3", "key-missing")]
    assert made.findings[0].place == "Dòng 3"


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("VXO1", "Có phải “VX01” không? Đề nghị sửa theo biểu mẫu."),
        ("vx04", "Có phải “VX04” không? Đề nghị sửa theo biểu mẫu."),
        ("Hộ nghèo", "Đề nghị dùng mã trong biểu mẫu."),
    ],
)
def test_an_unknown_code_is_not_consolidated_and_the_likely_one_proposed(typed: str, mend: str) -> None:
    made = read(CULTURE, {"code": typed, "actual": 205})
    assert made.records == ()
    assert found(made) == [("A2", "key-unknown")]
    assert made.findings[0].mend == mend


def test_a_code_of_another_form_is_unknown_here() -> None:
    assert found(read(CULTURE, {"code": "KT01", "actual": 205})) == [("A2", "key-unknown")]


def test_of_two_rows_with_one_code_the_first_counts() -> None:
    made = read(CULTURE, HOUSEHOLDS, HOUSEHOLDS | {"actual": 999}, owed=("VX01",))
    assert [record.values["actual"] for record in made.records] == [Decimal(205)]
    assert found(made) == [("A3", "key-duplicate")]
    assert "ô A2" in made.findings[0].message


def test_a_deleted_row_of_the_template_is_missed_once_the_unit_reports() -> None:
    made = read(CULTURE, HOUSEHOLDS, owed=OWED)
    assert found(made) == [("", "row-missing")]
    assert "VX04" in made.findings[0].message


def test_missing_rows_are_told_in_the_order_of_the_template() -> None:
    made = read(NARRATIVE, {"area": "VX", "summary": "Đã tuyên truyền 12 buổi."})
    assert [one.message[:13] for one in made.findings] == [
        f"thiếu dòng {code}" for code in ("KT", "QP", "CT", "CC")
    ]


def test_figures_that_the_unit_does_not_owe_are_questioned_and_kept() -> None:
    made = read(CULTURE, HOUSEHOLDS, POOR, owed=("VX01",))
    assert found(made) == [("A3", "row-not-owed")]
    assert [record.key for record in made.records] == ["VX01", "VX04"]


def test_a_row_not_owed_that_holds_nothing_is_not_taken_in() -> None:
    made = read(CULTURE, HOUSEHOLDS, {"code": "VX04", "title": "Hộ nghèo"}, owed=("VX01",))
    assert ([record.key for record in made.records], found(made)) == (["VX01"], [])


def test_the_areas_of_the_narrative_are_its_codes() -> None:
    made = read(
        NARRATIVE, {"area": "VX", "summary": "Đã tuyên truyền 12 buổi."}, {"area": "VH", "summary": "…"}
    )
    assert [record.key for record in made.records] == ["VX"]
    assert ("A3", "key-unknown") in found(made)


# “Mã dòng”


def test_rows_without_identity_are_issued_one_with_the_place_where_it_belongs() -> None:
    made = read(WORKS, {"name": "Sơn cổng chào"}, {"row_id": "r7", "name": "Vệ sinh đường"})
    assert [record.key for record in made.records] == ["mới1", "r7"]
    assert [record.values["row_id"] for record in made.records] == ["mới1", "r7"]
    assert [record.cells["row_id"] for record in made.records] == ["A2", "A3"]


def test_a_copied_row_is_told_where_its_original_stands() -> None:
    made = read(WORKS, {"row_id": "r7", "name": "Sơn cổng chào"}, {"row_id": "r7", "name": "Trồng cây"})
    assert found(made) == [("A3", "key-cloned")]
    assert "ô A2" in made.findings[0].message
    assert [record.key for record in made.records] == ["r7", "mới1"]


@pytest.mark.parametrize("typed", ["Không có", "không phát sinh", "Không"])
def test_saying_that_there_is_nothing_is_a_report_without_records(typed: str) -> None:
    made = read(WORKS, {"name": typed})
    assert (made.reported, made.records, made.findings) == (True, (), ())


def test_a_row_that_says_more_than_nothing_is_a_record() -> None:
    made = read(WORKS, {"name": "Không có", "location": "Tổ dân phố số 1"})
    assert len(made.records) == 1


# Merged cells and separators


def test_merged_figures_are_told_by_their_range() -> None:
    made = read(CULTURE, HOUSEHOLDS, POOR, owed=OWED, merges=[Area(1, 4, 3, 5)])
    assert found(made) == [("E2", "merged-cells")]
    assert "E2:E3" in made.findings[0].message


@pytest.mark.parametrize("area", [Area(0, 3, 1, 5), Area(1, 7, 3, 8), Area(1, 1, 3, 3)])
def test_merged_titles_and_words_do_not_matter(area: Area) -> None:
    assert found(read(CULTURE, HOUSEHOLDS, POOR, owed=OWED, merges=[area])) == []


def test_the_figures_written_the_english_way_among_vietnamese_ones_are_questioned() -> None:
    rows = [{"code": "KT01", "actual": "1.234,5"}, {"code": "KT03", "actual": "2,345.6"}]
    made = read(ECONOMY, *rows, owed=("KT01", "KT03"))
    assert found(made) == [("E3", "number-mixed-separators")]
    assert "2.345,6" in made.findings[0].message
    assert made.findings[0].label == "Giải ngân đầu tư công"
    assert [record.values["actual"] for record in made.records] == [Decimal("1234.5"), Decimal("2345.6")]


def test_a_column_written_one_way_throughout_is_not_questioned() -> None:
    rows = [{"code": "KT01", "actual": "1,234.5"}, {"code": "KT03", "actual": "2,345.6"}]
    assert found(read(ECONOMY, *rows, owed=("KT01", "KT03"))) == []


def test_text_in_the_other_column_does_not_mix_separators() -> None:
    rows = [{"code": "KT01", "plan": "1.234,5", "actual": "1,234.5"}]
    assert found(read(ECONOMY, *rows, owed=("KT01",))) == []


# Totals written by the unit


def with_total(*typed: Any, title: str = "Tổng cộng") -> list[tuple[str, str]]:
    made = read(CULTURE, HOUSEHOLDS, POOR, ["", title, "", *typed], owed=OWED)
    return found(made)


def test_a_total_that_differs_from_its_rows_is_questioned_with_the_difference() -> None:
    made = read(CULTURE, HOUSEHOLDS, POOR, ["", "Tổng cộng", "", 3, 217], owed=OWED)
    assert found(made) == [("E4", "total-mismatch")]
    one = made.findings[0]
    assert (one.place, one.message) == (
        "Ô E4 (Tổng cộng)",
        "217 khác tổng các dòng 2–3 (207), chênh lệch 10.",
    )


@pytest.mark.parametrize("typed", [207, 207.5, "207", None, "…"])
def test_a_total_that_agrees_or_says_nothing_is_accepted(typed: Any) -> None:
    assert with_total(3, typed) == []


def test_a_total_beyond_rounding_is_questioned() -> None:
    assert with_total(3, 207.6) == [("E4", "total-mismatch")]


def test_a_total_counts_from_the_last_section_or_total() -> None:
    rows: list[Any] = [HOUSEHOLDS, ["", "Cộng", "", "", 205], POOR, ["", "Cộng", "", "", 2]]
    assert found(read(CULTURE, *rows, owed=OWED)) == []
    rows = [HOUSEHOLDS, ["I. HỘ NGHÈO"], POOR, ["", "Cộng", "", "", 207]]
    assert found(read(CULTURE, *rows, owed=OWED)) == [("E5", "total-mismatch")]


def test_different_units_of_measure_are_never_summed() -> None:
    rows: list[Any] = [HOUSEHOLDS, {"code": "VX08", "actual": 30}, ["", "Cộng", "", "", 7]]
    assert found(read(CULTURE, *rows, owed=("VX01", "VX08"))) == []


# Cells by the kind of their field


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (day(45416, "4/5/2024"), "number-is-date"),
        (cell("#REF!", kind=CellKind.FAULT), "cell-fault"),
        ("13/14", "number-two-values"),
        (205.5, "number-not-integer"),
        (-1, "number-negative"),
        ("kÕ ho¹ch", "legacy-encoding"),
    ],
)
def test_what_cannot_be_a_count_is_refused_and_kept_as_typed(typed: Any, code: str) -> None:
    made = read(CULTURE, HOUSEHOLDS | {"actual": typed}, owed=("VX01",))
    assert found(made) == [("E2", code)]
    assert made.records[0].values["actual"] is None
    assert made.records[0].rejected["actual"] == cell(typed).shown


def test_a_figure_of_a_chosen_kind_takes_one_of_its_answers_only() -> None:
    rated = {"code": "CT07", "actual": "xuất  sắc"}
    assert read(POLITICS, rated, owed=("CT07",)).records[0].values["actual"] == "Xuất sắc"
    made = read(POLITICS, rated | {"actual": "Tuyệt vời"}, owed=("CT07",))
    assert found(made) == [("E2", "choice-unknown")]
    assert "Hoàn thành" in made.findings[0].mend


def test_a_figure_that_is_not_assessed_yet_may_say_so() -> None:
    made = read(POLITICS, {"code": "CT03", "actual": "Chưa đánh giá", "plan": 12}, owed=("CT03",))
    assert (made.records[0].values["actual"], found(made)) == ("Chưa đánh giá", [])
    assert read(POLITICS, {"code": "CT03", "actual": 11, "plan": 12}, owed=("CT03",)).records[0].values[
        "actual"
    ] == Decimal(11)


def test_a_note_explains_a_blank_figure() -> None:
    made = read(CULTURE, HOUSEHOLDS | {"actual": None, "note": "Đang rà soát"}, owed=("VX01",))
    assert (found(made), made.reported) == ([], True)


def test_the_address_of_evidence_begins_with_its_protocol() -> None:
    row = {"area": "VX", "summary": "Đã làm.", "evidence": "https://phuong.example/anh"}
    assert ("F2", "link-unreadable") not in found(read(NARRATIVE, row))
    assert ("F2", "link-unreadable") in found(read(NARRATIVE, row | {"evidence": "xem ảnh"}))


@pytest.mark.parametrize(("typed", "value"), [(True, True), ("Có", True), ("khong", False), (False, False)])
def test_a_yes_may_be_chosen_or_ticked(typed: Any, value: bool) -> None:
    made = read(FORM["exemplar"], {"name": "Bà Trần Thị Lụa", "deed": "Hiến đất", "consent": typed})
    assert made.records[0].values["consent"] is value


def test_findings_stand_in_reading_order() -> None:
    rows: list[Any] = [POOR | {"actual": "?", "plan": "x"}, HOUSEHOLDS | {"actual": "nhiều"}, {"actual": 4}]
    cells = [where for where, _ in found(read(CULTURE, *rows, owed=OWED))]
    assert cells == ["D2", "E2", "E3", "4"]


def test_the_date_of_a_month_first_workbook_is_proposed_as_it_was_typed() -> None:
    typed = {"code": "VX04", "actual": day(45355, "3/4/2024")}
    made = read(CULTURE, typed, owed=("VX04",), locale="en_US")
    assert "“3/4”" in made.findings[0].message


def test_a_tab_of_unequal_rows_is_read_to_its_end() -> None:
    found_rows = tab(CULTURE, HOUSEHOLDS, ["VX04", "Hộ nghèo", "hộ", 3, 2])
    made = validate(found_rows, CULTURE, unit(indicators=OWED), terms(), issue=issuer())
    assert [record.values["actual"] for record in made.records] == [Decimal(205), Decimal(2)]
