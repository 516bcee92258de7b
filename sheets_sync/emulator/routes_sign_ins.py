"""Pages and methods by which people sign in, and by which one account lends itself to another (IAM)."""

import json
from base64 import b64decode
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.call import as_json
from sheets_sync.emulator.clock import Clock, timestamp
from sheets_sync.emulator.errors import GoogleError, bad_request
from sheets_sync.emulator.identity import LIFETIME, Identities, InvalidGrant
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.sign_ins import Refused, SignIns

Json = dict[str, Any]
PAGE = """<!doctype html><meta charset=utf-8><title>Sign in – local Google</title>
<form method=post><p>{client} wants to:<ul>{scopes}</ul>
<p><label>Sign in as <input name=email type=email required value="{email}"></label>
<p><button name=answer value=allow>Allow</button>
<button name=answer value=deny formnovalidate>Cancel</button>
</form>"""


def _form(request: Request) -> Json:
    return dict(parse_qsl((request.scope["emulator.body"] or b"").decode("utf-8", "replace")))


def _json(request: Request) -> Json:
    try:
        found = json.loads(request.scope["emulator.body"] or b"{}")
    except ValueError:
        raise bad_request("Invalid JSON payload received.") from None
    if not isinstance(found, dict):
        raise bad_request("The body must be an object.")
    return found


class SignInRoutes:
    """What people and programs ask for."""

    def __init__(self, library: Library, identities: Identities, clock: Clock) -> None:
        self._library = library
        self._identities = identities
        self._clock = clock
        self._people = SignIns(identities, clock)

    def consent(self, request: Request) -> Response:
        """GET shows the consent page, POST is its button: back to the program with a code or a refusal."""
        query = dict(request.query_params)
        if request.method == "GET":
            asked = "".join(f"<li>{escape(one)}" for one in query.get("scope", "").split())
            told = {"client": escape(query.get("client_id", "")), "scopes": asked}
            return HTMLResponse(PAGE.format(**told, email=escape(query.get("login_hint", ""))))
        form = _form(request)
        answer: Json = {"state": query.get("state", "")}
        if form.get("answer") == "deny":
            answer["error"] = "access_denied"
        else:
            scopes = form.get("scope", query.get("scope", ""))
            try:
                answer |= {
                    "code": self._people.consent(query, form.get("email", ""), scopes),
                    "scope": scopes,
                }
            except Refused as error:
                return as_json(error.body, error.status)
        return RedirectResponse(f"{query.get('redirect_uri', '')}?{urlencode(answer)}", 302)

    def token(self, request: Request) -> Response:
        """OAuth's token endpoint, of service accounts and of people."""
        form = _form(request)
        client, secret = _client(request, form)
        try:
            if "assertion" in form or form.get("grant_type") not in ("authorization_code", "refresh_token"):
                grant, assertion = form.get("grant_type", ""), form.get("assertion", "")
                return as_json(self._identities.exchange(grant, assertion))
            return as_json(self._people.exchange(form, client, secret))
        except InvalidGrant as error:
            return as_json({"error": "invalid_grant", "error_description": str(error)}, 400)
        except Refused as error:
            return as_json(error.body, error.status)

    def revoke(self, request: Request) -> Response:
        """OAuth's revocation endpoint."""
        try:
            self._people.revoke(_form(request).get("token", request.query_params.get("token", "")))
        except Refused as error:
            return as_json(error.body, error.status)
        return as_json({})

    def lend(self, request: Request) -> Response:
        """generateAccessToken of IAM: one account stands in for another."""
        account = request.path_params["account"]
        try:
            caller = self._identities.caller(request.headers.get("authorization", ""), request.query_params)
        except GoogleError as error:
            return as_json(error.body, error.code)
        if account not in self._library.accounts:
            return as_json(GoogleError(404, "Not found; Gaia id not found for email " + account).body, 404)
        if caller.email not in self._people.creators.get(account, ()):
            message = (
                "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist)."
            )
            return as_json(GoogleError(403, message).body, 403)
        until = timestamp(self._clock.now() + timedelta(seconds=LIFETIME)).partition(".")[0] + "Z"
        token = self._identities.hand_out(Caller(account, service=True))
        return as_json({"accessToken": token, "expireTime": until})

    def clients(self, request: Request) -> Response:
        """POST {"testing": …} makes a desktop client and answers its JSON."""
        base = str(request.base_url).rstrip("/")
        return as_json(self._people.new_client(base, testing=_json(request).get("testing") is True))

    def people(self, request: Request) -> Response:
        """GET lists sign-ins; POST {"email": …, "end": "revoked" or "reauth"} ends one from Google's side."""
        if request.method == "POST":
            given = _json(request)
            end = self._people.make_stale if given.get("end") == "reauth" else self._people.end
            end(str(given.get("email", "")))
        return as_json({"signIns": self._people.listing()})

    def creators(self, request: Request) -> Response:
        """POST {"account": …, "member": …} grants the role “Service Account Token Creator”."""
        given = _json(request)
        members = self._people.creators.setdefault(str(given.get("account", "")), set())
        members.add(str(given.get("member", "")))
        return as_json({"members": sorted(members)})

    def routes(self) -> list[Route]:
        """All of them."""
        lending = "/v1/projects/-/serviceAccounts/{account}:generateAccessToken"
        return [
            Route("/o/oauth2/auth", self.consent, methods=["GET", "POST"]),
            Route("/token", self.token, methods=["POST"]),
            Route("/revoke", self.revoke, methods=["POST"]),
            Route(lending, self.lend, methods=["POST"]),
            Route("/_emulator/oauth-clients", self.clients, methods=["POST"]),
            Route("/_emulator/sign-ins", self.people, methods=["GET", "POST"]),
            Route("/_emulator/token-creators", self.creators, methods=["POST"]),
        ]


def _client(request: Request, form: Json) -> tuple[str, str]:
    """Id and secret of the client, from the form or from HTTP's own way to give them."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, secret = b64decode(given).decode().partition(":")
        except ValueError:
            return "", ""
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")
