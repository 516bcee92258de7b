"""Beliefs about files, changes and downloads."""

from .beliefs import believed
from .there import Tab

EVERYWHERE = {"supportsAllDrives": "true"}


def version(tab: Tab) -> tuple[int, str]:
    path = f"/drive/v3/files/{tab.there.book}"
    found = tab.there.ok("GET", path, fields="version,modifiedTime", **EVERYWHERE)
    return int(found["version"]), found["modifiedTime"]


@believed("a write makes Drive's number of the file grow", "sheets_sync/pipeline/observing.py")
def test_a_write_makes_the_version_grow(tab: Tab) -> None:
    before, _ = version(tab)
    tab.type("A1", [["x"]])
    assert version(tab)[0] > before


@believed("a note alone makes Drive's number grow, as any cell", "sheets_sync/pipeline/observing.py")
def test_a_note_makes_the_version_grow(tab: Tab) -> None:
    before, _ = version(tab)
    start = {"sheetId": tab.id, "rowIndex": 0, "columnIndex": 0}
    tab.change({"updateCells": {"start": start, "rows": [{"values": [{"note": "x"}]}], "fields": "note"}})
    assert version(tab)[0] > before


@believed("the list of changes goes on from a token", "sheets_sync/google/changes.py")
def test_the_list_of_changes_goes_on_from_a_token(tab: Tab) -> None:
    token = tab.there.ok("GET", "/drive/v3/changes/startPageToken", **EVERYWHERE)["startPageToken"]
    found = tab.there.ok("GET", "/drive/v3/changes", pageToken=token, **EVERYWHERE)
    assert "newStartPageToken" in found
    assert "nextPageToken" not in found


@believed("a token that is none is 400 Invalid Value", "sheets_sync/google/changes.py")
def test_a_token_that_is_none_is_refused(tab: Tab) -> None:
    message = tab.there.refused(400, "GET", "/drive/v3/changes", pageToken="none", **EVERYWHERE)
    assert message == "Invalid Value"


@believed("My Drive is the folder named root", "sheets_sync/emulator/drive.py")
def test_my_drive_is_the_root(tab: Tab) -> None:
    found = tab.there.ok("GET", "/drive/v3/files/root", fields="id,mimeType")
    assert found["mimeType"] == "application/vnd.google-apps.folder"


@believed("csv has CRLF between rows and none at the end", "sheets_sync/emulator/export.py")
def test_a_download_as_csv(tab: Tab) -> None:
    tab.type("A1", [["Tổ", "1,5"], ['a "b"', "x,y"]])
    path = f"/spreadsheets/d/{tab.there.book}/export"
    answer = tab.there.call("GET", path, format="csv", gid=str(tab.id))
    assert answer.content.decode() == 'Tổ,"1,5"\r\n"a ""b""","x,y"'


@believed("gviz quotes every cell", "sheets_sync/emulator/routes_download.py")
def test_the_visualization_address_quotes_every_cell(tab: Tab) -> None:
    tab.type("A1", [["Tổ", "Số"], ["a", 1]])
    path = f"/spreadsheets/d/{tab.there.book}/gviz/tq"
    answer = tab.there.call("GET", path, tqx="out:csv", sheet=tab.title)
    assert answer.content.decode().strip().split("\n") == ['"Tổ","Số"', '"a","1"']


@believed("an address without a Google account must be notified", "sheets_sync/google/refusals/sharing.py")
def test_an_address_without_an_account_must_be_notified(tab: Tab) -> None:
    path = f"/drive/v3/files/{tab.there.book}/permissions"
    body = {"type": "user", "role": "reader", "emailAddress": "nobody@sheets-sync.invalid"}
    answer = tab.there.call("POST", path, body, sendNotificationEmail="false", **EVERYWHERE)
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["reason"] == "invalidSharingRequest"
