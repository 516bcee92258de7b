"""What a real mail server answers, and what is made of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Literal

import pytest
import requests

from schemas import FORMS
from sheets_sync.config.loading import load
from sheets_sync.errors import MailError, MailUnavailable
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.sending.gmail import GmailTransport
from sheets_sync.mail.sending.smtp import Login, MailServer, SmtpTransport
from sheets_sync.mail.sending.transports import Handed, Refusal, Transport
from sheets_sync.pipeline.posting import mail_transport
from tests.contract.transport_contract import AT, FIRST, SECOND, SENDER, THIRD, mail
from tests.post import (
    PASSWORD,
    TOKEN,
    USER,
    GmailServer,
    PostOffice,
    certificate,
    gmail_server,
    post_office,
)
from tests.ward import CAMPAIGN

MAIL = mail()
BUILT = message(MAIL, SENDER, AT)
ALL = (FIRST, SECOND, THIRD)


@pytest.fixture
def transport(office: PostOffice) -> Iterator[SmtpTransport]:
    transport = SmtpTransport(MailServer("127.0.0.1", office.port, "none", USER))
    yield transport
    transport.close()


def send(transport: SmtpTransport) -> Handed:
    return transport.send(BUILT.as_bytes(), MAIL.key, ALL)


# Recipients


def test_one_address_that_bounces_does_not_keep_the_mail_from_the_others(
    office: PostOffice, transport: SmtpTransport
) -> None:
    office.answers = {SECOND: "550 5.1.1 No such mailbox", THIRD: "451 4.7.1 Greylisted, try later"}
    handed = send(transport)
    assert handed.served == (FIRST,)
    assert handed.refused == {
        SECOND: Refusal("550 5.1.1 No such mailbox", permanent=True),
        THIRD: Refusal("451 4.7.1 Greylisted, try later", permanent=False),
    }
    assert [letter.recipients for letter in office.letters] == [[FIRST]]


@pytest.mark.parametrize(("answer", "permanent"), [("554 5.7.1 Spam", True), ("452 4.3.1 Full", False)])
def test_a_message_that_is_refused_is_refused_to_everybody(
    office: PostOffice, transport: SmtpTransport, answer: str, permanent: bool
) -> None:
    office.answers = {".": answer, FIRST: "550 5.1.1 Unknown"}
    handed = send(transport)
    assert handed.served == ()
    assert {address: one.permanent for address, one in handed.refused.items()} == {
        FIRST: True,
        SECOND: permanent,
        THIRD: permanent,
    }
    office.answers = {}
    assert send(transport).served == ALL


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        ("553 5.1.8 Sender not known here", "mail.sender_address"),
        ("530 5.7.0 Authentication required", "mail.user"),
        ("530 5.7.0 Must issue a STARTTLS command first", "mail.security"),
        ("550 5.7.26 This mail is unauthenticated (DMARC)", "SPF, DKIM and DMARC"),
        ("454 4.7.1 Relay access denied", "mail.host"),
        ("451 4.3.0 Try again later", "it passes"),
    ],
)
def test_an_answer_before_any_recipient_says_that_no_mail_would_be_taken(
    office: PostOffice, transport: SmtpTransport, answer: str, remedy: str
) -> None:
    office.answers = {"*": answer}
    with pytest.raises(MailUnavailable, match=answer[:9]) as raised:
        send(transport)
    assert remedy in str(raised.value)


def test_a_message_too_large_for_the_server_bounces(office: PostOffice, transport: SmtpTransport) -> None:
    office.answers = {"*": "552 5.3.4 Message too large"}
    assert all(one.permanent for one in send(transport).refused.values())


# Connections


def test_many_mails_take_one_connection(office: PostOffice, transport: SmtpTransport) -> None:
    for _ in range(5):
        assert send(transport).served == ALL
    assert (len(office.letters), office.connections) == (5, 1)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_connection_that_breaks_is_told_and_replaced(
    office: PostOffice, transport: SmtpTransport, moment: str
) -> None:
    office.drops = [moment]
    with pytest.raises(MailError, match="broke off") as raised:
        send(transport)
    assert not isinstance(raised.value, MailUnavailable)
    assert send(transport).served == ALL
    ids = {letter.parsed["Message-ID"] for letter in office.letters}
    # Nobody can know that the first one arrived; the receiver sees that they are the same.
    assert (len(office.letters), len(ids)) == (1 if moment == "before" else 2, 1)


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    kinds: tuple[Literal["tls", "starttls"], ...] = ("tls", "starttls")
    for security in kinds:
        with post_office(pem=certificate(tmp_path), implicit_tls=security == "tls") as office:
            transport = SmtpTransport(MailServer("127.0.0.1", office.port, security, USER))
            with pytest.raises(MailUnavailable, match=r"mail\.certificates"):
                send(transport)
            assert office.letters == []


def test_starttls_is_never_left_out_where_the_server_does_not_offer_it(office: PostOffice) -> None:
    transport = SmtpTransport(MailServer("127.0.0.1", office.port, "starttls", USER))
    with pytest.raises(MailUnavailable):
        send(transport)
    assert office.letters == []


# Signing in


@pytest.mark.parametrize("secret", ["wrong-and-secret", "mật khẩu tuyệt mật"])
def test_a_wrong_password_is_told_without_telling_it(tmp_path: Path, secret: str) -> None:
    pem = certificate(tmp_path)
    with post_office(pem=pem, login=True) as office:
        login = Login(USER, lambda: secret)
        server = MailServer("127.0.0.1", office.port, "starttls", USER, login, pem, 10)
        with pytest.raises(MailUnavailable, match="password") as raised:
            send(SmtpTransport(server))
        assert secret not in f"{raised.value!r}{raised.value.__cause__!r}{server!r}"
        assert office.letters == []


def test_a_token_that_google_does_not_take_is_told_without_telling_it(tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    with post_office(pem=pem, implicit_tls=True, login=True) as office:
        login = Login(USER, lambda: "stale-token", "xoauth2")
        server = MailServer("127.0.0.1", office.port, "tls", USER, login, pem, 10)
        with pytest.raises(MailUnavailable, match="sign in") as raised:
            send(SmtpTransport(server))
        assert "stale-token" not in str(raised.value)


@dataclass(frozen=True)
class Configured:
    """Gives the transport of the demo's campaign with other settings, as the environment sets them."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, **settings: object) -> Transport:
        for name, value in {"mail__sender_address": USER, **settings}.items():
            self.monkeypatch.setenv(f"SHEETS_SYNC_{name}".upper(), str(value))
        return mail_transport(load(self.folder / "campaign.toml", FORMS))

    def smtp(self, office: PostOffice, pem: Path, **settings: object) -> Transport:
        server = {"transport": "smtp", "host": "127.0.0.1", "port": office.port, "certificates": pem}
        return self(**{f"mail__{name}": value for name, value in server.items()}, **settings)


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configured:
    copytree(CAMPAIGN, tmp_path / "campaign")
    return Configured(tmp_path / "campaign", monkeypatch)


