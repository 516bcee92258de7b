"""A whole campaign with its store, and the quota, on PostgreSQL: the same as on SQLite."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import requests
import sqlalchemy as sa

from sheets_sync.errors import StoreError
from sheets_sync.google.quota import Limits, Quota, in_database
from sheets_sync.mail.sending import delivery
from sheets_sync.mail.sending.delivery import CLAIM
from sheets_sync.pipeline.run import run
from sheets_sync.store import open_store
from tests.conftest import NIGHTLY
from tests.counted import NO_TIME, UsedUp
from tests.integration.test_master import CULTURE, remark
from tests.postgresql import Server, running_server
from tests.seen import differences, everything
from tests.ward import EVENING, NEXT_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as one:
        yield one


def story(one: Ward) -> list[object]:
    """A first night, the office's work, a second night; everything that people see then."""
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "chín mươi"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100"})
    one.sync(EVENING)
    remark(one, CULTURE, "TDP01/VX01", "Trạng thái xử lý", "Đã duyệt")
    one.sync(EVENING)
    one.type("TDP01", "culture_society", {"E2": "206", "E3": "180"})
    one.sync(NEXT_EVENING)
    tabs = ["Tình hình nộp", "Nội dung cần sửa", CULTURE, "7. Công trình, phần việc", "Đã gỡ", "Nhật ký"]
    remembered = one.project.store
    return [
        *(one.values("", tab) for tab in tabs),
        one.values("TDP01", "Kết quả kiểm tra"),
        sorted(remembered.submissions.latest("dot-1").items()),
        [(found.finding, found.first_seen, found.mended) for found in remembered.findings.history("TDP01")],
        # A key's last part also tells the addresses of the workbooks.
        sorted((mail.key.rpartition("/")[0], mail.subject, mail.sent) for mail in remembered.outbox.all()),
        remembered.reviews.known(),
        [(remark.record, remark.column, remark.text, remark.at) for remark in remembered.reviews.history()],
    ]


def test_a_campaign_on_postgresql_ends_as_one_on_sqlite(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = []
    for name, url in (("sqlite", "sqlite:///store.db"), ("postgresql", server.database())):
        with monkeypatch.context() as patched:
            patched.setenv("SHEETS_SYNC_STORE__URL", url)
            units, indicators = SMALL_UNITS, SMALL_INDICATORS
            (tmp_path / name).mkdir()
            with ward(tmp_path / name, patched, units=units, indicators=indicators) as one:
                ends.append(story(one))
    assert ends[0] == ends[1]


def test_machines_that_share_a_database_share_the_quota(server: Server) -> None:
    url = server.database()
    hour = 3_600_000
    one, other = (Quota(Limits(6, 0), make=in_database(url), period_ms=hour, time=NO_TIME) for _ in range(2))
    try:
        for quota in (one, other) * 3:
            quota.take("read")
        with pytest.raises(UsedUp):
            other.take("read")
    finally:
        one.close()
        other.close()


@dataclass
class Restarts:
    """Ends every session of the server, as its restart does, when so many statements have passed."""

    server: Server
    at: int = -1
    passed: int = 0

    def count(self, *_: object) -> None:
        if self.passed == self.at:
            with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND backend_type = 'client backend'"
                )
        self.passed += 1


@pytest.fixture
def restarts(server: Server) -> Iterator[Restarts]:
    one = Restarts(server)
    sa.event.listen(sa.Engine, "before_cursor_execute", one.count)
    yield one
    sa.event.remove(sa.Engine, "before_cursor_execute", one.count)


@dataclass(frozen=True)
class Remembered:
    """The campaign as it stood: its workbooks, its database, its mails."""

    one: Ward
    server: Server
    database: str

    def bring_back(self) -> None:
        requests.post(f"{self.one.base_url}/_emulator/rewind").raise_for_status()
        self.one.project.store.database.close()
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {self.database} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {self.database} TEMPLATE {self.database}_kept")
        for letter in letters(self.one):
            letter.unlink()

    @classmethod
    def of(cls, one: Ward, server: Server, database: str) -> "Remembered":
        requests.post(f"{one.base_url}/_emulator/checkpoint").raise_for_status()
        one.project.store.database.close()
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}_kept TEMPLATE {database}")
        return cls(one, server, database)


def letters(one: Ward) -> list[Path]:
    return sorted(one.project.config.path(one.project.config.mail.folder).glob("*.eml"))


def state(one: Ward) -> dict[str, object]:
    found = everything(one)
    sent = {key: sent for key, (_, _, sent) in found["mails"]["outbox"].items()}
    return {**found, "mails": (sent, sorted(found["mails"]["folder"]))}


def test_a_server_that_is_restarted_in_mid_run_ends_it_with_a_remedy_and_the_next_one_makes_up_for_it(
    server: Server, restarts: Restarts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.database()
    monkeypatch.setenv("SHEETS_SYNC_STORE__URL", url)
    monkeypatch.setattr(delivery, "NOTED_AGAIN", (0,))
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "chín mươi"})
        one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100"})
        kept = Remembered.of(one, server, url.rpartition("/")[2])
        restarts.passed = 0
        one.sync(EVENING)
        statements, expected = restarts.passed, state(one)
        said: list[str] = []
        for at in range(0, statements, statements // (60 if NIGHTLY else 2)):
            kept.bring_back()
            restarts.passed, restarts.at = 0, at
            try:
                one.sync(EVENING)
            except StoreError as error:
                said.append(str(error))
            restarts.at = -1
            run(one.project, EVENING, now=EVENING + 2 * CLAIM)
            assert list(differences(state(one), expected)) == [], at
        assert said
        assert all("cannot be reached" in text for text in said), said


def test_many_campaigns_of_one_process_need_few_connections(server: Server) -> None:
    url = server.database()
    with ExitStack() as closing:
        for number in range(5):
            store = closing.enter_context(open_store(url, f"ward-{number}"))
            assert store.submissions.issue_row_ids("A", 1) == ("A-0001",)
            quota = Quota(Limits(6, 6), f"account-{number}", make=in_database(url), time=NO_TIME)
            closing.callback(quota.close)
            quota.take("read")
        with psycopg.connect(url) as db:
            query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            ((count,),) = db.execute(query).fetchall()
        # This one, the pool of the stores, and two that the quotas have at most.
        assert count <= 1 + 1 + 2
