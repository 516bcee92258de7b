import inspect
from collections.abc import Callable
from types import ModuleType

import google.auth.exceptions
import gspread.exceptions
import pytest
import requests
import requests.exceptions
import urllib3.exceptions

from sheets_sync.errors import AccessDenied, GoogleError, GoogleUnavailable, RequestRefused
from sheets_sync.google.refusals import Asked
from sheets_sync.google.translation import FOREIGN, cause_of, failure_from

ASKED = Asked("sync@example.com")
LIBRARIES = (requests.exceptions, urllib3.exceptions, google.auth.exceptions, gspread.exceptions)
#: Too wide to mean anything: whatever derives from them must be placed by itself.
ROOTS = {
    requests.exceptions.RequestException,
    urllib3.exceptions.HTTPError,
    google.auth.exceptions.GoogleAuthError,
    gspread.exceptions.GSpreadException,
}


def raised_by(library: ModuleType) -> list[type[Exception]]:
    """The library's own exceptions, warnings and roots left out."""
    return [
        kind
        for _, kind in inspect.getmembers(library, inspect.isclass)
        if issubclass(kind, Exception)
        and not issubclass(kind, Warning)
        and kind.__module__ == library.__name__
        and kind not in ROOTS
    ]


EXCEPTIONS = [kind for library in LIBRARIES for kind in raised_by(library)]


def test_the_list_of_exceptions_is_no_empty_one() -> None:
    assert all(len(raised_by(library)) >= 7 for library in LIBRARIES)


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_foreign_exception_is_caught_and_placed(kind: type[Exception]) -> None:
    assert issubclass(kind, FOREIGN)
    assert cause_of(kind) is not None, f"{kind} is new: place it in CAUSES"


def test_an_unplaced_exception_would_be_noticed_and_still_becomes_ours() -> None:
    class Novelty(requests.RequestException):
        pass

    assert cause_of(Novelty) is None
    failure = failure_from(Novelty("?"), ASKED)
    assert (type(failure.error), failure.passing, failure.doubtful) == (GoogleUnavailable, True, True)


def sign_in_error(kind: Callable[..., Exception], text: str, **more: bool) -> Exception:
    return kind(text, **more)


def refused_connection() -> Exception:
    reason = urllib3.exceptions.NewConnectionError(None, "refused")  # type: ignore[arg-type]
    pool = urllib3.HTTPConnectionPool("localhost")
    return requests.ConnectionError(urllib3.exceptions.MaxRetryError(pool, "/", reason))


@pytest.mark.parametrize(
    ("error", "ours", "passing", "doubtful"),
    [
        (requests.ConnectTimeout(), GoogleUnavailable, True, False),
        (refused_connection(), GoogleUnavailable, True, False),
        (requests.ReadTimeout(), GoogleUnavailable, True, True),
        (requests.ConnectionError("reset by peer"), GoogleUnavailable, True, True),
        (requests.exceptions.ChunkedEncodingError(), GoogleUnavailable, True, True),
        (requests.exceptions.JSONDecodeError("?", "", 0), GoogleUnavailable, True, True),
        (requests.exceptions.InvalidJSONError("NaN"), RequestRefused, False, False),
        (requests.exceptions.MissingSchema("localhost"), RequestRefused, False, False),
        (sign_in_error(google.auth.exceptions.TransportError, "no route"), GoogleUnavailable, True, False),
        (sign_in_error(google.auth.exceptions.RefreshError, "invalid_grant"), AccessDenied, False, False),
        (
            sign_in_error(google.auth.exceptions.RefreshError, "busy", retryable=True),
            GoogleUnavailable,
            True,
            False,
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_may_be_tried_again_and_what_may_have_happened(
    error: Exception, ours: type[GoogleError], passing: bool, doubtful: bool
) -> None:
    failure = failure_from(error, ASKED)
    assert (type(failure.error), failure.passing, failure.doubtful) == (ours, passing, doubtful)


def hidden(reason: Exception) -> Exception:
    pool = urllib3.HTTPConnectionPool("localhost")
    return requests.ConnectionError(urllib3.exceptions.MaxRetryError(pool, "/", reason))


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (requests.exceptions.ProxyError("refused"), "HTTPS_PROXY"),
        (requests.exceptions.SSLError("certificate has expired"), "certificates"),
        (hidden(urllib3.exceptions.SSLError("certificate has expired")), "certificates"),
        (hidden(urllib3.exceptions.ProxyError("refused", OSError())), "HTTPS_PROXY"),
        (requests.ReadTimeout(), "Check the network"),
        (requests.exceptions.MissingSchema("localhost"), "google.api_base_url"),
        (sign_in_error(google.auth.exceptions.RefreshError, "invalid_grant"), "clock"),
        (sign_in_error(google.auth.exceptions.MutualTLSChannelError, "no certificate"), "key"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_message_says_what_to_do(error: Exception, remedy: str) -> None:
    assert remedy in str(failure_from(error, ASKED).error)


def test_a_host_without_address_points_to_the_name_service() -> None:
    with pytest.raises(requests.ConnectionError) as caught:
        requests.get("http://sheets.invalid/")
    failure = failure_from(caught.value, ASKED)
    assert "DNS" in str(failure.error)
    assert not failure.doubtful
