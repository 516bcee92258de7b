"""The mail transport that the configuration asks for."""

from dataclasses import replace

import requests

from sheets_sync.config import Config
from sheets_sync.google.auth import access_token, signed_in
from sheets_sync.google.settings import GoogleSettings
from sheets_sync.mail.gmail import GmailTransport
from sheets_sync.mail.smtp import Server, SmtpTransport
from sheets_sync.mail.transports import FolderTransport, Transport
from sheets_sync.pipeline.project import google_settings


def mail_transport(config: Config) -> Transport:
    """The configured transport; nothing is opened before the first mail."""
    mail = config.settings.mail
    if mail.transport == "folder":
        return FolderTransport(config.path(mail.folder))

    def as_sender() -> GoogleSettings:
        # A service account has no mailbox: it acts for the sender (domain-wide delegation).
        settings = google_settings(config)
        return replace(settings, act_as=settings.act_as or mail.sender_address)

    if mail.transport == "gmail":

        def session() -> requests.Session:
            return signed_in(as_sender(), "gmail")

        return GmailTransport(session, mail.gmail_base_url)
    server = Server(
        host=mail.host,
        port=mail.port,
        security=mail.security,
        certificates=None if mail.certificates is None else config.path(mail.certificates),
        user=mail.user,
        password=None if mail.password is None else mail.password.get_secret_value,
        token=(lambda: access_token(as_sender(), "smtp")) if mail.xoauth2 else None,
    )
    return SmtpTransport(server)
