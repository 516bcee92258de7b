"""Bugs put in on purpose, a line each: the gate's share of the machine has to notice them.

    python -m tests.machine.mutants [NAME …] [--runs RUNS]

With more runs of each part than the gate has, some of a night are played. Each is tried in a process of its
own, which loads one module with the line changed. Nothing on disk is.
"""

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).parents[2]
#: What a process tells by its exit code.
SURVIVED, KILLED = 0, 3


@dataclass(frozen=True)
class Mutant:
    """One change of one line."""

    name: str
    #: The module, without the package's name.
    module: str
    line: str
    instead: str

    @property
    def file(self) -> Path:
        return ROOT / "sheets_sync" / (self.module.replace(".", "/") + ".py")

    def source(self) -> str:
        """The module's text with the change; ValueError where its line is not there exactly once."""
        text = self.file.read_text(encoding="utf-8")
        if text.count(self.line) != 1:
            raise ValueError(f"{self.name}: {text.count(self.line)} times in {self.file}: {self.line}")
        return text.replace(self.line, self.instead)


IDENTITY, SAME = "reading.identities", "reading.evidence"
WRITING, REPAIR = "master.publishing.writing", "master.publishing.repair"
CHANGES, REVIEWING = "master.publishing.changes", "pipeline.reviewing"
MUTANTS = (
    # identity
    Mutant(
        "identity-above-name",
        SAME,
        "IDENTITY, OTHERS, NEIGHBOUR = 4.0, 3.5, 3.0",
        "IDENTITY, OTHERS, NEIGHBOUR = 2.0, 1.5, 9.0",
    ),
    Mutant("identity-of-two-rows", SAME, "                del free[written]\n", "                pass\n"),
    Mutant("no-equal-rows", SAME, "if row.number not in found and alike", "if not row and alike"),
    Mutant("no-earlier-versions", SAME, "+= EARLIER", "+= 0.0"),
    Mutant("copies-keep-their-pattern's-identity", IDENTITY, "if key in owners:", "if not key:"),
    Mutant("strange-identities-lost", IDENTITY, "elif row.number not in unsure:", "elif not key:"),
    Mutant("identity-not-written-anew", IDENTITY, "if key != by_row[number]}", "if not key}"),
    Mutant("identities-issued-twice", "store.submissions", "values(last=last + count)", "values(last=last)"),
    # last good
    Mutant(
        "emptied-tabs-count",
        "reading.lastgood",
        "if was and not now and not validated.reported:",
        "if not was and now < 0:",
    ),
    Mutant(
        "broken-header-empties", "reading.lastgood", "        records = before\n", "        records = ()\n"
    ),
    Mutant(
        "first-submission-stays",
        "store.submissions",
        "max(submissions.c.number))\n        .where(submissions.c.period == period)",
        "min(submissions.c.number))\n        .where(submissions.c.period == period)",
    ),
    # publication
    Mutant("the-lower-copy-counts", "master.publishing.identity", "if key in rows:", "if key in copies:"),
    Mutant("rows-deleted-from-the-top", CHANGES, "in reversed(runs(gone))", "in runs(gone)"),
    Mutant(
        "new-rows-written-over",
        CHANGES,
        "return [insert_rows(table.sheet_id, rows.start, rows.stop), *",
        "return [*",
    ),
    Mutant(
        "new-rows-above-others",
        CHANGES,
        "bottom = max(used_rows(grid), places.header + 1)",
        "bottom = places.header + 1",
    ),
    Mutant("copied-keys-stay", CHANGES, "*(() if lost is not None else", "*(() if lost is None else"),
    Mutant(
        "rows-of-a-fingerprint-without-values",
        "master.publishing.fingerprints",
        "look = (content(cell), cell.link",
        "look = (cell.link",
    ),
    Mutant(
        "states-not-written-over",
        WRITING,
        "if grid.cell(number, place).shown != text:",
        "if not grid.cell(number, place).shown:",
    ),
    Mutant(
        "sorting-not-noticed",
        REPAIR,
        "    if present != sorted(kept):\n        return True",
        "    if True:\n        return False",
    ),
    Mutant("texts-of-others-stay", REPAIR, "not now[key] or now[key] in away", "not now[key]"),
    Mutant("typed-over-taken-back", REPAIR, "and own[key] in astray:", "and own[key] in away:"),
    Mutant("no-repair", "pipeline.writing_master", "REPAIRS = 3", "REPAIRS = 0"),
    # review
    Mutant(
        "decisions-outlive-changes",
        "judging.decisions",
        "return not any(_changed(before, now))",
        "return True",
    ),
    Mutant("decided-on-what-came-after", "judging.decisions", "(now if seen is None else seen)", "now"),
    Mutant(
        "removed-without-remarks",
        "master.publishing.remarks",
        "{**_written(table, grid, row, places), **_notes(",
        "{**_notes(",
    ),
    Mutant(
        "remarks-of-deleted-rows-lost",
        REVIEWING,
        "return {**tab.written, **back}",
        "return {**tab.written}",
    ),
    Mutant(
        "remarks-of-returning-records-lost",
        REVIEWING,
        "_with_those_back(tab, {**removed, **_shown_last(tab, last)})",
        "_with_those_back(tab, {**_shown_last(tab, last)})",
    ),
    # outbox
    Mutant(
        "sent-mails-wait",
        "store.outbox",
        "WAITING = sa.and_(mails.c.sent.is_(None),",
        "WAITING = sa.and_(sa.true(),",
    ),
    Mutant(
        "sent-not-noted",
        "store.outbox",
        "self._set(key, sent=at, failure",
        "self._set(key, sent=None, failure",
    ),
    # resumption
    Mutant(
        "own-write-hides-an-edit",
        "store.workbooks",
        "feedback=feedback, seen_version=version",
        "feedback=feedback, seen_version=(version or 0) + 9",
    ),
    Mutant(
        "late-edits-missed", "store.workbooks", "query.where(tokens.c.at <= before)", "query.where(sa.true())"
    ),
    Mutant(
        "rows-deleted-twice", "google.plans", '"deleteNamedRange",', '"deleteNamedRange", "deleteDimension",'
    ),
)


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


def is_killed(name: str, runs: int) -> bool:
    """Whether so many runs of each part notice the mutant. To be called in a process of its own, once."""
    sys.meta_path.insert(0, _Finder(next(one for one in MUTANTS if one.name == name)))
    # Not before: the changed module must not have been imported.
    from tests.machine.gate import first_failure

    failure = first_failure(runs)
    sys.stdout.write(f"{failure.kind if failure else 'all holds'}\n")
    return failure is not None


def main() -> int:
    # Those who are tried must not come across it before their change.
    from tests.machine.gate import RUNS

    parser = argparse.ArgumentParser(prog="python -m tests.machine.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each part")
    given = parser.parse_args()
    chosen = [one.name for one in MUTANTS if not given.names or one.name in given.names]
    survivors = []
    for name in chosen:
        killed = f"{KILLED} * is_killed({name!r}, {given.runs})"
        code = f"from tests.machine.mutants import is_killed; raise SystemExit({killed})"
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
        if done.returncode not in (KILLED, SURVIVED):
            sys.stderr.write(done.stderr)
        verdict = {KILLED: "killed", SURVIVED: "SURVIVED"}.get(done.returncode, "did not run")
        told = done.stdout.strip().splitlines()[-1:] or [""]
        sys.stdout.write(f"{name}: {verdict}: {told[0]}\n")
        sys.stdout.flush()
        survivors += [name] if done.returncode != KILLED else []
    sys.stdout.write(f"{len(chosen) - len(survivors)} of {len(chosen)} killed\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
