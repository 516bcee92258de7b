"""What came of asking the real Google: docs/assumptions.md, written anew at each such run.

`python -m tests.live.outcome` writes the page with the outcomes that it has, after a belief was added.
"""

import datetime
import re
from pathlib import Path

from .beliefs import BELIEFS

PAGE = Path(__file__).parents[2] / "docs" / "assumptions.md"
START = "<!-- Written by tests/live from here on. -->"
NEVER = "not asked yet"
HEAD = "| what is believed of Google | relied on by | test | the real Google |\n|---|---|---|---|\n"
#: Outcomes of this run, by test.
told: dict[str, str] = {}


def before(page: str) -> dict[str, str]:
    """The outcomes that a page has, by test."""
    return dict(re.findall(r"`(test_\w+)` \| (.*) \|$", page, re.MULTILINE))


def table(outcomes: dict[str, str]) -> str:
    """All beliefs, each with its outcome."""
    rows = [
        f"| {belief.says} | `{belief.relied_on}` | `{name}` | {outcomes.get(name, NEVER)} |\n"
        for name, belief in BELIEFS.items()
    ]
    return f"{START}\n\n{HEAD}{''.join(rows)}"


def page(text: str, today: str = "") -> str:
    """The page with the outcomes of this run, and of earlier ones for what was not asked now."""
    words = {"passed": "so it is", "failed": "it is otherwise"}
    now = {name: f"{words.get(outcome, outcome)}, {today}" for name, outcome in told.items()}
    return text.partition(START)[0] + table(before(text) | now)


def write() -> None:
    """Write the page. Meant for runs at the real Google, whose day it is."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), today), encoding="utf-8")


if __name__ == "__main__":
    from . import test_cells, test_drive, test_structure  # noqa: F401 (their beliefs)

    write()
