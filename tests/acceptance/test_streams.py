"""What a terminal gets, what a pipe gets, what is printed when nobody reads, and what bash completes."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.forked import sheets_sync
from tests.ward import Ward, written

BIN = Path(sys.executable).parent
#: A command of ours that fails in a way that nobody foresaw, and one on a machine without an extra.
DEFECT = """
from sheets_sync.cli import run_app
from sheets_sync.cli.commands import Commands
app = Commands()
@app.command()
def divide(json: bool = False):
    1 / 0
run_app(app)
"""
WITHOUT_STARLETTE = "import sys; sys.modules['starlette'] = None; from sheets_sync.cli import main; main()"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a campaign, whose store holds nothing yet."""
    return written(tmp_path, "", "")


def shell(line: str, folder: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def on_a_terminal(line: str, folder: Path, env: Mapping[str, str]) -> str:
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        line.split(),
        cwd=folder,
        env={**known, "PATH": f"{BIN}:{known['PATH']}", "TERM": "xterm-256color", **env},
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # Linux says so when the last process has closed the terminal.
        return b""


def test_colours_and_boxes_are_for_terminals_that_want_them(folder: Path) -> None:
    coloured = on_a_terminal("sheets-sync status", folder, {})
    plain = on_a_terminal("sheets-sync status", folder, {"NO_COLOR": "1"})
    piped = shell("sheets-sync status", folder).stdout
    assert "\x1b[" in coloured
    assert "│" in coloured
    for shown in (plain.replace("\r\n", "\n"), piped):
        assert "\x1b" not in shown
        assert "│" not in shown
        assert "\tTổ dân phố số 3\t" in shown
    assert plain.replace("\r\n", "\n") == piped


def test_help_is_plain_text(folder: Path) -> None:
    shown = on_a_terminal("sheets-sync sync --help", folder, {"NO_COLOR": "1"})
    assert "--quiet" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("words", ["status", "status --json", "sync --help"])
def test_a_reader_that_has_seen_enough_is_no_failure(words: str, folder: Path) -> None:
    # It closes its end before anything is printed: no write of ours arrives.
    done = shell(f"sheets-sync {words} | true", folder)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", ["status", "status --json"])
def test_a_closed_output_is_no_failure(words: str, folder: Path) -> None:
    done = shell(f"sheets-sync {words} >&- 2>&-", folder)
    assert done.returncode == 0


@pytest.mark.parametrize("words", ["status", "status --json"])
def test_an_output_that_cannot_be_kept_is_told(words: str, folder: Path) -> None:
    done = shell(f"sheets-sync {words} > /dev/full", folder)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Make room" in done.stderr
    assert "Traceback" not in done.stderr


def test_letters_that_an_output_lacks_are_escaped(folder: Path) -> None:
    done = shell("sheets-sync status --json", folder, {"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["schema"] == 2


def test_quiet_prints_nothing_but_failures_and_answers(folder: Path) -> None:
    done = sheets_sync("status", "--quiet", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(sheets_sync("status", "-q", "--json", folder=folder).stdout)["periods"]
    anonymous = {**os.environ, "SHEETS_SYNC_GOOGLE__AUTH": "anonymous"}
    refused = sheets_sync("sync", "-q", "--unit", "nonsense", folder=folder, environment=anonymous)
    assert refused.returncode == 2
    assert "nonsense" in refused.stderr


def test_bash_completes_commands_and_options_once_completion_is_installed(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    # Typer looks which shell it was called from: bash stays there only when something follows.
    installed = shell("sheets-sync --install-completion; exit $?", tmp_path, home)
    assert installed.returncode == 0, installed.stderr

    def completed(*words: str) -> list[str]:
        script = (
            "source ~/.bashrc; complete -p sheets-sync | grep -q _sheets_sync_completion || exit 9; "
            f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
            '_sheets_sync_completion sheets-sync; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = shell(script, tmp_path, home)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.split()

    assert completed("sheets-sync", "st") == ["status", "store"]
    assert completed("sheets-sync", "store", "b") == ["backup"]
    assert "--as-of" in completed("sheets-sync", "status", "--")


def test_a_defect_is_told_as_ours_with_its_details_in_a_file(tmp_path: Path) -> None:
    for option in ("", "--json"):
        done = subprocess.run(
            [sys.executable, "-c", DEFECT, *option.split()],
            env={**os.environ, "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        told = done.stdout if option else done.stderr
        assert done.returncode == 1
        assert "a defect of sheets-sync" in told
        assert "Traceback" not in told
        (details,) = tmp_path.glob("sheets-sync-*.log")
        assert str(details) in told
        assert "ZeroDivisionError" in details.read_text(encoding="utf-8")
        details.unlink()


def test_a_missing_extra_is_named_with_how_to_install_it(tmp_path: Path) -> None:
    for words in (["emulator"], ["demo", "--port", "0"]):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_STARLETTE, *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "pip install 'sheets-sync[emulator]'" in done.stderr
        assert list(tmp_path.iterdir()) == []


def test_the_mails_that_left_and_those_that_failed_are_told(small: Ward, tmp_path: Path) -> None:
    (tmp_path / "taken.txt").write_text("years of work")
    words = ["sync", "--config", str(small.project.config.file), "--as-of", "2024-08-18T20:00"]
    failing = {**os.environ, "SHEETS_SYNC_MAIL__FOLDER": str(tmp_path / "taken.txt")}
    failed = sheets_sync(*words, folder=tmp_path, environment=failing)
    assert failed.returncode == 4
    assert "0 mails sent, " in failed.stdout
    assert "FAILED" in failed.stderr
    assert "taken.txt" in failed.stderr
    told = sheets_sync(*words, "--json", folder=tmp_path, environment=failing)
    assert told.returncode == 4
    mails = json.loads(told.stdout)["mails"]
    assert (mails["queued"], mails["sent"]) == (0, 0)
    assert mails["waiting"] >= len(mails["failed"]) > 0
    sent = sheets_sync(*words, "--json", folder=tmp_path)
    assert sent.returncode == 0, sent.stderr
    assert json.loads(sent.stdout)["mails"]["sent"] == mails["waiting"]
    assert "0 mails sent, 0 failed, 0 waiting." in sheets_sync(*words, folder=tmp_path).stdout
