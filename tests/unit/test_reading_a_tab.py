"""One tab of one unit: header, rows, totals, footers, merges."""

from sheets_sync.model import Area, Cell, CellKind
from tests.unit.tabs_of_units import area_tab, form, found, grid, header, owing, read

ECONOMY, WORKS = form("economy"), form("works")
TWO = owing("KT01", "KT02")


def economy(*rows: list[object], titles: list[str] | None = None) -> list[list[object]]:
    return [list(titles or header(ECONOMY)), *rows]


def test_titles_above_the_header_and_columns_in_another_order_are_no_obstacle() -> None:
    titles = ["Thực hiện", "Mã", "Chỉ tiêu", "ĐVT", "KH", "Cùng kì", "Tỉ lệ (%)", "Ghi chú"]
    rows: list[list[object]] = [
        ["UBND PHƯỜNG", None],
        [None, "BIỂU SỐ 1"],
        list(titles),
        [90, "KT01", "Thu ngân sách", "triệu đồng", 100],
    ]
    validated = read(grid(rows), ECONOMY, owing("KT01"))
    record = validated.records[0]
    assert (record.values["actual"], record.values["plan"]) == (90, 100)
    assert record.cells["actual"] == "A4"
    assert found(validated) == [("A4", "value-out-of-range")]


def test_a_misspelt_title_is_proposed_and_never_applied() -> None:
    titles = [title if title != "Thực hiện" else "Thục hiện" for title in header(ECONOMY)]
    validated = read(grid(economy(["KT01", "Thu", "", 6000, 5800], titles=titles)), ECONOMY, TWO)
    assert not validated.sound
    assert validated.records == ()
    assert [finding.text for finding in validated.findings] == [
        "Cột E: không nhận ra tiêu đề “Thục hiện”. Có phải “Thực hiện” không? Đề nghị sửa theo biểu mẫu."
    ]


def test_a_column_that_stands_twice_is_told_and_the_first_is_read() -> None:
    rows = economy(["KT01", "", "", 6000, 5800, None, None, None, 1], titles=[*header(ECONOMY), "Thực hiện"])
    validated = read(grid(rows), ECONOMY, owing("KT01"))
    assert found(validated) == [("I", "header-twice")]
    assert validated.records[0].values["actual"] == 5800


def test_a_tab_that_is_gone_and_a_tab_without_header_are_findings() -> None:
    assert [finding.code for finding in read(None, ECONOMY).findings] == ["tab-missing"]
    assert [finding.code for finding in read(grid([["a", 1], ["b", 2]]), ECONOMY).findings] == [
        "header-missing"
    ]
    assert [finding.code for finding in read(grid([]), ECONOMY).findings] == ["header-missing"]


def test_an_untouched_template_is_no_report_and_is_not_nagged() -> None:
    validated = read(area_tab(ECONOMY, {"KT01": {}, "KT02": {}}), ECONOMY, TWO)
    assert (validated.reported, validated.findings) == (False, ())


def test_zeros_alone_are_no_report_but_a_figure_is() -> None:
    assert not read(area_tab(ECONOMY, {"KT01": {"actual": 0}}), ECONOMY, owing("KT01")).reported
    assert read(area_tab(ECONOMY, {"KT01": {"actual": 5800}}), ECONOMY, owing("KT01")).reported


def test_one_bad_row_hides_no_other() -> None:
    tab = area_tab(ECONOMY, {"KT01": {"actual": "năm nghìn tỷ"}, "KT02": {"actual": 4300}})
    validated = read(tab, ECONOMY, TWO)
    assert found(validated) == [("E2", "number-unreadable")]
    assert [record.values["actual"] for record in validated.records] == [None, 4300]
    assert validated.records[0].rejected == {"actual": "năm nghìn tỷ"}


