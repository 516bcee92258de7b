"""The contract of transports, on each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sheets_sync.mail.sending.gmail import GmailTransport
from sheets_sync.mail.sending.smtp import Login, MailServer, SmtpTransport
from sheets_sync.mail.sending.transports import FolderTransport, Transport
from tests.contract.transport_contract import Arrivals, TransportContract
from tests.post import (
    PASSWORD,
    TOKEN,
    USER,
    GmailServer,
    Letter,
    PostOffice,
    certificate,
    gmail_server,
    post_office,
)


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificate"))


class TestFolder(TransportContract):
    @pytest.fixture
    def transport(self, tmp_path: Path) -> Transport:
        return FolderTransport(tmp_path / "thư đi")

    @pytest.fixture
    def arrived(self, tmp_path: Path) -> Arrivals:
        return lambda: [Letter("", [], file.read_bytes()) for file in (tmp_path / "thư đi").glob("*.eml")]

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Transport:
        (tmp_path / "file").touch()
        return FolderTransport(tmp_path / "file")


class OnSmtp(TransportContract):
    """A mail server; subclasses say how it is reached."""

    @pytest.fixture
    def office(self, pem: Path) -> Iterator[PostOffice]:
        raise NotImplementedError

    def server(self, port: int, pem: Path) -> MailServer:
        raise NotImplementedError

    @pytest.fixture
    def transport(self, office: PostOffice, pem: Path) -> Transport:
        return SmtpTransport(self.server(office.port, pem))

    @pytest.fixture
    def arrived(self, office: PostOffice) -> Arrivals:
        return lambda: office.letters

    @pytest.fixture
    def broken(self, pem: Path) -> Transport:
        with post_office() as gone:
            port = gone.port
        return SmtpTransport(self.server(port, pem))


class TestSmtpInTheHouse(OnSmtp):
    @pytest.fixture
    def office(self, pem: Path) -> Iterator[PostOffice]:
        with post_office() as office:
            yield office

    def server(self, port: int, pem: Path) -> MailServer:
        return MailServer("127.0.0.1", port, "none", USER)


class TestSmtpWithStarttlsAndPassword(OnSmtp):
    @pytest.fixture
    def office(self, pem: Path) -> Iterator[PostOffice]:
        with post_office(pem=pem, login=True) as office:
            yield office
            assert set(office.logins) <= {"PLAIN", "LOGIN", "CRAM-MD5"}

    def server(self, port: int, pem: Path) -> MailServer:
        return MailServer("127.0.0.1", port, "starttls", USER, Login(USER, lambda: PASSWORD), pem, 10)


class TestSmtpWithTlsAndGooglesToken(OnSmtp):
    @pytest.fixture
    def office(self, pem: Path) -> Iterator[PostOffice]:
        with post_office(pem=pem, implicit_tls=True, login=True) as office:
            yield office
            assert set(office.logins) <= {"XOAUTH2"}

    def server(self, port: int, pem: Path) -> MailServer:
        return MailServer("127.0.0.1", port, "tls", USER, Login(USER, lambda: TOKEN, "xoauth2"), pem, 10)


class TestGmail(TransportContract):
    @pytest.fixture
    def gmail(self) -> Iterator[GmailServer]:
        with gmail_server() as gmail:
            yield gmail

    @pytest.fixture
    def transport(self, gmail: GmailServer) -> Transport:
        return GmailTransport(requests.Session, gmail.base_url, 10)

    @pytest.fixture
    def arrived(self, gmail: GmailServer) -> Arrivals:
        return lambda: gmail.letters

    @pytest.fixture
    def broken(self) -> Transport:
        with gmail_server() as gone:
            url = gone.base_url
        return GmailTransport(requests.Session, url, 5)
