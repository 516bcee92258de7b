"""What a refusal is recognised by, and what is known of it."""

import re
from dataclasses import dataclass

from sheets_sync.errors import GoogleError

#: Where everything that signs in is asked, whatever the host: accounts, tokens, impersonation.
SIGN_IN = "sign-in"
SHEETS, DRIVE = "sheets.googleapis.com", "www.googleapis.com"
#: Where the sign-in is asked when Google's own address for it is meant.
ACCOUNTS = "oauth2.googleapis.com"
#: How messages call what they have no name for.
UNNAMED = "the account that is signed in"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of Google and by whom; empty where it is not known."""

    #: Address of the account.
    account: str = UNNAMED
    #: One of Google's hosts, or `sign-in`.
    host: str = ""
    #: Method and path without ids, such as `POST /drive/v3/files/ID/permissions`.
    route: str = ""
    #: Address of the file, as people open it.
    file: str = ""
    #: Address that was to be given access.
    person: str = ""
    #: Id of the OAuth client, by which an administrator allows a delegation.
    client: str = ""
    #: What the sign-in asks for, separated by commas.
    scopes: str = ""
    #: Person whom a service account acts for.
    act_as: str = ""

    def filled(self, words: str) -> str:
        """A remedy with its names."""
        return words.format(
            account=self.account or UNNAMED,
            host=ACCOUNTS if self.host == SIGN_IN else self.host or "Google's hosts",
            file=self.file or "the file",
            person=self.person or "the address",
            client=self.client or "of the key file",
            scopes=self.scopes or "of the message",
            act_as=self.act_as or "google.act_as",
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What came in the place of a success."""

    #: HTTP status; 0 when no answer came.
    status: int
    #: Google's word for it, or ours where no answer came: `dns`, `certificate`, `proxy`.
    reason: str = ""
    #: Google's own words, whole.
    message: str = ""
    #: A web page, where Google's APIs answer in JSON.
    page: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """One line of the catalogue: what it is recognised by, then what it means. What is empty fits all."""

    #: Stable name of the line.
    code: str
    #: What happened, in one sentence.
    means: str
    error: type[GoogleError]
    #: The one thing to do; `{account}`, `{file}`, `{person}` and others of `Asked` are filled in.
    remedy: str
    statuses: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    #: Regular expressions, searched without regard to capitals.
    message: str = ""
    account: str = ""
    route: str = ""
    host: str = ""
    #: Whether it is a web page; None for both.
    page: bool | None = False
    #: The same call may succeed after a while, without anybody's doing.
    passes: bool = False
    #: Other files and addresses may be served nevertheless.
    others: bool = True
    #: Heading of docs/operate.md where more is said.
    heading: str = "What Google may say"
    #: What a unit and the office are told of their file, in Vietnamese; empty where it is not about a file.
    words: str = ""

    def fits(self, told: Told, asked: Asked) -> bool:
        """Whether an answer is this refusal."""
        return (
            (not self.statuses or told.status in self.statuses)
            and (not self.reasons or told.reason in self.reasons)
            and (self.page is None or self.page == told.page)
            and (not self.host or self.host == asked.host)
            and _found(self.message, told.message)
            and _found(self.route, asked.route)
            and _found(self.account, asked.account)
        )


def _found(pattern: str, text: str) -> bool:
    return not pattern or re.search(pattern, text, re.IGNORECASE) is not None
