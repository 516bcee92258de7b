"""People's sign-ins (OAuth 2.0 for desktop apps): consent, codes, refreshing, expiry, revocation."""

import hashlib
import secrets
import threading
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.clock import Clock
from sheets_sync.emulator.identity import LIFETIME, Identities

Json = dict[str, Any]
#: How long a sign-in lasts while the app is in “Testing”.
TESTING = timedelta(days=7)
CODE_LIFETIME = timedelta(minutes=10)


class Refused(Exception):
    """OAuth's way of saying no; `body` is what the client receives."""

    def __init__(self, error: str, description: str = "", status: int = 400, subtype: str = "") -> None:
        super().__init__(error)
        self.status = status
        told = {"error": error, "error_description": description, "error_subtype": subtype}
        self.body = {name: text for name, text in told.items() if text}


@dataclass
class Client:
    """An OAuth client of the type “Desktop app”."""

    id: str
    secret: str
    #: The app is not published: its sign-ins end after seven days.
    testing: bool = False


@dataclass
class Grant:
    """What a person allowed a client."""

    client: str
    email: str
    scopes: str
    at: datetime
    redirect: str = ""
    challenge: str = ""
    #: The Workspace asks for a new sign-in.
    stale: bool = False
    tokens: list[str] = field(default_factory=list)


class SignIns:
    """Clients, codes and refresh tokens since the server started."""

    def __init__(self, identities: Identities, clock: Clock) -> None:
        self._identities = identities
        self._clock = clock
        self._lock = threading.Lock()
        self.clients: dict[str, Client] = {}
        self._codes: dict[str, Grant] = {}
        self._grants: dict[str, Grant] = {}
        #: Service account to those who may stand in for it.
        self.creators: dict[str, set[str]] = {}

    def new_client(self, base_url: str, *, testing: bool) -> Json:
        """The JSON of a client, as Google's console gives it."""
        client = Client(f"{secrets.token_hex(6)}.apps.googleusercontent.com", secrets.token_hex(12), testing)
        with self._lock:
            self.clients[client.id] = client
        told = {
            "client_id": client.id,
            "project_id": "local-google",
            "auth_uri": f"{base_url}/o/oauth2/auth",
            "token_uri": f"{base_url}/token",
            "client_secret": client.secret,
            "redirect_uris": ["http://localhost"],
        }
        return {"installed": told}

    def consent(self, query: Json, email: str, scopes: str) -> str:
        """A person allows a client; the code for its redirect."""
        if query.get("client_id") not in self.clients:
            raise Refused("invalid_client", "The OAuth client was not found.", 401)
        code = f"4/{secrets.token_urlsafe(24)}"
        grant = Grant(
            query["client_id"],
            email,
            scopes,
            self._clock.now(),
            query.get("redirect_uri", ""),
            query.get("code_challenge", ""),
        )
        with self._lock:
            self._codes[code] = grant
        return code

    def exchange(self, form: Json, client: str, secret: str) -> Json:
        """The tokens for a code, or a new access token for a refresh token."""
        known = self.clients.get(client)
        if known is None or known.secret != secret:
            raise Refused("invalid_client", "The OAuth client was not found.", 401)
        with self._lock:
            if form.get("grant_type") == "authorization_code":
                return self._redeemed(form, known)
            return self._refreshed(form, known)

    def _redeemed(self, form: Json, client: Client) -> Json:
        grant = self._codes.pop(form.get("code", ""), None)
        if grant is None or grant.client != client.id or self._clock.now() - grant.at > CODE_LIFETIME:
            raise Refused("invalid_grant", "Malformed auth code.")
        if grant.redirect != form.get("redirect_uri", ""):
            raise Refused("redirect_uri_mismatch", "Bad Request")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if grant.challenge and urlsafe_b64encode(digest).decode().rstrip("=") != grant.challenge:
            raise Refused("invalid_grant", "Invalid code verifier.")
        refresh = f"1//{secrets.token_urlsafe(32)}"
        self._grants[refresh] = grant
        told = {"refresh_token": refresh, **self._access(grant)}
        if client.testing:
            told["refresh_token_expires_in"] = int(TESTING.total_seconds()) - 1
        return told

    def _refreshed(self, form: Json, client: Client) -> Json:
        grant = self._grants.get(form.get("refresh_token", ""))
        if grant is None or grant.client != client.id:
            raise Refused("invalid_grant", "Token has been expired or revoked.")
        if client.testing and self._clock.now() - grant.at > TESTING:
            raise Refused("invalid_grant", "Token has been expired or revoked.")
        if grant.stale:
            raise Refused("invalid_grant", "reauth related error (invalid_rapt)", subtype="invalid_rapt")
        return self._access(grant)

    def _access(self, grant: Grant) -> Json:
        token = self._identities.hand_out(Caller(grant.email))
        grant.tokens.append(token)
        told = {"access_token": token, "expires_in": LIFETIME, "token_type": "Bearer"}
        return {**told, "scope": grant.scopes}

    def revoke(self, token: str) -> None:
        """End a sign-in, by its refresh token or one of its access tokens."""
        with self._lock:
            for refresh, grant in list(self._grants.items()):
                if token == refresh or token in grant.tokens:
                    del self._grants[refresh]
                    self._identities.take_back(grant.tokens)
                    return
        raise Refused("invalid_token", "Token expired or revoked")

    def listing(self) -> list[Json]:
        """Who is signed in by which client."""
        with self._lock:
            return [
                {"email": one.email, "client": one.client, "scope": one.scopes}
                for one in self._grants.values()
            ]

    def make_stale(self, email: str) -> None:
        """The Workspace asks this person to sign in again."""
        with self._lock:
            for grant in self._grants.values():
                grant.stale = grant.stale or grant.email == email

    def end(self, email: str) -> None:
        """This person took the app's access away in the account's settings."""
        with self._lock:
            for refresh in [token for token, grant in self._grants.items() if grant.email == email]:
                self._identities.take_back(self._grants.pop(refresh).tokens)
