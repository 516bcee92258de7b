"""The gate's share: kept runs, and always the same drawn ones."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from tests.compiled import share_compiled_statements
from tests.lengths import refuse_longer_texts
from tests.machine.deeds import drawn
from tests.machine.running import LENGTH, Failure, played
from tests.machine.steps import Step, kept
from tests.machine.world import World, opened_world

#: Runs that notice a bug put in on purpose, by its name.
NOTICED = Path(__file__).parent / "noticed"
#: Runs that failed once, and those.
KEPT = [
    *sorted((Path(__file__).parent / "kept").glob("*.txt")),
    *sorted(NOTICED.glob("*.txt")),
]
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


def first_failure(world: World, runs: int = RUNS) -> tuple[str, list[Step], Failure] | None:
    """Play the gate's share, or so many runs of each part, up to the first run that fails."""
    for name, steps in shares(runs):
        if failure := played(world, steps):
            return name, steps, failure
    return None


@contextmanager
def world_in_memory(store: str = "") -> Iterator[World]:
    """A world of its own that lies on no disk, where the computer has a place for that."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    share_compiled_statements()
    refuse_longer_texts()
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own there)
    with (
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder,
        pytest.MonkeyPatch.context() as monkeypatch,
        opened_world(Path(folder), monkeypatch, store) as world,
    ):
        yield world
