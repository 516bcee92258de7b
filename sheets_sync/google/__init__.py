"""The door to Google: the only package that imports gspread; what leaves it are our types and errors."""

from typing import TYPE_CHECKING

from sheets_sync.doors import on_demand

if TYPE_CHECKING:
    from sheets_sync.google.calls import Call, CallLog, CallSummary, Gate
    from sheets_sync.google.changes import Change, ChangeList
    from sheets_sync.google.door import Google
    from sheets_sync.google.offline import Offline
    from sheets_sync.google.permissions import Permission
    from sheets_sync.google.settings import GoogleSettings

__all__ = [
    "Call",
    "CallLog",
    "CallSummary",
    "Change",
    "ChangeList",
    "Gate",
    "Google",
    "GoogleSettings",
    "Offline",
    "Permission",
]

__getattr__ = on_demand(
    __name__,
    {
        "sheets_sync.google.calls": "Call CallLog CallSummary Gate",
        "sheets_sync.google.changes": "Change ChangeList",
        "sheets_sync.google.door": "Google",
        "sheets_sync.google.offline": "Offline",
        "sheets_sync.google.permissions": "Permission",
        "sheets_sync.google.settings": "GoogleSettings",
    },
)
