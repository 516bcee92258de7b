from collections.abc import Iterator

import pytest

from .client import Api, CheckedSession

SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture
def unit(google: str) -> Iterator[Api]:
    api = Api(google, "don.vi@example.com")
    yield api
    api.close()


@pytest.fixture
def stranger(google: str) -> Iterator[Api]:
    api = Api(google, "nguoi.la@example.org")
    yield api
    api.close()


def share(api: Api, file: str, role: str = "writer", email: str = "don.vi@example.com") -> str:
    body = {"type": "user", "role": role, "emailAddress": email}
    made = api.ok("POST", f"/drive/v3/files/{file}/permissions", body, sendNotificationEmail="false")
    return str(made["id"])


def test_a_file_made_through_drive_is_an_empty_spreadsheet(api: Api) -> None:
    made = api.ok("POST", "/drive/v3/files", {"name": "Mới", "mimeType": SHEET})
    assert made == {"kind": "drive#file", "id": made["id"], "name": "Mới", "mimeType": SHEET}
    found = api.ok("GET", f"/v4/spreadsheets/{made['id']}")
    assert found["properties"]["locale"] == "en_US"
    assert found["sheets"][0]["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}


def test_files_are_searched_by_query(api: Api) -> None:
    folder = api.ok("POST", "/drive/v3/files", {"name": "Đợt 1", "mimeType": FOLDER})["id"]
    body = {
        "name": "Báo cáo 'quý' 1",
        "mimeType": SHEET,
        "parents": [folder],
        "appProperties": {"unit": "P01", "kind": "báo cáo"},
    }
    file = api.ok("POST", "/drive/v3/files", body)["id"]

    def found(query: str) -> list[str]:
        answer = api.ok("GET", "/drive/v3/files", q=query, fields="files(id)")
        return [item["id"] for item in answer["files"]]

    for query in (
        f"'{folder}' in parents",
        f"'{folder}' in parents and trashed = false and mimeType = '{SHEET}'",
        f"'{folder}' in parents and name = 'Báo cáo \\'quý\\' 1'",
        f"'{folder}' in parents and name contains 'báo'",
        f"'{folder}' in parents and not mimeType contains 'folder'",
        f"'{folder}' in parents and (name = 'x' or modifiedTime > '2020-01-01T00:00:00')",
        f"'{folder}' in parents and appProperties has {{ key='unit' and value='P01' }}",
        f"'{folder}' in parents and 'owner@example.com' in owners",
    ):
        assert found(query) == [file], query
    for query in (f"'{folder}' in parents and trashed", f"'{folder}' in parents and name = 'nope'"):
        assert found(query) == [], query


@pytest.mark.parametrize(
    "query", ["name", "name = ", "name = 'a", "nope = 'a'", "name = 'a' and", "(", "'a' in nope"]
)
def test_a_query_that_cannot_be_read_is_refused(api: Api, query: str) -> None:
    assert api.refused(400, "GET", "/drive/v3/files", q=query).startswith("Invalid Value")


def test_lists_are_ordered_and_paged(own: Api) -> None:
    for name in ("b", "a 10", "a 2"):
        own.ok("POST", "/drive/v3/files", {"name": name, "mimeType": SHEET})
    names: list[str] = []
    token: str | None = ""
    while token is not None:
        params = {"pageToken": token} if token else {}
        page = own.ok("GET", "/drive/v3/files", orderBy="name_natural", pageSize=2, **params)
        names += [file["name"] for file in page["files"]]
        token = page.get("nextPageToken")
    assert names == ["a 2", "a 10", "b"]


def test_a_file_is_renamed_moved_trashed_copied_and_deleted(api: Api) -> None:
    folder = api.ok("POST", "/drive/v3/files", {"name": "Kho", "mimeType": FOLDER})["id"]
    book = api.new("Cũ")
    api.write(book, "A1", [["x"]])
    api.ok("PATCH", f"/drive/v3/files/{book}", {"name": "Mới"}, addParents=folder, removeParents="root")
    assert api.ok("GET", f"/v4/spreadsheets/{book}")["properties"]["title"] == "Mới"
    assert api.ok("GET", f"/drive/v3/files/{book}", fields="parents") == {"parents": [folder]}
    copied = api.ok("POST", f"/drive/v3/files/{book}/copy", {"name": "Bản sao"})["id"]
    assert api.read(copied, "A1") == [["x"]]
    api.ok("PATCH", f"/drive/v3/files/{book}", {"trashed": True})
    assert api.ok("GET", f"/drive/v3/files/{book}", fields="trashed") == {"trashed": True}
    response = api.call("DELETE", f"/drive/v3/files/{folder}")
    assert (response.status_code, response.content) == (204, b"")
    assert api.refused(404, "GET", f"/v4/spreadsheets/{book}") == "Requested entity was not found."
    assert api.refused(404, "GET", f"/drive/v3/files/{book}") == f"File not found: {book}."


def test_a_folder_cannot_be_moved_into_itself(api: Api) -> None:
    outer = api.ok("POST", "/drive/v3/files", {"name": "Ngoài", "mimeType": FOLDER})["id"]
    inner = api.ok("POST", "/drive/v3/files", {"name": "Trong", "mimeType": FOLDER, "parents": [outer]})["id"]
    for target in (outer, inner):
        api.refused(403, "PATCH", f"/drive/v3/files/{outer}", {}, addParents=target)
    assert api.call("DELETE", f"/drive/v3/files/{outer}").status_code == 204
    api.refused(404, "GET", f"/drive/v3/files/{inner}")


def test_the_version_grows_with_every_change(api: Api) -> None:
    book = api.new()

    def version() -> int:
        return int(api.ok("GET", f"/drive/v3/files/{book}", fields="version")["version"])

    seen = [version()]
    api.write(book, "A1", [["x"]])
    seen.append(version())
    api.ok("PATCH", f"/drive/v3/files/{book}", {"name": "Khác"})
    seen.append(version())
    assert seen == sorted(set(seen))
    api.read(book, "A1")
    assert version() == seen[-1]


def test_csv_is_uploaded_and_exported(api: Api) -> None:
    content = "mã,số\r\nx,1.5\r\n".encode()
    with CheckedSession() as session:
        url = f"{api.base_url}/upload/drive/v3/files?uploadType=media"
        made = session.post(url, data=content, headers={"Content-Type": "text/csv"}).json()
        assert made["mimeType"] == "text/csv"
        body = (
            b"--b\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
            b'{"name": "CSV", "mimeType": "application/vnd.google-apps.spreadsheet"}'
            b"\r\n--b\r\nContent-Type: text/csv\r\n\r\n" + content + b"\r\n--b--\r\n"
        )
        headers = {"Content-Type": "multipart/related; boundary=b"}
        book = session.post(url.replace("media", "multipart"), data=body, headers=headers).json()["id"]
    assert api.read(book, "A1:B2") == [["mã", "số"], ["x", 1.5]]
    export = api.call("GET", f"/drive/v3/files/{book}/export", mimeType="text/csv")
    assert export.content == "mã,số\r\nx,1.5".encode()
    assert api.refused(400, "GET", f"/drive/v3/files/{book}/export", mimeType="text/html")


def test_an_upload_that_is_refused_changes_nothing(api: Api) -> None:
    book = api.new("Giữ nguyên")
    api.write(book, "A1", [["cũ"]])
    url = f"{api.base_url}/upload/drive/v2/files/{book}?uploadType=media"
    long = b"x" * 50_001
    response = api.session.put(url, data=b"a,b\n" + long, headers={"Content-Type": "text/csv"})
    assert response.status_code == 400
    assert api.read(book, "A1:B2") == [["cũ"]]
    response = api.session.put(url, data=b"a,b", headers={"Content-Type": "text/csv"})
    assert response.status_code == 200
    assert api.read(book, "A1:B2") == [["a", "b"]]


def test_a_stranger_sees_nothing_and_a_reader_cannot_write(api: Api, unit: Api, stranger: Api) -> None:
    book = api.new()
    path = f"/v4/spreadsheets/{book}"
    assert stranger.refused(403, "GET", path) == "The caller does not have permission"
    assert stranger.refused(404, "GET", f"/drive/v3/files/{book}") == f"File not found: {book}."
    permission = share(api, book, "reader")
    unit.ok("GET", path)
    body = {"values": [[1]]}
    unit.refused(403, "PUT", f"{path}/values/A1", body, valueInputOption="RAW")
    unit.refused(403, "PATCH", f"/drive/v3/files/{book}", {"name": "x"})
    api.ok("PATCH", f"/drive/v3/files/{book}/permissions/{permission}", {"role": "writer"})
    unit.write(book, "A1", [[1]])
    unit.refused(403, "DELETE", f"/drive/v3/files/{book}")
    api.call("DELETE", f"/drive/v3/files/{book}/permissions/{permission}")
    unit.refused(403, "GET", path)


def test_access_is_inherited_from_folders_and_given_to_anyone(api: Api, unit: Api, stranger: Api) -> None:
    folder = api.ok("POST", "/drive/v3/files", {"name": "Chung", "mimeType": FOLDER})["id"]
    book = api.ok("POST", "/drive/v3/files", {"name": "Trong", "mimeType": SHEET, "parents": [folder]})["id"]
    share(api, folder)
    unit.write(book, "A1", [[1]])
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "reader"})
    assert stranger.read(book, "A1") == [[1]]
    listed = stranger.ok("GET", "/drive/v3/files", q="name = 'Trong'")
    assert listed["files"] == []


