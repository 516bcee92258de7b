"""Every foreign exception becomes one of ours, with what to do about it."""

from collections.abc import Callable
from enum import Enum, auto

import google.auth.exceptions as auth
import gspread.exceptions as sheets
import requests
import requests.exceptions as http
import urllib3.exceptions as wire

from sheets_sync.errors import AccessDenied, GoogleError, GoogleUnavailable, NotFound, RequestRefused
from sheets_sync.google.answers import Failure


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


def failure_from(error: Exception, account: str) -> Failure:
    """Our failure for an exception of requests, urllib3, google-auth or gspread."""
    cause = cause_of(type(error)) or Cause.CUT_OFF
    if _never_connected(error) or getattr(error, "retryable", False) is True:
        cause = Cause.NOT_SENT
    passing = cause in (Cause.NOT_SENT, Cause.CUT_OFF)
    return Failure(_ERRORS[cause](error, account), passing=passing, doubtful=cause is Cause.CUT_OFF)


def _never_connected(error: Exception) -> bool:
    """Whether requests hides a refused connection or an unknown host under its ConnectionError."""
    hidden = error.args[0] if isinstance(error, http.ConnectionError) and error.args else None
    return isinstance(hidden, wire.MaxRetryError) and isinstance(hidden.reason, wire.NewConnectionError)


def _unavailable(error: Exception, _: str) -> GoogleError:
    kind = type(error).__name__
    return GoogleUnavailable(f"No usable answer from Google ({kind}). {_remedy(error)}")


def _remedy(error: Exception) -> str:
    """What to look at first; proxies and certificates hide behind the same exceptions as the network."""
    hidden = error.args[0] if error.args else None
    reason = hidden.reason if isinstance(hidden, wire.MaxRetryError) else error
    if isinstance(reason, (http.ProxyError, wire.ProxyError)):
        return "Check the proxy in HTTPS_PROXY and NO_PROXY, then run again."
    if isinstance(reason, (http.SSLError, wire.SSLError)):
        return "Check this machine's clock and its certificates (REQUESTS_CA_BUNDLE), then run again."
    if isinstance(reason, wire.NameResolutionError):
        return "The host is not known: check this machine's DNS and google.api_base_url, then run again."
    if isinstance(reason, wire.NewConnectionError):
        return (
            "Nobody listens there: check the network and google.api_base_url (a local Google is served by"
            " `sheets-sync emulator`), then run again."
        )
    return "Check the network, then run again."


def _malformed(error: Exception, _: str) -> GoogleError:
    return RequestRefused(f"The request cannot be sent ({error}). Check google.api_base_url.")


def _sign_in(error: Exception, account: str) -> GoogleError:
    said = error.args[0] if error.args else type(error).__name__
    hint = "Check that its key is current and that this machine's clock is right."
    return AccessDenied(f"Google does not let {account} sign in ({said}). {hint}")


def _missing(error: Exception, account: str) -> GoogleError:
    return NotFound(f"{error} is not there or was never shared with {account}.", 404)


_ERRORS: dict[Cause, Callable[[Exception, str], GoogleError]] = {
    Cause.NOT_SENT: _unavailable,
    Cause.CUT_OFF: _unavailable,
    Cause.MALFORMED: _malformed,
    Cause.SIGN_IN: _sign_in,
    Cause.MISSING: _missing,
}
