"""A unit's workbook as units really fill it in, for the tests of the grid page and its pictures."""

from .google import Google, Json, area, cells, colour, look, properties, protected, tab, validated, width

GREEN = {"red": 0.118, "green": 0.42, "blue": 0.275}
WHITE = {"red": 1.0, "green": 1.0, "blue": 1.0}
RED = {"red": 0.75, "green": 0.22, "blue": 0.17}
PINK = {"red": 0.957, "green": 0.8, "blue": 0.8}
HEADERS = ["STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch giao năm 2024", "Thực hiện", "Ngày"]
HEADERS += ["Đạt", "Nguồn", "Ghi chú"]
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
    hidden = {"sheetId": 0, "dimension": "ROWS", "startIndex": 8, "endIndex": 10}
    hide = {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    return [
        properties({"gridProperties": frozen}, "gridProperties(frozenRowCount,frozenColumnCount)"),
        properties({"tabColorStyle": colour(GREEN)}, "tabColorStyle"),
        {"updateDimensionProperties": hide},
        *(width(column, pixels) for column, pixels in ((0, 72), (1, 70), (2, 230), (9, 260))),
        width(10, 100, hidden=True),
        {"mergeCells": {"range": area(10, 3, 12, 6), "mergeType": "MERGE_ALL"}},
        {"setBasicFilter": {"filter": {"range": area(0, 0, 7, 10)}}},
    ]


def _looks() -> list[Json]:
    white = {"bold": True, "foregroundColorStyle": colour(WHITE)}
    header = {"backgroundColorStyle": colour(GREEN), "textFormat": white, "wrapStrategy": "WRAP"}
    line = {"style": "SOLID_MEDIUM", "colorStyle": colour(GREEN)}
    total = {"borders": {"bottom": line, "top": line}, "numberFormat": {"type": "NUMBER", "pattern": "#,##0"}}
    large = {"textFormat": {"italic": True, "fontSize": 14}, "horizontalAlignment": "CENTER"}
    return [
        look(area(0, 0, 1, 10), **header, horizontalAlignment="CENTER", verticalAlignment="MIDDLE"),
        look(area(1, 9, 2, 10), wrapStrategy="WRAP"),
        look(area(2, 5, 3, 6), backgroundColorStyle=colour(PINK)),
        look(area(10, 3, 11, 4), **large),
        look(area(6, 4, 7, 6), **total),
        cells(6, 2, _text("Tổng cộng"), _text(""), _number(1234567), _formula("=SUM(E2:E6)")),
        cells(10, 3, _text("Ô đã gộp")),
    ]


def _text(text: str) -> Json:
    return {"userEnteredValue": {"stringValue": text}}


def _number(number: float) -> Json:
    return {"userEnteredValue": {"numberValue": number}}


def _formula(formula: str) -> Json:
    return {"userEnteredValue": {"formulaValue": formula}}


def _marks() -> list[Json]:
    return [
        cells(2, 5, {"note": NOTE}, fields="note"),
        validated(area(1, 7, 7, 8), "ONE_OF_LIST", "Đạt", "Không đạt", inputMessage="Chọn từ danh sách."),
        validated(area(12, 5, 14, 6), "BOOLEAN"),
        protected(area(0, 0, 1, 10), "Tiêu đề cột"),
        protected(area(1, 1, 7, 2), "Mã dùng để nhận ra dòng", warns=True),
    ]


def _tabs() -> list[Json]:
    return [
        tab(11, "Hướng dẫn", gridProperties={"rowCount": 30, "columnCount": 4}),
        tab(12, "Kết quả kiểm tra", tabColorStyle=colour(RED)),
        tab(13, "Danh mục", hidden=True),
        protected({"sheetId": 12}, "Do hệ thống ghi"),
    ]
