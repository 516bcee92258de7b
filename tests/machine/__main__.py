"""Run the machine for long, or play one run again.

python -m tests.machine run --seed 7 --steps 200000
python -m tests.machine replay tests/machine/kept/NAME.txt
python -m tests.machine shrink FILE

With --postgresql before the command, the store is on a server.
"""

import argparse
import itertools
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from tests.machine.gate import world_in_memory
from tests.machine.running import Failure, played, run
from tests.machine.shrinking import Shrinking
from tests.machine.steps import Step, keep, kept
from tests.machine.world import World
from tests.postgresql import running_server

#: Runs of a shrink: a few minutes of them.
TRIES = 300
#: How often progress is told.
PAUSE = timedelta(seconds=30)
HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass
class Progress:
    """What was done so far, and how fast."""

    world: World
    seed: str
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    told: datetime = field(default_factory=lambda: datetime.now(UTC))

    def after(self, number: int) -> None:
        if datetime.now(UTC) - self.told > PAUSE:
            self.told = datetime.now(UTC)
            self.tell(f"run {number}")

    def tell(self, where: str) -> None:
        seconds = (datetime.now(UTC) - self.began).total_seconds()
        pace = self.world.steps / max(seconds, 1)
        done = ", ".join(f"{name} {times}" for name, times in self.world.done.most_common())
        counts = f"{self.world.steps:,} steps, {self.world.syncs:,} syncs, {pace:.1f} steps/s"
        counts += f" ({self.world.steps / process_time():.1f} of processor)"
        _tell(f"seed {self.seed}, {where}: {counts}; {done}")


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _run(world: World, given: argparse.Namespace) -> int:
    """Runs until so many steps were made; every failure is written down, and each kind shrunk once."""
    progress, kinds = Progress(world, given.seed), Counter[str]()

    def found(name: str, steps: list[Step], failure: Failure) -> None:
        file = given.found / f"{name}.txt"
        keep(file, steps, f"{failure.kind}\n{failure.told}")
        kinds[failure.kind] += 1
        _tell(f"FAILED {failure.kind}; again: python -m tests.machine replay {file}")
        if kinds[failure.kind] == 1:
            _shrink(world, file)

    numbers = itertools.takewhile(lambda _: world.steps < given.steps, itertools.count(given.first))
    run(world, given.seed, numbers, found, progress.after)
    progress.tell("end")
    for kind, times in kinds.most_common():
        _tell(f"{times} times: {kind}")
    return 1 if kinds else 0


def _replay(world: World, given: argparse.Namespace) -> int:
    failed = 0
    for file in given.files:
        failure = played(world, kept(file))
        _tell(f"{file}: {failure.told if failure else 'all holds'}")
        failed += failure is not None
    return 1 if failed else 0


def _shrink(world: World, file: Path) -> int:
    failure = played(world, kept(file))
    if failure is None:
        _tell(f"{file}: all holds")
        return 0

    def fails(steps: list[Step]) -> bool:
        again = played(world, steps)
        return again is not None and again.kind == failure.kind

    counted = world.steps, world.syncs, world.done.copy()
    shorter = Shrinking(fails, TRIES).shrunk(kept(file))
    last = played(world, shorter) or failure
    world.steps, world.syncs, world.done = counted
    shrunk = file.with_name(f"{file.stem}-short.txt")
    keep(shrunk, shorter, last.told)
    _tell(f"{len(shorter)} steps are left: python -m tests.machine replay {shrunk}")
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.machine", description=__doc__)
    parser.add_argument("--postgresql", action="store_true", help="with the store on a server of its own")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="run drawn steps")
    running.add_argument("--seed", default="0")
    running.add_argument("--steps", type=int, default=25_000)
    running.add_argument("--first", type=int, default=0, help="number of the first run")
    running.add_argument("--found", type=Path, default=HERE / "found", help="folder for failing runs")
    replaying = commands.add_parser("replay", help="play kept runs again")
    replaying.add_argument("files", type=Path, nargs="+")
    shrinking = commands.add_parser("shrink", help="make a failing run shorter")
    shrinking.add_argument("file", type=Path)
    given = parser.parse_args()
    with ExitStack() as stack:
        store = stack.enter_context(running_server()).database() if given.postgresql else ""
        world = stack.enter_context(world_in_memory(store))
        if given.command == "run":
            return _run(world, given)
        return _replay(world, given) if given.command == "replay" else _shrink(world, given.file)


if __name__ == "__main__":
    sys.exit(main())
