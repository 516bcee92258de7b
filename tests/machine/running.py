"""Runs: drawn ones one after another, and one over again; what went wrong, and what it is called."""

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.machine.deeds import Days, drawn
from tests.machine.steps import Step
from tests.machine.world import World

#: Steps of one run.
LENGTH = 50
#: Where a failure is looked for: what lies above it in a traceback only leads there.
OURS = ("tests/machine", "sheets_sync", "tests/ward.py")


@dataclass(frozen=True)
class Failure:
    """What went wrong in a run."""

    #: The same for runs that fail in the same way: what is raised, where, and the first words said.
    kind: str
    told: str


def played(world: World, steps: Iterable[Step]) -> Failure | None:
    """Play a run from the beginning to its settled end; None when all holds."""
    try:
        days = Days(world)
        for step in steps:
            days.take(step)
        world.settle()
    except Exception as error:  # noqa: BLE001 (whatever goes wrong is what is looked for)
        return Failure(_kind(error), "".join(traceback.format_exception(error)))
    return None


def _kind(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(place in frame.filename for place in OURS)] or frames
    last = ours[-1]
    words = str(error).partition(":")[0].splitlines()
    said = "".join(letter for letter in (words[0] if words else "") if not letter.isdigit())
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.name}: {said.strip() or last.line}"


def run(
    world: World,
    seed: str,
    runs: Iterable[int],
    found: Callable[[str, list[Step], Failure], None],
    after_each: Callable[[int], None] = lambda _: None,
) -> None:
    """Play the runs with these numbers; `found` is told of every one that fails."""
    for number in runs:
        name = f"{seed}-{number}"
        steps = drawn(name, LENGTH)
        if failure := played(world, steps):
            found(name, steps, failure)
        after_each(number)
