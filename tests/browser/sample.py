"""A unit's workbook as units really fill it in, for the tests of the grid page and its pictures."""

from typing import Any

import requests

Json = dict[str, Any]
GREEN = {"red": 0.118, "green": 0.42, "blue": 0.275}
WHITE = {"red": 1.0, "green": 1.0, "blue": 1.0}
PINK = {"red": 0.957, "green": 0.8, "blue": 0.8}
HEADERS = ["STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Ngày", "Đạt", "Nguồn", "Ghi chú"]
ROWS = [
    ["1", "KT-01", "Thu ngân sách trên địa bàn", "triệu đồng", "1.234,5", "1.300", "5/8/2024", "Đạt"],
    ["2", "KT-02", "Số hộ nghèo giảm trong năm", "hộ", "12", "khoảng 10", "05-08-2024", "Không đạt"],
    ["3", "VH-01", "Gia đình văn hóa", "%", "95%", "96,5%", "tháng 8", "Chưa rõ"],
    ["4", "VH-02", "=IMPORTXML(\"http://x\")", "buổi", "", "", "", ""],
    ["5", "QP-01", "<script>alert('x')</script>", "người", "0", "=E2*2", "", "Đạt"],
]  # fmt: skip
LONG = (
    "Đã tổ chức 3 buổi tuyên truyền tại nhà văn hóa tổ dân phố, có 215 lượt người tham dự; "
    "đề nghị văn phòng bổ sung kinh phí trong quý sau."
)
NOTE = "Hệ thống kiểm tra: ô này phải là một số.\nCách sửa: nhập 10 thay cho “khoảng 10”."


class Google:
    """The calls of the server's API that these tests make, as one person."""

    def __init__(self, base_url: str, mail: str = "") -> None:
        self.base_url = base_url
        self.session = requests.Session()
        if mail:
            self.session.headers["Authorization"] = f"Bearer user:{mail}"

    def call(self, method: str, path: str, **settings: Any) -> Json:
        response = self.session.request(method, self.base_url + path, timeout=30, **settings)
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
        found: list[list[Any]] = self.call("GET", path, params={"valueRenderOption": render}).get("values", [])
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


def messy_workbook(google: Google, title: str = "Tổ dân phố 3 – Báo cáo thi đua") -> str:
    """Frozen and hidden parts, merges, notes, dropdowns, links, protections, colours and odd entries."""
    book = google.new(title)
    google.type(book, "A1", [HEADERS, *ROWS])
    google.type(book, "I2", [["https://example.vn/so-lieu"]])
    google.type(book, "J2", [[LONG], ["Chữ dài không xuống dòng, tràn sang các ô trống ở bên phải của nó"]])
    google.update(book, *_shape(), *_looks(), *_marks(), *_tabs())
    google.type(book, "'Hướng dẫn'!A1", [["Điền số liệu vào trang “Số liệu”."], ["Hạn nộp: 25/8/2024."]])
    return book


def _shape() -> list[Json]:
    frozen = {"frozenRowCount": 1, "frozenColumnCount": 3}
    properties = {"sheetId": 0, "tabColorStyle": colour(GREEN), "gridProperties": frozen}
    fields = "tabColorStyle,gridProperties(frozenRowCount,frozenColumnCount)"
    hidden = {"sheetId": 0, "dimension": "ROWS", "startIndex": 8, "endIndex": 10}
    return [
        {"updateSheetProperties": {"properties": properties, "fields": fields}},
        {"updateDimensionProperties": {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
        width(0, 44), width(1, 70), width(2, 230), width(9, 260), width(10, 100, hidden=True),
        {"mergeCells": {"range": area(10, 2, 12, 5), "mergeType": "MERGE_ALL"}},
        {"setBasicFilter": {"filter": {"range": area(0, 0, 7, 10)}}},
    ]  # fmt: skip


def _looks() -> list[Json]:
    header = {"bold": True, "foregroundColorStyle": colour(WHITE)}
    line = {"style": "SOLID_MEDIUM", "colorStyle": colour(GREEN)}
    return [
        look(area(0, 0, 1, 10), backgroundColorStyle=colour(GREEN), textFormat=header, horizontalAlignment="CENTER",
             wrapStrategy="WRAP", verticalAlignment="MIDDLE"),
        look(area(1, 9, 2, 10), wrapStrategy="WRAP"),
        look(area(2, 5, 3, 6), backgroundColorStyle=colour(PINK)),
        look(area(10, 2, 11, 3), textFormat={"italic": True, "fontSize": 14}, horizontalAlignment="CENTER"),
        look(area(6, 4, 7, 6), borders={"bottom": line, "top": line}, numberFormat={"type": "NUMBER", "pattern": "#,##0"}),
        {"updateCells": {
            "start": {"sheetId": 0, "rowIndex": 6, "columnIndex": 2},
            "rows": [{"values": [_text("Tổng cộng"), _text(""), {"userEnteredValue": {"numberValue": 1234567.0}},
                                 {"userEnteredValue": {"formulaValue": "=SUM(E2:E6)"}}]}],
            "fields": "userEnteredValue"}},
        {"updateCells": {
            "start": {"sheetId": 0, "rowIndex": 10, "columnIndex": 2},
            "rows": [{"values": [_text("Ô đã gộp")]}], "fields": "userEnteredValue"}},
    ]  # fmt: skip


def _text(text: str) -> Json:
    return {"userEnteredValue": {"stringValue": text}}


def _marks() -> list[Json]:
    choices = [{"userEnteredValue": text} for text in ("Đạt", "Không đạt")]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": choices}, "strict": False, "showCustomUi": True}
    box = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}
    note = {"start": {"sheetId": 0, "rowIndex": 2, "columnIndex": 5}, "rows": [{"values": [{"note": NOTE}]}]}
    return [
        {"updateCells": {**note, "fields": "note"}},
        {"setDataValidation": {"range": area(1, 7, 7, 8), "rule": {**rule, "inputMessage": "Chọn từ danh sách."}}},
        {"setDataValidation": {"range": area(12, 5, 14, 6), "rule": box}},
        {"addProtectedRange": {"protectedRange": {"range": area(0, 0, 1, 10), "description": "Tiêu đề cột"}}},
        {"addProtectedRange": {"protectedRange": {"range": area(1, 1, 7, 2), "description": "Mã dùng để nhận ra dòng", "warningOnly": True}}},
    ]  # fmt: skip


def _tabs() -> list[Json]:
    return [
        {"addSheet": {"properties": {"sheetId": 11, "title": "Hướng dẫn", "gridProperties": {"rowCount": 30, "columnCount": 4}}}},
        {"addSheet": {"properties": {"sheetId": 12, "title": "Kết quả kiểm tra", "tabColorStyle": colour({"red": 0.75, "green": 0.22, "blue": 0.17})}}},
        {"addSheet": {"properties": {"sheetId": 13, "title": "Danh mục", "hidden": True}}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 12}, "description": "Do hệ thống ghi"}}},
    ]  # fmt: skip
