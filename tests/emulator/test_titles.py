"""Whatever a tab may be called at Google, formulas work: on it, to it, in it."""

import io

import openpyxl

from .client import Api

TITLES = (
    "Tháng 7/2024",
    "Tên trang rất dài hơn ba mươi mốt chữ cái: một",
    "Tên trang rất dài hơn ba mươi mốt chữ cái: hai",
    "It's",
    "'trong nháy'",
    "a[1]:b?*\\c",
    "_",
    "~1",
    "Sheet3",
    "#REF!",
    "A1",
    "R1C1",
    "=1+1",
    " x ",
    "!",
    'a"b',
    "🎉" * 40,
    "Tổng & <b>",
    "2024",
    "TRUE",
    "x" * 100,
)


def quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def test_any_title_works_with_formulas(api: Api) -> None:
    sheets = [{"properties": {"title": title}} for title in ("Tổng", *TITLES)]
    book = str(api.ok("POST", "/v4/spreadsheets", {"sheets": sheets})["spreadsheetId"])
    data = [
        {"range": f"{quoted(title)}!A1:A2", "values": [[number], ["=A1+1"]]}
        for number, title in enumerate(TITLES, 1)
    ]
    to_all = [[f"={quoted(title)}!A1*10", f"=SUM({quoted(title)}!A:A)"] for title in TITLES]
    data.append({"range": f"'Tổng'!A1:B{len(TITLES)}", "values": to_all})
    body = {"valueInputOption": "USER_ENTERED", "data": data}
    api.ok("POST", f"/v4/spreadsheets/{book}/values:batchUpdate", body)
    computed = api.read(book, f"'Tổng'!A1:B{len(TITLES)}")
    assert computed == [[number * 10, 2 * number + 1] for number in range(1, len(TITLES) + 1)]
    written = api.read(book, f"'Tổng'!A1:B{len(TITLES)}", "FORMULA")
    assert written[0][0] == f"={quoted(TITLES[0])}!A1*10"

    path = f"/drive/v3/files/{book}/export"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = api.session.get(api.base_url + path, params={"mimeType": kind})
    assert answer.ok, answer.text
    exported = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(exported.sheetnames) == len(TITLES) + 1
    assert max(map(len, exported.sheetnames)) <= 31


def test_rules_and_names_follow_a_tab_of_any_title(api: Api) -> None:
    book = api.new(locale="vi_VN")
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "='Tháng 7/2024'!A1>1"}]}
    rule = {
        "ranges": [area],
        "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
    }
    api.update(
        book,
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Tháng 7/2024"}, "fields": "title"}},
        {"addNamedRange": {"namedRange": {"name": "so_lieu", "range": area}}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
    )
    api.type(book, "'Tháng 7/2024'!A1:B1", [[5, "=so_lieu*2"]])
    assert api.read(book, "'Tháng 7/2024'!A1:B1") == [[5, 10]]
    assert api.cell(book, "'Tháng 7/2024'!A1")["effectiveFormat"]["textFormat"]["bold"] is True
