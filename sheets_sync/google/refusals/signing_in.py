"""The sign-in is refused: each kind has a remedy of its own."""

from sheets_sync.errors import AccessDenied, GoogleUnavailable, QuotaExceeded
from sheets_sync.google.refusals.kinds import SIGN_IN, Refusal

WHO = "Who signs in"
GRANT = ("invalid_grant",)


def _refusal(code: str, means: str, remedy: str, *reasons: str, message: str = "") -> Refusal:
    return Refusal(
        code,
        means,
        AccessDenied,
        remedy,
        reasons=reasons,
        message=message,
        host=SIGN_IN,
        others=False,
        heading=WHO,
    )


SIGNING_IN = (
    Refusal(
        "sign-in-later",
        "The sign-in service does not answer just now.",
        GoogleUnavailable,
        "Run the command again later.",
        statuses=(408, 500, 502, 503, 504),
        host=SIGN_IN,
        page=None,
        passes=True,
        others=False,
    ),
    Refusal(
        "sign-in-too-often",
        "Too many sign-ins in a short time.",
        QuotaExceeded,
        "Run the command again later; see that no program signs in in a circle.",
        statuses=(429,),
        host=SIGN_IN,
        page=None,
        passes=True,
        others=False,
    ),
    _refusal(
        "clock",
        "This machine's clock is wrong.",
        "This machine's clock is wrong: let it be set by the network (`timedatectl set-ntp true`).",
        *GRANT,
        message="short-lived|reasonable timeframe|token used too|iat and exp|token expired|token must be",
    ),
    _refusal(
        "key-deleted",
        "The key was deleted, or belongs to another account.",
        "The key of {account} is no longer valid: make a new JSON key in the Cloud console and put it in the "
        "place of google.credentials_file.",
        *GRANT,
        message="signature|public key|no key|key not found|certs",
    ),
    _refusal(
        "act-as-gone",
        "The person whom the service account acts for is gone, suspended or misspelt.",
        "Set google.act_as ({act_as}) to a person of the Workspace whose account is active.",
        *GRANT,
        message="valid email or user id|user.*(suspended|not found)|subject",
    ),
    _refusal(
        "account-gone",
        "The account was deleted or disabled.",
        "The account {account} is deleted or disabled: restore or enable it within 30 days (Cloud console, "
        "or the administrator for a person), or make another one and share the files with it.",
        *GRANT,
        message="account",
    ),
    _refusal(
        "sign-in-again-daily",
        "The Workspace asks people to sign in again after some hours.",
        "Run `sheets-sync login` again; have the administrator exempt this app from Google Cloud session "
        "control (Security, Access and data control), or let a service account sign in.",
        "invalid_rapt",
        "rapt_required",
    ),
    _refusal(
        "sign-in-expired",
        "The person's sign-in was revoked, or has expired: the app is in “Testing”, the password was "
        "changed, or it was not used for six months.",
        "Run `sheets-sync login` again. If it ended after seven days, the OAuth app is in “Testing”: publish "
        "it (Google Auth Platform, Audience, “Publish app”), then sign in once more.",
        *GRANT,
        message="expired or revoked|revoked|bad request$|^invalid_grant$",
    ),
    _refusal(
        "delegation",
        "The domain has not allowed the service account to act for a person.",
        "Domain-wide delegation is missing: in the admin console (Security, API controls) a super "
        "administrator allows the client id {client} with these scopes: {scopes}. It takes up to 24 hours.",
        "unauthorized_client",
    ),
    _refusal(
        "delegation-restricted",
        "An administrator has restricted the account or the app.",
        "An administrator of the Workspace has to allow the app with the client id {client} (Security, API "
        "controls, App access control) with these scopes: {scopes}.",
        "access_denied",
        "admin_policy_enforced",
        "org_internal",
    ),
    _refusal(
        "client-gone",
        "The OAuth client was deleted or disabled, or its secret changed.",
        "Download the JSON of a client of the type “Desktop app” again, then run `sheets-sync login "
        "--client FILE`.",
        "invalid_client",
        "deleted_client",
        "disabled_client",
    ),
    _refusal(
        "scopes",
        "The sign-in may not ask for so much.",
        "Have exactly these scopes allowed for {account}: {scopes}.",
        "invalid_scope",
    ),
    _refusal(
        "impersonation-api",
        "The API by which one account lends itself to another is switched off.",
        "Enable the IAM Service Account Credentials API in the project of the service account, then wait "
        "some minutes.",
        "accessNotConfigured",
    ),
    _refusal(
        "impersonation",
        "The account that is signed in may not stand in for the service account.",
        "Grant who is signed in the role “Service Account Token Creator” on the service account "
        "(google.impersonate); it takes some minutes.",
        message=r"iam\.serviceAccounts|getAccessToken|impersonat",
    ),
    _refusal(
        "impersonation-gone",
        "The service account that is to be stood in for does not exist.",
        "Correct google.impersonate, the address of a service account.",
        "NOT_FOUND",
    ),
    _refusal(
        "sign-in-refused",
        "The sign-in is refused for a reason that is not in the catalogue.",
        "Google does not let {account} sign in; its own words stand before this. See “Who signs in” in "
        "docs/operate.md.",
    ),
)
