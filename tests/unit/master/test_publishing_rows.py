"""Rows of the master that change, come and go."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from sheets_sync.master.publishing import fingerprint, removed_rows, row_fingerprints
from sheets_sync.master.publishing.cells import same
from sheets_sync.master.publishing.writing import Numbered
from sheets_sync.model import Cell, CellKind, Shown, Tone
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
    kinds,
    listing,
    row,
    table,
    titled,
    written,
)

# What is rewritten


def test_a_fingerprint_is_that_of_everything_as_one_text() -> None:
    """As former versions made it: another one would have a new version write every master once more."""
    tables = [table(*ROWS), listing(), listing(row("Tổ 'số' 1", "x"))]
    everything = [
        (
            one.sheet_id,
            one.hidden,
            [replace(column, former="") for column in one.columns],
            list(row_fingerprints([one])[str(one.sheet_id)].items()),
        )
        for one in tables
    ]
    assert fingerprint(tables) == sha256(repr(everything).encode()).hexdigest()
    assert fingerprint([]) == sha256(b"[]").hexdigest()


def test_only_the_row_that_differs_is_written_where_the_office_sorted_it() -> None:
    master = Master(table(*ROWS))
    master.tab.type(1, COMMENT, "của a")
    master.tab.sort(UNIT, descending=True)
    made = master.publish(table(row("a", "Tổ 1", 10), *ROWS[1:]))
    [written] = bodies(made, "updateCells")
    assert (written["range"]["startRowIndex"], written["range"]["endRowIndex"]) == (3, 4)
    assert (written["range"]["startColumnIndex"], written["range"]["endColumnIndex"]) == (UNIT, STATE)
    assert made.summary == ("1. Kinh tế: 0 rows added, 1 changed, 0 removed",)
    assert list(master.tab.by_key()) == ["c", "b", "a"]
    assert master.tab.by_key()["a"]["Thực hiện"] == 10
    assert master.tab.by_key()["a"]["Ý kiến văn phòng"] == "của a"


@pytest.mark.parametrize("look", [{"tone": Tone.BAD}, {"opens": "https://x.example"}, {"pattern": "0.0"}])
def test_a_change_that_cannot_be_read_back_is_written_all_the_same(look: dict[str, Any]) -> None:
    master = Master(table(*ROWS))
    target = table(*ROWS[:2], row("c", "Tổ 3", 3, **look))
    assert fingerprint([target]) != fingerprint([table(*ROWS)])
    [written] = bodies(master.publish(target), "updateCells")
    assert written["range"]["startRowIndex"] == 3


def test_a_new_number_format_of_a_column_reaches_its_rows() -> None:
    master = Master(table(*ROWS))
    columns = (COLUMNS[0], replace(COLUMNS[1], pattern="0.00"), *COLUMNS[2:])
    master.publish(table(*ROWS, columns=columns))
    assert master.tab.cell(1, ACTUAL)["userEnteredFormat"]["numberFormat"]["pattern"] == "0.00"


def test_what_somebody_typed_over_our_values_is_put_right() -> None:
    master = Master(table(*ROWS))
    for number, wrong in ((1, True), (2, "2"), (3, 3.001)):
        master.tab.type(number, ACTUAL, wrong)
    made = master.publish(table(*ROWS))
    assert made.summary == ("1. Kinh tế: 0 rows added, 3 changed, 0 removed",)
    assert [master.tab.text(number, ACTUAL) for number in (1, 2, 3)] == [1, 2, 3]


def test_a_text_that_google_takes_for_loading_is_not_written_for_ever() -> None:
    present = Cell(CellKind.FAULT, None, "Loading...")
    assert same(Shown("Loading..."), present)
    assert not same(Shown("Loading"), present)
    assert not same(Shown(), present)


def test_an_update_leaves_the_offices_colours_and_looks_alone() -> None:
    master = Master(table(*ROWS))
    master.tab.cell(1, UNIT)["userEnteredFormat"] = {"backgroundColorStyle": "yellow"}
    made = master.publish(table(row("a", "Tổ dân phố 1", 1), *ROWS[1:]))
    [written] = bodies(made, "updateCells")
    assert "background" not in written["fields"]
    assert "wrap" not in written["fields"]
    assert master.tab.cell(1, UNIT)["userEnteredFormat"]["backgroundColorStyle"] == "yellow"
    assert kinds(made) == ["updateCells"]


def test_a_renamed_tab_is_found_and_keeps_its_name() -> None:
    master = Master(table(*ROWS))
    master.tab.title = "Kinh tế (bản làm việc)"
    made = master.publish(table(*ROWS, row("d", "Tổ 4", 4)))
    assert master.tab.title == "Kinh tế (bản làm việc)"
    assert made.summary == ("1. Kinh tế: 1 rows added, 0 changed, 0 removed",)


# Rows that come and go


def test_new_rows_come_below_the_offices_own_rows() -> None:
    master = Master(table(*ROWS))
    master.tab.type(5, COMMENT, "Ghi chú riêng, không mã")
    master.publish(table(*ROWS, row("d", "Tổ 4", 4)))
    assert master.tab.text(5, COMMENT) == "Ghi chú riêng, không mã"
    assert master.tab.text(6, KEY) == "d"


def test_boxes_that_are_not_ticked_do_not_push_new_rows_down() -> None:
    master = Master(table(*ROWS))
    for number in range(1, 50):
        master.tab.type(number, COMMENT, False)
    master.publish(table(*ROWS, row("d", "Tổ 4", 4)))
    assert master.tab.text(4, KEY) == "d"


def test_new_rows_are_put_in_and_offer_their_dropdowns() -> None:
    master = Master(table(*ROWS))
    many = [row(f"n{number}", "Tổ mới", number) for number in range(60)]
    made = master.publish(table(*ROWS, *many))
    assert master.tab.row_count == 1 + 63 + 50
    [dropdown] = bodies(made, "setDataValidation")
    assert (dropdown["range"]["startRowIndex"], dropdown["range"]["endRowIndex"]) == (4, 64)
    assert len(master.tab.by_key()) == 63


def test_a_tab_whose_last_row_is_taken_grows_before_a_row_is_put_in() -> None:
    master = Master(table(*ROWS))
    master.tab.row_count = 4
    made = master.publish(table(*ROWS, row("d", "Tổ 4", 4)))
    assert kinds(made)[0] == "appendDimension"
    assert master.tab.text(4, KEY) == "d"


def test_rows_of_removed_records_go_last_and_from_the_bottom() -> None:
    rows = [row(f"k{number}", "Tổ", number) for number in range(6)]
    master = Master(table(*rows))
    left = [rows[0], row("k3", "Tổ ba", 3), row("k9", "Tổ", 9)]
    made = master.publish(table(*left))
    deleted = [body["range"] for body in bodies(made, "deleteDimension")]
    spans = [(span["startIndex"], span["endIndex"]) for span in deleted]
    assert spans == [(5, 7), (2, 4)]
    assert kinds(made)[-2:] == ["deleteDimension"] * 2
    assert made.summary == ("1. Kinh tế: 1 rows added, 1 changed, 4 removed",)
    assert list(master.tab.by_key()) == ["k0", "k3", "k9"]


def test_the_last_record_may_go_although_the_office_trimmed_the_tab() -> None:
    master = Master(table(*ROWS))
    master.tab.row_count = 4
    master.publish(table())
    assert master.tab.by_key() == {}


def test_a_removed_row_is_told_with_everything_the_office_wrote() -> None:
    master = Master(table(*ROWS))
    master.tab.type(2, STATE, "Đã duyệt")
    master.tab.insert(column=5)
    master.tab.type(2, 5, "không tiêu đề")
    master.tab.insert(column=6)
    master.tab.type(0, 6, "Trạng thái xử lý")
    master.tab.type(2, 6, "cột trùng tên")
    master.tab.cell(2, ACTUAL)["note"] = "đã gọi điện"
    [removed] = removed_rows(table(ROWS[0], ROWS[2]), master.book.read())
    assert removed.key == "b"
    assert removed.own == {"Đơn vị": "Tổ 2", "Thực hiện": "2.0"}
    assert titled(removed.remarks) == {
        "Trạng thái xử lý": "Đã duyệt",
        "(cột F)": "không tiêu đề",
        "Trạng thái xử lý (cột G)": "cột trùng tên",
        "Ghi chú ở ô “Thực hiện”": "đã gọi điện",
    }


def test_a_copied_row_loses_its_key_and_nothing_else() -> None:
    master = Master(table(*ROWS))
    master.tab.type(2, COMMENT, "của b")
    master.tab.copy_row(2, 4)
    master.tab.type(4, COMMENT, "bản chép")
    assert written(master.book.read(), *ROWS) == {"b": {"Ý kiến văn phòng": "của b"}}
    master.publish(table(*ROWS))
    assert master.tab.texts()[2] == ["b", "Tổ 2", 2.0, "", "của b"]
    assert master.tab.texts()[4] == ["", "Tổ 2", 2.0, "", "bản chép"]


def test_a_row_of_the_office_that_looks_like_a_record_does_not_become_one() -> None:
    master = Master(table(*ROWS))
    master.tab.type(2, COMMENT, "của b")
    master.tab.copy_row(2, 3)
    master.publish(table(*ROWS))
    master.publish(table())
    master.publish(table(*ROWS))
    assert written(master.book.read(), *ROWS) == {}
    assert master.tab.texts()[1] == ["", "Tổ 2", 2.0, "", "của b"]


# Tables in our own order


def test_neighbouring_rows_that_differ_are_one_request() -> None:
    rows = [row(f"k{number}", "Tổ", number) for number in range(8)]
    master = Master(listing(*rows))
    rows[1:4] = [row(f"k{number}", "Tổ mới", number) for number in (1, 2, 3)]
    rows[6] = row("k6", "Tổ mới", 6)
    made = master.publish(listing(*rows))
    spans = [
        (body["range"]["startRowIndex"], body["range"]["endRowIndex"]) for body in bodies(made, "updateCells")
    ]
    assert spans == [(2, 5), (7, 8)]


def test_rows_follow_the_targets_order_and_what_is_left_over_is_cleared() -> None:
    master = Master(listing(*ROWS))
    made = master.publish(listing(ROWS[2], ROWS[0]))
    assert master.tab.texts()[1:] == [["c", "Tổ 3", 3.0], ["a", "Tổ 1", 1.0]]
    assert master.tab.cell(3, ACTUAL)["userEnteredFormat"] == {}
    assert made.summary == ("1. Kinh tế: 0 rows added, 2 changed, 1 removed",)


def test_a_list_that_shrank_a_lot_gives_its_rows_back() -> None:
    master = Master(listing(*(row(f"k{number}", "Tổ", number) for number in range(500))))
    master.publish(listing(*ROWS))
    assert master.tab.row_count == 4 + 50


def test_rows_that_the_office_filled_below_a_list_are_not_taken_off() -> None:
    master = Master(listing(*ROWS))
    master.tab.insert(column=3)
    master.tab.row_count = 600
    master.tab.type(500, 3, "Ghi nhớ của văn phòng")
    master.publish(listing(*ROWS[:2]))
    assert master.tab.text(500, 3) == "Ghi nhớ của văn phòng"


def test_remarks_stay_with_their_rows_even_in_a_table_of_our_order() -> None:
    master = Master(table(*ROWS, office_order=False))
    master.tab.type(2, COMMENT, "của b")
    master.publish(table(ROWS[2], row("b", "Tổ 2", 20, tone=Tone.GOOD), office_order=False))
    assert master.tab.by_key()["b"]["Ý kiến văn phòng"] == "của b"
    assert "backgroundColorStyle" in master.tab.cell(1, ACTUAL)["userEnteredFormat"]


def test_numbered_rows_are_a_mapping_of_their_numbers_and_of_no_others() -> None:
    rows = Numbered(ROWS, 5)
    assert dict(rows) == dict(enumerate(ROWS, start=5))
    assert [number in rows for number in (4, 5, 7, 8, -1)] == [False, True, True, False, False]
