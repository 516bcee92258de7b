"""The methods under spreadsheets.values."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator import values
from sheets_sync.emulator.a1 import Rect, range_text
from sheets_sync.emulator.call import Call
from sheets_sync.emulator.datafilters import areas
from sheets_sync.emulator.errors import InvalidPayload, bad_request
from sheets_sync.emulator.guard import PROTECTED, allowed
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.values import Rendering, Written
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
SHOWN = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
INPUTS = ("RAW", "USER_ENTERED")


def rendering(call: Call) -> Rendering:
    """How the caller wants values, from the parameters of a read."""
    dimension = call.choice("majorDimension", "ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED")
    return Rendering(
        call.choice("valueRenderOption", *SHOWN),
        call.choice("dateTimeRenderOption", *DATES),
        "COLUMNS" if dimension == "COLUMNS" else "ROWS",
    )


def asked(body: Json, prefix: str = "") -> Rendering:
    """How the caller wants values, from the body of a call."""

    def option(name: str) -> str:
        return str(body.get(prefix + name if prefix else name[0].lower() + name[1:], ""))

    return Rendering(
        option("ValueRenderOption") or SHOWN[0],
        option("DateTimeRenderOption") or DATES[0],
        "COLUMNS" if body.get("majorDimension") == "COLUMNS" else "ROWS",
    )


def parsed(option: str) -> bool:
    """Whether values are read as typed; a call must say."""
    if option not in INPUTS:
        raise bad_request("'valueInputOption' is required but not specified")
    return option == "USER_ENTERED"


def get(call: Call) -> Response:
    """values.get."""
    with call.library.reading(call.path["id"], call.caller) as workbook:
        found = values.read(workbook, *workbook.find(call.path["range"]), rendering(call))
        return call.answer(found, "ValueRange")


def batch_get(call: Call) -> Response:
    """values.batchGet."""
    how = rendering(call)
    with call.library.reading(call.path["id"], call.caller) as workbook:
        ranges = [workbook.find(text) for text in call.query.getlist("ranges")]
        found = [values.read(workbook, sheet, rect, how) for sheet, rect in ranges]
        message = {"spreadsheetId": workbook.id, **({"valueRanges": found} if found else {})}
        return call.answer(message, "BatchGetValuesResponse")


def batch_get_by_filter(call: Call) -> Response:
    """values.batchGetByDataFilter."""
    body = call.message("BatchGetValuesByDataFilterRequest")
    with call.library.reading(call.path["id"], call.caller) as workbook:
        found = [
            {"valueRange": values.read(workbook, sheet, rect, asked(body)), "dataFilters": [chosen]}
            for chosen in body.get("dataFilters", [])
            for sheet, rect in areas(workbook, chosen)
        ]
        message = {"spreadsheetId": workbook.id, **({"valueRanges": found} if found else {})}
        return call.answer(message, "BatchGetValuesByDataFilterResponse")


def guarded(call: Call, workbook: Workbook, sheet: Sheet, rect: Rect) -> None:
    """Refuse to touch cells that are protected from the caller."""
    owner = call.library.owns(workbook.id, call.caller)
    if not allowed(sheet, rect, call.caller.email, owner=owner):
        raise bad_request(PROTECTED)


def store(
    call: Call, workbook: Workbook, found: tuple[Sheet, Rect], text: str, given: Json, *, typed: bool
) -> Written:
    """Write one ValueRange."""
    lines = values.lines_of(given.get("values", []), given.get("majorDimension", "ROWS"))
    sheet, rect = found
    width = max((len(line) for line in lines), default=0)
    guarded(
        call,
        workbook,
        sheet,
        Rect(rect.top, rect.left, rect.top + max(len(lines), 1), rect.left + max(width, 1)),
    )
    return values.write(workbook, found, text, lines, call.today(workbook), parsed=typed)


def summary(workbook: Workbook, written: Written, body: Json, how: Rendering, *, echo: bool) -> Json:
    """An UpdateValuesResponse, with the values as they now are when asked for."""
    answer = written.summary(workbook.id)
    if echo:
        how = Rendering(
            how.values, how.dates, "COLUMNS" if body.get("majorDimension") == "COLUMNS" else "ROWS"
        )
        answer["updatedData"] = values.read(workbook, written.sheet, written.rect, how)
    return answer


def response_rendering(call: Call) -> Rendering:
    """How the caller wants the values that a write answers with."""
    return Rendering(
        call.choice("responseValueRenderOption", *SHOWN), call.choice("responseDateTimeRenderOption", *DATES)
    )


def _same_range(text: str, body: Json, workbook: Workbook) -> None:
    given = body.get("range")
    if given and workbook.find(given) != workbook.find(text):
        raise bad_request(f"Requested writing within range [{text}], but the body has range [{given}]")


def update(call: Call) -> Response:
    """values.update."""
    body = call.message("ValueRange", "data")
    typed = parsed(call.text("valueInputOption"))
    how, echo = response_rendering(call), call.flag("includeValuesInResponse")
    text = call.path["range"]
    with call.library.writing(call.path["id"], call.caller) as workbook:
        found = workbook.find(text)
        _same_range(text, body, workbook)
        written = store(call, workbook, found, text, body, typed=typed)
        return call.answer(summary(workbook, written, body, how, echo=echo), "UpdateValuesResponse")


def _batch(call: Call, body: Json, parts: list[tuple[Json, str]], name: str, item: str) -> Response:
    """Write several ValueRanges, all or none; `parts` pairs each with a range, or a filter's cells."""
    typed = parsed(body.get("valueInputOption", ""))
    how, echo = asked(body, "response"), body.get("includeValuesInResponse", False)
    answers = []
    with call.library.writing(call.path["id"], call.caller) as workbook:
        for given, text in parts:
            chosen = given.get("dataFilter")
            places = areas(workbook, chosen) if chosen else [workbook.find(text)]
            for found in places:
                written = store(call, workbook, found, text, given, typed=typed)
                answers.append((written, given, chosen))
        responses = []
        for written, given, chosen in answers:
            one = summary(workbook, written, given, how, echo=echo)
            if chosen:
                del one["spreadsheetId"]
                one["dataFilter"] = chosen
            responses.append(one)
        return call.answer(
            _totals(workbook.id, [written for written, _, _ in answers], responses, item), name
        )


