"""The shape of campaign.toml's table `mail`."""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, model_validator

from sheets_sync.config.section import Email, Section, Text

#: Mail servers to which nobody listens in.
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class MailboxSettings(Section):
    """The mailbox to which mails come back and units answer, read by IMAP."""

    #: Of the IMAP server, e.g. `imap.gmail.com`.
    host: Text
    #: 993 for TLS from the beginning, 143 for STARTTLS.
    port: Annotated[int, Field(ge=1, le=65535)] = 993
    #: How the connection is kept secret.
    security: Literal["tls", "starttls"] = "tls"
    #: Certificates of a server of your own; none: those of the system.
    certificates: Path | None = None
    #: Who signs in.
    user: Text
    #: Only from the environment, as SHEETS_SYNC_MAILBOX__PASSWORD.
    password: SecretStr | None = None
    #: File that holds the password and nothing else, in place of the environment.
    credentials_file: Path | None = None
    #: The folder that is read.
    folder: Text = "INBOX"

    @model_validator(mode="after")
    def _can_sign_in(self) -> "MailboxSettings":
        if self.password is None and self.credentials_file is None:
            raise ValueError("set SHEETS_SYNC_MAILBOX__PASSWORD in the environment, or credentials_file")
        return self


class MailSettings(Section):
    """How mails leave, and when they are due."""

    #: `folder` writes one .eml file a mail, `smtp` hands over to a server, `gmail` to Gmail's API.
    transport: Literal["folder", "smtp", "gmail"] = "folder"
    #: Where the .eml files go.
    folder: Path = Path("outbox")
    #: Of the SMTP server, e.g. `smtp.gmail.com`.
    host: str = "localhost"
    #: 587 for STARTTLS, 465 for TLS from the beginning, 25 for neither.
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    #: How the connection is kept secret.
    security: Literal["starttls", "tls", "none"] = "starttls"
    #: Certificates of a server of your own; none: those of the system.
    certificates: Path | None = None
    #: Login at the server; none: without.
    user: str | None = None
    #: Only from the environment, as SHEETS_SYNC_MAIL__PASSWORD.
    password: SecretStr | None = None
    #: File that holds the password and nothing else, in place of the environment.
    credentials_file: Path | None = None
    #: Log in with Google's credentials in place of a password (XOAUTH2).
    xoauth2: bool = False
    #: Another server that answers as Gmail does; none is Google itself.
    gmail_base_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    #: Recipients of the mails handed over a minute, at most, as servers count; 0 means no limit.
    per_minute: Annotated[int, Field(ge=0)] = 30
    #: The same within 24 hours (Gmail: 500, Workspace: 2000); 0 means no limit.
    per_day: Annotated[int, Field(ge=0)] = 500
    #: Time of day from which nothing is sent; none: mails leave at any hour.
    quiet_from: time | None = None
    #: Time of day until which nothing is sent.
    quiet_until: time | None = None
    #: Days after which an address that keeps putting mails off is named as one that no mail reaches.
    give_up_days: Annotated[int, Field(ge=1, le=30)] = 4
    #: To rehearse: every mail goes to this address and says to whom it would have gone; none: to people.
    redirect: Email | None = None
    #: Folder with templates of your own, which stand before ours of the same name.
    templates: Path | None = None
    #: Days after which findings that stand unchanged are told again.
    repeat_days: Annotated[int, Field(ge=1)] = 3
    #: Working days after the deadline on which units that owe are reminded; before it when negative.
    reminder_steps: tuple[int, ...] = (-3, -1, 0, 1, 3, 5)
    #: From this step on the unit's head is written to as well.
    head_from: int = 1
    #: From this step on the office gets a copy.
    office_from: int = 3
    #: Stands before the sender's address.
    sender_name: Text
    #: The address that mails come from.
    sender_address: Email
    #: Where answers go; none: to the sender.
    reply_to: Email | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "MailSettings":
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("set both quiet_from and quiet_until, or neither")
        if self.transport != "smtp" or (self.user is None and not self.xoauth2):
            return self
        if not self.xoauth2 and self.password is None and self.credentials_file is None:
            raise ValueError(
                "user needs SHEETS_SYNC_MAIL__PASSWORD in the environment, credentials_file, or xoauth2"
            )
        if self.security == "none" and self.host not in THIS_MACHINE:
            raise ValueError("security = none would show the password to everybody: use starttls or tls")
        return self
