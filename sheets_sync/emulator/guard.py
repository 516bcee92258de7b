"""Protected ranges: who may edit which cells."""

from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.sheet import Sheet

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)


def may_edit(protected: dict[str, Any], caller: str) -> bool:
    """Whether the caller is among the editors; a mere warning keeps nobody out."""
    if protected.get("warningOnly"):
        return True
    editors = protected.get("editors", {})
    if caller in editors.get("users", []):
        return True
    return bool(editors.get("domainUsersCanEdit")) and bool(caller)


def allowed(sheet: Sheet, rect: Rect, caller: str, *, owner: bool) -> bool:
    """Whether the caller may change cells of that rectangle."""
    if owner:
        return True
    for protected in sheet.lists["protectedRanges"]:
        if may_edit(protected, caller) or not sheet.rect(protected.get("range", {})).meets(rect):
            continue
        free = (sheet.rect(found) for found in protected.get("unprotectedRanges", []))
        if not any(found.holds(rect) for found in free):
            return False
    return True
