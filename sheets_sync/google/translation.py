"""Every foreign exception becomes one of ours, with what to do about it."""

import json
from typing import Any

import google.auth.exceptions
import gspread.exceptions
import requests

from sheets_sync.errors import (
    AccessDenied,
    GoogleError,
    GoogleUnavailable,
    NotFound,
    QuotaExceeded,
    RequestRefused,
)

SHARE = "Share the file with this account as Editor, or check its rights."
STORAGE = (
    "A service account cannot own files: create the workbooks in a shared drive (google.folder), "
    "or let a person create them and share them with the account (Google Drive API, storageQuotaExceeded)."
)


class RefusedAnswer(Exception):
    """An answer that is not a success; carries what is needed to translate and to decide about a retry."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.retry_after = response.headers.get("Retry-After", "")
        self.message, self.reason = _told(response)
        super().__init__(f"{self.status}: {self.message}")


def _told(response: requests.Response) -> tuple[str, str]:
    """Google's message and reason; bodies may be JSON, HTML or anything."""
    try:
        error: Any = json.loads(response.content)["error"]
    except (ValueError, KeyError, TypeError):
        return f"an answer that is not JSON ({response.headers.get('Content-Type', 'no type')})", ""
    if not isinstance(error, dict):
        return str(error), str(error)
    reasons = [item.get("reason", "") for item in error.get("errors", ()) if isinstance(item, dict)]
    return str(error.get("message", "")), next(iter(reasons), str(error.get("status", "")))


def translate(error: Exception) -> GoogleError:
    """Our error for an exception of requests, google-auth, gspread or an answer that is no success."""
    if isinstance(error, RefusedAnswer):
        return _of_answer(error)
    if isinstance(error, gspread.exceptions.APIError):
        return _of_answer(RefusedAnswer(error.response))
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return RequestRefused(f"google.api_base_url is not a usable address ({error}).")
    if isinstance(error, requests.exceptions.RequestException):
        return GoogleUnavailable(f"No answer from Google ({type(error).__name__}). Check the network.")
    if isinstance(error, google.auth.exceptions.TransportError):
        return GoogleUnavailable("No answer from Google's sign-in service. Check the network.")
    if isinstance(error, google.auth.exceptions.GoogleAuthError):
        return AccessDenied(f"Google refuses to sign this account in ({error}). Check the key and the clock.")
    return RequestRefused(f"{type(error).__name__}: {error}")


def _of_answer(answer: RefusedAnswer) -> GoogleError:
    message, status = answer.message, answer.status
    if status == 404:
        return NotFound(f"{message} The file was deleted or is not shared with this account.", status)
    if status == 429:
        return QuotaExceeded(f"{message} Lower google.reads_per_minute or ask Google for more.", status)
    if status in (401, 403):
        storage = "storage" in answer.reason.lower() or "storage" in message.lower()
        return AccessDenied(f"{message} {STORAGE if storage else SHARE}", status)
    if status >= 500:
        return GoogleUnavailable(f"Google answered {status}: {message}. Try again later.", status)
    return RequestRefused(f"Google answered {status}: {message}", status)
