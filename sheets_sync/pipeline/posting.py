"""The mail transport that the configuration asks for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from sheets_sync.config.loading import Config
from sheets_sync.config.mail import MailSettings
from sheets_sync.errors import GoogleError, MailUnavailable
from sheets_sync.google.settings import GoogleSettings
from sheets_sync.mail.sending.redirect import Redirected
from sheets_sync.mail.sending.transports import FolderTransport, Transport
from sheets_sync.pipeline.project import google_settings

# What reaches a server is loaded where one is asked for.
if TYPE_CHECKING:
    import requests

    from sheets_sync.mail.receiving.mailbox import MailboxServer
    from sheets_sync.mail.sending.smtp import Login


def mail_transport(config: Config) -> Transport:
    """The configured transport, to people or in a rehearsal; nothing is opened before the first mail."""
    transport, redirect = direct_transport(config), config.settings.mail.redirect
    return transport if redirect is None else Redirected(transport, redirect)


def direct_transport(config: Config) -> Transport:
    """The configured transport, wherever its mails are to go."""
    mail = config.settings.mail
    if mail.transport == "folder":
        return FolderTransport(config.path(mail.folder))
    mailbox = mail.user or config.settings.google.act_as or mail.sender_address

    def as_sender() -> GoogleSettings:
        # A service account has no mailbox: it acts for the sender (domain-wide delegation).
        return replace(google_settings(config), act_as=mailbox)

    if mail.transport == "gmail":
        from sheets_sync.google.auth import signed_in
        from sheets_sync.mail.sending.gmail import GmailTransport

        def session() -> "requests.Session":
            return signed_in(as_sender(), "gmail")

        return GmailTransport(session, mail.gmail_base_url)
    from sheets_sync.mail.sending.smtp import MailServer, SmtpTransport

    return SmtpTransport(
        MailServer(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            sender=mail.sender_address,
            login=_login(config, mail, mailbox, as_sender),
            certificates=None if mail.certificates is None else config.path(mail.certificates),
        )
    )


def _login(
    config: Config, mail: MailSettings, mailbox: str, as_sender: Callable[[], GoogleSettings]
) -> "Login | None":
    from sheets_sync.mail.sending.smtp import Login

    if mail.xoauth2:
        return Login(mailbox, lambda: _token(as_sender()), "xoauth2")
    if mail.user is None:
        return None
    file = mail.credentials_file and config.path(mail.credentials_file)
    return Login(mail.user, lambda: _secret(mail.password, file, "SHEETS_SYNC_MAIL__PASSWORD"))


def mailbox_server(config: Config) -> "MailboxServer | None":
    """Where mails come back; None where nobody reads it."""
    from sheets_sync.mail.receiving.mailbox import MailboxServer

    box = config.settings.mailbox
    if box is None:
        return None
    file = box.credentials_file and config.path(box.credentials_file)
    return MailboxServer(
        host=box.host,
        port=box.port,
        security=box.security,
        user=box.user,
        secret=lambda: _secret(box.password, file, "SHEETS_SYNC_MAILBOX__PASSWORD"),
        folder=box.folder,
        certificates=None if box.certificates is None else config.path(box.certificates),
    )


def _token(settings: GoogleSettings) -> str:
    from sheets_sync.google.auth import access_token

    try:
        return access_token(settings, "smtp")
    except GoogleError as error:
        raise MailUnavailable(str(error)) from error


def _secret(given: SecretStr | None, file: Path | None, variable: str) -> str:
    """From the environment, else from the file. Raises MailUnavailable, which never holds the password."""
    if given is not None:
        return given.get_secret_value()
    try:
        if file is not None:
            return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise MailUnavailable(f"The password's file {file} cannot be read.") from None
    raise MailUnavailable(f"There is no mail password: set {variable}.")
