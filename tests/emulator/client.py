"""A client whose every answer is checked against Google's discovery documents."""

import json
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import gspread
import requests
from gspread.http_client import HTTPClient

from .conformance import check_answer

Json = dict[str, Any]
HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class CheckedSession(requests.Session):
    """A session that fails on an answer that Google would not give."""

    def send(self, request: requests.PreparedRequest, **settings: Any) -> requests.Response:
        response = super().send(request, **settings)
        if response.headers.get("Content-Type", "").startswith("application/json"):
            path = unquote(urlsplit(request.url or "").path)
            check_answer(request.method or "", path, response.status_code, response.json())
        return response


class Api:
    """The server, called with plain requests."""

    def __init__(self, base_url: str, user: str = "") -> None:
        self.base_url = base_url
        self.session = CheckedSession()
        if user:
            self.session.headers["Authorization"] = f"Bearer user:{user}"

    def close(self) -> None:
        self.session.close()

    def call(self, method: str, path: str, body: Any = None, **params: Any) -> requests.Response:
        data = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        url = self.base_url + path
        return self.session.request(method, url, params=params, data=data, headers=headers)

    def ok(self, method: str, path: str, body: Any = None, **params: Any) -> Json:
        response = self.call(method, path, body, **params)
        assert response.ok, response.text
        found: Json = response.json() if response.content else {}
        return found

    def refused(self, status: int, method: str, path: str, body: Any = None, **params: Any) -> str:
        response = self.call(method, path, body, **params)
        assert response.status_code == status, response.text
        return str(response.json()["error"]["message"])

    def new(self, title: str = "Sổ", locale: str = "en_US", rows: int = 20, columns: int = 10) -> str:
        """A new spreadsheet with one tab `Sheet1`; its id."""
        sheet = {"properties": {"gridProperties": {"rowCount": rows, "columnCount": columns}}}
        properties = {"title": title, "locale": locale, "timeZone": "Asia/Ho_Chi_Minh"}
        answer = self.ok("POST", "/v4/spreadsheets", {"properties": properties, "sheets": [sheet]})
        return str(answer["spreadsheetId"])

    def update(self, book: str, *requests_: Json) -> list[Json]:
        """batchUpdate; its replies."""
        answer = self.ok("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": list(requests_)})
        replies: list[Json] = answer["replies"]
        return replies

    def refuse(self, book: str, *requests_: Json) -> str:
        """batchUpdate that must answer 400; its message."""
        path = f"/v4/spreadsheets/{book}:batchUpdate"
        return self.refused(400, "POST", path, {"requests": list(requests_)})

    def write(self, book: str, place: str, rows: list[list[Any]], option: str = "RAW") -> Json:
        path = f"/v4/spreadsheets/{book}/values/{quote(place)}"
        return self.ok("PUT", path, {"values": rows}, valueInputOption=option)

    def type(self, book: str, place: str, rows: list[list[Any]]) -> Json:
        """Write as a person types."""
        return self.write(book, place, rows, "USER_ENTERED")

    def read(
        self, book: str, place: str, render: str = "UNFORMATTED_VALUE", **params: Any
    ) -> list[list[Any]]:
        path = f"/v4/spreadsheets/{book}/values/{quote(place)}"
        found: list[list[Any]] = self.ok("GET", path, valueRenderOption=render, **params).get("values", [])
        return found

    def cell(self, book: str, place: str) -> Json:
        """CellData of one cell with all fields."""
        answer = self.ok("GET", f"/v4/spreadsheets/{book}", ranges=place, includeGridData="true")
        rows = answer["sheets"][0]["data"][0].get("rowData", [{}])
        found: Json = rows[0].get("values", [{}])[0]
        return found

    def sheet(self, book: str, index: int = 0) -> Json:
        found: Json = self.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][index]
        return found


def gspread_client(base_url: str, session: requests.Session) -> gspread.Client:
    """gspread as the product uses it: its addresses rewritten, no Google login."""

    class LocalClient(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **settings: Any) -> requests.Response:
            for host in HOSTS:
                endpoint = endpoint.replace(host, base_url)
            return super().request(method, endpoint, *args, **settings)

    # gspread takes no credentials when it is given a session, whatever its types say.
    return gspread.Client(auth=None, session=session, http_client=LocalClient)  # type: ignore[arg-type]
