"""A prepared process that runs command lines, for tests that run many."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ended:
    """What came of one command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The answer on standard output."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer


@dataclass(frozen=True)
class CommandLines:
    """Runs command lines in a folder."""

    process: subprocess.Popen[str]
    folder: Path

    def __call__(self, words: Sequence[str], env: Mapping[str, str] | None = None) -> Ended:
        call = {"words": [*words], "folder": str(self.folder), "env": dict(env or {})}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(call) + "\n")
        self.process.stdin.flush()
        return Ended(**json.loads(self.process.stdout.readline()))


@contextmanager
def command_lines(folder: Path, env: Mapping[str, str]) -> Iterator[CommandLines]:
    """Command lines in a folder and an environment."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SHEETS_SYNC_")}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli_driver"],
        cwd=ROOT,
        env={**bare, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield CommandLines(process, folder)
        assert process.stdin is not None
        process.stdin.close()
