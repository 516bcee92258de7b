"""What a command loads before it does anything: counts of modules, which a busy machine does not change."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ward import SMALL_INDICATORS, SMALL_UNITS, ward
from tests.without_socket import running_here

#: A command line that tells on standard error, at its end, what it loaded.
TELLING = """
import atexit, json, sys
atexit.register(lambda: sys.stderr.write("\\n" + json.dumps(sorted(sys.modules))))
from sheets_sync.cli import main
main()
"""
READING = {"pydantic", "sqlalchemy"}
ASKING = {"google", "gspread", "requests", "urllib3", "oauthlib", "stamina", "pyrate_limiter"}
MAILING = {"smtplib", "imap_tools", "imaplib", "css_inline"}
WRITING = {"docx", "matplotlib", "openpyxl", "lxml"}
#: What no command but few needs.
RARE = {"alembic", "holidays", "cryptography", "procrastinate", "psycopg", *WRITING}
SERVING = {"starlette", "uvicorn", "ironcalc", "sheets_sync.emulator"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A campaign that was synced, and the settings under which it was in the environment."""
    made = tmp_path_factory.mktemp("synced")
    with (
        pytest.MonkeyPatch.context() as patched,
        ward(made, patched, units=SMALL_UNITS, indicators=SMALL_INDICATORS, google=running_here) as one,
    ):
        one.sync()
        yield one.project.config.file.parent


@pytest.mark.parametrize(
    ("words", "unneeded", "ours", "all_of_them"),
    [
        ("--help", READING | ASKING | MAILING | RARE | SERVING | {"structlog", "jinja2"}, 16, 290),
        ("jobs --help", {"sqlalchemy", "sheets_sync.config"} | ASKING | MAILING | RARE | SERVING, 20, 450),
        (
            "status --as-of 2024-08-14T20:00",
            ASKING
            | MAILING
            | RARE
            | SERVING
            | {"jinja2", "sheets_sync.pipeline.run", "sheets_sync.judging.evaluation"},
            255,
            880,
        ),
        (
            "mail waiting",
            ASKING | (MAILING - {"css_inline"}) | RARE | SERVING | {"sheets_sync.pipeline.run"},
            315,
            950,
        ),
        (
            "sync --unit nonsense",
            {"alembic", "imap_tools", "imaplib"} | RARE - {"cryptography"} | SERVING,
            367,
            1400,
        ),
    ],
)
def test_a_command_loads_what_it_uses(
    words: str, unneeded: set[str], ours: int, all_of_them: int, folder: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TELLING, *words.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (2 if "nonsense" in words else 0), done.stderr[:500]
    loaded = json.loads(done.stderr.splitlines()[-1])
    assert sorted(unneeded.intersection(loaded)) == []
    assert len([one for one in loaded if one.partition(".")[0] in ("sheets_sync", "schemas", "jobs")]) <= ours
    assert len(loaded) <= all_of_them
