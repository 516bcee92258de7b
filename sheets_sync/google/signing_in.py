"""The transport of sign-ins: what is no token is refused with its own words, before google-auth loses them.

google-auth breaks at a web page (TypeError), hides kinds of refusal, and repeats by itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import google.auth.exceptions
import requests
from google.auth.transport import Response
from google.auth.transport.requests import Request
from requests.structures import CaseInsensitiveDict

#: Seconds to wait for an answer.
TIMEOUT = 30
#: Bytes of an answer that an exception shows.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in the place of a token."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    reason: str = ""


class SignInRefused(google.auth.exceptions.RefreshError):
    """The sign-in got another answer than a token."""

    def __init__(self, answer: Answered) -> None:
        said = answer.content[:LONGEST].decode("utf-8", "replace")
        super().__init__(f"{answer.status_code} {said}")  # type: ignore[no-untyped-call]
        self.answer = answer


class SignIn(Request):
    """google-auth's transport over `requests`, with its own session and time limit."""

    def __init__(self, session: requests.Session, timeout: float = TIMEOUT) -> None:
        super().__init__(session)
        self._timeout = timeout

    def __call__(self, url: str, method: str = "GET", *args: Any, **more: Any) -> Response:
        """An answer with a token in it. Raises SignInRefused and TransportError."""
        more["timeout"] = self._timeout
        response: Response = super().__call__(url, method, *args, **more)  # type: ignore[no-untyped-call]
        if method.upper() == "POST" and not _holds_a_token(response):
            headers = CaseInsensitiveDict(response.headers or {})
            raise SignInRefused(Answered(response.status, headers, response.data))
        return response


def _holds_a_token(response: Response) -> bool:
    if response.status != 200:
        return False
    try:
        return isinstance(json.loads(response.data), dict)
    except ValueError:
        return False
