"""What comes back: reports of many kinds, units' answers, and strangers' mail, in a real mailbox by IMAP."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_offline
from sheets_sync.config.loading import load
from sheets_sync.errors import MailError
from sheets_sync.mail.composing.message import identifier, message
from sheets_sync.mail.receiving.mailbox import MailboxServer, opened
from sheets_sync.mail.receiving.returned import bounces, named_in, reply_in
from sheets_sync.model import Mail
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.hindrances import refused
from sheets_sync.pipeline.returning import Returned, read_returned
from sheets_sync.store import open_store
from tests.mailbox import PASSWORD, USER, MailboxOnDovecot, running_mailbox
from tests.ward import CAMPAIGN

UNIT, ADDRESS, OTHER = "TDP03", "tdp03@phungchikien.example", "totruong@phungchikien.example"
DOMAIN = "phuong.example"
KEY = "dot-1/2024-08-14/TDP03/nightly/a1"
OURS = identifier(KEY, DOMAIN)
ORIGINAL = f"From: Van phong <baocao@{DOMAIN}>\nTo: {ADDRESS}\nMessage-ID: {OURS}\nSubject: Noi dung\n"


def dsn(action: str, status: str, said: str, address: str = ADDRESS, original: str = ORIGINAL) -> bytes:
    return f"""\
From: Mail Delivery Subsystem <mailer-daemon@mail.example>
To: baocao@{DOMAIN}
Subject: Delivery Status Notification
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Delivery to the following recipient failed.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: message/rfc822

