"""Bugs put in on purpose, a line each: the gate's share of the machine has to notice them.

    python -m tests.machine.mutants [NAME …] [--runs RUNS] [--again]

With more runs of each part than the gate has, some of a night are played. Each is tried in a process of its
own, which loads one module with the line changed. Nothing on disk is, but the table of what noticed them:
that run is played first the next time, and with `--again` no other. Without it, what the table tells as
noticed is not tried once more.
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
from types import CodeType, ModuleType

from tests.machine.bugs import MUTANTS, ROOT, Mutant

TABLE = Path(__file__).with_name("killed.md")
HEAD = """\
# Bugs put in on purpose, and what notices them

Written by `python -m tests.machine.mutants`. A run is one of `kept/`, or of the gate's drawn ones.

| bug | run | what it tells |
|---|---|---|
"""
SURVIVED = "survives"


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    name: str
    #: That noticed it; empty when none did.
    run: str
    #: What went wrong in it.
    kind: str

    @property
    def is_killed(self) -> bool:
        return bool(self.run)


def known() -> dict[str, Verdict]:
    """What the table tells, by name."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")
    ]
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


def try_here(name: str, runs: int, first: str, *, alone: bool) -> None:
    """Play the gate's share with the mutant until a run fails. To be called in a process of its own, once."""
    sys.meta_path.insert(0, _Finder(next(one for one in MUTANTS if one.name == name)))
    # Not before: the changed module must not have been imported.
    from tests.machine.gate import first_failure

    run, failure = first_failure(runs, first, alone=alone)
    verdict = Verdict(name, run, failure.kind if failure else "")
    sys.stdout.write(json.dumps(asdict(verdict)) + "\n")


def tried(mutant: Mutant, runs: int, first: str = "", *, alone: bool = False) -> Verdict:
    """What becomes of a mutant where `first` is the run that is played before the others, or alone."""
    given = f"{mutant.name!r}, {runs}, {first!r}, alone={alone}"
    code = f"from tests.machine.mutants import try_here; try_here({given})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    return Verdict(**json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.machine.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--runs", type=int, default=30, help="runs of each part; the gate has 30")
    parser.add_argument("--again", action="store_true", help="only the runs that noticed them before")
    given = parser.parse_args()
    before = known()
    chosen = [one for one in MUTANTS if one.name in given.names] or [
        one for one in MUTANTS if (one.name in before and before[one.name].is_killed) == given.again
    ]
    survivors = 0
    for mutant in chosen:
        first = before[mutant.name].run if mutant.name in before else ""
        verdict = tried(mutant, given.runs, first, alone=given.again)
        survivors += not verdict.is_killed
        sys.stdout.write(f"{mutant.name}: {verdict.run or SURVIVED}: {verdict.kind}\n")
        sys.stdout.flush()
        tell({**known(), mutant.name: verdict}.values())
    sys.stdout.write(f"{len(chosen) - survivors} of {len(chosen)} killed\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
