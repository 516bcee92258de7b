"""Exports of spreadsheets, by the Drive API and by the addresses that people use without it."""

import io
import zipfile

import openpyxl
import pytest

from sheets_sync.emulator import office

from .client import Api

TABLE = [["mã", "số"], ["x", "1,5"], ["y\tz", 'nói "có"']]


@pytest.fixture
def book(api: Api) -> str:
    book = api.new("Sổ tải về")
    api.update(book, {"addSheet": {"properties": {"title": "Tab 2", "sheetId": 7}}})
    api.write(book, "Sheet1!A1", [["đầu"]])
    api.write(book, "'Tab 2'!A1", TABLE)
    return book


def text(api: Api, path: str, **params: str) -> str:
    answer = api.call("GET", path, **params)
    assert answer.ok, answer.text
    return answer.content.decode()


BEGINS = {"pdf": b"%PDF", "xlsx": b"PK", "ods": b"PK", "zip": b"PK", "csv": b"\xc4\x91", "tsv": b"\xc4\x91"}


def test_every_export_that_a_file_offers_is_there(api: Api, book: str) -> None:
    links = api.ok("GET", f"/drive/v3/files/{book}", fields="exportLinks")["exportLinks"]
    assert {"csv", "tsv", "xlsx", "zip"} <= {link.rpartition("=")[2] for link in links.values()}
    for kind, link in links.items():
        name = link.rpartition("=")[2]
        path = f"{api.base_url}/drive/v3/files/{book}/export"
        by_link = api.session.get(link, timeout=120)
        by_method = api.session.get(path, params={"mimeType": kind}, timeout=120)
        assert by_link.content.startswith(BEGINS[name]), name
        assert by_method.content.startswith(BEGINS[name]), name
        assert by_link.headers["Content-Type"] == kind


def test_without_libreoffice_its_exports_are_neither_offered_nor_made(
    api: Api, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ())
    office.maker.cache_clear()
    try:
        links = api.ok("GET", f"/drive/v3/files/{book}", fields="exportLinks")["exportLinks"]
        assert {link.rpartition("=")[2] for link in links.values()} == {"csv", "tsv", "xlsx", "zip"}
        path = f"/drive/v3/files/{book}/export"
        assert "Writer is not installed" in api.refused(400, "GET", path, mimeType="application/pdf")
        assert "Calc is not installed" in api.refused(
            501, "GET", f"/spreadsheets/d/{book}/export", format="ods"
        )
    finally:
        office.maker.cache_clear()


def test_a_tab_is_downloaded_by_its_gid(api: Api, book: str) -> None:
    path = f"/spreadsheets/d/{book}/export"
    assert text(api, path, format="csv") == "đầu"
    assert text(api, path, format="csv", gid="7") == 'mã,số\r\nx,"1,5"\r\ny\tz,"nói ""có"""'
    assert text(api, path, format="tsv", gid="7") == 'mã\tsố\r\nx\t1,5\r\ny z\tnói "có"'
    assert text(api, path, format="csv", gid="7", range="A2:B2") == 'x,"1,5"'
    assert text(api, "/spreadsheets/export", id=book, exportFormat="csv") == "đầu"


def test_a_whole_spreadsheet_is_downloaded_by_default(api: Api, book: str) -> None:
    answer = api.call("GET", f"/spreadsheets/d/{book}/export")
    found = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert found.sheetnames == ["Sheet1", "Tab 2"]
    pages = api.call("GET", f"/spreadsheets/d/{book}/export", format="zip")
    with zipfile.ZipFile(io.BytesIO(pages.content)) as archive:
        assert archive.namelist() == ["Sheet1.html", "Tab 2.html"]
        assert "nói &quot;có&quot;" in archive.read("Tab 2.html").decode()


def test_the_visualization_address_quotes_every_cell(api: Api, book: str) -> None:
    path = f"/spreadsheets/d/{book}/gviz/tq"
    assert text(api, path, tqx="out:csv", sheet="Tab 2") == ('"mã","số"\n"x","1,5"\n"y\tz","nói ""có"""\n')
    assert text(api, path, tqx="out:csv;reqId:0", gid="7", range="A1:A2") == '"mã"\n"x"\n'


@pytest.mark.parametrize(
    "params",
    [
        {"tqx": "out:json"},
        {},
        {"tqx": "out:csv", "tq": "select A where B > 1"},
        {"tqx": "out:csv", "gid": "5"},
    ],
)
def test_what_the_visualization_address_cannot_do_it_refuses(
    api: Api, book: str, params: dict[str, str]
) -> None:
    api.refused(400, "GET", f"/spreadsheets/d/{book}/gviz/tq", **params)


def test_downloads_ask_for_the_same_permissions(api: Api, book: str, google: str) -> None:
    stranger = Api(google, "la@example.com")
    for path in (f"/spreadsheets/d/{book}/export", f"/spreadsheets/d/{book}/gviz/tq"):
        stranger.refused(403, "GET", path, tqx="out:csv")
        api.refused(403, "GET", path, tqx="out:csv", key="AIza")
    stranger.close()
