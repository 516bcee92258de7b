"""Many command lines in one folder and one environment, which inherits no setting of ours."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.forked import sheets_sync


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

    folder: Path
    env: Mapping[str, str]

    def __call__(self, words: Sequence[str], env: Mapping[str, str] | None = None) -> Ended:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("SHEETS_SYNC_")}
        whole = {**bare, **self.env, **(env or {})}
        done = sheets_sync(*words, folder=self.folder, environment=whole)
        return Ended(done.returncode, done.stdout, done.stderr)
