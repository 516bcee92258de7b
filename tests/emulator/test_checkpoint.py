"""Going back to a kept state, for tests that begin many times from the same one."""

from .client import Api


def test_everything_comes_back_as_it_was_kept(own: Api) -> None:
    book = own.new("Sổ")
    own.type(book, "A1", [["một", "=1+1"]])
    token = own.ok("GET", "/drive/v3/changes/startPageToken")
    before = own.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true")
    own.ok("POST", "/_emulator/checkpoint")
    for _ in range(2):
        own.type(book, "A1", [["hai", "=2+2"]])
        other = own.new("Sổ khác")
        own.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "reader"})
        own.ok("POST", "/_emulator/faults", {"status": 503})
        own.ok("POST", "/_emulator/rewind")
        assert own.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true") == before
        assert own.ok("GET", "/drive/v3/changes/startPageToken") == token
        assert len(own.ok("GET", f"/drive/v3/files/{book}/permissions")["permissions"]) == 1
        own.refused(404, "GET", f"/v4/spreadsheets/{other}")


def test_without_a_checkpoint_there_is_no_way_back(own: Api) -> None:
    assert own.refused(400, "POST", "/_emulator/rewind") == "There is no checkpoint."