{original}
Kinh gui
--b--
""".replace("\n", "\r\n").encode()


def free(subject: str, text: str, sender: str = "MAILER-DAEMON@mail.example") -> bytes:
    head = (
        f"From: {sender}\nTo: baocao@{DOMAIN}\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n"
    )
    return f"{head}\n{text}\n".replace("\n", "\r\n").encode()


def person(text: str = "Đã sửa xong ạ", **headers: str) -> bytes:
    built = EmailMessage(policy=SMTP)
    built["From"] = f"To truong <{OTHER}>"
    built["To"] = f"baocao@{DOMAIN}"
    built["Subject"] = "Re: Nội dung cần sửa"
    built["Message-ID"] = "<abc@mail.example>"
    for name, value in headers.items():
        built[name.replace("_", "-")] = value
    built.set_content(text)
    return built.as_bytes()


QMAIL = (
    "Hi. This is the qmail-send program at mail.example.\nI wasn't able to deliver your message.\n\n"
    f"<{ADDRESS}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below is a copy.\n\n{ORIGINAL}"
)
EXCHANGE = (
    f"Delivery has failed to these recipients or groups:\n\n{ADDRESS}\nThe recipient's mailbox is full.\n"
    f"Remote Server returned '552 5.2.2 mailbox full'\n\nOriginal message headers:\n{ORIGINAL}"
)
EXIM = (
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not "
    f"be delivered.\n\n  {ADDRESS}\n    host mx.example [192.0.2.1]\n    SMTP error from remote mail server "
    f"after RCPT TO:<{ADDRESS}>:\n    550 5.2.1 The email account is disabled\n\n{ORIGINAL}"
)
WARNING = (
    f"THIS IS A WARNING MESSAGE ONLY.\n\nYour message to {ADDRESS} was not delivered yet: "
    f"450 4.2.0 busy. We will keep trying.\n\n{ORIGINAL}"
)


@pytest.mark.parametrize(
    ("raw", "line", "permanent"),
    [
        (dsn("failed", "5.1.1", "550 5.1.1 User unknown"), "no-mailbox", True),
        (dsn("failed", "5.2.2", "552 5.2.2 Mailbox full"), "full-mailbox", True),
        (dsn("failed", "4.4.1", "connection timed out"), "recipient-refused", True),
        (dsn("delayed", "4.2.2", "452 4.2.2 Over quota"), "full-mailbox", False),
        (dsn("failed", "5.1.1", "550 no such user", "elsewhere@other.example"), "no-mailbox", True),
        (free("failure notice", QMAIL), "no-mailbox", True),
        (free("Undeliverable: Noi dung", EXCHANGE, "postmaster@unit.example"), "full-mailbox", True),
        (free("Mail delivery failed: returning message to sender", EXIM), "closed-mailbox", True),
        (free("Warning: could not send message for past 4 hours", WARNING), "recipient-later", False),
    ],
)
def test_a_report_is_read_for_address_and_reason(raw: bytes, line: str, permanent: bool) -> None:
    built = message_from_bytes(raw, policy=SMTP)
    assert named_in(built) == (OURS,)
    (found,) = bounces(built, OURS, (ADDRESS,))
    assert (found.address, found.answer, found.permanent) == (ADDRESS, line, permanent)
    assert reply_in(built, OURS, ()) is None


@pytest.mark.parametrize(
    "raw",
    [
        dsn("delivered", "2.0.0", "250 ok"),
        dsn("relayed", "2.0.0", "250 ok"),
        person(Auto_Submitted="auto-replied", In_Reply_To=OURS),
        person(Precedence="bulk", In_Reply_To=OURS),
        person(X_Autoreply="yes", In_Reply_To=OURS),
    ],
)
def test_what_is_neither_a_failure_nor_a_persons_answer_is_nobodys(raw: bytes) -> None:
    built = message_from_bytes(raw, policy=SMTP)
    assert bounces(built, OURS, (ADDRESS,)) == []
    assert reply_in(built, OURS, ()) is None


def test_a_report_about_an_address_that_the_mail_did_not_go_to_counts_for_nobody() -> None:
    built = message_from_bytes(dsn("failed", "5.1.1", "550", "ct@phuong.example"), policy=SMTP)
    assert bounces(built, OURS, (ADDRESS, OTHER)) == []


@pytest.fixture(scope="module")
def box() -> Iterator[MailboxOnDovecot]:
    with running_mailbox() as box:
        yield box


def server(box: MailboxOnDovecot, password: str = PASSWORD, *, starttls: bool = False) -> MailboxServer:
    port = box.port_of_starttls if starttls else box.port
    kind = "starttls" if starttls else "tls"
    return MailboxServer("127.0.0.1", port, kind, USER, lambda: password, certificates=box.pem, timeout=20)  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("SHEETS_SYNC_STORE__URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("SHEETS_SYNC_MAIL__SENDER_ADDRESS", f"baocao@{DOMAIN}")
    config = load(CAMPAIGN / "campaign.toml", FORMS)
    open_store(config.store_url, config.campaign.code).close()
    with opened_offline(config, config.period) as project:
        yield project


def test_bounces_are_noted_answers_forwarded_once_and_the_rest_stays_unread(
    box: MailboxOnDovecot, project: Project
) -> None:
    now = datetime.now(project.config.zone)
    one = Mail(KEY, UNIT, "nightly", (ADDRESS,), "Nội dung", "a", "<p>a</p>", units=(UNIT,))
    project.store.outbox.queue(one, message(one, project.sender, now).as_bytes(), now)
    project.store.outbox.sent(KEY, now)
    project.store.addresses.served(KEY, [ADDRESS], now)
    strange = dsn("failed", "5.1.1", "550", original=ORIGINAL.replace(OURS, f"<{'0' * 32}@{DOMAIN}>"))
    box.put(dsn("failed", "5.1.1", "550 5.1.1 User unknown"), strange)
    box.put(person(In_Reply_To=OURS), free("Quảng cáo", "Mua ngay", "shop@other.example"))
    assert read_returned(project, server(box), now) == Returned(
        {ADDRESS: "550 5.1.1 User unknown"}, [OTHER], 2
    )
    assert sorted(box.subjects("UNSEEN")) == ["Delivery Status Notification", "Quảng cáo"]
    # Killed before it was marked as read, the answer is read again and forwarded no second time.
    with box.signed_in() as signed_in:
        signed_in.flag([str(uid) for uid in signed_in.uids("SEEN")], "\\Seen", False)
    read_returned(project, server(box, starttls=True), now)
    (forwarded,) = project.store.outbox.unsent()
    built = message_from_bytes(forwarded.message, policy=SMTP)
    assert [a.addr_spec for a in built["To"].addresses] == list(project.config.office.emails)
    assert project.units[UNIT].name in built["Subject"]
    assert built["Reply-To"] == OTHER
    (attached,) = built.iter_attachments()
    assert message_from_bytes(attached.get_content(), policy=SMTP)["From"] == f"To truong <{OTHER}>"
    text = built.get_body(("plain",))
    assert text is not None
    assert "Đã sửa xong" in text.get_content()
    # A server that said yes before it sent the mail back proves nothing by another yes.
    project.store.addresses.served("next", [ADDRESS], now + timedelta(days=1))
    assert [one.address for one in refused(project, now + timedelta(days=1))] == [ADDRESS]
    # When nothing came back for some days, the address is reached again.
    read_returned(project, server(box), now + timedelta(days=3, hours=1))
    assert refused(project, now) == ()


def test_a_mailbox_that_does_not_let_us_in_says_so_without_the_password(box: MailboxOnDovecot) -> None:
    with pytest.raises(MailError, match=r"See `\[mailbox\]`") as raised, opened(server(box, "nonsense-word")):
        pass
    assert "nonsense-word" not in str(raised.value)
