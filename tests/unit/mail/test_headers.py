"""Headers as RFC 2047 and 5322 want them, and one conversation for each unit and period."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import SMTP, compat32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.calendar.workdays import working_days
from sheets_sync.mail.composing.audience import Letter, audiences
from sheets_sync.mail.composing.compose import Letterhead, Writer
from sheets_sync.mail.composing.due import Rules, Telling, ToldBefore, UnitStanding, due_parts
from sheets_sync.mail.composing.message import Sender, message
from sheets_sync.model import Mail, Period, Unit
from sheets_sync.templates import templates
from tests.unit.mail.test_due import DEADLINE, FAULTY, PERIOD, finding

AT = datetime(2026, 2, 2, 20, tzinfo=DEADLINE.tzinfo)
IS_WORKING, RULES = working_days(), Rules()
NAME = "Văn phòng – Thống kê, Ủy ban nhân dân phường “Đường Hào”, thị xã Mỹ Hào, tỉnh Hưng Yên"
SENDER = Sender(NAME, "baocao@phuong.example", "vanphong@phuong.example")
WRITER = Writer(
    Letterhead("thi-dua", "Đợt thi đua chào mừng 15 năm thành lập phường", "phường Mẫu", "Văn phòng"),
    templates("mail"),
)


def unit(code: str, *emails: str, heads: tuple[str, ...] = ()) -> Unit:
    day = DEADLINE.date()
    return Unit(code, f"Đơn vị {code}", "TDP", None, emails, day, None, None, (), frozenset(), heads)


def mail(subject: str) -> Mail:
    people = tuple(f"to-dan-pho-so-{number:03}@phuong.example" for number in range(20))
    threads = tuple(f"thi-dua/TDP{number}/ky-1" for number in range(5))
    return Mail(
        "k/d/u/n/1", "TDP1", "nightly", people, subject, "a", "<p>a</p>", threads=threads,
        list_title="Đợt thi đua chào mừng 15 năm thành lập phường", list_name="nightly.thi-dua",
    )  # fmt: skip


def checked(subject: str) -> bytes:
    raw = message(mail(subject), SENDER, AT).as_bytes()
    head, _, _ = raw.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        assert len(line) <= 76, line
    for word in re.findall(rb"=\?[^?]*\?[bq]\?[^?]*\?=", head):
        assert len(word) <= 75
    return raw


@pytest.mark.parametrize("subject", ["Ngắn", "x" * 70, "Kết quả kiểm tra báo cáo thi đua " * 9])
def test_words_and_lines_are_as_long_as_they_may_be_and_say_what_they_said(subject: str) -> None:
    raw = checked(subject)
    parsed = message_from_bytes(raw, policy=SMTP)
    expected = " ".join(subject.split())
    assert parsed["Subject"] == expected
    old = message_from_bytes(raw, policy=compat32)
    assert str(make_header(decode_header(old["Subject"]))) == expected
    assert str(make_header(decode_header(old["From"]))) == f"{NAME} <{SENDER.address}>"
    assert len(parsed["To"].addresses) == 20
    assert parsed["List-Id"].endswith("<nightly.thi-dua.phuong.example>")
    assert len(parsed["References"].split()) == 5


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=120))
def test_any_subject_comes_back_as_it_went(subject: str) -> None:
    raw = checked(subject)
    read = message_from_bytes(raw, policy=compat32)["Subject"]
    assert str(make_header(decode_header(read))) == subject


def two_weeks(period: Period = PERIOD) -> list[Mail]:
    """The nightly mails of one unit, whose findings change on some days, up to and past the deadline."""
    told: list[ToldBefore] = []
    mails = []
    for day in range(14):
        at = AT + timedelta(days=day)
        findings = (finding(f"E{day // 3}"),) if day < 10 else ()
        part = replace(FAULTY, period=period, findings=findings, owed=("1. Kinh tế",), complete=False)
        if due := due_parts("TDP1", [part], told, at, RULES, IS_WORKING):
            (audience,) = audiences([Letter(unit("TDP1", "a@phuong.example"), due)], [], RULES)
            mails.append(WRITER.unit_mail(audience, at, IS_WORKING))
            told += [telling for one in due for telling in one.tellings]
    return mails


def test_the_mails_of_a_unit_in_a_period_are_one_conversation() -> None:
    mails = two_weeks()
    assert len(mails) >= 6
    built = [message_from_bytes(message(one, SENDER, AT).as_bytes(), policy=SMTP) for one in mails]
    assert len({one["Message-ID"] for one in built}) == len(built)
    assert {one["Subject"] for one in built} == {"[phường Mẫu] Đơn vị TDP1: Báo cáo tháng 01/2026"}
    (thread,) = {one["References"] for one in built}
    assert {one["In-Reply-To"] for one in built} == {thread}
    # What differs from night to night stands at the beginning of the mail.
    assert len({one.text.splitlines()[2] for one in mails}) > 2
    other = two_weeks(replace(PERIOD, code="thang-2026-02"))
    assert other[0].threads != mails[0].threads


def part(step: int | None = None) -> UnitStanding:
    reminder = ToldBefore(PERIOD.code, "", Telling.REMINDER, str(step), AT)
    return replace(FAULTY, reminder=step, owed=("1. Kinh tế",), tellings=(reminder,))


def readers(*letters: Letter) -> list[tuple[list[str], tuple[str, ...], tuple[str, ...]]]:
    return [
        ([letter.unit.code for letter in one.letters], one.recipients, one.copies)
        for one in audiences(letters, ["vp@p.vn"], RULES)
    ]


def test_who_answers_for_several_units_gets_one_mail_and_a_shared_mailbox_one() -> None:
    a, b = Letter(unit("A", "x@p.vn", "y@p.vn"), [part()]), Letter(unit("B", "X@p.vn"), [part()])
    assert readers(a, b) == [(["A", "B"], ("x@p.vn",), ()), (["A"], ("y@p.vn",), ())]
    same = Letter(unit("C", "x@p.vn", "x@p.vn"), [part()])
    assert readers(same) == [(["C"], ("x@p.vn",), ())]
    (audience, _) = audiences([a, b], [], RULES)
    made = WRITER.unit_mail(audience, AT, IS_WORKING)
    assert made.units == ("A", "B")
    assert len(made.threads) == 2
    assert "Đơn vị A – Báo cáo tháng 01/2026" in made.text
    assert "Đơn vị B – Báo cáo tháng 01/2026" in made.text


def test_heads_read_of_their_own_units_only_once_they_are_overdue() -> None:
    a = Letter(unit("A", "a@p.vn", heads=("head@p.vn",)), [part(1)])
    b = Letter(unit("B", "b@p.vn", heads=("head@p.vn",)), [part(3)])
    c = Letter(unit("C", "c@p.vn", heads=("head@p.vn", "other@p.vn")), [part(0)])
    assert readers(a) == [(["A"], ("a@p.vn",), ("head@p.vn",))]
    assert readers(a, b, c) == [
        (["A"], ("a@p.vn",), ()),
        (["B"], ("b@p.vn",), ("vp@p.vn",)),
        (["C"], ("c@p.vn",), ()),
        (["A", "B"], ("head@p.vn",), ()),
    ]
