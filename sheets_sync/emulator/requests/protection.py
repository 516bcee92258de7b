"""Protected ranges and tabs."""

from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.guard import PROTECTED, may_edit
from sheets_sync.emulator.requests.registry import Batch, Json, cut, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import random_id


def _find(batch: Batch, protected_id: int) -> tuple[Sheet, Json]:
    for sheet in batch.workbook.sheets:
        for found in sheet.lists["protectedRanges"]:
            if found["protectedRangeId"] == protected_id:
                if not batch.owner and not may_edit({**found, "warningOnly": False}, batch.caller):
                    raise RequestRefused(PROTECTED)
                return sheet, found
    raise RequestRefused(f"No protected range with id: {protected_id}")


def _stored(batch: Batch, sheet: Sheet, given: Json, protected_id: int) -> Json:
    """A protected range as it is kept: its owner and its maker are among the editors."""
    editors = given.get("editors", {})
    always = [mail for mail in (batch.owner_mail, batch.caller) if mail]
    users = list(dict.fromkeys([*always, *editors.get("users", [])]))
    kept = {name: value for name, value in editors.items() if value and name != "users"}
    stored = {
        **{
            name: value
            for name, value in given.items()
            if value and name not in ("editors", "requestingUserCanEdit")
        },
        "protectedRangeId": protected_id,
        "editors": {"users": users, **kept},
    }
    return {**stored, "range": cut(given["range"], sheet)}


def shown(protected: Json, caller: str, *, owner: bool) -> Json:
    """A protected range as the caller sees it: who may not edit does not learn who may."""
    if owner or may_edit({**protected, "warningOnly": False}, caller):
        return {**protected, "requestingUserCanEdit": True}
    hidden = {name: value for name, value in protected.items() if name != "editors"}
    return {**hidden, "requestingUserCanEdit": True} if protected.get("warningOnly") else hidden


@handles("addProtectedRange")
def add_protected_range(batch: Batch, body: Json) -> Json:
    """Protect a range, a named range or a whole tab."""
    given = body.get("protectedRange", {})
    if "namedRangeId" in given:
        named = [
            item for item in batch.workbook.named_ranges if item["namedRangeId"] == given["namedRangeId"]
        ]
        if not named:
            raise RequestRefused(f"No named range with id: {given['namedRangeId']}")
        given = {**given, "range": named[0]["range"]}
    if "range" not in given:
        raise RequestRefused("protectedRange.range must be set.")
    sheet, _ = batch.area(given["range"])
    wanted = given.get("protectedRangeId")
    taken = {
        item["protectedRangeId"] for one in batch.workbook.sheets for item in one.lists["protectedRanges"]
    }
    if wanted in taken:
        raise RequestRefused(f"A protected range with id {wanted} already exists.")
    whole_tab = not any(
        name in given["range"]
        for name in ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    )
    if whole_tab and any(
        item["range"] == cut(given["range"], sheet) for item in sheet.lists["protectedRanges"]
    ):
        raise RequestRefused("This sheet already has sheet protection.")
    stored = _stored(batch, sheet, given, wanted if wanted is not None else random_id())
    sheet.lists["protectedRanges"].append(stored)
    # The reply repeats the editors as they were sent, as recorded from Google.
    editors = {name: value for name, value in given.get("editors", {}).items() if value}
    return {"protectedRange": {**stored, "requestingUserCanEdit": True, "editors": editors}}


@handles("updateProtectedRange")
def update_protected_range(batch: Batch, body: Json) -> None:
    """Change who may edit, or what is protected."""
    given = body.get("protectedRange", {})
    mask = update_mask(body.get("fields", ""), "ProtectedRange", "protectedRange")
    sheet, found = _find(batch, given.get("protectedRangeId", 0))
    changed = dict(found)
    apply_mask(changed, given, mask, fixed=("protectedRangeId",), needed=("range", "editors"))
    changed.setdefault("range", found["range"])
    home, _ = batch.area(changed["range"], guarded=False)
    stored = _stored(batch, home, changed, found["protectedRangeId"])
    sheet.lists["protectedRanges"].remove(found)
    home.lists["protectedRanges"].append(stored)


@handles("deleteProtectedRange")
def delete_protected_range(batch: Batch, body: Json) -> None:
    """Lift a protection."""
    sheet, found = _find(batch, body.get("protectedRangeId", 0))
    sheet.lists["protectedRanges"].remove(found)
