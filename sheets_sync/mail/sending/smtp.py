"""Mails through a mail server: SMTP with STARTTLS or TLS, signing in with a password or Google's XOAUTH2."""

import re
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Literal

from sheets_sync.errors import MailUnavailable, MailUnsure
from sheets_sync.mail.sending.answers import Answer, Scope, Stage, answer_of
from sheets_sync.mail.sending.bounded import BoundedSMTP, BoundedTLS
from sheets_sync.mail.sending.transports import Handed, Refusal

#: Seconds to wait for the answer to a whole message: giving up early sends it twice (RFC 5321, 4.5.3.2.6).
AFTER_DATA = 600.0
#: "Service not available, closing": after it the server hangs up (RFC 5321, 3.8).
CLOSING = 421
#: In place of a code where the server hung up.
NO_ANSWER = 0


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
    """One connection for all messages; one that is closed or has had enough is replaced."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        # Reading the computer's certificates takes longer than many a mail.
        self._trusted = cache(partial(_context, server.certificates))
        self._open: smtplib.SMTP | None = None
        #: The connection has carried a message before.
        self._used = False

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:  # noqa: ARG002
        """Hand over; the Message-ID, made of the key, lets receivers recognise a repetition.

        What the server says of a connection is first put down to it, and another one is opened; what a fresh
        one hears is put down to the recipient, or to the message, and the other recipients go on.
        """
        left, refused = list(recipients), dict[str, Refusal]()
        served: tuple[str, ...] = ()
        while left:
            connection = self._connection()
            fresh, self._used = not self._used, True
            try:
                handed = _transaction(connection, self._server, message, left)
            except _Ended as ended:
                self.close()
                if not fresh:
                    continue
                blamed = left if ended.of is None else [ended.of]
                refused |= dict.fromkeys(blamed, ended.refusal)
                left = [address for address in left if address not in blamed]
                continue
            except (MailUnavailable, MailUnsure):
                self.close()
                raise
            if not fresh and not handed.served and any(map(_is_for_later, handed.refused.values())):
                self.close()
                continue
            served, refused = (*served, *handed.served), {**refused, **handed.refused}
            # A transaction takes only so many recipients (RFC 5321, 4.5.3.1.8): the rest gets its own.
            left = [a for a in left if handed.served and _is_for_later(handed.refused.get(a))]
            refused = {address: one for address, one in refused.items() if address not in left}
        return Handed(served, refused)

    def try_out(self, recipients: Sequence[str] = ()) -> Handed:
        """Go as far as naming these recipients, and take it back. Raises MailUnavailable."""
        try:
            connection = self._connection()
            _name_sender(connection, self._server, 0)
            refused: dict[str, Refusal] = {}
            for address in recipients:
                if one := _name_recipient(connection, address):
                    refused[address] = one
            connection.rset()
        except _Ended as ended:
            refused = dict.fromkeys(recipients, ended.refusal)
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnavailable(f"{self._server.host} broke off: {_told(error)}", "hangs-up") from error
        finally:
            self.close()
        return Handed(tuple(address for address in recipients if address not in refused), refused)

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        connection, self._open, self._used = self._open, None, False
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _connection(self) -> smtplib.SMTP:
        if self._open is not None and not _lives(self._open):
            self.close()
        if self._open is None:
            self._open = _connect(self._server, self._trusted)
        return self._open


class _Ended(Exception):
    """The connection came to its end; `of` is the recipient that was named last, None for all."""

    def __init__(self, refusal: Refusal, of: str | None = None) -> None:
        self.refusal, self.of = refusal, of
        super().__init__(refusal.reply)


def _is_for_later(refusal: Refusal | None) -> bool:
    """Whether a recipient, or a mail, was only one too many for this connection."""
    answer = None if refusal is None else refusal.answer
    return answer is not None and answer.scope is Scope.CONNECTION


def _lives(connection: smtplib.SMTP) -> bool:
    """Whether the server still listens: many hang up after a minute of silence."""
    try:
        return connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _connect(server: MailServer, trusted: Callable[[], ssl.SSLContext]) -> smtplib.SMTP:
    """Raises MailUnavailable."""
    stage = Stage.CONNECT
    try:
        connection = _greeted(server, trusted)
        try:
            stage = Stage.SIGN_IN
            _sign_in(connection, server.login)
        except BaseException:
            connection.close()
            raise
    except smtplib.SMTPHeloError as error:
        raise _shut(server, Stage.CONNECT, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise _shut(server, stage, error) from error
    return connection


def _shut(server: MailServer, stage: Stage, error: Exception) -> MailUnavailable:
    """What is told of a server that does not let us in; never the secret."""
    code, said = _code(error), _told(error)
    place = f"The mail server {server.host}:{server.port}"
    if stage is Stage.SIGN_IN and server.login is not None:
        place = f"{place} does not let {server.login.user} sign in"
    answer = answer_of(stage, code, said)
    return MailUnavailable(_line(place, said, answer), answer.code)


def _line(place: str, said: str, answer: Answer) -> str:
    return " ".join(filter(None, (f"{place}: {said}.".replace("..", "."), answer.means, answer.remedy)))


def _context(certificates: Path | None) -> ssl.SSLContext:
    """Whom to trust: the computer's authorities, and those of the file."""
    context = ssl.create_default_context()
    if certificates is not None:
        context.load_verify_locations(certificates)
    return context


