"""Units, the office, Google's troubles and the sync in any order: nothing is lost, doubled or made up."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests.machine.bugs import MUTANTS
from tests.machine.gate import KEPT, PARTS, RUNS, seed
from tests.machine.running import LENGTH, Failure, played, run
from tests.machine.steps import Step, kept
from tests.machine.world import World, opened_world

#: The gate always takes the same runs; by night, with NIGHTLY=1, they are others each time.
NIGHTLY = os.environ.get("NIGHTLY") == "1"
COUNT = 500 if NIGHTLY else RUNS


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


def test_every_bug_put_in_on_purpose_is_one_line_of_the_code_as_it_is() -> None:
    """`python -m tests.machine.mutants` tells which of them the runs above notice."""
    for mutant in MUTANTS:
        compile(mutant.source(), str(mutant.file), "exec")
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 30


@pytest.mark.long
@pytest.mark.timeout(0 if NIGHTLY else 1800)
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_people_do_and_google_fails_the_master_tells_the_units_last_word(
    world: World, capsys: pytest.CaptureFixture[str], part: int
) -> None:
    chosen, before = token_hex(4) if NIGHTLY else seed(part), world.steps

    def found(name: str, steps: list[Step], failure: Failure) -> None:
        told = "\n".join(map(str, steps))
        pytest.fail(f"{failure.told}\nrun {name}; for `python -m tests.machine shrink FILE`:\n{told}")

    run(world, chosen, range(COUNT), found)
    with capsys.disabled():
        sys.stdout.write(f" seed {chosen}: {world.steps - before} steps ")
    assert world.steps - before > COUNT * LENGTH / 2
