"""Every command of the README is run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sheets_sync.emulator import running
from tests.forked import sheets_sync
from tests.ward import CAMPAIGN

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = (line.partition("#")[0].strip() for block in blocks for line in block.splitlines())
    return [shlex.split(line) for line in lines if line]


def test_the_readme_begins_with_the_two_make_commands() -> None:
    assert commands()[:2] == [["make", "demo"], ["make", "test"]]


def test_the_readme_fits_on_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 2 * 40


def test_the_command_is_installed_from_the_checkout_with_extras_and_pins_that_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"].keys() == {"sheets-sync"}
    installing = commands()[2:4]
    assert [words[0] for words in installing] == ["pipx", "uv"]
    for words in installing:
        extras = re.fullmatch(r"\.\[([a-z,]+)\]", words[-1])
        assert extras
        assert set(extras[1].split(",")) <= project["optional-dependencies"].keys()
    assert (ROOT / installing[1][installing[1].index("--constraints") + 1]).exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_demo_plays_the_demo(tmp_path: Path) -> None:
    # `setup` is what made the environment that runs this test.
    options = f"DEMO=--no-serve --port 0 --data {tmp_path / 'demo'}"
    done = subprocess.run(
        ["make", "--assume-old=setup", "demo", f"BIN={BIN}", options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Open in a browser:" in done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_test_runs_lint_types_and_tests() -> None:
    shown = subprocess.run(
        ["make", "--dry-run", "--assume-old=setup", "test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for tool in ("ruff check", "ruff format --check", "mypy", "pytest"):
        assert tool in shown


def test_the_commands_for_real_google_work_in_their_order(tmp_path: Path) -> None:
    for file in CAMPAIGN.iterdir():
        shutil.copy(file, tmp_path)
    with running(tmp_path / "google") as base_url:
        env = {
            **os.environ,
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
            "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
            "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
            "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
        }
        for words in commands()[4:]:
            program, *rest = words
            assert program == "sheets-sync"
            done = sheets_sync(*rest, folder=tmp_path, environment=env)
            assert done.returncode == 0, (words, done.stderr)
