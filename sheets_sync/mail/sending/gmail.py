"""Mails through the Gmail API: for a Google account, without a mail server's password."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence

import requests
from google.auth.exceptions import GoogleAuthError

from sheets_sync.errors import GoogleError, MailError, MailUnavailable
from sheets_sync.google.refusals import Asked
from sheets_sync.google.translation import failure_from
from sheets_sync.mail.sending.transports import Handed, Refusal

GOOGLE = "https://gmail.googleapis.com"
SEND = "/gmail/v1/users/me/messages/send"
#: Who signs in, as messages name it.
SENDER = Asked("the sender", scopes="https://www.googleapis.com/auth/gmail.send")
#: Google's statuses for a message that it will never take: malformed, too large.
NEVER = (400, 413)
#: Google's statuses that say nothing about the message: not signed in, not allowed, too many.
NOT_NOW = (401, 403, 404, 429)


class GmailTransport:
    """Sends as the account that is signed in; Google tells of addresses that bounce by mail to the sender."""

    def __init__(
        self, session: Callable[[], requests.Session], base_url: str | None = None, timeout: float = 60.0
    ) -> None:
        self._new_session = session
        self._session: requests.Session | None = None
        self._url = (base_url or GOOGLE).rstrip("/") + SEND
        self._timeout = timeout

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:  # noqa: ARG002
        """All recipients or none: Google takes a message as a whole."""
        raw = urlsafe_b64encode(message).decode()
        try:
            if self._session is None:
                self._session = self._new_session()
            answer = self._session.post(self._url, json={"raw": raw}, timeout=self._timeout)
        except GoogleError as error:
            raise MailUnavailable(str(error)) from error
        except GoogleAuthError as error:
            told = failure_from(error, SENDER).error
            raise MailUnavailable(
                f"The sender cannot sign in. {told} A service account needs domain-wide delegation for the "
                "scope gmail.send; see docs/operate.md."
            ) from error
        except requests.ConnectionError as error:
            raise MailUnavailable(f"Gmail is out of reach: {error}") from error
        except requests.RequestException as error:
            raise MailError(f"Gmail did not answer: {error}") from error
        return _handed(answer, recipients)

    def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None


def _handed(answer: requests.Response, recipients: Sequence[str]) -> Handed:
    if answer.ok:
        return Handed(tuple(recipients))
    said = f"{answer.status_code} {_reason(answer)}"
    if answer.status_code in NEVER:
        return Handed((), dict.fromkeys(recipients, Refusal(said, permanent=True)))
    if answer.status_code in NOT_NOW:
        raise MailUnavailable(f"Gmail takes no mails now: {said}")
    raise MailError(f"Gmail failed: {said}")


def _reason(answer: requests.Response) -> str:
    try:
        told = answer.json()["error"]["message"]
    except (ValueError, KeyError, TypeError):
        told = answer.reason
    return " ".join(str(told).split())[:300]
