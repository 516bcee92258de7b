"""The demo's story played once: the campaign, its people, and what both syncs did."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sheets_sync.demo import story
from sheets_sync.model import Submission
from sheets_sync.pipeline import Outcome
from tests.ward import Ward, ward


@dataclass(frozen=True)
class Played:
    ward: Ward
    first: Outcome
    #: What the store held after the first sync, by unit and form.
    first_submissions: dict[tuple[str, str], Submission]
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
