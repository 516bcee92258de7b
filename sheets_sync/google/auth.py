"""Credentials for a purpose, with the smallest scopes that serve it."""

import google.auth
from google.auth.credentials import Credentials
from google.auth.exceptions import DefaultCredentialsError
from google.oauth2 import service_account

from sheets_sync.errors import AccessDenied
from sheets_sync.google.settings import GoogleSettings, Purpose

SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
#: To see which files changed, not what is in them.
DRIVE_METADATA = "https://www.googleapis.com/auth/drive.metadata.readonly"
#: To create workbooks in a shared folder and share them with their units.
DRIVE = "https://www.googleapis.com/auth/drive"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    "sync": (SPREADSHEETS, DRIVE_METADATA),
    "provision": (SPREADSHEETS, DRIVE),
}


def credentials(settings: GoogleSettings, purpose: Purpose) -> Credentials | None:
    """Credentials as configured; None for `anonymous`. Raises AccessDenied when they cannot be had."""
    scopes = SCOPES[purpose]
    if settings.auth == "anonymous":
        return None
    try:
        if settings.auth == "service-account":
            file = str(settings.credentials_file)
            return service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call, no-any-return]
                file, scopes=scopes
            )
        found, _ = google.auth.default(scopes=scopes)
    except (OSError, ValueError) as error:
        message = f"The key of the service account cannot be read ({error}); check google.credentials_file."
        raise AccessDenied(message) from error
    except DefaultCredentialsError as error:
        message = "No application default credentials; run `gcloud auth application-default login`."
        raise AccessDenied(message) from error
    return found
