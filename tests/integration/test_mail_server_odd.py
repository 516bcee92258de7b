"""Mail servers that drip, talk without end or break off: told, and the mails wait."""

import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

import pytest

from sheets_sync.errors import MailUnavailable
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.sending.bounded import SECONDS_OF_REPLY, Answers
from sheets_sync.mail.sending.delivery import CLAIM, deliver
from sheets_sync.mail.sending.smtp import MailServer, SmtpTransport
from sheets_sync.store import Store
from tests.contract.transport_contract import SENDER, mail
from tests.counted import Counted
from tests.integration.test_mail_delivery import AT
from tests.post import USER, PostOffice

#: What the server says first, over and over.
ODD = {
    "a greeting without end": (b"220-mail.example\r\n", True),
    "a line without end": (b"2" * 4096, True),
    "half a greeting": (b"220 mail.exa", False),
    "nothing": (b"", False),
    "another protocol": (b"HTTP/1.1 400 Bad Request\r\n\r\n", False),
    "no text": (b"\xff\xfe\x00\r\n", False),
}


@contextmanager
def saying(said: bytes, *, for_ever: bool) -> Iterator[int]:
    """A server on a port that says so to everybody and hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, suppress(OSError):
                        connection.sendall(said)
                        while for_ever:
                            connection.sendall(said)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            # Closing alone wakes nobody who waits in accept.
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize("said", ODD)
def test_whatever_a_server_says_first_is_told_and_the_mail_waits(store: Store, said: str) -> None:
    one = mail("a1")
    store.outbox.queue(one, message(one, SENDER, AT).as_bytes(), AT)
    text, for_ever = ODD[said]
    with saying(text, for_ever=for_ever) as port:
        transport = SmtpTransport(MailServer("127.0.0.1", port, "none", USER))
        with pytest.raises(MailUnavailable):
            transport.send(message(one, SENDER, AT).as_bytes(), one.key, ["a@b.vn"])
        report = deliver(store, transport, AT)
    assert (report.sent, report.waiting) == (0, 1)
    assert report.stopped


def test_half_an_answer_to_a_whole_mail_sends_it_once_more_at_most(store: Store, office: PostOffice) -> None:
    one = mail("a1")
    store.outbox.queue(one, message(one, SENDER, AT).as_bytes(), AT)
    office.drops = ["after"]
    transport = SmtpTransport(MailServer("127.0.0.1", office.port, "none", USER))
    assert deliver(store, transport, AT).sent == 0
    assert deliver(store, transport, AT + CLAIM).sent == 1
    # It had the whole mail and hung up: nobody knows whether it arrived.
    assert len({letter.parsed["Message-ID"] for letter in office.letters}) == 1
    assert len(office.letters) <= 2


class Dripping(io.RawIOBase):
    """A byte at a time, ten seconds apart."""

    def __init__(self, counted: Counted) -> None:
        super().__init__()
        self.counted, self.given = counted, 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        self.counted.sleep(10)
        self.given += 1
        into[:1] = b"2"
        return 1


def test_an_answer_that_drips_is_not_waited_for_for_ever() -> None:
    dripping = Dripping(counted := Counted())
    answers = io.BufferedReader(Answers(dripping, lambda: counted.seconds))
    with pytest.raises(TimeoutError, match="does not end within"):
        answers.readline()
    assert dripping.given <= SECONDS_OF_REPLY / 10 + 1


def test_the_time_of_an_answer_begins_when_it_is_awaited() -> None:
    counted = Counted()
    answers = Answers(io.BytesIO(b"250 Ok\r\n"), lambda: counted.seconds)
    counted.sleep(2 * SECONDS_OF_REPLY)
    with pytest.raises(TimeoutError):
        answers.read(1)
    answers.begin()
    assert answers.read(3) == b"250"
