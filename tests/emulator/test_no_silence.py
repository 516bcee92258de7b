"""What was once passed over in silence: it is carried out now, or refused."""

from typing import Any

import pytest

from .client import Api, Json

PLACE: Json = {"startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
SHEET = "application/vnd.google-apps.spreadsheet"


def test_a_new_spreadsheet_has_all_that_it_was_made_with(api: Api) -> None:
    rows = {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    given: Json = {
        "properties": {"title": "Tab", "sheetId": 0},
        "protectedRanges": [{"range": PLACE}],
        "filterViews": [{"title": "Lọc", "range": PLACE}],
        "bandedRanges": [{"range": PLACE, "rowProperties": {"firstBandColor": {"red": 1}}}],
        "tables": [{"name": "Bang", "range": {**PLACE, "startRowIndex": 5, "endRowIndex": 9}}],
        "basicFilter": {"range": PLACE},
        "rowGroups": [{"range": rows}],
        "conditionalFormats": [
            {"ranges": [PLACE], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
        ],
    }
    book = api.ok("POST", "/v4/spreadsheets", {"sheets": [given]})["spreadsheetId"]
    assert given.keys() <= api.sheet(book).keys()


@pytest.mark.parametrize("kind", ["PASTE_CONDITIONAL_FORMATTING", "PASTE_NORMAL"])
def test_rules_are_pasted_with_their_cells(api: Api, kind: str) -> None:
    book = api.new()
    source = {**PLACE, "endRowIndex": 1}
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "0"}]}
    rule = {"ranges": [source], "booleanRule": {"condition": condition, "format": {}}}
    target = {**PLACE, "startRowIndex": 2, "endRowIndex": 4}
    paste = {"source": source, "destination": target, "pasteType": kind}
    api.update(book, {"addConditionalFormatRule": {"rule": rule}}, {"copyPaste": paste})
    ranges = api.sheet(book)["conditionalFormats"][0]["ranges"]
    assert [(found["startRowIndex"], found["endRowIndex"]) for found in ranges] == [(0, 1), (2, 3), (3, 4)]


REFUSED: dict[str, Json] = {
    "sortRange": {"range": PLACE, "sortSpecs": [{"backgroundColor": {"red": 1}}]},
    "updateSpreadsheetProperties": {
        "properties": {"iterativeCalculationSettings": {"maxIterations": 5}},
        "fields": "iterativeCalculationSettings",
    },
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_setting_that_would_change_nothing_is_refused(api: Api, kind: str) -> None:
    assert "local server" in api.refuse(api.new(), {kind: REFUSED[kind]})


def test_a_new_spreadsheet_with_a_pivot_table_is_refused(api: Api) -> None:
    rows = [{"values": [{"pivotTable": {"source": PLACE}}]}]
    message = api.refused(400, "POST", "/v4/spreadsheets", {"sheets": [{"data": [{"rowData": rows}]}]})
    assert message.startswith("Invalid sheets: pivotTable cannot be set")


def upload(api: Api, content: bytes, **params: Any) -> tuple[int, str]:
    url = f"{api.base_url}/upload/drive/v3/files"
    answer = api.session.post(url, data=content, params=params, headers={"Content-Type": SHEET}, timeout=30)
    return answer.status_code, str(answer.json().get("error", {}).get("message", ""))


def test_only_text_becomes_a_table(api: Api) -> None:
    assert upload(api, b"a,b")[0] == 200
    assert upload(api, b"PK\x03\x04...") == (
        400,
        "Only CSV files are converted to spreadsheets by the local server.",
    )
    assert upload(api, b"", uploadType="resumable")[0] == 501
