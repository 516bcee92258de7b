"""The gate's share: the kept runs, and always the same drawn ones."""

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


def shares(runs: int = RUNS) -> Iterator[list[Step]]:
    """All runs of the gate; with more runs of each part, also those of a night."""
    yield from map(kept, KEPT)
    for number in range(runs):
        yield from (drawn(f"{seed(part)}-{number}", LENGTH) for part in range(PARTS))


def first_failure(runs: int = RUNS) -> Failure | None:
    """Play the gate's share, or so many runs of each part, up to the first run that fails."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own there)
    with (
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        try:
            with opened_world(Path(folder), monkeypatch) as world:
                return next(filter(None, (played(world, steps) for steps in shares())), None)
        except AssertionError as error:
            return Failure(f"not even a beginning: {error}", "")