def test_codes_missing_unknown_doubled_and_not_owed_are_told_apart() -> None:
    tab = grid(
        economy(
            ["KT01", "", "", 6000, 5800],
            [None, "Thu khác", "", None, 12],
            ["KTO2", "", "", None, 4300],
            ["KT01", "", "", 6000, 5900],
            ["KT03", "", "", 3200, 3100],
        )
    )
    validated = read(tab, ECONOMY, TWO)
    assert found(validated) == [
        ("", "row-missing"),
        ("3", "key-missing"),
        ("A4", "key-unknown"),
        ("A5", "key-duplicate"),
        ("A6", "row-not-owed"),
    ]
    assert "Có phải “KT02” không?" in validated.findings[2].text
    assert [record.key for record in validated.records] == ["KT01", "KT03"]


def test_a_blank_cell_is_asked_for_unless_the_note_explains_it() -> None:
    blank = area_tab(ECONOMY, {"KT01": {"actual": 5800}, "KT02": {"plan": 10}})
    assert found(read(blank, ECONOMY, TWO)) == [("E3", "value-missing")]
    explained = area_tab(ECONOMY, {"KT01": {"actual": 5800}, "KT02": {"plan": 10, "note": "Chưa quyết toán"}})
    assert found(read(explained, ECONOMY, TWO)) == []


def test_section_titles_totals_and_signatures_are_no_records() -> None:
    tab = grid(
        [
            header(WORKS),
            ["I. Công trình của phường"],
            [None, "Đường hoa", "Tổ 1", 100],
            [None, "Nhà văn hóa", "Tổ 2", 205],
            [None, "Tổng cộng", None, 415],
            [],
            [None, "Người lập biểu"],
            [None, "Nguyễn Văn An"],
        ]
    )
    validated = read(tab, WORKS)
    assert [record.values["name"] for record in validated.records] == ["Đường hoa", "Nhà văn hóa"]
    assert [finding.text for finding in validated.findings] == [
        "Ô D5 (Tổng cộng): 415 khác tổng các dòng 3–4 (305), chênh lệch 110. "
        "Đề nghị rà soát các dòng thành phần."
    ]


def test_a_total_that_adds_up_within_rounding_is_fine() -> None:
    tab = grid([header(WORKS), [None, "A", "", 100.4], [None, "B", "", 200.3], [None, "Cộng", "", 300.5]])
    assert found(read(tab, WORKS)) == []


def test_totals_of_different_measures_are_not_compared() -> None:
    tab = grid(
        economy(["KT01", "", "", 6000, 5800], ["KT07", "", "", 120, 118], [None, "Tổng cộng", "", None, 1])
    )
    assert found(read(tab, ECONOMY, owing("KT01", "KT07"))) == []


def test_merged_figures_count_once_and_are_told() -> None:
    tab = area_tab(ECONOMY, {"KT01": {"actual": 5800}, "KT02": {"actual": 4300}})
    merged = grid([list(row) for row in tab.rows], merges=(Area(1, 4, 3, 5),))
    assert found(read(merged, ECONOMY, TWO)) == [("E2", "merged-cells")]


def test_saying_that_there_is_nothing_is_a_report_without_records() -> None:
    validated = read(grid([header(WORKS), [None, "Không có"]]), WORKS)
    assert (validated.reported, validated.records, validated.findings) == (True, (), ())


def test_a_formula_error_is_told_as_such() -> None:
    fault = Cell(CellKind.FAULT, None, "#REF!")
    validated = read(area_tab(ECONOMY, {"KT01": {"plan": 6000, "actual": fault}}), ECONOMY, owing("KT01"))
    assert [finding.message for finding in validated.findings] == ["công thức đang báo lỗi #REF!."]


def test_new_rows_are_given_identities_to_write() -> None:
    validated = read(grid([header(WORKS), ["W-1", "Đường hoa"], [None, "Nhà văn hóa"]]), WORKS)
    assert [record.key for record in validated.records] == ["W-1", "N1"]
    assert validated.ids_to_write == {"A3": "N1"}
