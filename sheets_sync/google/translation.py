"""Every foreign exception becomes one of ours, with what to do about it."""

import re
import ssl
from dataclasses import replace
from enum import Enum, auto

import google.auth.exceptions as auth
import gspread.exceptions as sheets
import requests
import requests.exceptions as http
import urllib3.exceptions as wire

from sheets_sync.google.answers import Failure, refused
from sheets_sync.google.bodies import NotUnderstood
from sheets_sync.google.refusals import Asked, Told, refusal_of
from sheets_sync.google.refusals.kinds import SIGN_IN
from sheets_sync.google.signing_in import SignInRefused


class Cause(Enum):
    """What kind of thing went wrong before, during or after a request."""

    #: Google never got the request.
    NOT_SENT = auto()
    #: The connection broke or the answer is unusable: the request may have been carried out.
    CUT_OFF = auto()
    #: The address or the request itself is wrong.
    MALFORMED = auto()
    #: Google does not let the account in.
    SIGN_IN = auto()
    #: What was asked for is not there.
    MISSING = auto()


#: Families of foreign exceptions; the nearest ancestor counts. The libraries' roots are left out on
#: purpose: a family that a new version adds has to be placed here, and a test tells.
CAUSES: dict[type[Exception], Cause] = {
    http.ConnectTimeout: Cause.NOT_SENT,
    http.ProxyError: Cause.NOT_SENT,
    http.SSLError: Cause.CUT_OFF,
    http.ConnectionError: Cause.CUT_OFF,
    http.Timeout: Cause.CUT_OFF,
    http.ChunkedEncodingError: Cause.CUT_OFF,
    http.ContentDecodingError: Cause.CUT_OFF,
    http.StreamConsumedError: Cause.CUT_OFF,
    http.RetryError: Cause.CUT_OFF,
    http.HTTPError: Cause.CUT_OFF,
    http.JSONDecodeError: Cause.CUT_OFF,
    http.InvalidJSONError: Cause.MALFORMED,
    http.InvalidHeader: Cause.MALFORMED,
    http.InvalidSchema: Cause.MALFORMED,
    http.InvalidURL: Cause.MALFORMED,
    http.MissingSchema: Cause.MALFORMED,
    http.TooManyRedirects: Cause.MALFORMED,
    http.URLRequired: Cause.MALFORMED,
    http.UnrewindableBodyError: Cause.MALFORMED,
    wire.ConnectTimeoutError: Cause.NOT_SENT,
    wire.ProxyError: Cause.NOT_SENT,
    wire.EmptyPoolError: Cause.NOT_SENT,
    wire.FullPoolError: Cause.NOT_SENT,
    wire.ClosedPoolError: Cause.NOT_SENT,
    wire.SSLError: Cause.CUT_OFF,
    wire.TimeoutError: Cause.CUT_OFF,
    wire.PoolError: Cause.CUT_OFF,
    wire.ProtocolError: Cause.CUT_OFF,
    wire.IncompleteRead: Cause.CUT_OFF,
    wire.InvalidChunkLength: Cause.CUT_OFF,
    wire.DecodeError: Cause.CUT_OFF,
    wire.ResponseError: Cause.CUT_OFF,
    wire.BodyNotHttplibCompatible: Cause.CUT_OFF,
    wire.HeaderParsingError: Cause.CUT_OFF,
    wire.InvalidHeader: Cause.CUT_OFF,
    wire.TimeoutStateError: Cause.MALFORMED,
    wire.LocationValueError: Cause.MALFORMED,
    wire.ProxySchemeUnsupported: Cause.MALFORMED,
    wire.UnrewindableBodyError: Cause.MALFORMED,
    auth.TransportError: Cause.NOT_SENT,
    auth.TimeoutError: Cause.NOT_SENT,
    auth.ResponseError: Cause.NOT_SENT,
    auth.RefreshError: Cause.SIGN_IN,
    auth.UserAccessTokenError: Cause.SIGN_IN,
    auth.DefaultCredentialsError: Cause.SIGN_IN,
    auth.MutualTLSChannelError: Cause.SIGN_IN,
    auth.ClientCertError: Cause.SIGN_IN,
    auth.OAuthError: Cause.SIGN_IN,
    sheets.APIError: Cause.CUT_OFF,
    sheets.SpreadsheetNotFound: Cause.MISSING,
    sheets.WorksheetNotFound: Cause.MISSING,
    sheets.NoValidUrlKeyFound: Cause.MALFORMED,
    sheets.IncorrectCellLabel: Cause.MALFORMED,
    sheets.InvalidInputValue: Cause.MALFORMED,
    sheets.UnSupportedExportFormat: Cause.MALFORMED,
}
#: What may come out of a request. gspread's own are here for those who use its methods on our client.
FOREIGN = (
    requests.RequestException,
    wire.HTTPError,
    wire.ProxySchemeUnsupported,
    auth.GoogleAuthError,
    sheets.GSpreadException,
    sheets.UnSupportedExportFormat,
)


