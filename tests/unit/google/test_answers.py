import json
from typing import Any

import pytest
import requests

from sheets_sync.errors import AccessDenied, GoogleError, NotFound, QuotaExceeded, RequestRefused
from sheets_sync.google.answers import Failure, asked_wait, failure_of
from sheets_sync.google.refusals import Asked

ACCOUNT = "sync@project.iam.gserviceaccount.com"
ASKED = Asked(ACCOUNT)


def error_of_answer(status: int, body: Any, asked: Asked) -> GoogleError:
    return failure(status, body, asked=asked).error


def failure(
    status: int, body: Any, content_type: str = "application/json", asked: Asked = ASKED, **headers: str
) -> Failure:
    response = requests.Response()
    response.status_code = status
    response.reason = "Reason"
    response.headers.update({"Content-Type": content_type, **headers})
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    found = failure_of(response, asked)
    assert found is not None
    return found


def drive_error(status: int, reason: str) -> dict[str, Any]:
    return {"error": {"code": status, "message": "No.", "errors": [{"reason": reason, "domain": "global"}]}}


def sheets_error(status: int, name: str, message: str = "No.", reason: str = "") -> dict[str, Any]:
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}
    details = [info] if reason else []
    return {"error": {"code": status, "message": message, "status": name, "details": details}}


@pytest.mark.parametrize(
    ("status", "body", "error", "remedy"),
    [
        (403, drive_error(403, "storageQuotaExceeded"), AccessDenied, f"shared drive of which {ACCOUNT}"),
        (403, drive_error(403, "quotaExceeded"), AccessDenied, "owns no storage"),
        (403, drive_error(403, "accessNotConfigured"), AccessDenied, "Enable the Sheets API"),
        (403, sheets_error(403, "PERMISSION_DENIED", reason="SERVICE_DISABLED"), AccessDenied, "Enable"),
        (403, drive_error(403, "insufficientPermissions"), AccessDenied, "all scopes"),
        (
            403,
            sheets_error(403, "PERMISSION_DENIED", reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
            AccessDenied,
            "all scopes",
        ),
        (
            403,
            sheets_error(403, "PERMISSION_DENIED"),
            AccessDenied,
            f"Share the file with {ACCOUNT} as Editor",
        ),
        (403, drive_error(403, "sharingRateLimitExceeded"), QuotaExceeded, "goes on where it stopped"),
        (403, drive_error(403, "userRateLimitExceeded"), QuotaExceeded, "higher quota"),
        (401, sheets_error(401, "UNAUTHENTICATED"), AccessDenied, "credentials_file"),
        (404, sheets_error(404, "NOT_FOUND"), NotFound, f"never shared with {ACCOUNT}"),
        (429, sheets_error(429, "RESOURCE_EXHAUSTED"), QuotaExceeded, "reads_per_minute"),
        (
            400,
            sheets_error(400, "INVALID_ARGUMENT", "You are trying to edit a protected cell or object."),
            AccessDenied,
            "protected range",
        ),
        (
            400,
            sheets_error(400, "INVALID_ARGUMENT", "Invalid requests[0]."),
            RequestRefused,
            "Invalid requests",
        ),
        (501, sheets_error(501, "UNIMPLEMENTED"), RequestRefused, "501"),
    ],
)
def test_every_refusal_says_what_to_do(
    status: int, body: dict[str, Any], error: type[GoogleError], remedy: str
) -> None:
    found = failure(status, body).error
    assert type(found) is error
    assert remedy in str(found)
    assert found.status == status


def test_a_persons_full_storage_is_told_as_such() -> None:
    asked = Asked("vanphong@phuong.example")
    found = error_of_answer(403, drive_error(403, "storageQuotaExceeded"), asked)
    assert found.refusal == "no-storage"
    assert "The storage of vanphong@phuong.example is full" in str(found)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<html>Error 502</html>", "text/html"),
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b'{"error": null}', "application/json"),
        (b'{"error": {"details": [1, {}]}}', "application/json"),
        (b'{"error": {"message": "x", "details": [{"reason": "constructor"}]}}', "application/json"),
        (b'{"error": {"errors": null, "details": 5}}', "application/json"),
        (b"\xff\xfe", "application/json"),
    ],
)
@pytest.mark.parametrize("status", [400, 403, 502])
def test_no_body_is_too_strange(status: int, body: bytes, content_type: str) -> None:
    assert failure(status, body, content_type).error.status == status


@pytest.mark.parametrize(
    ("status", "reason", "passing", "doubtful"),
    [
        (429, "rateLimitExceeded", True, False),
        (403, "userRateLimitExceeded", True, False),
        (403, "sharingRateLimitExceeded", False, False),
        (403, "forbidden", False, False),
        (400, "badRequest", False, False),
        (404, "notFound", False, False),
        (409, "alreadyExists", False, False),
        (408, "timeout", True, True),
        (500, "internalError", True, True),
        (501, "notImplemented", False, False),
        (502, "badGateway", True, True),
        (503, "backendError", True, True),
        (504, "timeout", True, True),
    ],
)
def test_what_passes_by_itself_and_what_may_have_happened(
    status: int, reason: str, passing: bool, doubtful: bool
) -> None:
    found = failure(status, drive_error(status, reason))
    assert (found.passing, found.doubtful) == (passing, doubtful)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "Mon, 23 Nov 2026 10:00:30 GMT", "Date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 30),
        ({"Retry-After": "Mon, 23 Nov 2026 09:00:00 GMT", "Date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 0),
        ({"Retry-After": "Mon, 23 Nov 2026 09:00:00 GMT"}, None),
    ],
)
def test_the_wait_asked_for_is_read_as_seconds_or_as_a_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert asked_wait(headers) == seconds
