"""What every transport promises."""

from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32
from typing import Protocol

import pytest

from sheets_sync.errors import MailError
from sheets_sync.mail.composing.message import Sender, message
from sheets_sync.mail.sending.transports import Transport
from sheets_sync.model import Mail
from tests.post import Letter

AT = datetime(2024, 8, 14, 20, tzinfo=timezone(timedelta(hours=7)))
NAME = "Văn phòng – Thống kê, Ủy ban nhân dân phường “Đường Hào”, thị xã Mỹ Hào, tỉnh Hưng Yên"
SENDER = Sender(NAME, "baocao@phuong.example", "vanphong@phuong.example")
FIRST, SECOND, THIRD = "tdp01@phuong.example", "tdp02@phuong.example", "o'hara+bc@sub.phuong.example"
LONG = "Kết quả kiểm tra báo cáo thi đua chào mừng " * 12


def mail(content: str = "a1", **changes: object) -> Mail:
    values = {
        "key": f"dot-1/ky-1/TDP01/validation/{content}",
        "unit": "TDP01",
        "kind": "validation",
        "recipients": (FIRST, SECOND),
        "subject": f"[Đường Hào] Tổ dân phố số 1 – {LONG}",
        "text": "Kính gửi\n.\n..dòng bắt đầu bằng dấu chấm\nFrom here\n" + "ư" * 2_000,
        "html": "<p>Kính gửi</p>\n.\n" + "<b>ệ</b>" * 2_000,
        "copies": (THIRD,),
    }
    return Mail(**{**values, **changes})  # type: ignore[arg-type]


class Arrivals(Protocol):
    """Where a transport's messages arrive; each test begins with nothing."""

    def __call__(self) -> list[Letter]: ...


class TransportContract:
    """A subclass gives `transport`, `arrived` and `broken`, and with them everything below."""

    @pytest.fixture
    def transport(self) -> Transport:
        raise NotImplementedError

    @pytest.fixture
    def arrived(self) -> Arrivals:
        raise NotImplementedError

    @pytest.fixture
    def broken(self) -> Transport:
        """The same kind of transport, to where nothing can arrive."""
        raise NotImplementedError

    def _send(self, transport: Transport, built: EmailMessage, one: Mail) -> tuple[str, ...]:
        handed = transport.send(built.as_bytes(), one.key, (*one.recipients, *one.copies))
        transport.close()
        assert handed.refused == {}
        return handed.served

    def test_every_recipient_is_served_and_the_message_arrives_as_it_was_made(
        self, transport: Transport, arrived: Arrivals
    ) -> None:
        one = mail()
        built = message(one, SENDER, AT)
        assert self._send(transport, built, one) == (FIRST, SECOND, THIRD)
        (letter,) = arrived()
        parsed = letter.parsed
        assert parsed["Subject"] == " ".join(one.subject.split())
        # The parser of Python 3.11 puts spaces between encoded words of names; this older reader does not.
        raw = message_from_bytes(letter.content, policy=compat32)["From"]
        assert str(make_header(decode_header(raw))) == f"{SENDER.name} <{SENDER.address}>"
        assert [a.addr_spec for a in parsed["To"].addresses] == [FIRST, SECOND]
        assert [a.addr_spec for a in parsed["Cc"].addresses] == [THIRD]
        assert parsed["Date"].datetime == AT
        assert parsed["Reply-To"] == "vanphong@phuong.example"
        text, html = (parsed.get_body((kind,)) for kind in ("plain", "html"))
        assert text is not None
        assert html is not None
        assert text.get_content().replace("\r\n", "\n").rstrip("\n") == one.text
        assert html.get_content().replace("\r\n", "\n").rstrip("\n") == one.html

    def test_no_line_is_longer_than_mail_servers_take(self, transport: Transport, arrived: Arrivals) -> None:
        one = mail(recipients=tuple(f"tdp{number:03}@phuong.example" for number in range(150)))
        self._send(transport, message(one, SENDER, AT), one)
        content = arrived()[0].content
        # RFC 5321, 4.5.3.1.6: 1000 octets with CRLF.
        assert max(map(len, content.split(b"\r\n"))) <= 998
        assert len(arrived()[0].parsed["To"].addresses) == 150

    def test_a_second_message_leaves_after_a_close(self, transport: Transport, arrived: Arrivals) -> None:
        for content in ("a1", "b2"):
            one = mail(content)
            self._send(transport, message(one, SENDER, AT), one)
        assert len({letter.parsed["Message-ID"] for letter in arrived()}) == 2

    def test_the_same_key_has_the_same_message_id(self, transport: Transport, arrived: Arrivals) -> None:
        for _ in range(2):
            one = mail()
            self._send(transport, message(one, SENDER, AT), one)
        assert len({letter.parsed["Message-ID"] for letter in arrived()}) == 1

    def test_where_nothing_can_arrive_that_is_told(self, broken: Transport) -> None:
        one = mail()
        with pytest.raises(MailError):
            broken.send(message(one, SENDER, AT).as_bytes(), one.key, one.recipients)
        broken.close()

    def test_closing_twice_or_before_anything_does_no_harm(self, transport: Transport) -> None:
        transport.close()
        transport.close()
