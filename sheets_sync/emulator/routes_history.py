"""Taking back what a person did at the page, and doing it again. Google's API has no such thing."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.library import Library

Json = dict[str, Any]


def undo(call: Call) -> Response:
    """The person's latest change is taken back."""
    return as_json(turned(call.library, call.path["id"], call.caller, again=False))


def redo(call: Call) -> Response:
    """What was taken back last is done again."""
    return as_json(turned(call.library, call.path["id"], call.caller, again=True))


def turned(library: Library, workbook_id: str, caller: Caller, *, again: bool) -> Json:
    """`{"done", "range"}`: whether there was anything, and which cells changed.

    GoogleError 409 when somebody else changed the same since; that step is gone then.
    """
    with library.reading(workbook_id, caller):
        step = library.histories.take(workbook_id, caller, again=again)
        if step is None:
            return {"done": False}
        undone = library.histories.undone(workbook_id, caller)
        with library.writing(workbook_id, caller) as workbook:
            place = step.take_back(workbook, caller.email, owner=library.owns(workbook_id, caller))
        library.histories.settle(workbook_id, caller, undone, again=again)
    return {"done": True, "range": place}


ROUTES = (
    ("POST", "/_emulator/workbooks/{id}/undo", undo, None),
    ("POST", "/_emulator/workbooks/{id}/redo", redo, None),
)
