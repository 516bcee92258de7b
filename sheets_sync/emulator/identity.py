"""Who a token stands for, and the tokens of service accounts (OAuth's JWT flow)."""

import secrets
import threading
from collections.abc import Iterable
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import exceptions, jwt
from starlette.datastructures import QueryParams

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.errors import GoogleError
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.settings import Settings

Json = dict[str, Any]
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
#: How tokens of this server begin; one that it does not know has expired with an earlier run.
PREFIX = "ya29.local-"
SERVICE_DOMAIN = "local-google.iam.gserviceaccount.com"
LIFETIME = 3599
NOBODY = Caller("")
UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or "
    "other form of API consumer identity to call this API."
)
#: Seconds that a client's clock may be off.
SKEW = 300


class InvalidGrant(Exception):
    """The assertion is no good; the message is OAuth's error_description."""


class Identities:
    """Tokens handed out since the server started."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._lock = threading.Lock()
        self._tokens: dict[str, Caller] = {}

    def caller(self, authorization: str, query: QueryParams) -> Caller:
        """Who sends that header or that query; 401 of a token that is not known where it must be.

        An API key alone stands for nobody; neither token nor key is the owner, unless tokens are required.
        """
        scheme, _, token = authorization.partition(" ")
        token = token.strip() if scheme.lower() == "bearer" else ""
        token = token or query.get("access_token") or query.get("oauth_token") or ""
        if not token and query.get("key"):
            return NOBODY
        if not token and self._settings.require_token:
            raise GoogleError(403, UNREGISTERED)
        with self._lock:
            known = self._tokens.get(token)
        if known:
            return known
        if token.startswith("user:") and "@" in token:
            return Caller(token.removeprefix("user:"))
        if token.startswith(PREFIX) or self._settings.require_token:
            raise GoogleError(
                401,
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
                "or other valid authentication credential.",
            )
        return Caller(self._settings.owner)

    def exchange(self, grant: str, assertion: str) -> Json:
        """The token for a JWT that a service account signed; `sub` names a user to stand in for."""
        if grant != GRANT:
            raise InvalidGrant("Unsupported grant type.")
        try:
            # The issuer names the key that the signature is then checked by.
            claims = jwt.decode(assertion, verify=False)  # type: ignore[no-untyped-call]
            email = str(claims.get("iss", ""))
            key = self._library.accounts.get(email)
            if key is None:
                raise InvalidGrant("Invalid grant: account not found")
            jwt.decode(assertion, certs=key, clock_skew_in_seconds=SKEW)  # type: ignore[no-untyped-call]
        except (ValueError, exceptions.GoogleAuthError) as error:
            raise InvalidGrant(f"Invalid JWT: {error}") from None
        subject = claims.get("sub")
        delegated = bool(subject) and subject != email
        token = self.hand_out(Caller(str(subject)) if delegated else Caller(email, service=True))
        return {"access_token": token, "expires_in": LIFETIME, "token_type": "Bearer"}

    def hand_out(self, caller: Caller) -> str:
        """A new token that stands for somebody."""
        token = PREFIX + secrets.token_urlsafe(32)
        with self._lock:
            self._tokens[token] = caller
        return token

    def take_back(self, tokens: Iterable[str]) -> None:
        """Tokens stand for nobody any more."""
        with self._lock:
            for token in tokens:
                self._tokens.pop(token, None)

    def new_account(self, name: str, base_url: str) -> Json:
        """A service account's key file, as Google's console gives it; the private key is not kept here."""
        email = name if "@" in name else f"{name}@{SERVICE_DOMAIN}"
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._library.add_account(email, public.decode())
        return {
            "type": "service_account",
            "project_id": "local-google",
            "private_key_id": secrets.token_hex(20),
            "private_key": private.decode(),
            "client_email": email,
            "client_id": str(secrets.randbelow(10**21)).zfill(21),
            "auth_uri": f"{base_url}/o/oauth2/auth",
            "token_uri": f"{base_url}/token",
            "universe_domain": "googleapis.com",
        }
