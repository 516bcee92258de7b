"""Credentials for a purpose, with the smallest scopes that serve it."""

from hashlib import sha256

import google.auth
import requests
from google.auth import impersonated_credentials
from google.auth.credentials import Credentials
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from sheets_sync.errors import NotSignedIn
from sheets_sync.google import token_file
from sheets_sync.google.key_file import of_key_file
from sheets_sync.google.refusals import Asked
from sheets_sync.google.refusals.kinds import UNNAMED
from sheets_sync.google.settings import GoogleSettings, Purpose
from sheets_sync.google.signing_in import SignIn
from sheets_sync.google.translation import failure_from

SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
#: To see which files changed, not what is in them.
DRIVE_METADATA = "https://www.googleapis.com/auth/drive.metadata.readonly"
#: To create workbooks in a shared folder and share them with their units.
DRIVE = "https://www.googleapis.com/auth/drive"
#: To send mails and nothing else.
GMAIL_SEND = "https://www.googleapis.com/auth/gmail.send"
#: Gmail's SMTP server asks for no less (Gmail API, "XOAUTH2 mechanism").
ALL_MAIL = "https://mail.google.com/"
#: To stand in for a service account.
CLOUD = "https://www.googleapis.com/auth/cloud-platform"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    "sync": (SPREADSHEETS, DRIVE_METADATA),
    "provision": (SPREADSHEETS, DRIVE),
    "gmail": (GMAIL_SEND,),
    "smtp": (ALL_MAIL,),
}


def credentials(settings: GoogleSettings, purpose: Purpose) -> Credentials | None:
    """Credentials as configured; None for `anonymous`. Raises NotSignedIn when they cannot be had."""
    if settings.auth == "anonymous":
        return None
    if settings.auth == "service-account":
        return _service_account(settings, SCOPES[purpose])
    if settings.impersonate is not None:
        return _standing_in(settings, _own(settings, (CLOUD,)), SCOPES[purpose])
    return _own(settings, SCOPES[purpose])


def _own(settings: GoogleSettings, scopes: tuple[str, ...]) -> Credentials:
    """Of the person or the machine that is signed in itself."""
    if settings.auth == "user":
        if settings.token_file is None:
            raise NotSignedIn("google.token_file is not set; run `sheets-sync login`.")
        return token_file.read(settings.token_file)
    try:
        found, _ = google.auth.default(scopes=scopes)
    except DefaultCredentialsError as error:
        message = (
            "There are no application default credentials. Run `gcloud auth application-default login` "
            f"with --scopes={','.join(scopes)}, or set GOOGLE_APPLICATION_CREDENTIALS. ({error})"
        )
        raise NotSignedIn(message) from error
    return found


def _standing_in(settings: GoogleSettings, own: Credentials, scopes: tuple[str, ...]) -> Credentials:
    """A service account's credentials without its key (IAM Service Account Credentials API)."""
    base = (settings.api_base_url or "").rstrip("/")
    local = f"{base}/v1/projects/-/serviceAccounts/{settings.impersonate}:generateAccessToken"
    return impersonated_credentials.Credentials(  # type: ignore[no-untyped-call]
        own,
        target_principal=settings.impersonate,
        target_scopes=list(scopes),
        subject=settings.act_as,
        iam_endpoint_override=local if base else None,
    )


def scopes_of_a_person(*, impersonates: bool, gmail: bool, smtp: bool) -> tuple[str, ...]:
    """What a person is asked to allow, once for everything that the campaign does."""
    if impersonates:
        return (CLOUD,)
    mail = (GMAIL_SEND,) if gmail else (ALL_MAIL,) if smtp else ()
    return (SPREADSHEETS, DRIVE, *mail)


def account_of(found: Credentials | None) -> str:
    """Address to share files with, as far as the credentials tell it."""
    told = getattr(found, "service_account_email", "") or getattr(found, "account", "")
    return str(told or UNNAMED)


def identity_of(settings: GoogleSettings, found: Credentials | None) -> str:
    """Tells one account from another, without naming it: what Drive tells to one is not told to the other."""
    who = account_of(found)
    if who == UNNAMED:
        # A person is known by the sign-in alone.
        who = str(getattr(found, "refresh_token", None) or "")
    told = f"{who} {settings.act_as or ''}"
    return sha256(told.encode()).hexdigest()[:12]


def asked_by(settings: GoogleSettings, purpose: Purpose, found: Credentials | None) -> Asked:
    """What messages may name of who is signed in."""
    return Asked(
        account_of(found),
        client=_client(settings, found),
        scopes=",".join(SCOPES[purpose]),
        act_as=settings.act_as or "",
    )


def _client(settings: GoogleSettings, found: Credentials | None) -> str:
    """Id of the OAuth client: of a person's sign-in, or of the service account as its key file tells."""
    if told := getattr(found, "client_id", None):
        return str(told)
    return of_key_file(settings, "client_id") if settings.auth == "service-account" else ""


def _service_account(settings: GoogleSettings, scopes: tuple[str, ...]) -> Credentials:
    if settings.credentials_file is None:
        raise NotSignedIn("google.credentials_file is not set; name the service account's key file there.")
    try:
        return service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call, no-any-return]
            str(settings.credentials_file), scopes=scopes, subject=settings.act_as
        )
    except (OSError, ValueError) as error:
        # The text of a ValueError may hold a part of the key.
        told = error.strerror if isinstance(error, OSError) else "not a key file of a service account"
        message = (
            f"The key of the service account cannot be read ({told}): "
            "download a JSON key of the account and set google.credentials_file to it."
        )
        raise NotSignedIn(message) from error


def signed_in(settings: GoogleSettings, purpose: Purpose) -> requests.Session:
    """A session that signs in for a purpose, to be closed. Raises NotSignedIn."""
    found = credentials(settings, purpose)
    if found is None:
        return requests.Session()
    return AuthorizedSession(  # type: ignore[no-untyped-call]
        found, auth_request=SignIn(requests.Session())
    )


def access_token(settings: GoogleSettings, purpose: Purpose) -> str:
    """A token for a purpose. Raises GoogleError when it cannot be had."""
    found = credentials(settings, purpose)
    if found is None:
        raise NotSignedIn("google.auth is anonymous: there is no account to get a token for.")
    try:
        with requests.Session() as session:
            found.refresh(SignIn(session))  # type: ignore[no-untyped-call]
    except GoogleAuthError as error:
        raise failure_from(error, asked_by(settings, purpose, found)).error from error
    return str(found.token)