def cause_of(kind: type[BaseException]) -> Cause | None:
    """The family of a class of exceptions; None of one that was not placed."""
    return next((CAUSES[parent] for parent in kind.__mro__ if parent in CAUSES), None)


#: What the catalogue calls each cause.
REASONS = {
    Cause.NOT_SENT: "not-sent",
    Cause.CUT_OFF: "cut-off",
    Cause.MALFORMED: "malformed",
    Cause.SIGN_IN: "credentials",
    Cause.MISSING: "missing",
}
#: How OpenSSL says that a certificate is not trusted, as against a handshake that broke.
UNTRUSTED = re.compile("certificate|self.signed|unable to get local issuer", re.IGNORECASE)


def failure_from(error: Exception, asked: Asked) -> Failure:
    """Our failure for an exception of requests, urllib3, google-auth or gspread."""
    signing_in = isinstance(error, auth.GoogleAuthError)
    if signing_in:
        asked = replace(asked, host=SIGN_IN)
    if isinstance(error, SignInRefused):
        # Whatever was to be asked was never sent.
        return replace(refused(error.answer, asked), doubtful=False)
    inner = _innermost(error)
    cause = cause_of(type(error)) or Cause.CUT_OFF
    if signing_in and not isinstance(inner, auth.GoogleAuthError):
        cause = Cause.NOT_SENT
    if isinstance(inner, wire.NewConnectionError) or getattr(error, "retryable", False) is True:
        cause = Cause.NOT_SENT
    told = Told(0, _reason(inner, cause), str(inner))
    refusal = refusal_of(told, asked)
    doubtful = cause is Cause.CUT_OFF and told.reason != "certificate"
    words = _words(error, cause, asked.filled(refusal.remedy), asked)
    status = 404 if cause is Cause.MISSING else 0
    found = refusal.error(words, status, refusal=refusal.code, said=told.message)
    return Failure(found, passing=refusal.passes, doubtful=doubtful)


def _innermost(error: Exception) -> Exception:
    """What requests and google-auth wrap: proxies, certificates and DNS hide under the same exceptions."""
    for _ in range(5):
        hidden = error.reason if isinstance(error, wire.MaxRetryError) else next(iter(error.args), None)
        if not isinstance(hidden, Exception):
            break
        error = hidden
        if isinstance(error, (wire.ProxyError, wire.SSLError, wire.NewConnectionError)):
            break
    return error


def _reason(inner: Exception, cause: Cause) -> str:
    """The catalogue's name for what went wrong."""
    if isinstance(inner, (http.ProxyError, wire.ProxyError)):
        return "proxy"
    if isinstance(inner, (http.SSLError, wire.SSLError, ssl.SSLError)) and UNTRUSTED.search(str(inner)):
        return "certificate"
    if isinstance(inner, wire.NameResolutionError):
        return "dns"
    return REASONS[cause]


def _words(error: Exception, cause: Cause, remedy: str, asked: Asked) -> str:
    if cause is Cause.MALFORMED:
        return f"The request cannot be sent ({error}). {remedy}"
    if cause is Cause.SIGN_IN:
        said = error.args[0] if error.args else type(error).__name__
        return f"Google does not let {asked.account} sign in ({said}). {remedy}"
    if cause is Cause.MISSING:
        return f"{error}: {remedy}"
    if isinstance(error, NotUnderstood):
        return f"What answers {asked.route} is not what Google says ({error}). {remedy}"
    return f"No usable answer from Google ({type(error).__name__}). {remedy}"
