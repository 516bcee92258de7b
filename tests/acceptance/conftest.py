"""The demo's story played once: the campaign, its people, and what both syncs did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from sheets_sync.demo import story
from sheets_sync.master.tables.wording import COMMENT_TITLE
from sheets_sync.model import Submission
from sheets_sync.pipeline import Outcome
from tests.acceptance.hostile import CULTURE, remark
from tests.shared import Shared
from tests.ward import Ward, ward


@dataclass(frozen=True)
class Played:
    ward: Ward
    first: Outcome
    #: What the store held after the first sync, by unit and form.
    first_submissions: Mapping[tuple[str, str], Submission]
    second: Outcome


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        ward(tmp_path_factory.mktemp("demo"), monkeypatch) as one,
    ):
        one.people.set_clock(story.BEFORE_DEADLINE)
        story.before_deadline(one.project, one.people)
        first = one.sync(story.FIRST_SYNC)
        held = one.project.store.submissions.latest(one.project.period.code)
        one.people.set_clock(story.AFTER_DEADLINE)
        story.after_deadline(one.project, one.people)
        yield Played(one, first, held, one.sync(story.SECOND_SYNC))


def reported(one: Ward) -> None:
    """All three have reported and were synced once, with a remark of the office."""
    one.type("TCKT", "economy", {"D2": "6.000", "E2": "5.570,5", "D3": "4.500", "E3": "4.420"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100", "B3": "Nhà văn hóa", "D3": "200"})
    one.type("TDP01", "culture_society", {"E2": "210", "D3": "190", "E3": "198"})
    one.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "176"})
    one.sync()
    remark(one, CULTURE, "TDP01/VX02", COMMENT_TITLE, "Đã gọi")
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, reported) as one:
        yield one
