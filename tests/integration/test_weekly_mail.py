"""The leadership's weekly mail, by the real pipeline: results beside those of a week ago."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.model import Mail
from sheets_sync.pipeline.office_mails import office_mails
from sheets_sync.pipeline.overviews import overview_of
from sheets_sync.pipeline.standing import standing
from tests.integration.test_review import synced
from tests.shared import Shared
from tests.ward import EVENING, Ward

DAY = timedelta(days=1)
#: A Friday, more than a week after the first sync.
FRIDAY = EVENING + 9 * DAY


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def weekly(small: Ward) -> Mail:
    object.__setattr__(small.project.config.settings.office, "leadership", ("lanhdao@phuong.example",))
    return next(
        one for one in office_mails(standing([small.project], FRIDAY), FRIDAY) if one.kind == "overview"
    )


def test_each_result_is_told_beside_that_of_a_week_ago(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "171"})
    small.type("TCKT", "economy", {"D2": "1000", "E2": "900"})
    small.sync(FRIDAY - DAY, mails=False)
    mail = weekly(small)
    for line in (
        "Hộ đạt Gia đình văn hóa: 90% kế hoạch (tuần trước 104,2%, giảm 14,2 điểm)",
        "Thu ngân sách trên địa bàn: 90% kế hoạch (tuần trước chưa đủ số liệu)",
    ):
        assert line in mail.text
        assert line in mail.html
    assert "Trong bảy ngày qua có thêm 1 biểu được nộp. Tuần trước: đúng hạn " in mail.text


def test_what_did_not_move_is_told_as_such(small: Ward) -> None:
    assert "Hộ đạt Gia đình văn hóa: 104,2% kế hoạch (như tuần trước)" in weekly(small).text


def test_in_the_first_week_there_is_nothing_to_compare_with(small: Ward) -> None:
    at = EVENING + 2 * DAY
    (seen,) = standing([small.project], at)
    made = overview_of(seen, at, ())
    assert (made.week_ago, made.best) == (None, ["Hộ đạt Gia đình văn hóa: 104,2% kế hoạch"])
