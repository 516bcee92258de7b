"""The gate's share: the kept runs, and always the same drawn ones."""

import itertools
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.machine.deeds import drawn
from tests.machine.running import LENGTH, Failure, played
from tests.machine.steps import Step, kept
from tests.machine.world import opened_world

#: Runs that failed once.
KEPT = sorted((Path(__file__).parent / "kept").glob("*.txt"))
#: Each part has other runs. Workers share the parts.
PARTS, RUNS = 4, 30


def seed(part: int) -> str:
    """Of a part of the gate's runs."""
    return f"gate-{part}"


def shares(runs: int = RUNS) -> Iterator[tuple[str, list[Step]]]:
    """All runs of the gate by name; with more runs of each part, also those of a night."""
    yield from ((file.stem, kept(file)) for file in KEPT)
    for number in range(runs):
        for part in range(PARTS):
            name = f"{seed(part)}-{number}"
            yield name, drawn(name, LENGTH)


def first_failure(runs: int = RUNS, first: str = "", *, alone: bool = False) -> tuple[str, Failure | None]:
    """Play the gate's share, or so many runs of each part, up to the first run that fails; its name.

    The run named `first` is played before the others, or `alone`.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own there)
    with (
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        try:
            with opened_world(Path(folder), monkeypatch) as world:
                before = (one for one in shares(runs) if one[0] == first)
                others = (one for one in shares(runs) if one[0] != first and not alone)
                for name, steps in itertools.chain(before, others):
                    if failure := played(world, steps):
                        return name, failure
        except AssertionError as error:
            return "the beginning", Failure(str(error), "")
    return "", None
