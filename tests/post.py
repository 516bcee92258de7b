"""A real mail server for tests: it keeps what it takes, and refuses what it is told to refuse."""

import asyncio
import base64
import ipaddress
import json
import socket
import ssl
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.policy import strict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, auth_mechanism
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD, TOKEN = "baocao@phuong.example", "mật-khẩu-ASCII".encode().hex(), "token-of-the-day"


@dataclass
class Letter:
    """One message as it arrived."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def parsed(self) -> EmailMessage:
        """Parsed with every defect as an exception."""
        found = message_from_bytes(self.content, policy=SMTP_POLICY + strict)
        assert isinstance(found, EmailMessage)
        return found


@dataclass(frozen=True)
class Step:
    """Something that a client asks for: MAIL, RCPT or DATA."""

    stage: str
    #: The recipient, `*` for the sender, `.` for the message.
    key: str
    #: How many messages this connection has brought before.
    here: int


@dataclass
class PostOffice:
    """What the server got and what it is to answer; an aiosmtpd handler."""

    letters: list[Letter] = field(default_factory=list)
    #: Recipient to answer, `*` for the sender, `.` for the message.
    answers: dict[str, str] = field(default_factory=dict)
    #: Before these: what it answers to a step, None to go on. After 421 it hangs up.
    rule: Callable[["Step"], str | None] = lambda _: None
    #: Times that it drops the connection: `before` or `after` it took a message.
    drops: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    #: How many messages the connection that is open has brought.
    here: int = 0

    def answer(self, server: SMTP, stage: str, key: str) -> str:
        found = self.rule(Step(stage, key, self.here)) or self.answers.get(key, "250 OK")
        if found.startswith("421"):
            assert isinstance(server.transport, asyncio.WriteTransport)
            asyncio.get_running_loop().call_later(0.0, server.transport.close)
        return found

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's names)
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answer(server, "MAIL", "*")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answer(server, "RCPT", address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        drop = self.drops.pop(0) if self.drops else ""
        answer = self.answer(server, "DATA", ".")
        if drop != "before" and answer.startswith("250"):
            self.here += 1
            assert isinstance(envelope.content, bytes)
            self.letters.append(Letter(str(envelope.mail_from), list(envelope.rcpt_tos), envelope.content))
        if drop:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            raise asyncio.CancelledError
        return answer


class Server(SMTP):
    """Counts connections, and knows Google's XOAUTH2."""

    office: PostOffice

    @classmethod
    def made(cls, office: PostOffice, **how: Any) -> "Server":
        with warnings.catch_warnings():
            # It does not see that a connection is encrypted from its first byte.
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
            server = cls(office, hostname="post.example", **how)
        server.office = office
        return server

    def connection_made(self, transport: Any) -> None:
        # STARTTLS makes the same connection once more.
        if self.session is None or self.session.ssl is None:
            self.office.connections += 1
            self.office.here = 0
        super().connection_made(transport)

    @auth_mechanism("XOAUTH2")
    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        given = base64.b64decode(args[1]).decode()
        if given == f"user={USER}\1auth=Bearer {TOKEN}\1\1":
            self.office.logins.append("XOAUTH2")
            return AuthResult(success=True, auth_data=USER)
        await self.challenge_auth(json.dumps({"status": "400", "scope": "https://mail.google.com/"}))
        return AuthResult(success=False, handled=False)


def certificate(folder: Path) -> Path:
    """A certificate of 127.0.0.1 that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def post_office(
    *, pem: Path | None = None, implicit_tls: bool = False, login: bool = False, smtputf8: bool = False
) -> Iterator[PostOffice]:
    """A mail server on this machine; with a certificate, by STARTTLS or from the first byte."""
    office = PostOffice()
    context = None
    if pem is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if good:
            office.logins.append(mechanism)
        return AuthResult(success=good, handled=False)

    class Post(Controller):
        def factory(self) -> SMTP:
            return Server.made(
                office,
                enable_SMTPUTF8=smtputf8,
                tls_context=None if implicit_tls else context,
                require_starttls=context is not None and not implicit_tls,
                auth_required=login,
                auth_require_tls=not implicit_tls,
                authenticator=check,
            )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = free.getsockname()[1]
    controller = Post(
        office,
        hostname="127.0.0.1",
        port=office.port,
        ssl_context=context if implicit_tls else None,
        server_hostname="127.0.0.1",
    )
    controller.start()
    # It knocks at its own door when it starts.
    office.connections = 0
    try:
        yield office
    finally:
        controller.stop()


@dataclass
class GmailServer:
    """What came to a local Gmail API, and what it is to answer."""

    base_url: str = ""
    letters: list[Letter] = field(default_factory=list)
    #: Status and message of the next answers; then it takes everything.
    refusals: list[tuple[int, str]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    #: Claims of the tokens that were asked for.
    claims: list[Mapping[str, Any]] = field(default_factory=list)


@contextmanager
def gmail_server() -> Iterator[GmailServer]:
    """A Gmail API that keeps what it takes, with Google's place to get tokens."""
    gmail = GmailServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/token":
                claims = body.decode().split("assertion=")[1].split(".")[1]
                gmail.claims.append(json.loads(base64.urlsafe_b64decode(claims + "==")))
                self.answer(200, {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})
                return
            assert self.path == "/gmail/v1/users/me/messages/send"
            gmail.authorizations.append(self.headers.get("Authorization", ""))
            if gmail.refusals:
                status, message = gmail.refusals.pop(0)
                self.answer(status, {"error": {"code": status, "message": message}})
                return
            content = base64.urlsafe_b64decode(json.loads(body)["raw"])
            letter = Letter("me", [], content)
            letter.recipients = [
                a.addr_spec
                for name in ("To", "Cc")
                if letter.parsed[name]
                for a in letter.parsed[name].addresses
            ]
            gmail.letters.append(letter)
            self.answer(200, {"id": str(len(gmail.letters)), "labelIds": ["SENT"]})

        def answer(self, status: int, body: Mapping[str, Any]) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_request(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        gmail.base_url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield gmail
        server.shutdown()
        thread.join()
