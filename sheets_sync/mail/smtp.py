"""Handing over to an SMTP server (RFC 5321): STARTTLS or TLS, with login, password or XOAUTH2."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from sheets_sync.errors import MailError
from sheets_sync.mail.transports import Refused

#: Seconds to wait for the server.
PATIENCE = 60
#: Replies from here on are for good (RFC 5321, section 4.2.1).
PERMANENT = 500
#: The server knows who we are and refuses us: the setting is wrong, not the mail.
LOGIN_REFUSED = (530, 534, 535, 538)


@dataclass(frozen=True, slots=True)
class Server:
    """How the server is reached."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    certificates: Path | None = None
    user: str | None = None
    #: Gives the password when it is needed, so that it is kept nowhere.
    password: Callable[[], str] | None = None
    #: Gives an access token for `user`, in place of a password.
    token: Callable[[], str] | None = None


class SmtpTransport:
    """One connection, opened with the first message and again when the server has closed it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def send(self, built: EmailMessage, key: str) -> Refused:  # noqa: ARG002 (the protocol's)
        """Hand one message over. Raises MailError."""
        try:
            connection = self._connected()
            refused = connection.send_message(built)
        except smtplib.SMTPRecipientsRefused as error:
            told = {address: _reply(reply) for address, reply in error.recipients.items()}
            permanent = all(code >= PERMANENT for code, _ in error.recipients.values())
            text = "; ".join(f"{address}: {reply}" for address, reply in told.items())
            raise MailError(
                f"Refused for every recipient: {text}", permanent=permanent, refused=told
            ) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            raise _refusal(error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise self._unreachable(error) from error
        return {address: _reply(reply) for address, reply in refused.items()}

    def try_out(self) -> None:
        """Reach the server and log in, without a mail. Raises MailError."""
        try:
            self._connected()
        except smtplib.SMTPResponseException as error:
            raise _refusal(error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise self._unreachable(error) from error
        finally:
            self.close()

    def _unreachable(self, error: Exception) -> MailError:
        return MailError(
            f"The mail server {self._server.host}:{self._server.port} cannot be reached ({error}); see "
            "mail.host, mail.port and mail.security."
        )

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            try:
                if self._connection.noop()[0] == 250:
                    return self._connection
            except smtplib.SMTPException:
                pass
            self.close()
        self._connection = self._open()
        return self._connection

    def _open(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context(cafile=server.certificates)
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
        try:
            if server.security == "starttls":
                connection.starttls(context=context)
            self._log_in(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _log_in(self, connection: smtplib.SMTP) -> None:
        server = self._server
        if server.user and server.token is not None:
            token, user = server.token, server.user
            connection.ehlo_or_helo_if_needed()
            connection.auth("XOAUTH2", lambda _challenge=None: f"user={user}\1auth=Bearer {token()}\1\1")
        elif server.user and server.password is not None:
            connection.login(server.user, server.password())

    def close(self) -> None:
        """End the connection, however it stands."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()


def _reply(reply: tuple[int, bytes]) -> str:
    code, text = reply
    return f"{code} {text.decode(errors='replace')}"


def _refusal(error: smtplib.SMTPResponseException) -> MailError:
    text = (
        error.smtp_error if isinstance(error.smtp_error, str) else error.smtp_error.decode(errors="replace")
    )
    said = f"The mail server answered {error.smtp_code} {text}."
    if error.smtp_code in LOGIN_REFUSED:
        return MailError(f"{said} See mail.user and SHEETS_SYNC_MAIL__PASSWORD.")
    return MailError(said, permanent=error.smtp_code >= PERMANENT)
