"""Columns of the master that the office moved, added, renamed or deleted."""

from dataclasses import replace

import pytest

from sheets_sync.master.publishing import fingerprint, remarks, removed_rows, titled_before, titles_of
from sheets_sync.model import Choice, OfficeColumn, Shown, TableColumn, TableRow
from tests.unit.published import (
    ACTUAL,
    COLUMNS,
    COMMENT,
    KEY,
    ROWS,
    STATE,
    UNIT,
    Master,
    bodies,
    row,
    table,
    written,
)


def test_our_columns_are_found_where_the_office_moved_them() -> None:
    master = Master(table(*ROWS))
    master.tab.insert(column=0)
    master.tab.type(0, 0, "STT")
    master.tab.type(1, 0, 1)
    master.tab.insert(column=3)
    master.tab.type(0, 3, "Cán bộ")
    master.tab.type(1, 3, "Anh Dương")
    assert written(master.book.read(), *ROWS)["a"] == {"STT": "1", "Cán bộ": "Anh Dương"}
    master.publish(table(row("a", "Tổ một", 10), *ROWS[1:]))
    assert master.tab.texts()[1][:5] == [1, "a", "Tổ một", "Anh Dương", 10]


def test_a_column_of_the_office_with_a_title_of_ours_is_not_written_over() -> None:
    master = Master(table(*ROWS))
    master.tab.insert(column=1)
    master.tab.type(0, 1, "Thực hiện")
    for number in (1, 2, 3):
        master.tab.type(number, 1, "văn phòng tự tính")
    master.publish(table(row("a", "Tổ 1", 10), *ROWS[1:]))
    assert [line[1] for line in master.tab.texts()[1:]] == ["văn phòng tự tính"] * 3
    assert master.tab.text(1, 3) == 10


def test_a_renamed_column_is_left_to_the_office_and_ours_comes_back_at_the_right() -> None:
    master = Master(table(*ROWS))
    master.tab.type(0, ACTUAL, "TH")
    master.publish(table(row("a", "Tổ 1", 10), *ROWS[1:]))
    assert master.tab.texts()[0][ACTUAL] == "TH"
    assert [line[ACTUAL] for line in master.tab.texts()[1:]] == [1, 2, 3]
    assert [line[5] for line in master.tab.texts()] == ["Thực hiện", 10, 2, 3]
    assert master.tab.column_count == 6


def test_a_deleted_remark_column_comes_back_with_its_dropdown() -> None:
    master = Master(table(*ROWS))
    master.tab.delete_column(STATE)
    made = master.publish(table(*ROWS))
    assert master.tab.texts()[0] == ["Mã dòng", "Đơn vị", "Thực hiện", "Ý kiến văn phòng", "Trạng thái xử lý"]
    [dropdown] = bodies(made, "setDataValidation")
    assert dropdown["range"]["startColumnIndex"] == 4


def test_a_new_column_of_ours_reaches_a_tab_that_exists() -> None:
    master = Master(table(*ROWS))
    master.tab.type(1, COMMENT, "của a")
    columns = (*COLUMNS[:2], TableColumn("Cùng kỳ", width=99), *COLUMNS[2:])
    rows = [TableRow(one.key, (*one.cells, Shown(5))) for one in ROWS]
    master.publish(table(*rows, columns=columns))
    assert master.tab.by_key()["a"] == {
        "Mã dòng": "a",
        "Đơn vị": "Tổ 1",
        "Thực hiện": 1,
        "Trạng thái xử lý": "",
        "Ý kiến văn phòng": "của a",
        "Cùng kỳ": 5,
    }
    assert master.tab.columns[5] == {"pixelSize": 99}


def test_a_title_row_above_the_header_is_the_offices() -> None:
    master = Master(table(*ROWS))
    master.tab.insert(row=0)
    master.tab.type(0, UNIT, "BẢNG TỔNG HỢP KINH TẾ")
    master.publish(table(*ROWS[:2], row("c", "Tổ 3", 30), row("d", "Tổ 4", 4)))
    assert master.tab.text(0, UNIT) == "BẢNG TỔNG HỢP KINH TẾ"
    assert [line[:3] for line in master.tab.texts()[1:]] == [
        ["Mã dòng", "Đơn vị", "Thực hiện"],
        ["a", "Tổ 1", 1],
        ["b", "Tổ 2", 2],
        ["c", "Tổ 3", 30],
        ["d", "Tổ 4", 4],
    ]


def test_rows_are_recognised_by_their_content_when_the_key_column_was_deleted() -> None:
    master = Master(table(*ROWS))
    master.tab.type(2, COMMENT, "của b")
    master.tab.sort(UNIT, descending=True)
    master.tab.delete_column(KEY)
    assert written(master.book.read(), *ROWS) == {"b": {"Ý kiến văn phòng": "của b"}}
    assert removed_rows(table(*ROWS), master.book.read()) == ()
    master.publish(table(*ROWS))
    assert master.tab.texts()[1] == ["Tổ 3", 3.0, "", "", "c"]
    assert master.tab.by_key()["b"]["Ý kiến văn phòng"] == "của b"
    assert len(master.tab.texts()) == 4
    assert master.tab.columns[4]["hiddenByUser"] is True


