"""A person's sign-in: made once in a browser, given back on request."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gspread.auth
import requests
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from sheets_sync.errors import AccessDenied
from sheets_sync.google.answers import refused
from sheets_sync.google.refusals import Asked
from sheets_sync.google.refusals.kinds import SIGN_IN
from sheets_sync.google.token_file import kept, read, write
from sheets_sync.google.translation import FOREIGN, failure_from

#: Where a sign-in is given back, where the client's file names no other place.
REVOKE = "https://oauth2.googleapis.com/revoke"
#: Where the browser is sent when nothing listens: its address then holds the code.
NOWHERE = "http://localhost"
#: Names under which people keep the client's file beside campaign.toml.
CLIENT_FILES = ("client.json", "client_secret*.json", "credentials.json")
#: Seconds to wait for somebody to allow it in the browser, and for an answer of Google's.
PATIENCE, TIMEOUT = 300, 30
SUCCESS = "Signed in. You may close this page. / Đã đăng nhập, có thể đóng trang này."
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def client_file(given: Path | None, folder: Path) -> Path:
    """The OAuth client's file: as given, beside campaign.toml, or gspread's own. Raises AccessDenied."""
    places = [given] if given else [found for name in CLIENT_FILES for found in sorted(folder.glob(name))]
    if given is None:
        places.append(Path(gspread.auth.DEFAULT_CREDENTIALS_FILENAME))
    for place in places:
        if place is not None and place.is_file():
            return place
    named = given or f"{folder / CLIENT_FILES[0]} or {gspread.auth.DEFAULT_CREDENTIALS_FILENAME}"
    raise AccessDenied(
        f"There is no OAuth client at {named}. In the Cloud console (Google Auth Platform, Clients) make one "
        "of the type “Desktop app”, download its JSON and put it there, or name it with --client."
    )


def sign_in(
    client: Path, scopes: tuple[str, ...], token_file: Path, ask: Callable[[str], str] | None
) -> Credentials:
    """Let a person sign in and keep it in `token_file`, for its owner only.

    With a browser on this computer when `ask` is None; else `ask` gets the address to open anywhere, and
    returns the address at which the browser ended. Raises GoogleError.
    """
    try:
        flow = InstalledAppFlow.from_client_secrets_file(str(client), scopes=list(scopes))
    except (OSError, ValueError) as error:
        raise AccessDenied(
            f"{client} is not the JSON of a “Desktop app” client: download it again."
        ) from error
    asked = Asked(host=SIGN_IN, client=str(flow.client_config.get("client_id", "")), scopes=",".join(scopes))
    with _loopback_allowed(flow.client_config), _told(asked):
        if ask is None:
            _by_browser(flow)
        else:
            _by_hand(flow, ask)
    _keep(flow, scopes, token_file)
    return read(token_file)


def _by_browser(flow: InstalledAppFlow) -> None:
    flow.run_local_server(
        port=0,
        authorization_prompt_message="Open this address in a browser on this computer:\n{url}",
        success_message=SUCCESS,
        timeout_seconds=PATIENCE,
        prompt="consent",
        timeout=TIMEOUT,
    )


def _by_hand(flow: InstalledAppFlow, ask: Callable[[str], str]) -> None:
    flow.redirect_uri = NOWHERE
    url, _ = flow.authorization_url(prompt="consent")
    answer = ask(url).strip()
    # oauthlib takes an address of a secure place only, though none is asked here.
    secure = answer.replace("http://", "https://", 1)
    told = {"authorization_response": secure} if "://" in answer else {"code": answer}
    flow.fetch_token(**told, timeout=TIMEOUT)


@contextlib.contextmanager
def _loopback_allowed(config: dict[str, Any]) -> Iterator[None]:
    """oauthlib wants TLS; a server on this computer, as the local Google is, has none."""
    if urlsplit(str(config.get("token_uri", ""))).hostname not in LOOPBACK:
        yield
        return
    name = "OAUTHLIB_INSECURE_TRANSPORT"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextlib.contextmanager
def _told(asked: Asked) -> Iterator[None]:
    """What goes wrong in a browser or at the token endpoint becomes ours."""
    try:
        yield
    except OAuth2Error as error:
        if error.error == "access_denied":
            words = "It was not allowed in the browser: run `sheets-sync login` again and choose “Allow”."
            raise AccessDenied(words, refusal="not-allowed") from error
        said = ": ".join(filter(None, (error.error, error.description)))
        raise AccessDenied(
            f"The sign-in did not come about ({said}): run `sheets-sync login` again."
        ) from error
    except Warning as error:
        # oauthlib raises it when another set of rights was granted than was asked for.
        words = (
            "Not every box was ticked in the browser: run `sheets-sync login` again and allow all of them."
        )
        raise AccessDenied(f"{words} ({error})") from error
    except FOREIGN as error:
        raise failure_from(error, asked).error from error
    except (AttributeError, ValueError, TimeoutError) as error:
        words = (
            "Nobody allowed it in the browser in time: run `sheets-sync login` again, with --no-browser on a "
        )
        raise AccessDenied(f"{words}computer without one. ({error})") from error


def _keep(flow: InstalledAppFlow, scopes: tuple[str, ...], file: Path) -> None:
    now, token = datetime.now(UTC), flow.oauth2session.token
    lasts = token.get("refresh_token_expires_in")
    made = json.loads(flow.credentials.to_json())
    if not made.get("refresh_token"):
        raise AccessDenied(
            "Google gave no lasting sign-in: take this app's access away in the account, sign in again."
        )
    made |= {
        "scopes": list(scopes),
        "signed_in": now.isoformat(timespec="seconds"),
        "ends": (now + timedelta(seconds=int(lasts))).isoformat(timespec="seconds") if lasts else None,
        "revoke_uri": _revoke_uri(flow.client_config),
    }
    # Lasting tokens only: what expires within the hour is asked for anew.
    write(file, {name: value for name, value in made.items() if name not in ("token", "expiry")})


def _revoke_uri(config: dict[str, Any]) -> str:
    token = urlsplit(str(config.get("token_uri", "")))
    return f"{token.scheme}://{token.netloc}/revoke" if token.hostname in LOOPBACK else REVOKE


def sign_out(file: Path) -> None:
    """Give the sign-in back to Google, then forget it; one that Google has ended already is only forgotten.

    Raises GoogleError when Google cannot be asked: then it is kept.
    """
    found = kept(file)
    told = {"token": found.get("refresh_token", "")}
    asked = Asked(host=SIGN_IN)
    try:
        answer = requests.post(str(found.get("revoke_uri") or REVOKE), data=told, timeout=TIMEOUT)
    except FOREIGN as error:
        raise failure_from(error, asked).error from error
    if not answer.ok and answer.status_code != 400:
        raise refused(answer, asked).error
    file.unlink(missing_ok=True)