def _greeted(server: MailServer, trusted: Callable[[], ssl.SSLContext]) -> smtplib.SMTP:
    connection: smtplib.SMTP
    if server.security == "tls":
        connection = BoundedTLS(server.host, server.port, timeout=server.timeout, context=trusted())
    else:
        connection = BoundedSMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.security == "starttls":
            connection.starttls(context=trusted())
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


def _sign_in(connection: smtplib.SMTP, login: Login | None) -> None:
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


def _transaction(
    connection: smtplib.SMTP, server: MailServer, body: bytes, recipients: Sequence[str]
) -> Handed:
    """Raises _Ended, MailUnavailable and MailUnsure."""
    _name_sender(connection, server, len(body))
    refused: dict[str, Refusal] = {}
    for address in recipients:
        if one := _name_recipient(connection, address):
            refused[address] = one
    taken = tuple(address for address in recipients if address not in refused)
    if taken and (whole := _give(connection, server, body)):
        refused |= dict.fromkeys(taken, whole)
        taken = ()
    if not taken:
        # Where the connection ends here, the next mail sees it.
        with suppress(_Ended):
            _ask(connection, Stage.MESSAGE, "RSET")
    return Handed(taken, refused)


def _name_sender(connection: smtplib.SMTP, server: MailServer, size: int) -> None:
    """Raises MailUnavailable: no recipient was named yet, so every mail would fare the same."""
    given = f" size={size}" if size and connection.has_extn("size") else ""
    code, reply = _ask(connection, Stage.SENDER, f"MAIL FROM:<{server.sender}>{given}")
    if code == 250:
        return
    said, answer = _said(code, reply), answer_of(Stage.SENDER, code, _said(code, reply))
    if answer.scope is Scope.CONNECTION or answer.scope is Scope.RECIPIENT:
        raise _Ended(Refusal(said, code >= 500, answer))
    place = f"The mail server {server.host} refuses the sender {server.sender}"
    raise MailUnavailable(_line(place, said, answer), answer.code)


def _name_recipient(connection: smtplib.SMTP, address: str) -> Refusal | None:
    try:
        code, reply = _ask(connection, Stage.RECIPIENT, f"RCPT TO:<{address}>")
    except _Ended as ended:
        raise _Ended(ended.refusal, address) from ended
    return None if code in (250, 251, 252) else _refusal(Stage.RECIPIENT, code, reply)


def _give(connection: smtplib.SMTP, server: MailServer, body: bytes) -> Refusal | None:
    """Hand the message over; why it was refused as a whole."""
    code, reply = _ask(connection, Stage.MESSAGE, "DATA")
    if code != 354:
        return _refusal(Stage.MESSAGE, code, reply)
    text = re.sub(rb"(?m)^\.", b"..", body)
    try:
        connection.send(text + (b"" if text.endswith(b"\r\n") else b"\r\n") + b".\r\n")
    except (smtplib.SMTPException, OSError) as error:
        # Without its end the server cannot have taken it.
        raise _Ended(_refusal(Stage.MESSAGE, NO_ANSWER, _told(error).encode())) from error
    if connection.sock is not None:
        connection.sock.settimeout(max(AFTER_DATA, server.timeout))
    try:
        code, reply = connection.getreply()
    except (smtplib.SMTPException, OSError) as error:
        said = f"The mail server {server.host} broke off when it had the whole mail: {_told(error)}"
        raise MailUnsure(said) from error
    if connection.sock is not None:
        connection.sock.settimeout(server.timeout)
    if code == CLOSING:
        raise _Ended(_refusal(Stage.MESSAGE, code, reply))
    return None if code == 250 else _refusal(Stage.MESSAGE, code, reply)


def _ask(connection: smtplib.SMTP, stage: Stage, command: str) -> tuple[int, bytes]:
    """Say something and hear the answer. Raises _Ended when it is that the connection ends."""
    try:
        code, reply = connection.docmd(command)
    except (smtplib.SMTPException, OSError) as error:
        raise _Ended(_refusal(stage, NO_ANSWER, _told(error).encode())) from error
    if code in (CLOSING, -1):
        raise _Ended(_refusal(stage, max(code, NO_ANSWER), reply))
    return code, reply


def _refusal(stage: Stage, code: int, reply: bytes) -> Refusal:
    said = _said(code, reply)
    return Refusal(said, code >= 500, answer_of(stage, code, said))


def _said(code: int, reply: bytes) -> str:
    shown = f"{code} " if code > NO_ANSWER else ""
    return " ".join(f"{shown}{reply.decode('utf-8', 'replace')}".split())[:300]


def _code(error: Exception) -> int:
    return max(error.smtp_code, NO_ANSWER) if isinstance(error, smtplib.SMTPResponseException) else NO_ANSWER


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, _bytes(error.smtp_error))
    return " ".join(str(error).split())[:300] or type(error).__name__


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()