def test_keys_without_their_header_are_still_keys() -> None:
    master = Master(table(*ROWS))
    master.tab.type(0, KEY, "")
    made = master.publish(table(*ROWS[:2], row("c", "Tổ 3", 30)))
    assert made.summary == ("1. Kinh tế: 0 rows added, 1 changed, 0 removed",)
    assert master.tab.text(0, KEY) == "Mã dòng"


def test_a_table_whose_header_row_was_deleted_begins_anew_below_everything() -> None:
    master = Master(table(*ROWS))
    master.tab.type(1, COMMENT, "của a")
    master.tab.delete_rows(0, 1)
    master.publish(table(*ROWS))
    texts = master.tab.texts()
    assert texts[0] == ["a", "Tổ 1", 1.0, "", "của a"]
    assert texts[3][:3] == ["Mã dòng", "Đơn vị", "Thực hiện"]
    assert [line[KEY] for line in texts[4:]] == ["a", "b", "c"]


def test_an_emptied_tab_is_filled_again_where_it_was() -> None:
    master = Master(table(*ROWS))
    master.tab.cells.clear()
    master.tab.row_count = 1
    master.publish(table(*ROWS))
    assert master.tab.texts() == Master(table(*ROWS)).tab.texts()


def reworded(**former: str) -> tuple[TableColumn, ...]:
    """Our columns under new titles; those that were written last by their code."""
    titles = {"actual": "Kết quả", "office-comment": "Nhận xét"}
    return tuple(
        replace(column, title=titles[column.code], former=former.get(column.code.replace("-", "_"), ""))
        if column.code in titles
        else column
        for column in COLUMNS
    )


def test_a_reworded_title_is_written_in_its_place_and_the_look_of_the_column_stays() -> None:
    master = Master(table(*ROWS))
    master.tab.type(1, COMMENT, "của a")
    master.tab.columns[ACTUAL] = {"pixelSize": 333}
    columns = reworded(actual="Thực hiện", office_comment="Ý kiến văn phòng")
    made = master.publish(table(row("a", "Tổ 1", 10), *ROWS[1:], columns=columns))
    assert master.tab.texts()[0] == ["Mã dòng", "Đơn vị", "Kết quả", "Trạng thái xử lý", "Nhận xét"]
    assert master.tab.texts()[1] == ["a", "Tổ 1", 10.0, "", "của a"]
    assert master.tab.columns[ACTUAL] == {"pixelSize": 333}
    assert bodies(made, "setDataValidation") == []
    assert remarks(table(*ROWS, columns=columns), master.book.read()) == {
        "a": {OfficeColumn("office-comment"): "của a"}
    }


def test_a_reworded_title_is_found_where_a_killed_run_wrote_it() -> None:
    columns = reworded(actual="Thực hiện", office_comment="Ý kiến văn phòng")
    master = Master(table(*ROWS, columns=columns))
    assert master.plan(table(*ROWS, columns=columns)).requests == ()


def test_the_titles_of_a_publication_find_its_columns_next_time() -> None:
    before, now = table(*ROWS), table(*ROWS, columns=reworded())
    [found] = titled_before([now], titles_of([before]))
    assert found.columns == reworded(actual="Thực hiện", office_comment="Ý kiến văn phòng")
    assert titled_before([before], titles_of([before])) == (before,)
    assert fingerprint([found]) == fingerprint([now])


@pytest.mark.parametrize("text", ["Đã duyệt", "đã duyệt", " Đã  duyệt", "Duyệt xong", "approved"])
def test_a_choice_is_understood_by_its_words_the_former_ones_and_its_code(text: str) -> None:
    state = replace(COLUMNS[STATE - 1], choices=(Choice("approved", "Đã duyệt", former=("Duyệt xong",)),))
    columns = (*COLUMNS[:2], state, COLUMNS[3])
    master = Master(table(*ROWS, columns=columns))
    master.tab.type(1, STATE, text)
    assert remarks(table(*ROWS, columns=columns), master.book.read()) == {
        "a": {OfficeColumn("office-state"): "approved"}
    }


def test_what_is_no_choice_stays_as_it_was_typed() -> None:
    master = Master(table(*ROWS))
    master.tab.type(1, STATE, "hỏi lại anh Dương")
    assert written(master.book.read(), *ROWS) == {"a": {"Trạng thái xử lý": "hỏi lại anh Dương"}}


def test_a_choice_that_the_sync_makes_is_written_in_words() -> None:
    master = Master(table(*ROWS))
    master.publish(table(replace(ROWS[0], remarks={OfficeColumn("office-state"): "pending"}), *ROWS[1:]))
    assert master.tab.text(1, STATE) == "Chờ duyệt"
