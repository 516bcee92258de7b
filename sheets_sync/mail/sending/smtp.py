"""Mails through a mail server: SMTP with STARTTLS or TLS, signing in with a password or Google's XOAUTH2."""

import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from sheets_sync.errors import MailError, MailUnavailable
from sheets_sync.mail.sending.transports import Handed, Refusal

#: Seconds to wait for the answer to a whole message: giving up early sends it twice (RFC 5321, 4.5.3.2.6).
AFTER_DATA = 600.0
#: "Service not available, closing": the server wants to be left alone.
CLOSING = 421
#: Enhanced codes that speak of our account and not of a recipient: too many mails (RFC 3463, Gmail).
LIMITS = ("4.7.28", "5.4.5", "4.4.5", "4.3.2")


@dataclass(frozen=True, slots=True)
class Login:
    """How to sign in."""

    user: str
    #: The password, or for XOAUTH2 an access token that is good now; asked for when it is needed.
    secret: Callable[[], str] = field(repr=False)
    mechanism: Literal["password", "xoauth2"] = "password"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where to connect and how."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    #: Envelope sender: bounces go there.
    sender: str
    login: Login | None = None
    #: Certificates trusted besides the system's.
    certificates: Path | None = None
    #: Seconds for any answer but that to a whole message.
    timeout: float = 60.0


class SmtpTransport:
    """One connection for all messages; a broken one is replaced."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._open: smtplib.SMTP | None = None

    def send(self, built: EmailMessage, key: str, recipients: Sequence[str]) -> Handed:  # noqa: ARG002
        """Hand over; the Message-ID, made of the key, lets receivers recognise a repetition."""
        connection = self._connection()
        try:
            return _transaction(connection, self._server, built.as_bytes(), recipients)
        except MailError:
            self.close()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailError(f"The mail server {self._server.host} broke off: {_told(error)}") from error

    def try_out(self) -> None:
        """Connect and sign in, without a mail. Raises MailUnavailable."""
        try:
            self._connection()
        finally:
            self.close()

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        connection, self._open = self._open, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _connection(self) -> smtplib.SMTP:
        if self._open is not None and not _lives(self._open):
            self.close()
        if self._open is None:
            self._open = _connect(self._server)
        return self._open


def _lives(connection: smtplib.SMTP) -> bool:
    """Whether the server still listens: many hang up after a minute of silence."""
    try:
        return connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _connect(server: MailServer) -> smtplib.SMTP:
    place = f"{server.host}:{server.port}"
    try:
        connection = _greeted(server)
    except ssl.SSLError as error:
        raise MailUnavailable(
            f"No secure connection to the mail server {place}: {_told(error)}. See mail.security; for a"
            " certificate that the system does not know, set mail.certificates."
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnavailable(
            f"The mail server {place} cannot be reached: {_told(error)}."
            " See mail.host, mail.port, mail.security."
        ) from error
    try:
        _sign_in(connection, server.login)
    except BaseException:
        connection.close()
        raise
    return connection


def _greeted(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.certificates is not None:
        context.load_verify_locations(server.certificates)
    connection: smtplib.SMTP
    if server.security == "tls":
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


def _sign_in(connection: smtplib.SMTP, login: Login | None) -> None:
    """What goes wrong is told without the secret."""
    if login is None:
        return
    secret = login.secret()
    try:
        if login.mechanism == "password":
            connection.login(login.user, secret)
        else:
            given = f"user={login.user}\1auth=Bearer {secret}\1\1"
            # To a refusal, told as a challenge, the answer is empty (Google, "XOAUTH2 mechanism").
            connection.auth("XOAUTH2", lambda challenge=None: "" if challenge is not None else given)
    except UnicodeEncodeError:
        raise MailUnavailable("The mail password holds letters that SMTP has no way to send.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnavailable(
            f"The mail server does not let {login.user} sign in: {_told(error)}. See mail.user and the"
            " password; Gmail wants an app password or mail.xoauth2."
        ) from error


def _transaction(
    connection: smtplib.SMTP, server: MailServer, body: bytes, recipients: Sequence[str]
) -> Handed:
    code, reply = connection.mail(server.sender, [f"size={len(body)}"] if connection.has_extn("size") else [])
    if code != 250:
        return _refused_as_a_whole(connection, recipients, code, reply, "the sender")
    refused: dict[str, Refusal] = {}
    for address in recipients:
        code, reply = connection.rcpt(address)
        _check_service(code, reply)
        if code not in (250, 251):
            refused[address] = _refusal(code, reply)
    taken = tuple(address for address in recipients if address not in refused)
    if not taken:
        connection.rset()
        return Handed((), refused)
    if connection.sock is not None:
        connection.sock.settimeout(max(AFTER_DATA, server.timeout))
    try:
        code, reply = connection.data(body)
    except smtplib.SMTPDataError as error:
        code, reply = error.smtp_code, _bytes(error.smtp_error)
    if connection.sock is not None:
        connection.sock.settimeout(server.timeout)
    if code == 250:
        return Handed(taken, refused)
    whole = _refused_as_a_whole(connection, taken, code, reply, "the message")
    return Handed((), {**refused, **whole.refused})


def _refused_as_a_whole(
    connection: smtplib.SMTP, recipients: Sequence[str], code: int, reply: bytes, what: str
) -> Handed:
    _check_service(code, reply)
    # A sender that is not let through is a mistake of the configuration; too large a message is not.
    if what == "the sender" and code not in (452, 552):
        raise MailUnavailable(
            f"The mail server refuses the sender: {_said(code, reply)}. See mail.sender_address."
        )
    connection.rset()
    return Handed((), dict.fromkeys(recipients, _refusal(code, reply)))


def _check_service(code: int, reply: bytes) -> None:
    """Raises MailUnavailable when the answer is not about this message."""
    said = _said(code, reply)
    if code in (CLOSING, -1) or any(f" {limit} " in f"{said} " for limit in LIMITS):
        raise MailUnavailable(f"The mail server takes no more mails now: {said}")


def _refusal(code: int, reply: bytes) -> Refusal:
    return Refusal(_said(code, reply), permanent=code >= 500)


def _said(code: int, reply: bytes) -> str:
    return " ".join(f"{code} {reply.decode('utf-8', 'replace')}".split())[:300]


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, _bytes(error.smtp_error))
    return " ".join(str(error).split())[:300] or type(error).__name__


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()
