"""My Drive, its bin, shortcuts, revisions, and what Drive refuses, each in its own words."""

from collections.abc import Iterator

import pytest

from sheets_sync.emulator.routes_refused import REFUSED

from .client import Api, Json

FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"


@pytest.fixture
def unit(google: str) -> Iterator[Api]:
    api = Api(google, "don.vi@example.com")
    yield api
    api.close()


def ids(api: Api, query: str) -> list[str]:
    answer = api.ok("GET", "/drive/v3/files", q=query, pageSize=1000, fields="files(id)")
    return [file["id"] for file in answer["files"]]


def test_my_drive_is_a_folder_of_each_person(api: Api, unit: Api) -> None:
    mine = api.ok("GET", "/drive/v3/files/root", fields="*")
    theirs = unit.ok("GET", "/drive/v3/files/root", fields="*")
    assert (mine["name"], mine["mimeType"], mine["ownedByMe"]) == ("My Drive", FOLDER, True)
    assert mine["id"] != theirs["id"]
    assert api.ok("GET", f"/drive/v3/files/{mine['id']}")["id"] == mine["id"]
    unit.refused(404, "GET", f"/drive/v3/files/{mine['id']}")


def test_what_lies_in_my_drive_is_found_there_by_its_owner_only(api: Api, unit: Api) -> None:
    home = api.ok("GET", "/drive/v3/files/root")["id"]
    book = api.new()
    reader = {"type": "user", "role": "reader", "emailAddress": "don.vi@example.com"}
    api.ok("POST", f"/drive/v3/files/{book}/permissions", reader)
    assert api.ok("GET", f"/drive/v3/files/{book}", fields="parents") == {"parents": [home]}
    for folder in ("root", home):
        assert book in ids(api, f"'{folder}' in parents")
    assert unit.ok("GET", f"/drive/v3/files/{book}", fields="parents") == {}
    assert book not in ids(unit, "'root' in parents")
    assert book in ids(unit, "sharedWithMe")


def test_my_drive_is_named_by_its_id_in_moves(api: Api) -> None:
    home = api.ok("GET", "/drive/v3/files/root")["id"]
    folder = api.ok("POST", "/drive/v3/files", {"name": "Kho", "mimeType": FOLDER, "parents": [home]})["id"]
    book = api.new()
    path = f"/drive/v3/files/{book}"
    assert api.ok("PATCH", path, {}, addParents=folder, removeParents=home, fields="parents") == {
        "parents": [folder]
    }
    assert api.ok("PATCH", path, {}, addParents=home, fields="parents") == {"parents": [home]}


def test_the_bin_is_emptied_of_what_is_mine(own: Api) -> None:
    kept, thrown = own.new(), own.new()
    own.ok("PATCH", f"/drive/v3/files/{thrown}", {"trashed": True})
    other = Api(own.base_url, "don.vi@example.com")
    assert other.call("DELETE", "/drive/v3/files/trash").status_code == 204
    own.ok("GET", f"/drive/v3/files/{thrown}")
    assert own.call("DELETE", "/drive/v3/files/trash").status_code == 204
    own.refused(404, "GET", f"/drive/v3/files/{thrown}")
    own.ok("GET", f"/drive/v3/files/{kept}")
    other.close()


def test_a_shortcut_tells_what_it_leads_to(api: Api) -> None:
    book = api.new()
    body = {"name": "Lối tắt", "mimeType": SHORTCUT, "shortcutDetails": {"targetId": book}}
    made = api.ok("POST", "/drive/v3/files", body)["id"]
    found = api.ok("GET", f"/drive/v3/files/{made}", fields="shortcutDetails")["shortcutDetails"]
    assert found == {"targetId": book, "targetMimeType": "application/vnd.google-apps.spreadsheet"}
    query = f"mimeType = '{SHORTCUT}' and shortcutDetails.targetId = '{book}'"
    assert ids(api, query) == [made]


@pytest.mark.parametrize(("details", "status"), [({}, 400), ({"targetId": "1nope"}, 404)])
def test_a_shortcut_to_nothing_is_refused(api: Api, details: Json, status: int) -> None:
    body = {"name": "Lối tắt", "mimeType": SHORTCUT, "shortcutDetails": details}
    api.refused(status, "POST", "/drive/v3/files", body)


def test_a_file_has_its_latest_revision(api: Api) -> None:
    book = api.new()
    path = f"/drive/v3/files/{book}/revisions"
    before = api.ok("GET", path)["revisions"][0]["id"]
    api.write(book, "A1", [[1]])
    (latest,) = api.ok("GET", path)["revisions"]
    assert latest["id"] != before
    assert api.ok("GET", f"{path}/head") == api.ok("GET", f"{path}/{latest['id']}") == latest
    assert api.refused(404, "GET", f"{path}/{before}") == f"Revision not found: {before}."


@pytest.mark.parametrize(("method", "path"), [(verb, path) for verb, path, _ in REFUSED])
def test_a_method_that_is_not_there_is_refused_in_drive_s_words(api: Api, method: str, path: str) -> None:
    book = api.new()
    for name in ("revision", "proposal", "approval", "app", "operation", "drive"):
        path = path.replace(f"{{{name}}}", "1")
    answer = api.call(method, path.replace("{id}", book), {} if method != "GET" else None)
    assert answer.status_code == 501
    assert answer.json()["error"]["errors"] == [
        {"message": "Not Implemented", "domain": "global", "reason": "notImplemented"}
    ]


def test_an_unknown_address_is_answered_in_the_shape_of_its_api(api: Api) -> None:
    drive = api.call("GET", "/drive/v3/nothing").json()["error"]
    assert drive["errors"][0]["reason"] == "notFound"
    assert api.call("GET", "/v4/nothing").json()["error"]["status"] == "NOT_FOUND"


def test_a_shared_drive_is_renamed_hidden_and_deleted_when_empty(own: Api) -> None:
    drive = own.ok("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="1")["id"]
    path = f"/drive/v3/drives/{drive}"
    assert own.ok("PATCH", path, {"name": "Phường 2"})["name"] == "Phường 2"
    assert own.ok("POST", f"{path}/hide")["hidden"] is True
    assert own.ok("POST", f"{path}/unhide")["hidden"] is False
    file = own.ok("POST", "/drive/v3/files", {"name": "x", "mimeType": FOLDER, "parents": [drive]})["id"]
    own.refused(403, "DELETE", path)
    assert own.call("DELETE", f"/drive/v3/files/{file}").status_code == 204
    assert own.call("DELETE", path).status_code == 204
    own.refused(404, "GET", path)


def test_links_lead_to_the_server_itself(api: Api) -> None:
    book = api.new()
    link = api.ok("GET", f"/drive/v3/files/{book}", fields="webViewLink")["webViewLink"]
    url = api.ok("GET", f"/v4/spreadsheets/{book}")["spreadsheetUrl"]
    assert url == f"{api.base_url}/spreadsheets/d/{book}/edit"
    assert link.startswith(url)


def test_calls_in_one_body_are_refused_in_the_shape_of_their_api(api: Api) -> None:
    drive = api.call("POST", "/batch/drive/v3", {}).json()["error"]
    assert (drive["code"], drive["errors"][0]["reason"]) == (501, "notImplemented")
    for path in ("/batch", "/batch/sheets/v4"):
        assert api.call("POST", path, {}).json()["error"]["status"] == "UNIMPLEMENTED"