def _totals(spreadsheet_id: str, written: list[Written], responses: list[Json], item: str) -> Json:
    rows = set().union(*(one.rows for one in written))
    columns = set().union(*(one.columns for one in written))
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(len(one.cells) for one in written),
        "totalUpdatedSheets": len({one.sheet.id for one in written if one.cells}),
    }
    message: Json = {"spreadsheetId": spreadsheet_id}
    message |= {name: count for name, count in totals.items() if count}
    return {**message, **({item: responses} if responses else {})}


def batch_update(call: Call) -> Response:
    """values.batchUpdate."""
    body = call.message("BatchUpdateValuesRequest")
    parts = [(given, given.get("range", "")) for given in body.get("data", [])]
    return _batch(call, body, parts, "BatchUpdateValuesResponse", "responses")


def batch_update_by_filter(call: Call) -> Response:
    """values.batchUpdateByDataFilter."""
    body = call.message("BatchUpdateValuesByDataFilterRequest")
    parts = []
    for index, given in enumerate(body.get("data", [])):
        if "dataFilter" not in given:
            raise InvalidPayload(f"data[{index}]", f"Invalid data[{index}]: dataFilter must be set.")
        parts.append((given, given["dataFilter"].get("a1Range", "")))
    return _batch(call, body, parts, "BatchUpdateValuesByDataFilterResponse", "responses")


def clear(call: Call) -> Response:
    """values.clear."""
    call.message("ClearValuesRequest")
    with call.library.writing(call.path["id"], call.caller) as workbook:
        cleared = _cleared(call, workbook, [workbook.find(call.path["range"])])
        return call.answer({"spreadsheetId": workbook.id, "clearedRange": cleared[0]}, "ClearValuesResponse")


def _cleared(call: Call, workbook: Workbook, found: list[tuple[Sheet, Rect]]) -> list[str]:
    for sheet, rect in found:
        guarded(call, workbook, sheet, rect)
        values.clear(workbook, sheet, rect)
    return [range_text(sheet.title, rect) for sheet, rect in found]


def batch_clear(call: Call) -> Response:
    """values.batchClear."""
    body = call.message("BatchClearValuesRequest")
    with call.library.writing(call.path["id"], call.caller) as workbook:
        cleared = _cleared(call, workbook, [workbook.find(text) for text in body.get("ranges", [])])
        return call.answer(
            {"spreadsheetId": workbook.id, "clearedRanges": cleared}, "BatchClearValuesResponse"
        )


def batch_clear_by_filter(call: Call) -> Response:
    """values.batchClearByDataFilter."""
    body = call.message("BatchClearValuesByDataFilterRequest")
    with call.library.writing(call.path["id"], call.caller) as workbook:
        found = [area for chosen in body.get("dataFilters", []) for area in areas(workbook, chosen)]
        message = {"spreadsheetId": workbook.id, "clearedRanges": _cleared(call, workbook, found)}
        return call.answer(message, "BatchClearValuesByDataFilterResponse")
