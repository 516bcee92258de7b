"""The catalogue of refusals: whatever is no success is looked up here, and nowhere else.

Sources: Sheets API “Usage limits” and “Troubleshoot”, Drive API “Resolve errors”, google.rpc.ErrorInfo,
OAuth 2.0 (RFC 6749, section 5.2) and Google's “invalid_grant”, and public reports of offices.
"""

from sheets_sync.errors import GoogleError, GoogleUnavailable, RequestRefused
from sheets_sync.google.refusals.account import ACCOUNT
from sheets_sync.google.refusals.files import FILES
from sheets_sync.google.refusals.kinds import Asked, Refusal, Told
from sheets_sync.google.refusals.sharing import SHARING
from sheets_sync.google.refusals.signing_in import SIGNING_IN
from sheets_sync.google.refusals.wire import WIRE

__all__ = [
    "CATALOGUE",
    "UNKNOWN",
    "Asked",
    "Refusal",
    "Told",
    "others_may_go_on",
    "refusal_of",
    "words_of",
]

#: The first that fits counts.
CATALOGUE: tuple[Refusal, ...] = (*WIRE, *SIGNING_IN, *SHARING, *ACCOUNT, *FILES)
#: What no line fits: Google's own words are all that is known.
UNKNOWN = Refusal(
    "unknown",
    "Google's own words are all that is known.",
    RequestRefused,
    "Nothing is known of this: look at Google's words before this, and report them if they do not help.",
    page=None,
)


def others_may_go_on(error: GoogleError) -> bool:
    """Whether other files and addresses may be served after an error; not while Google is left alone."""
    if not error.refusal:
        return not isinstance(error, GoogleUnavailable)
    return next((one.others for one in CATALOGUE if one.code == error.refusal), True)


def words_of(code: str) -> str:
    """What a unit and the office are told of a refusal, in Vietnamese; empty where that is nothing."""
    return next((one.words for one in CATALOGUE if one.code == code), "")


def refusal_of(told: Told, asked: Asked) -> Refusal:
    """The line of the catalogue for what came in the place of a success."""
    return next((one for one in CATALOGUE if one.fits(told, asked)), UNKNOWN)
