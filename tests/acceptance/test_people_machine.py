"""People are named, found, erased and pasted again in any order: nobody comes back, nothing is lost."""

import os
from pathlib import Path
from secrets import token_hex

import pytest

from tests.machine.people_at_work import drawn, opened_crowd

NIGHTLY = os.environ.get("NIGHTLY") == "1"
#: By night others each time.
SEEDS = tuple(token_hex(4) for _ in range(40)) if NIGHTLY else ("people-0", "people-1", "people-2")
LENGTH = 30


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_who_was_erased_stays_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    done = []
    with opened_crowd(tmp_path, monkeypatch) as crowd:
        try:
            for step in drawn(seed, LENGTH):
                done.append(str(step))
                getattr(crowd, step.name)(**step.given)
            crowd.settle()
            crowd.end()
        except Exception as error:
            told = "\n".join(done)
            raise AssertionError(f"after these steps:\n{told}") from error
