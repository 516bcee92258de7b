"""What the demo prints at its end works as printed; every JSON answer has the shape that the docs tell."""

import os
import re
import runpy
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command_lines import CommandLines
from tests.forked import sheets_sync

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
#: Keys of each command's answer, as the docs list them.
ANSWERS: dict[str, dict[str, str]] = runpy.run_path(str(ROOT / "docs" / "reference.py"))["ANSWERS"]
#: One call of each command that knows --json, in an order in which all work.
CALLS = {
    "init": "init another",
    "provision": "provision",
    "provision --dry-run": "provision --dry-run",
    "sync": "sync --no-mail",
    "status": "status",
    "findings": "findings --unit TCKT",
    "history": "history --unit TCKT --form economy",
    "history --restore": "history --unit TCKT --form economy --restore 1",
    "turn": "turn",
    "report": "report --out report.docx",
    "commend": "commend",
    "certificates": "certificates",
    "rewards": "rewards",
    "broadcast": "broadcast",
    "lock": "lock --unit TCKT",
    "unlock": "unlock --unit TCKT",
    "mail send": "mail send",
    "mail test": "mail test a@phuong.example",
    "mail preview": "mail preview --no-open",
    "mail waiting": "mail waiting",
    "mail drop": "mail drop --all",
    "mail settle": "mail settle",
    "store backup": "store backup kept.db",
    "store restore": "store restore kept.db",
    "store check": "store check",
    "store prune": "store prune",
    "people find": "people find 0912345678",
    "people export": "people export 0912345678 --into ban-sao",
    "people erase": "people erase 0912345678 --reason yêu-cầu --yes",
    "people requests": "people requests --ask correct",
    "people forget": "people forget --dry-run",
    "jobs": "jobs backup",
    "export": "export",
    "doctor": "doctor",
    "audit": "audit",
}

SECOND_PERIOD = """\
[[period]]
code = "dot-2"
title = "Báo cáo nhanh"
start = 2024-08-05
cut_off = 2024-08-15
deadline = 2024-08-16T17:00:00

"""


def typed(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a shell would run, without settings of this process's own."""
    program, *words = shlex.split(line)
    assert program == "sheets-sync"
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SHEETS_SYNC_")}
    return sheets_sync(*words, folder=folder, environment=bare)


@dataclass(frozen=True)
class Ended:
    """A demo that has ended, with its local Google served again."""

    folder: Path
    ways_on: list[str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ended]:
    folder = tmp_path_factory.mktemp("demo")
    done = typed("sheets-sync demo --no-serve --port 0", folder)
    assert done.returncode == 0, done.stderr
    serve, *ways_on = re.findall(r"^  (sheets-sync .*)$", done.stdout, re.MULTILINE)
    assert " emulator " in serve
    with subprocess.Popen(
        ["bash", "-c", f"exec {serve}"],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        text=True,
    ) as google:
        assert google.stdout is not None
        # It says so once it listens.
        assert "Local Google at" in google.stdout.readline()
        yield Ended(folder, ways_on)
        google.terminate()


def test_every_printed_command_works_as_printed(demo: Ended) -> None:
    assert [line.split()[1] for line in demo.ways_on] == ["sync", "status", "findings", "report", "jobs"]
    for line in demo.ways_on:
        done = typed(line, demo.folder)
        assert done.returncode == 0, (line, done.stderr)
    assert (demo.folder / "demo-data" / "bao-cao.docx").exists()


def test_the_readme_shows_one_of_them(demo: Ended) -> None:
    assert any(f"`{line}`" in (ROOT / "README.md").read_text(encoding="utf-8") for line in demo.ways_on)


def test_every_answer_has_the_shape_that_the_docs_tell(demo: Ended) -> None:
    # Who signs in needs a browser, and workers a database: these have tests of their own.
    assert set(CALLS) == set(ANSWERS) - {"login", "workers"}
    env = {"SHEETS_SYNC_CONFIG": str(demo.folder / "demo-data" / "campaign.toml")}
    call = CommandLines(demo.folder, env)
    for name, words in CALLS.items():
        done = call([*words.split(), "--json"])
        answer = done.json
        assert answer.pop("schema") == 2
        told = list(ANSWERS[name])
        if str(ANSWERS[name].get("periods", "")).endswith("the keys that follow"):
            assert list(answer) == ["periods"], (name, done.out)
            assert list(answer["periods"][0]) == ["period", *told[1:]], (name, done.out)
        else:
            assert list(answer) == told, (name, done.out)


def test_several_open_periods_answer_in_the_shape_of_one(demo: Ended) -> None:
    campaign = demo.folder / "demo-data" / "campaign.toml"
    first = campaign.read_text(encoding="utf-8")
    more = first.replace("[[legal_basis]]", SECOND_PERIOD + "[[legal_basis]]", 1)
    several = campaign.with_name("several.toml")
    several.write_text(more, encoding="utf-8")
    call = CommandLines(demo.folder, {})
    for words in ("status", "findings"):
        one = call([words, "--config", str(campaign), "--json"]).json["periods"]
        both = call([words, "--config", str(several), "--as-of", "2024-08-14T20:00", "--json"])
        assert [period["period"] for period in both.json["periods"]] == ["dot-1", "dot-2"]
        assert {tuple(period) for period in both.json["periods"]} == {tuple(one[0])}


def test_a_demo_that_cannot_begin_leaves_the_earlier_one_alone(demo: Ended) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = typed(f"sheets-sync demo --no-serve --port {port}", demo.folder)
    assert done.returncode == 2
    assert "give another port" in done.stderr
    assert (demo.folder / "demo-data" / "campaign.toml").exists()
