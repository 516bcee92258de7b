"""People are named, found, erased and pasted again in any order: nobody comes back, nothing is lost."""

import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

import pytest

from tests.machine.people_at_work import KEPT, drawn, opened_crowd
from tests.machine.steps import Step, kept

NIGHTLY = os.environ.get("NIGHTLY") == "1"
#: By night others each time.
SEEDS = tuple(token_hex(4) for _ in range(40)) if NIGHTLY else ("people-0", "people-1", "people-2")
LENGTH = 30


@pytest.mark.parametrize("file", KEPT, ids=lambda path: path.stem)
def test_a_run_that_failed_once_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    _played(tmp_path, monkeypatch, kept(file))


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_who_was_erased_stays_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    _played(tmp_path, monkeypatch, drawn(seed, LENGTH))


def _played(folder: Path, monkeypatch: pytest.MonkeyPatch, steps: Iterable[Step]) -> None:
    done = []
    with opened_crowd(folder, monkeypatch) as crowd:
        try:
            for step in steps:
                done.append(str(step))
                getattr(crowd, step.name)(**step.given)
            crowd.settle()
            crowd.end()
        except Exception as error:
            told = "\n".join(done)
            raise AssertionError(f"after these steps:\n{told}") from error
