"""The door to Google: the only package that imports gspread; what leaves it are our types and errors."""

from sheets_sync.google.calls import Call, CallLog, CallSummary
from sheets_sync.google.changes import Change, ChangeList
from sheets_sync.google.door import Google
from sheets_sync.google.http_client import Gate
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
    "Permission",
]
