"""Units, the office, Google's troubles and the sync in any order: nothing is lost, doubled or made up."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests import machine
from tests.machine.running import LENGTH, Failure, played, run
from tests.machine.steps import Step, kept
from tests.machine.world import World, opened_world

#: Runs that failed once.
KEPT = sorted((Path(machine.__file__).parent / "kept").glob("*.txt"))
#: The gate always takes the same runs; by night, with NIGHTLY=1, they are others each time.
NIGHTLY = os.environ.get("NIGHTLY") == "1"
RUNS = 500 if NIGHTLY else 30
#: Each part has other runs. Workers share the parts.
PARTS = 4


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        opened_world(tmp_path_factory.mktemp("world"), monkeypatch) as one,
    ):
        yield one


@pytest.mark.parametrize("file", KEPT, ids=lambda path: path.stem)
def test_a_run_that_failed_once_ends_well(world: World, file: Path) -> None:
    failure = played(world, kept(file))
    assert failure is None, failure and failure.told


@pytest.mark.timeout(0 if NIGHTLY else 1200)
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_people_do_and_google_fails_the_master_tells_the_units_last_word(
    world: World, capsys: pytest.CaptureFixture[str], part: int
) -> None:
    seed, before = f"{token_hex(4) if NIGHTLY else 'gate'}-{part}", world.steps

    def found(name: str, steps: list[Step], failure: Failure) -> None:
        told = "\n".join(map(str, steps))
        pytest.fail(f"{failure.told}\nrun {name}; for `python -m tests.machine shrink FILE`:\n{told}")

    run(world, seed, range(RUNS), found)
    with capsys.disabled():
        sys.stdout.write(f" seed {seed}: {world.steps - before} steps ")
    assert world.steps - before > RUNS * LENGTH / 2
