"""Whatever a mail server answers, the others get their mail: played by a real server on loopback."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.mail.composing.message import Sender, message
from sheets_sync.mail.sending.answers import Scope, Stage, answer_of, words_of
from sheets_sync.mail.sending.delivery import DeliveryReport, deliver
from sheets_sync.mail.sending.pace import MailLimits
from sheets_sync.mail.sending.refused import refused_addresses
from sheets_sync.mail.sending.smtp import MailServer, SmtpTransport
from sheets_sync.mail.sending.streak import OF_SENDER
from sheets_sync.model import Mail
from sheets_sync.store import Store
from tests.post import USER, PostOffice, Step

AT = datetime(2024, 8, 14, 20, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SENDER = Sender("Văn phòng", USER)
ODD = "tdp07@phuong.example"
GIVE_UP = MailLimits().give_up


def address(number: int) -> str:
    return f"tdp{number:02}@phuong.example"


@pytest.fixture
def transport(office: PostOffice) -> SmtpTransport:
    return SmtpTransport(MailServer("127.0.0.1", office.port, "none", USER, timeout=20))


def queue(store: Store, count: int = 27, at: datetime = AT, kind: str = "nightly") -> None:
    for number in range(1, count + 1):
        unit = f"TDP{number:02}"
        key = f"dot-1/{at:%Y-%m-%d}/{unit}/{kind}/{at:%d}"
        one = Mail(key, unit, kind, (address(number),), "Nội dung cần sửa", "Kính gửi", "<p>Kính gửi</p>")
        tells = [("ky-1", unit, "findings", f"{at:%d}")]
        store.outbox.queue(one, message(one, SENDER, at).as_bytes(), at, tells=tells)


def got(office: PostOffice) -> list[str]:
    return [recipient for letter in office.letters for recipient in letter.recipients]


def refused(store: Store, at: datetime) -> dict[str, int]:
    return {one.address: one.days for one in refused_addresses(store, at, GIVE_UP)}


def told(store: Store) -> set[str]:
    return {unit for _, unit, *_ in store.notices.known()}


# M1 and its kind: an answer about one recipient


@pytest.mark.parametrize(
    "answer",
    [
        "421 4.7.0 Try again later, closing connection",
        "421 4.3.2 Service not available, closing transmission channel",
        "421-4.7.0 IP not in whitelist for RCPT domain, closing connection",
        "451 4.3.2 System not accepting network messages",
        "450 4.2.1 The user you are trying to contact is receiving mail too quickly",
        "452 4.3.1 Insufficient system storage",
        "421 4.7.28 Our system has detected an unusual rate of mail",
        "450 4.1.1 <a@b.vn>: Recipient address rejected: unverified address: verification in progress",
        "422 The recipient's mailbox is over its storage limit",
        "451 4.4.0 DNS query failed for recipient domain",
    ],
)
def test_a_recipient_that_is_put_off_waits_alone_and_is_named_after_days(
    store: Store, office: PostOffice, transport: SmtpTransport, answer: str
) -> None:
    office.answers = {ODD: answer}
    queue(store)
    report = deliver(store, transport, AT)
    assert (report.sent, list(report.failed), report.stopped) == (
        26,
        ["dot-1/2024-08-14/TDP07/nightly/14"],
        "",
    )
    assert set(got(office)) == {address(n) for n in range(1, 28)} - {ODD}
    assert refused(store, AT) == {}
    for night in range(1, 6):
        at = AT + night * DAY
        queue(store, 8, at=at)
        deliver(store, transport, at)
    assert refused(store, at) == {ODD: 5}
    assert len(got(office)) == 26 + 7 * 5


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ("MAIL", "421 4.7.0 Too many messages in this connection"),
        ("RCPT", "452 4.5.3 Too many mails here"),
        ("MAIL", "421 4.7.0 Connection expired, try reconnecting"),
        ("MAIL", "432 4.3.2 Concurrent connections limit exceeded"),
        ("RCPT", "451 4.4.2 Timeout exceeded in this session"),
    ],
)
def test_a_connection_that_has_had_enough_is_replaced_at_once(
    store: Store, office: PostOffice, transport: SmtpTransport, first: str, answer: str
) -> None:
    office.rule = lambda step: answer if (step.stage, step.here) == (first, 3) else None
    queue(store)
    report = deliver(store, transport, AT)
    assert (report.sent, report.failed, office.connections) == (27, {}, 9)


def test_more_recipients_than_a_transaction_takes_get_a_transaction_of_their_own(
    office: PostOffice, transport: SmtpTransport
) -> None:
    seen: list[str] = []

    def four_at_a_time(step: Step) -> str | None:
        seen[:] = [*seen, step.key] if step.stage == "RCPT" else []
        return "452 4.5.3 Too many recipients" if len(seen) > 4 else None

    office.rule = four_at_a_time
    everybody = tuple(address(number) for number in range(1, 11))
    one = Mail("k", "", "digest", everybody, "Tình hình", "a", "<p>a</p>")
    handed = transport.send(message(one, SENDER, AT).as_bytes(), "k", everybody)
    transport.close()
    assert (handed.served, handed.refused) == (everybody, {})
    assert [len(letter.recipients) for letter in office.letters] == [4, 4, 2]


def test_units_that_are_refused_do_not_stand_in_the_way_of_the_others(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    office.answers = {address(n): "550 5.1.1 User unknown" for n in (1, 2, 3, 4)}
    queue(store)
    report = deliver(store, transport, AT)
    assert (report.sent, set(report.bounced)) == (23, set(office.answers))
    assert set(refused(store, AT)) == set(office.answers)
    assert {words_of(one.answer) for one in store.addresses.known()} == {"không có hộp thư này"}


def test_a_row_of_refused_units_that_comes_first_lets_the_others_go_first_next_time(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    office.answers = {address(n): "550 Administrative prohibition" for n in range(1, 8)}
    queue(store)
    assert deliver(store, transport, AT).stopped
    later = deliver(store, transport, AT + MINUTE)
    assert (later.sent, later.stopped) == (20, "")
    assert deliver(store, transport, AT + HOUR).waiting == 0
    assert set(refused(store, AT + HOUR)) == set(office.answers)


# M2 and M3: our own mistake


OURS = [
    ("DATA", "554 5.2.252 SendAsDenied; baocao@phuong.example not allowed to send as vp@phuong.example"),
    ("DATA", "550 5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy"),
    ("RCPT", "554 5.7.1 Relay access denied"),
    ("DATA", "552 5.3.4 Message size exceeds fixed maximum message size"),
    ("RCPT", "550 5.1.1 User unknown"),
    ("RCPT", "553 5.7.1 Sender address rejected: not owned by user baocao"),
    ("DATA", "550 5.4.5 Daily user sending limit exceeded"),
    ("DATA", "554 5.7.1 Rejected for policy reasons"),
    ("RCPT", "550 5.7.1 Client host blocked using zen.spamhaus.org"),
    ("MAIL", "550 5.7.60 Client does not have permissions to send as this sender"),
    ("DATA", "451 4.7.500 Server busy"),
    ("RCPT", "450 4.7.1 Error: too much mail from 192.0.2.7"),
    ("DATA", "550 5.7.1 Daily SMTP relay sending limit exceeded for user"),
    ("DATA", "554 5.2.2 mailbox full; STOREDRV.Submit; QuotaExceededException"),
    ("MAIL", "550 5.7.0 Must authenticate before sending mail"),
    ("RCPT", "551 5.7.1 Forwarding to remote hosts disabled"),
]


@pytest.mark.parametrize(("stage", "answer"), OURS)
def test_what_is_refused_to_all_is_ours_so_it_stops_says_so_and_loses_nothing(
    store: Store, office: PostOffice, transport: SmtpTransport, stage: str, answer: str
) -> None:
    office.rule = lambda step: answer if step.stage == stage else None
    queue(store)
    tried = []
    for minutes in (0, 1, 5, 21, 81):
        report = deliver(store, transport, AT + minutes * MINUTE)
        tried.append(len(report.failed))
        assert answer.split(";")[0][:40] in report.stopped
        assert (report.sent, report.bounced, report.waiting) == (0, {}, 27)
    assert max(tried) <= 10
    trouble = store.post.trouble()
    assert trouble is not None
    assert trouble.since == AT
    assert told(store) == set()
    assert refused(store, AT + 10 * DAY) == {}
    # M3: the server is mended, and everybody gets the mail.
    office.rule = lambda _: None
    mended = deliver(store, transport, AT + 90 * MINUTE)
    assert (mended.sent, mended.waiting, mended.stopped) == (27, 0, "")
    assert store.post.trouble() is None
    assert len(told(store)) == 27


def test_one_mail_that_our_sender_is_refused_for_stops_and_stays_when_it_is_the_only_one(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    office.answers = {".": "554 5.2.252 SendAsDenied"}
    queue(store, 1, kind="digest")
    for minutes in range(OF_SENDER):
        report = deliver(store, transport, AT + minutes * MINUTE)
        assert "mail.sender_address" in report.stopped
        assert report.waiting == 1


def test_a_limit_that_is_reached_on_the_way_keeps_the_rest(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    office.rule = lambda step: (
        "550 5.4.5 Daily user sending quota exceeded"
        if step.stage == "DATA" and len(got(office)) >= 20
        else None
    )
    queue(store)
    report = deliver(store, transport, AT)
    assert (report.sent, report.waiting, report.bounced) == (20, 7, {})
    assert "mail.per_day" in report.stopped
    office.rule = lambda _: None
    assert deliver(store, transport, AT + 20 * HOUR).sent == 7


def test_strangers_who_have_to_wait_are_no_trouble_of_the_servers(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    seen: set[str] = set()

    def greylist(step: Step) -> str | None:
        known = step.key in seen
        seen.add(step.key)
        return None if known or step.stage != "RCPT" else "451 4.7.1 Greylisted, try again in 300 seconds"

    office.rule = greylist
    queue(store)
    assert len(deliver(store, transport, AT).failed) == 27
    assert store.post.trouble() is None
    assert deliver(store, transport, AT + 5 * MINUTE).sent == 27


# The server takes the mail and hangs up


def test_a_server_that_hangs_up_when_it_has_the_mail_gets_it_twice_at_most(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    def nights(at: datetime) -> list[DeliveryReport]:
        queue(store, 3, at)
        return [deliver(store, transport, at + minutes * MINUTE) for minutes in (0, 5, 20, 65, 240)]

    # The second of each night's mails is taken and the line cut.
    office.drops = ["", "after", "", "after"]
    reports = nights(AT)
    assert [one.sent for one in reports] == [2, 0, 0, 0, 0]
    assert got(office).count(address(2)) == 2
    assert reports[-1].waiting == 0
    # It may have arrived, so the same is not told again; but the office knows of it.
    assert told(store) == {"TDP01", "TDP02", "TDP03"}
    assert set(refused(store, AT)) == {address(2)}
    office.letters.clear()
    # Who got nothing for the longest time is first.
    office.drops = ["after"]
    assert [one.sent for one in nights(AT + DAY)] == [2, 0, 0, 0, 0]
    assert got(office).count(address(2)) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_server_that_hangs_up_on_everybody_is_a_trouble_and_gets_each_mail_twice_at_most(
    store: Store, office: PostOffice, transport: SmtpTransport, moment: str
) -> None:
    office.drops = [moment] * 1_000
    queue(store, 12)
    for minutes in (0, 1, 5, 21, 81, 300, 600):
        deliver(store, transport, AT + minutes * MINUTE)
    assert store.post.trouble() is not None
    assert all(got(office).count(address(n)) <= 2 for n in range(1, 13))


# M4: about today


def test_mails_of_a_day_that_is_over_do_not_leave(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    queue(store, 3)
    queue(store, 2, kind="reply")
    report = deliver(store, transport, AT + 26 * HOUR + MINUTE)
    assert (report.sent, len(report.dropped), report.waiting) == (2, 3, 0)
    assert {one.dropped[:20] for one in store.outbox.all() if one.kind == "nightly"} == {
        "older than 26 hours:"
    }
    assert told(store) == {"TDP01", "TDP02"}


# M5: what each answer is put down to, and the remedy


#: Stage, answer, line of the table, whom it is about, and a word of the remedy.
ANSWERS = """
SENDER | 530 5.7.0 Must issue a STARTTLS command first | encrypt-first | SERVER | security
SENDER | 530 5.7.1 Authentication Required | sign-in-first | SERVER | mail.user
SENDER | 530 5.7.57 Client was not authenticated | sign-in-first | SERVER | password
SENDER | 451 4.3.0 Temporary problem | sender-later | SERVER | passes
SENDER | 454 4.7.1 Relay access denied | relay | SERVER | Sign in
SENDER | 538 5.7.11 Encryption required | encrypt-first | SERVER | security
SECURE | 454 4.7.0 TLS not available due to temporary reason | no-starttls | SERVER | tls
CONNECT | 554 5.7.1 No SMTP service here | machine-refused | SERVER | provider
CONNECT | 421 4.7.0 Too many connections | server-busy | SERVER | passes
SIGN_IN | 535 5.7.8 Username and Password not accepted | password | SERVER | password
SIGN_IN | 534 5.7.9 Application-specific password required | app-password | SERVER | app
SIGN_IN | 535 5.7.139 SmtpClientAuthentication is disabled | sign-in-off | SERVER | xoauth2
SIGN_IN | 454 4.7.0 Temporary authentication failure | sign-in-later | SERVER | passes
SIGN_IN | 504 5.5.4 Unrecognized authentication type | no-sign-in | SERVER | security
RECIPIENT | 451 4.7.1 Greylisting in action, please come back | first-contact | RECIPIENT | -
RECIPIENT | 450 4.2.0 <a@b.vn>: Recipient address rejected: Greylisted | first-contact | RECIPIENT | -
RECIPIENT | 452 4.2.2 Mailbox full | full-mailbox | RECIPIENT | empty
RECIPIENT | 552 5.2.2 User over quota | full-mailbox | RECIPIENT | empty
RECIPIENT | 550 5.2.1 The email account is disabled | closed-mailbox | RECIPIENT | another
RECIPIENT | 550 5.1.8 Sender address rejected: Domain not found | bad-sender | SERVER | sender_address
RECIPIENT | 550 5.4.1 Recipient address rejected: Access denied | no-mailbox | RECIPIENT | units.csv
RECIPIENT | 556 5.1.10 Recipient domain has a null MX | no-domain | RECIPIENT | units.csv
RECIPIENT | 501 5.1.3 Bad recipient address syntax | misspelt | RECIPIENT | units.csv
RECIPIENT | 550 5.7.133 Sender not authenticated for group | members-only | RECIPIENT | allow
RECIPIENT | 553 5.7.1 Sender address rejected: not logged in | sign-in-first | SERVER | mail.user
RECIPIENT | 452 4.5.3 Too many recipients | one-too-many | CONNECTION | -
RECIPIENT | 452 4.5.3 Too many recipients this hour | too-many | SERVER | per_day
RECIPIENT | 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain | relay | SERVER | mail.host
RECIPIENT | 421 4.7.0 [TSS04] Messages temporarily deferred | hangs-up | CONNECTION | who runs
MESSAGE | 554 5.7.9 Message not accepted for policy reasons | spam | RECIPIENT | provider
MESSAGE | 554 Message rejected: Email address is not verified. | bad-sender | SERVER | sender_address
MESSAGE | 454 Throttling failure: Maximum sending rate exceeded. | too-many | SERVER | per_minute
MESSAGE | 554 5.2.0 STOREDRV; SendAsDeniedException | send-as | SERVER | sender_address
RECIPIENT | 550 Unknown reason | recipient-refused | RECIPIENT | own words
MESSAGE | 550 5.7.1 This message looks like spam | spam | RECIPIENT | provider
MESSAGE | 421 4.4.2 Connection timed out | enough-here | CONNECTION | -
RECIPIENT | 450 4.1.1 <a@b.vn>: Recipient address rejected: unverified address | first-contact | RECIPIENT | -
RECIPIENT | 422 The recipient's mailbox is over its storage limit | full-mailbox | RECIPIENT | empty
RECIPIENT | 550 5.5.0 Requested action not taken: mailbox unavailable | no-mailbox | RECIPIENT | units.csv
MESSAGE | 554 delivery error: This user doesn't have a yahoo.com account | no-mailbox | RECIPIENT | units.csv
RECIPIENT | 550 Blocked by recipient's personal blocklist | members-only | RECIPIENT | allow
RECIPIENT | 550 The recipient does not accept mails from you | members-only | RECIPIENT | allow
RECIPIENT | 550 5.7.124 Sender not in allowed-senders list | members-only | RECIPIENT | allow
RECIPIENT | 451 4.7.651 The mail server has been temporarily rate limited | too-many | SERVER | per_day
RECIPIENT | 450 4.7.1 Error: too much mail from 192.0.2.7 | too-many | SERVER | per_minute
MESSAGE | 550 5.7.1 Daily SMTP relay sending limit exceeded for user | too-many | SERVER | per_day
RECIPIENT | 554 5.7.1 You have reached your daily relay quota | too-many | SERVER | per_day
SENDER | 550 5.7.1 Invalid credentials for relay [192.0.2.7] | relay | SERVER | allowed
RECIPIENT | 551 5.7.1 Forwarding to remote hosts disabled | relay | SERVER | mail.host
SENDER | 535 5.7.0 This server requires authentication before sending mail | sign-in-first | SERVER | password
SENDER | 550 5.7.0 Must authenticate before sending mail | sign-in-first | SERVER | mail.user
SENDER | 523 5.7.10 Encryption Needed | encrypt-first | SERVER | security
SIGN_IN | 534 5.7.14 Please log in via your web browser and then try again. | app-password | SERVER | app
SIGN_IN | 421 4.7.0 Too many login attempts, please try again later | sign-in-later | SERVER | passes
SENDER | 552 5.2.0 Sender's mailbox is full | own-mailbox | SERVER | Empty
MESSAGE | 554 5.2.2 mailbox full; STOREDRV.Submit; QuotaExceededException | own-mailbox | SERVER | mail.user
MESSAGE | 550 Requested action not taken. Sender address is not allowed. | send-as | SERVER | sender_address
RECIPIENT | 550 5.7.708 Access denied, traffic not accepted from this IP | listed | SERVER | taken off
SENDER | 451 4.7.24 The SPF record of the sending domain is suspicious | unproven | SERVER | SPF
CONNECT | 421 4.3.2 All server ports are busy | server-busy | SERVER | passes
MESSAGE | 550 5.7.1 Your IP is blacklisted | listed | SERVER | taken off
MESSAGE | 550 5.1.8 Access denied, bad outbound sender | suspended | SERVER | browser
"""


@pytest.mark.parametrize("row", ANSWERS.strip().splitlines())
def test_an_answer_is_put_down_to_whom_it_is_about_with_the_remedy_that_helps(row: str) -> None:
    stage, reply, line, scope, remedy = (part.strip() for part in row.split("|"))
    found = answer_of(Stage[stage], int(reply[:3]), reply)
    assert (found.code, found.scope) == (line, Scope[scope])
    assert remedy.lower() in found.remedy.lower() if remedy != "-" else not found.remedy


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("code", [0, 421, 450, 451, 454, 500, 501, 503, 535, 550, 554, 571, 250, 354])
def test_every_answer_at_every_stage_has_a_line(stage: Stage, code: int) -> None:
    assert answer_of(stage, code, f"{code} Xin chào").means
