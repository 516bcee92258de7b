"""The account or its project is refused: nobody can be served until it is mended."""

from sheets_sync.errors import AccessDenied, GoogleUnavailable, QuotaExceeded, RequestRefused
from sheets_sync.google.refusals.kinds import Refusal

STATUSES_LATER = (408, 500, 502, 503, 504)

ACCOUNT = (
    Refusal(
        "too-fast",
        "Too many calls in a minute.",
        QuotaExceeded,
        "Lower google.reads_per_minute and google.writes_per_minute, or ask Google for a higher quota.",
        statuses=(429,),
        page=None,
        passes=True,
    ),
    Refusal(
        "too-fast-for-drive",
        "Too many calls in a minute, as Drive says it.",
        QuotaExceeded,
        "Lower google.reads_per_minute and google.writes_per_minute, or ask Google for a higher quota.",
        statuses=(403,),
        reasons=("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"),
        passes=True,
    ),
    Refusal(
        "used-up",
        "Too many calls today.",
        QuotaExceeded,
        "Run the command again tomorrow, or ask Google for a higher quota.",
        statuses=(403,),
        reasons=("dailyLimitExceeded", "dailyLimitExceededUnreg"),
        others=False,
    ),
    Refusal(
        "later",
        "Google cannot answer just now.",
        GoogleUnavailable,
        "Run the command again later.",
        statuses=STATUSES_LATER,
        page=None,
        passes=True,
        words="Google tạm thời không trả lời",
    ),
    Refusal(
        "token-refused",
        "The sign-in is not accepted.",
        AccessDenied,
        "The sign-in of {account} is not accepted; check google.credentials_file and the clock, or run "
        "`sheets-sync login` again.",
        statuses=(401,),
        others=False,
        heading="Who signs in",
    ),
    Refusal(
        "api-disabled",
        "The project has not enabled the API.",
        AccessDenied,
        "Enable the Sheets API and the Drive API in the project of {account}; it takes some minutes.",
        statuses=(403,),
        reasons=("accessNotConfigured",),
        others=False,
        heading="Who signs in",
    ),
    Refusal(
        "scopes-missing",
        "The sign-in grants too little.",
        AccessDenied,
        "The sign-in grants too little. Sign {account} in again, with all scopes: {scopes}.",
        statuses=(403,),
        reasons=("insufficientPermissions",),
        others=False,
        heading="Who signs in",
    ),
    Refusal(
        "app-not-authorised",
        "The sign-in is only for files that this app made or that were opened with it.",
        AccessDenied,
        "Sign {account} in again with all scopes: {scopes}.",
        statuses=(403,),
        reasons=("appNotAuthorizedToFile",),
        heading="Who signs in",
    ),
    Refusal(
        "project",
        "The Cloud project is suspended, deleted or has no billing.",
        AccessDenied,
        "Look at the project of {account} in the Cloud console: it was suspended or deleted, or asks for "
        "billing.",
        statuses=(400, 403),
        reasons=(
            "CONSUMER_SUSPENDED",
            "CONSUMER_INVALID",
            "BILLING_DISABLED",
            "USER_PROJECT_DENIED",
            "keyInvalid",
        ),
        others=False,
    ),
    Refusal(
        "too-large",
        "The request is larger than Google takes.",
        RequestRefused,
        "Report it with the message: what is written has to go in smaller pieces.",
        statuses=(400, 413),
        message="payload size|too large",
    ),
    Refusal(
        "not-offered",
        "Google does not offer such a call.",
        RequestRefused,
        "Check google.api_base_url; if it is right, report it with the message.",
        statuses=(405, 501),
    ),
)
