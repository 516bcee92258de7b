"""Bugs put in on purpose, a line each: the gate's share of the machine has to notice them.

    python -m tests.machine.mutants [NAME …] [--runs RUNS] [--again]

With more runs of each part than the gate has, some of a night are played. Each bug is tried in a process of
its own, which loads one module with the line changed. The first run that notices it is made short and kept in
`noticed/`, which is part of the gate's share from then on. Tried are those that nothing has noticed so far;
with `--again` the others, each by its own run alone.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from resource import RLIMIT_CPU, setrlimit
from signal import SIGKILL, SIGXCPU
from types import CodeType, ModuleType

from tests.machine.bugs import MUTANTS, ROOT, Mutant
from tests.machine.shrinking import Shrinking
from tests.machine.steps import keep, kept, step_of

TABLE = Path(__file__).with_name("killed.md")
HEAD = """\
# Bugs put in on purpose, and what notices them

Written by `python -m tests.machine.mutants`. The run that notices a bug, made short, lies in `noticed/` under
its name; it was found among the kept runs and the gate's drawn ones.

| bug | found in | what it tells |
|---|---|---|
"""
SURVIVED = "survives"
#: Seconds of the processor in which all runs end many times over: whoever takes longer goes in a circle.
LONGEST_TRY = 600
#: Tries to make a run shorter.
TRIES = 60


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    name: str
    #: The run in which it was noticed; empty where there was none.
    run: str = ""
    #: What went wrong.
    kind: str = ""
    #: Of that run, as short as it was made.
    steps: tuple[str, ...] = ()


def known() -> dict[str, Verdict]:
    """What the table tells, by name."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    cells = (line.strip("|").split(" | ") for line in lines if line.startswith("| "))
    rows = [[cell.strip() for cell in row] for row in cells]
    return {name: Verdict(name, "" if run == SURVIVED else run, kind) for name, run, kind in rows[1:]}


def tell(verdicts: Iterable[Verdict]) -> None:
    """Write the table, in the order of the list."""
    by_name = {one.name: one for one in verdicts}
    found = [by_name[one.name] for one in MUTANTS if one.name in by_name]
    rows = [f"| {one.name} | {one.run or SURVIVED} | {one.kind.replace('|', '/')} |\n" for one in found]
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")


class _Loader(SourceLoader):
    """Loads one module from a text of its own."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def get_filename(self, fullname: str) -> str:
        return str(self._mutant.file)

    def get_data(self, path: str) -> bytes:
        return self._mutant.source().encode()

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._mutant.source(), str(self._mutant.file), "exec")


class _Finder(MetaPathFinder):
    """Finds one module with its change."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != f"sheets_sync.{self._mutant.module}":
            return None
        found = PathFinder.find_spec(fullname, path)
        assert found is not None
        return importlib.util.spec_from_loader(fullname, _Loader(self._mutant), origin=found.origin)


def try_here(name: str, runs: int, *, again: bool) -> Verdict:
    """Play with the mutant until a run fails. To be called in a process of its own, once."""
    sys.meta_path.insert(0, _Finder(next(one for one in MUTANTS if one.name == name)))
    # Not before: the changed module must not have been imported.
    from tests.machine.gate import NOTICED, first_failure, world_in_memory
    from tests.machine.running import played

    try:
        with world_in_memory() as world:
            if again:
                failure = played(world, kept(NOTICED / f"{name}.txt"))
                return Verdict(name, name, failure.kind) if failure else Verdict(name)
            if (found := first_failure(world, runs)) is None:
                return Verdict(name)
            run, steps, failure = found
            short = Shrinking(lambda fewer: played(world, fewer) is not None, TRIES).shrunk(steps)
            last = played(world, short) or failure
            return Verdict(name, run, last.kind, tuple(map(str, short)))
    except AssertionError as error:
        return Verdict(name, "the beginning", str(error).partition("\n")[0])


def tell_of(name: str, runs: int, *, again: bool) -> None:
    """The same, told to who began the process."""
    setrlimit(RLIMIT_CPU, (LONGEST_TRY, LONGEST_TRY))
    sys.stdout.write(json.dumps(asdict(try_here(name, runs, again=again))) + "\n")


def tried(mutant: Mutant, runs: int, *, again: bool = False) -> Verdict:
    """What becomes of a mutant, in a process that does not know it yet."""
    given = f"{mutant.name!r}, {runs}, again={again}"
    code = f"from tests.machine.mutants import tell_of; tell_of({given})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    if -done.returncode in (SIGXCPU, SIGKILL):
        return Verdict(mutant.name, "one of them", "it never ends")
    done.check_returncode()
    return Verdict(**json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.machine.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--runs", type=int, default=30, help="runs of each part; the gate has 30")
    parser.add_argument("--again", action="store_true", help="only the runs that noticed them before")
    given = parser.parse_args()
    killed = {one.name for one in known().values() if one.run}
    chosen = [one for one in MUTANTS if one.name in given.names] or [
        one for one in MUTANTS if (one.name in killed) == given.again
    ]
    survivors = 0
    for mutant in chosen:
        verdict = tried(mutant, given.runs, again=given.again)
        survivors += not verdict.run
        sys.stdout.write(f"{mutant.name}: {verdict.run or SURVIVED}: {verdict.kind}\n")
        sys.stdout.flush()
        if not given.again:
            _keep(verdict)
    sys.stdout.write(f"{len(chosen) - survivors} of {len(chosen)} killed\n")
    return 1 if survivors else 0


def _keep(verdict: Verdict) -> None:
    tell({**known(), verdict.name: verdict}.values())
    if verdict.steps:
        file = TABLE.parent / "noticed" / f"{verdict.name}.txt"
        keep(file, map(step_of, verdict.steps), f"Notices a bug: {verdict.kind}")


if __name__ == "__main__":
    sys.exit(main())
