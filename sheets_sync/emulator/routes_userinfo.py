"""Who a token belongs to, as the addresses of Google's OAuth API tell it."""

from starlette.responses import Response

from sheets_sync.emulator.access import permission_id
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.errors import GoogleError


def userinfo(call: Call) -> Response:
    """userinfo.get: id and address."""
    email = call.caller.email
    if not email:
        raise GoogleError(401, "Request is missing required authentication credential.")
    about = {"email": email, "verified_email": True, "name": email.partition("@")[0]}
    return as_json({"id": permission_id(email), **about})


def openid(call: Call) -> Response:
    """The same as OpenID Connect names it."""
    email = call.caller.email
    if not email:
        raise GoogleError(401, "Request is missing required authentication credential.")
    about = {"email": email, "email_verified": True, "name": email.partition("@")[0]}
    return as_json({"sub": permission_id(email), **about})


ROUTES = (
    ("GET", "/userinfo/v2/me", userinfo, None),
    ("GET", "/oauth2/v1/userinfo", userinfo, None),
    ("GET", "/oauth2/v2/userinfo", userinfo, None),
    ("GET", "/oauth2/v3/userinfo", openid, None),
)
