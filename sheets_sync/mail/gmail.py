"""Handing over through Gmail's API (users.messages.send), with google-auth: no password, no open port."""

import base64
from collections.abc import Callable
from email.message import EmailMessage

import requests
from google.auth.exceptions import GoogleAuthError

from sheets_sync.errors import MailError, SheetsSyncError
from sheets_sync.mail.transports import Refused

GMAIL = "https://gmail.googleapis.com"
#: Seconds to connect, and to wait for an answer.
PATIENCE = (10, 60)
#: Passing: too fast, or Google's trouble.
PASSING = frozenset({403, 408, 429, 500, 502, 503, 504})


class GmailTransport:
    """Sends as the account that is signed in, or as whom it acts for."""

    def __init__(self, session: Callable[[], requests.Session], base_url: str | None = None) -> None:
        """`session` gives a session that signs in; it is asked for with the first message."""
        self._make = session
        self._base = (base_url or GMAIL).rstrip("/")
        self._session: requests.Session | None = None

    def send(self, built: EmailMessage, key: str) -> Refused:  # noqa: ARG002 (the protocol's)
        """Hand one message over. Raises MailError; addresses that do not exist come back by mail only."""
        raw = base64.urlsafe_b64encode(built.as_bytes()).decode()
        url = f"{self._base}/gmail/v1/users/me/messages/send"
        try:
            self._session = self._session or self._make()
            answer = self._session.post(url, json={"raw": raw}, timeout=PATIENCE)
        except (requests.RequestException, GoogleAuthError, SheetsSyncError) as error:
            raise MailError(f"Gmail cannot be reached ({error}); run the command again later.") from error
        if not answer.ok:
            hint = "Enable the Gmail API and grant the scope gmail.send to the account (google.act_as)."
            said = f"Gmail answered {answer.status_code}: {_message(answer)}."
            raise MailError(f"{said} {hint}", permanent=answer.status_code not in PASSING | {401})
        return {}

    def close(self) -> None:
        """End the connection."""
        if self._session is not None:
            self._session.close()


def _message(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return answer.reason
