"""A whole campaign with its store, and the quota, on PostgreSQL: the same as on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.google.quota import Limits, Quota, in_database
from tests.counted import NO_TIME, UsedUp
from tests.integration.test_master import CULTURE, remark
from tests.postgresql import Server, running_server
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