def test_protected_cells_refuse_those_who_are_not_editors(api: Api, unit: Api) -> None:
    book = api.new()
    share(api, book)
    row = {"startRowIndex": 0, "endRowIndex": 1}
    protected = {"range": row, "editors": {"users": ["khac@example.com"]}}
    api.update(book, {"addProtectedRange": {"protectedRange": protected}})
    refusal = "You are trying to edit a protected cell or object."
    path = f"/v4/spreadsheets/{book}/values/A1"
    assert unit.refused(400, "PUT", path, {"values": [[1]]}, valueInputOption="RAW").startswith(refusal)
    cell = {"rows": [{"values": [{"note": "x"}]}], "fields": "note", "start": {}}
    assert refusal in unit.refuse(book, {"updateCells": cell})
    delete = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    assert refusal in unit.refuse(book, {"deleteDimension": {"range": delete}})
    unit.write(book, "A2", [["được"]])
    api.write(book, "A1", [["chủ"]])
    seen = unit.sheet(book)["protectedRanges"][0]
    assert "editors" not in seen
    assert "requestingUserCanEdit" not in seen
    warning = {**seen, "warningOnly": True}
    api.update(book, {"updateProtectedRange": {"protectedRange": warning, "fields": "warningOnly"}})
    unit.write(book, "A1", [["nay được"]])


