"""The server's API as these tests call it."""

from typing import Any

import requests

Json = dict[str, Any]


class Google:
    """The calls of the server's API that these tests make, as one person."""

    def __init__(self, base_url: str, mail: str = "") -> None:
        self.base_url = base_url
        self.session = requests.Session()
        if mail:
            self.session.headers["Authorization"] = f"Bearer user:{mail}"

    def call(self, method: str, path: str, **settings: Any) -> Json:
        response = self.session.request(method, self.base_url + path, **settings)
        assert response.ok, response.text
        found: Json = response.json()
        return found

    def update(self, book: str, *changes: Json) -> list[Json]:
        body = {"requests": list(changes)}
        replies: list[Json] = self.call("POST", f"/v4/spreadsheets/{book}:batchUpdate", json=body)["replies"]
        return replies

    def type(self, book: str, place: str, rows: list[list[Any]], option: str = "USER_ENTERED") -> None:
        path = f"/v4/spreadsheets/{book}/values/{place}"
        self.call("PUT", path, params={"valueInputOption": option}, json={"values": rows})

    def values(self, book: str, place: str, render: str = "FORMATTED_VALUE") -> list[list[Any]]:
        path = f"/v4/spreadsheets/{book}/values/{place}"
        found: list[list[Any]] = self.call("GET", path, params={"valueRenderOption": render}).get(
            "values", []
        )
        return found

    def share(self, book: str, mail: str, role: str = "writer") -> None:
        body = {"type": "user", "role": role, "emailAddress": mail}
        self.call("POST", f"/drive/v3/files/{book}/permissions", json=body)

    def new(self, title: str, rows: int = 60, columns: int = 12) -> str:
        """A workbook in Vietnamese with one tab `Số liệu`."""
        grid = {"rowCount": rows, "columnCount": columns}
        body = {
            "properties": {"title": title, "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"},
            "sheets": [{"properties": {"sheetId": 0, "title": "Số liệu", "gridProperties": grid}}],
        }
        return str(self.call("POST", "/v4/spreadsheets", json=body)["spreadsheetId"])


def area(top: int, left: int, bottom: int, right: int) -> Json:
    """A GridRange on the tab `Số liệu`."""
    ends = {"endRowIndex": bottom, "endColumnIndex": right}
    return {"sheetId": 0, "startRowIndex": top, "startColumnIndex": left, **ends}


def colour(found: Json) -> Json:
    return {"rgbColor": found}


def look(place: Json, **shape: Any) -> Json:
    """A repeatCell of a format."""
    fields = ",".join(f"userEnteredFormat.{name}" for name in shape)
    return {"repeatCell": {"range": place, "cell": {"userEnteredFormat": shape}, "fields": fields}}


def width(column: int, pixels: int, *, hidden: bool = False) -> Json:
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    change = {"properties": {"pixelSize": pixels, "hiddenByUser": hidden}, "fields": "pixelSize,hiddenByUser"}
    return {"updateDimensionProperties": {"range": span, **change}}


def properties(tab: Json, fields: str) -> Json:
    """Change what a tab is like."""
    return {"updateSheetProperties": {"properties": {"sheetId": 0, **tab}, "fields": fields}}


def protected(place: Json, reason: str, *, warns: bool = False) -> Json:
    """Let only the owner change cells, or only warn who does."""
    found = {"range": place, "description": reason, "warningOnly": warns}
    return {"addProtectedRange": {"protectedRange": found}}


def validated(place: Json, kind: str, *choices: str, **settings: Any) -> Json:
    """Say what cells may hold."""
    condition = {"type": kind, "values": [{"userEnteredValue": choice} for choice in choices]}
    rule = {"condition": condition, "showCustomUi": True, **settings}
    return {"setDataValidation": {"range": place, "rule": rule}}


def tab(sheet_id: int, title: str, **shape: Any) -> Json:
    """Add a tab."""
    return {"addSheet": {"properties": {"sheetId": sheet_id, "title": title, **shape}}}


def cells(row: int, column: int, *data: Json, fields: str = "userEnteredValue") -> Json:
    """Write cells of one row."""
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": list(data)}], "fields": fields}}
