"""The errors that Google answers with, in the two shapes of the Sheets and the Drive API."""

from typing import Any

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    409: "ABORTED",
    413: "INVALID_ARGUMENT",
    415: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class GoogleError(Exception):
    """An answer that is an error; `body` is what the client receives."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body in the shape of the Sheets API."""
        return {"error": {"code": self.code, "message": self.message, "status": STATUS_NAMES[self.code]}}


class InvalidPayload(GoogleError):
    """The request does not have the shape that the discovery document promises: 400."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(400, message)
        self.field = field

    @property
    def body(self) -> dict[str, Any]:
        """The usual body, with the violated field named in `details`."""
        violation = {"field": self.field, "description": self.message}
        detail = {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [violation if self.field else {"description": self.message}],
        }
        body = super().body
        body["error"]["details"] = [detail]
        return body


class DriveError(GoogleError):
    """An error of the Drive API, which names a reason and, of a parameter, its place."""

    def __init__(
        self,
        code: int,
        reason: str,
        message: str,
        *,
        location: str = "",
        place: str = "parameter",
        domain: str = "global",
    ) -> None:
        super().__init__(code, message)
        self.reason = reason
        self.location = location
        self.place = place
        self.domain = domain

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body in the shape of the Drive API."""
        entry = {"message": self.message, "domain": self.domain, "reason": self.reason}
        if self.location:
            entry |= {"location": self.location, "locationType": self.place}
        return {"error": {"code": self.code, "message": self.message, "errors": [entry]}}


class QuotaExceeded(GoogleError):
    """429 in the shape recorded from Google: which metric and which limit were exceeded."""

    def __init__(self, metric: str, limit: str, quota: str, value: int) -> None:
        super().__init__(
            429,
            f"Quota exceeded for quota metric '{metric} requests' and limit '{limit}' of service "
            "'sheets.googleapis.com' for consumer 'project_number:1'.",
        )
        self.metric = metric
        self.quota = quota
        self.value = value

    @property
    def body(self) -> dict[str, Any]:
        """The usual body with Google's ErrorInfo."""
        body = super().body
        body["error"]["details"] = [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "service": "sheets.googleapis.com",
                    "consumer": "projects/1",
                    "quota_metric": f"sheets.googleapis.com/{self.metric.lower()}_requests",
                    "quota_limit": self.quota,
                    "quota_limit_value": str(self.value),
                    "quota_unit": "1/min/{project}",
                    "quota_location": "global",
                },
            }
        ]
        return body


class FailedPrecondition(GoogleError):
    """400 for a file that is no spreadsheet."""

    def __init__(self) -> None:
        super().__init__(400, "This operation is not supported for this document")

    @property
    def body(self) -> dict[str, Any]:
        """The usual body with a status of its own."""
        body = super().body
        body["error"]["status"] = "FAILED_PRECONDITION"
        return body


class RequestRefused(Exception):
    """One request of a batchUpdate cannot be carried out; the batch adds its place to the message."""


NO_CREDENTIALS = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or "
    "other valid authentication credential."
)


def unauthenticated(*, drive: bool) -> GoogleError:
    """401 for a call that needs a person, in the shape of its API."""
    if drive:
        return DriveError(401, "required", NO_CREDENTIALS, location="Authorization", place="header")
    return GoogleError(401, NO_CREDENTIALS)


def not_found() -> GoogleError:
    """404 for a spreadsheet that does not exist."""
    return GoogleError(404, "Requested entity was not found.")


def forbidden() -> GoogleError:
    """403 for a spreadsheet that the caller may not see or not change."""
    return GoogleError(403, "The caller does not have permission")


def bad_request(message: str) -> GoogleError:
    """400 with a message of Google's."""
    return GoogleError(400, message)


def no_file(file_id: str) -> DriveError:
    """404 of the Drive API."""
    return DriveError(404, "notFound", f"File not found: {file_id}.", location="fileId")
