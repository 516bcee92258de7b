"""gspread, unchanged but for its addresses, against the server."""

from collections.abc import Iterator

import gspread
import pytest
from gspread.utils import ExportFormat, ValueInputOption, ValueRenderOption

from .client import CheckedSession, gspread_client


@pytest.fixture
def client(google: str) -> Iterator[gspread.Client]:
    with CheckedSession() as session:
        yield gspread_client(google, session)


@pytest.fixture
def book(client: gspread.Client) -> Iterator[gspread.Spreadsheet]:
    made = client.create("Báo cáo gspread")
    yield made
    client.del_spreadsheet(made.id)


def test_a_new_spreadsheet_opens_by_key_and_by_name(
    client: gspread.Client, book: gspread.Spreadsheet
) -> None:
    assert client.open_by_key(book.id).title == "Báo cáo gspread"
    assert client.open("Báo cáo gspread").sheet1.row_count == 1000


def test_rows_are_appended_inserted_sorted_and_deleted(book: gspread.Spreadsheet) -> None:
    tab = book.sheet1
    tab.append_rows([["b", 2], ["a", 1], ["c", 3]], value_input_option=ValueInputOption.raw)
    tab.insert_row(["mã", "số"], 1)
    tab.sort((1, "asc"), range="A2:B4")
    tab.delete_rows(4)
    assert tab.get_all_values() == [["mã", "số"], ["a", "1"], ["b", "2"]]


def test_values_keep_their_types_through_get_records(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["mã", "số"], ["x", 1.5]], "A1")
    found = book.sheet1.get_all_records(value_render_option=ValueRenderOption.unformatted)
    assert found == [{"mã": "x", "số": 1.5}]


def test_tabs_are_added_renamed_duplicated_reordered_hidden_and_deleted(book: gspread.Spreadsheet) -> None:
    tab = book.add_worksheet("Kinh tế", 5, 3)
    tab.update_title("Văn hóa")
    copy = tab.duplicate(new_sheet_name="Bản sao")
    book.reorder_worksheets([copy, tab, book.worksheet("Sheet1")])
    assert [one.title for one in book.worksheets()] == ["Bản sao", "Văn hóa", "Sheet1"]
    copy.hide()
    copy.show()
    copy.update_tab_color("#FF7F00")
    assert copy.tab_color == "#FF7F00"
    book.del_worksheet(copy)
    assert len(book.worksheets()) == 2


def test_formats_notes_merges_and_filters_are_stored(book: gspread.Spreadsheet) -> None:
    tab = book.sheet1
    tab.format("A1:B1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    tab.update_note("A1", "cần sửa")
    tab.merge_cells("A2:B2")
    tab.set_basic_filter("A1:C5")
    tab.freeze(rows=1, cols=1)
    tab.columns_auto_resize(0, 2)
    assert tab.get_note("A1") == "cần sửa"
    metadata = book.fetch_sheet_metadata()["sheets"][0]
    assert metadata["merges"] == [
        {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    ]
    assert metadata["basicFilter"]["range"]["endRowIndex"] == 5
    assert tab.frozen_row_count == 1
    tab.clear_basic_filter()
    tab.unmerge_cells("A2:B2")
    tab.clear_note("A1")
    assert "merges" not in book.fetch_sheet_metadata()["sheets"][0]


def test_validation_groups_names_and_protection_are_stored(book: gspread.Spreadsheet) -> None:
    tab = book.sheet1
    tab.add_validation(
        "A2:A5", gspread.utils.ValidationConditionType.one_of_list, ["Đạt", "Chưa"], strict=True
    )
    tab.add_dimension_group_rows(1, 3)
    assert tab.list_dimension_group_rows()[0]["depth"] == 1
    tab.delete_dimension_group_rows(1, 3)
    tab.define_named_range("A1:B2", "vung_du_lieu")
    assert [named["name"] for named in book.list_named_ranges()] == ["vung_du_lieu"]
    reply = tab.add_protected_range("A1:B2", editor_users_emails=["can.bo@example.com"])
    protected = reply["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    assert len(book.list_protected_ranges(tab.id)) == 1
    tab.delete_protected_range(protected)
    assert book.list_protected_ranges(tab.id) == []


def test_find_replace_copy_and_cut_move_cells(book: gspread.Spreadsheet) -> None:
    tab = book.sheet1
    tab.update([["một", "hai"]], "A1")
    tab.copy_range("A1:B1", "A3:B3")
    tab.cut_range("A1:B1", "A5")
    assert tab.get("A1:B5") == [[], [], ["một", "hai"], [], ["một", "hai"]]
    assert tab.find("hai") == gspread.Cell(3, 2, "hai")


def test_access_is_granted_listed_and_taken_away(book: gspread.Spreadsheet) -> None:
    book.share("don.vi@example.com", perm_type="user", role="writer", notify=False)
    assert {item["emailAddress"]: item["role"] for item in book.list_permissions()} == {
        "owner@example.com": "owner",
        "don.vi@example.com": "writer",
    }
    book.remove_permissions("don.vi@example.com")
    assert len(book.list_permissions()) == 1


def test_spreadsheets_are_copied_exported_and_imported(
    client: gspread.Client, book: gspread.Spreadsheet
) -> None:
    book.sheet1.update([["a", 1]], "A1")
    copied = client.copy(book.id, title="Bản sao", copy_permissions=True)
    assert copied.sheet1.acell("A1").value == "a"
    client.import_csv(copied.id, "x;y\nz,3")
    assert copied.sheet1.get_all_values() == [["x;y", ""], ["z", "3"]]
    assert book.export(ExportFormat.CSV) == b"a,1"
    assert book.export(ExportFormat.EXCEL)[:2] == b"PK"
    client.del_spreadsheet(copied.id)


def test_locale_and_time_zone_are_changed(book: gspread.Spreadsheet) -> None:
    book.update_locale("vi_VN")
    book.update_timezone("Asia/Ho_Chi_Minh")
    book.update_title("Tên mới")
    book.fetch_sheet_metadata()
    assert (book.locale, book.timezone, book.title) == ("vi_VN", "Asia/Ho_Chi_Minh", "Tên mới")
