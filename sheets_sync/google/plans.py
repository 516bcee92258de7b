"""Carrying out a plan: one spreadsheets.batchUpdate, whole or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL
from pydantic import TypeAdapter

from sheets_sync.google.cells import text_cell
from sheets_sync.google.http_client import GoogleHTTPClient
from sheets_sync.google.reading import workbook_from
from sheets_sync.google.shapes import EchoShape
from sheets_sync.model import Workbook, WritePlan
from sheets_sync.sheets.late_rows import whole

#: Requests that a second time leave the workbook as the first time did, or add empty rows at most.
#: An unlisted one counts as harmful.
HARMLESS = frozenset(
    {
        "addSheet",
        "appendDimension",
        "autoResizeDimensions",
        "clearBasicFilter",
        "deleteNamedRange",
        "deleteProtectedRange",
        "deleteSheet",
        "mergeCells",
        "repeatCell",
        "setBasicFilter",
        "setDataValidation",
        "sortRange",
        "unmergeCells",
        "updateBorders",
        "updateCells",
        "updateConditionalFormatRule",
        "updateDimensionProperties",
        "updateNamedRange",
        "updateProtectedRange",
        "updateSheetProperties",
        "updateSpreadsheetProperties",
    }
)

ECHOED = TypeAdapter(EchoShape)
#: Of a tab sent back: its texts.
ECHO = (
    "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,sheetType),"
    "data(startRow,startColumn,rowData(values(formattedValue))))"
)


def apply(client: GoogleHTTPClient, plan: WritePlan, echo: Sequence[str] = ()) -> Workbook | None:
    """Carry out a plan. One write; none for an empty plan.

    The ranges of `echo`, in A1 notation, come back as they stand after it, as texts only; None without any.
    Raises GoogleUnavailable when the outcome is not known and `repeatable` forbids to send it again.
    """
    if not plan:
        return None
    url = SPREADSHEET_BATCH_UPDATE_URL % plan.workbook
    body = {"requests": list(map(whole, plan.requests)), "includeSpreadsheetInResponse": bool(echo)}
    if not echo:
        client.request("post", url, json=body, repeatable=repeatable(plan))
        return None
    body |= {"responseIncludeGridData": True, "responseRanges": list(echo)}
    params = {"fields": f"updatedSpreadsheet({ECHO})"}
    answer = client.ask(ECHOED, "post", url, params=params, json=body, repeatable=repeatable(plan))
    return workbook_from(answer["updatedSpreadsheet"], cell=text_cell)


def repeatable(plan: WritePlan) -> bool:
    """Whether carrying the plan out twice does no harm.

    A plan that adds a tab under an id of ours is refused as a whole the second time: batchUpdate is
    all-or-nothing.
    """
    requests = [(kind, body) for request in plan.requests for kind, body in request.items()]
    added = {_added_id(body) for kind, body in requests if kind == "addSheet"} - {None}
    deleted = {_deleted_id(body) for kind, body in requests if kind == "deleteSheet"}
    if added - deleted:
        return True
    return all(kind in HARMLESS and (kind != "addSheet" or _added_id(body)) for kind, body in requests)


def _added_id(body: Any) -> int | None:
    properties = body.get("properties", {}) if isinstance(body, Mapping) else {}
    found = properties.get("sheetId")
    return found if isinstance(found, int) else None


def _deleted_id(body: Any) -> int | None:
    return body.get("sheetId") if isinstance(body, Mapping) else None
