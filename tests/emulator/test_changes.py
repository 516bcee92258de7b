from pathlib import Path

from sheets_sync.emulator import Settings, running

from .client import Api, Json

FIELDS = (
    "nextPageToken,newStartPageToken,"
    "changes(fileId,removed,file(id,name,mimeType,modifiedTime,version,trashed))"
)


def token(api: Api) -> str:
    return str(api.ok("GET", "/drive/v3/changes/startPageToken")["startPageToken"])


def changes(api: Api, start: str, **params: str) -> Json:
    return api.ok("GET", "/drive/v3/changes", pageToken=start, fields=FIELDS, **params)


def ids(answer: Json) -> list[str]:
    return [change["fileId"] for change in answer["changes"]]


def test_each_changed_file_is_listed_once_in_the_order_of_its_last_change(own: Api) -> None:
    one, two = own.new("Một"), own.new("Hai")
    start = token(own)
    assert ids(changes(own, start)) == []
    for book in (one, two, one):
        own.write(book, "A1", [["x"]])
    answer = changes(own, start)
    assert ids(answer) == [two, one]
    assert answer["changes"][1]["file"]["name"] == "Một"
    assert ids(changes(own, answer["newStartPageToken"])) == []
    own.write(two, "A1", [["y"]])
    assert ids(changes(own, answer["newStartPageToken"])) == [two]


def test_pages_follow_each_other_and_only_the_last_has_the_new_start(own: Api) -> None:
    start = token(own)
    books = [own.new(str(number)) for number in range(5)]
    seen: list[str] = []
    page = changes(own, start, pageSize="2")
    while "nextPageToken" in page:
        assert "newStartPageToken" not in page
        seen += ids(page)
        page = changes(own, page["nextPageToken"], pageSize="2")
    assert seen + ids(page) == books
    assert page["newStartPageToken"] == token(own)


def test_deleted_and_trashed_files_and_lost_access_are_told(own: Api) -> None:
    unit = Api(own.base_url, "don.vi@example.com")
    gone, trashed, lost, secret = (own.new(name) for name in ("xóa", "rác", "thu hồi", "riêng"))
    body = {"type": "user", "role": "writer", "emailAddress": "don.vi@example.com"}
    permissions = {
        book: own.ok("POST", f"/drive/v3/files/{book}/permissions", body)["id"]
        for book in (gone, trashed, lost)
    }
    start = token(own)
    own.call("DELETE", f"/drive/v3/files/{gone}")
    own.ok("PATCH", f"/drive/v3/files/{trashed}", {"trashed": True})
    own.call("DELETE", f"/drive/v3/files/{lost}/permissions/{permissions[lost]}")
    own.write(secret, "A1", [["x"]])
    seen = {change["fileId"]: change for change in changes(unit, start)["changes"]}
    assert seen.keys() == {gone, trashed, lost}
    assert seen[gone]["removed"]
    assert seen[trashed]["file"]["trashed"]
    assert seen[lost]["removed"]
    assert ids(changes(unit, start, includeRemoved="false")) == [trashed]
    unit.close()


def test_a_bad_token_is_refused(own: Api) -> None:
    for bad in ("", "x", "-1", "9" * 30):
        own.refused(400, "GET", "/drive/v3/changes", pageToken=bad)


def test_a_shared_drive_has_a_log_of_its_own(own: Api) -> None:
    drive = own.ok("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="1")["id"]
    start = token(own)
    mine = own.new("của tôi")
    body = {"name": "chung", "mimeType": "application/vnd.google-apps.spreadsheet", "parents": [drive]}
    shared = own.ok("POST", "/drive/v3/files", body)["id"]
    assert ids(changes(own, start)) == [mine]
    assert ids(changes(own, start, driveId=drive)) == [shared]
    assert ids(changes(own, start, includeItemsFromAllDrives="true")) == [mine, shared]


def test_the_log_lags_behind_as_long_as_it_is_told(tmp_path: Path) -> None:
    with running(tmp_path, settings=Settings(drive_lag_s=60)) as base_url:
        api = Api(base_url)
        start = token(api)
        book = api.new()
        answer = changes(api, start)
        assert ids(answer) == []
        assert answer["newStartPageToken"] == start
        api.ok("POST", "/_emulator/clock", {"advance": 61})
        assert ids(changes(api, start)) == [book]
        api.close()


def test_reads_lag_behind_writes_as_long_as_they_are_told(tmp_path: Path) -> None:
    with running(tmp_path, settings=Settings(read_lag_s=5)) as base_url:
        api = Api(base_url)
        book = api.new()
        api.write(book, "A1", [["cũ"]])
        api.ok("POST", "/_emulator/clock", {"advance": 6})
        api.write(book, "A1", [["mới"]])
        assert api.read(book, "A1") == [["cũ"]]
        api.ok("POST", "/_emulator/clock", {"advance": 6})
        assert api.read(book, "A1") == [["mới"]]
        api.close()