def test_who_made_and_who_changed_a_file_is_told(api: Api, unit: Api) -> None:
    book = api.new()
    share(api, book)
    unit.write(book, "A1", [[1]])
    found = unit.ok(
        "GET", f"/drive/v3/files/{book}", fields="owners,lastModifyingUser,ownedByMe,capabilities/canEdit"
    )
    assert found["owners"][0]["emailAddress"] == "owner@example.com"
    assert found["lastModifyingUser"]["emailAddress"] == "don.vi@example.com"
    assert (found["ownedByMe"], found["capabilities"]) == (False, {"canEdit": True})


def test_about_tells_who_asks_and_comments_are_none(unit: Api, api: Api) -> None:
    assert unit.ok("GET", "/drive/v3/about", fields="user/emailAddress") == {
        "user": {"emailAddress": "don.vi@example.com"}
    }
    api.refused(400, "GET", "/drive/v3/about")
    book = api.new()
    assert api.ok("GET", f"/drive/v3/files/{book}/comments", fields="comments") == {"comments": []}


def test_files_of_a_shared_drive_have_no_owner(api: Api) -> None:
    drive = api.ok("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="1")["id"]
    body = {"name": "Chung", "mimeType": SHEET, "parents": [drive]}
    file = api.ok("POST", "/drive/v3/files", body, supportsAllDrives="true", fields="id,driveId,owners")
    assert file == {"id": file["id"], "driveId": drive}
    api.write(file["id"], "A1", [[1]])
    assert drive in [found["id"] for found in api.ok("GET", "/drive/v3/drives")["drives"]]
    listed = api.ok("GET", "/drive/v3/files", driveId=drive, corpora="drive")
    assert [found["id"] for found in listed["files"]] == [file["id"]]