def test_the_password_may_stand_in_a_file_of_its_own_or_in_the_environment(
    tmp_path: Path, configured: Configured
) -> None:
    pem, file = certificate(tmp_path), tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    with post_office(pem=pem, login=True) as office:
        from_file = configured.smtp(office, pem, mail__user=USER, mail__credentials_file=file)
        assert from_file.send(BUILT.as_bytes(), MAIL.key, ALL).served == ALL
        from_file.close()
        file.unlink()
        with pytest.raises(MailUnavailable, match="cannot be read"):
            from_file.send(BUILT.as_bytes(), MAIL.key, ALL)
        from_environment = configured(mail__password=PASSWORD)
        assert from_environment.send(BUILT.as_bytes(), MAIL.key, ALL).served == ALL
        from_environment.close()


@pytest.fixture
def google(key_file: Path) -> Iterator[GmailServer]:
    """A place to get tokens and to hand mails over, to which the key file points."""
    with gmail_server() as google:
        key = json.loads(key_file.read_text(encoding="utf-8")) | {"token_uri": f"{google.base_url}/token"}
        key_file.write_text(json.dumps(key), encoding="utf-8")
        yield google


def test_a_service_account_gets_a_token_for_the_senders_mailbox(
    tmp_path: Path, configured: Configured, google: GmailServer, key_file: Path
) -> None:
    pem = certificate(tmp_path)
    with post_office(pem=pem, implicit_tls=True, login=True) as office:
        how = {"mail__security": "tls", "mail__xoauth2": "true", "google__credentials_file": key_file}
        transport = configured.smtp(office, pem, **how)
        assert transport.send(BUILT.as_bytes(), MAIL.key, ALL).served == ALL
        transport.close()
        assert office.logins == ["XOAUTH2"]
        (claims,) = google.claims
        assert (claims["sub"], claims["scope"]) == (USER, "https://mail.google.com/")
        with pytest.raises(MailUnavailable, match="anonymous"):
            configured(google__auth="anonymous").send(BUILT.as_bytes(), MAIL.key, ALL)


# The Gmail API


def test_gmail_is_asked_as_the_senders_mailbox_with_the_smallest_scope(
    configured: Configured, google: GmailServer, key_file: Path
) -> None:
    where = {"mail__transport": "gmail", "mail__gmail_base_url": google.base_url}
    transport = configured(**where, google__credentials_file=key_file)
    assert transport.send(BUILT.as_bytes(), MAIL.key, ALL).served == ALL
    transport.close()
    assert google.authorizations == [f"Bearer {TOKEN}"]
    (claims,) = google.claims
    assert (claims["sub"], claims["scope"]) == (USER, "https://www.googleapis.com/auth/gmail.send")
    assert google.letters[0].recipients == list(ALL)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, MailUnavailable), (403, MailUnavailable), (429, MailUnavailable), (503, MailError)],
)
def test_what_gmail_refuses_is_tried_again(status: int, expected: type[MailError]) -> None:
    with gmail_server() as google:
        google.refusals = [(status, "User-rate limit exceeded.")]
        transport = GmailTransport(requests.Session, google.base_url)
        with pytest.raises(MailError, match=f"{status} User-rate") as raised:
            transport.send(BUILT.as_bytes(), MAIL.key, ALL)
        assert type(raised.value) is expected
        assert transport.send(BUILT.as_bytes(), MAIL.key, ALL).served == ALL
        transport.close()


def test_a_mail_that_gmail_never_takes_bounces() -> None:
    with gmail_server() as google:
        google.refusals = [(400, "Invalid To header")]
        transport = GmailTransport(requests.Session, google.base_url)
        handed = transport.send(BUILT.as_bytes(), MAIL.key, ALL)
        transport.close()
    assert handed == Handed((), dict.fromkeys(ALL, Refusal("400 Invalid To header", permanent=True)))
