"""The files of deploy/ name what exists, and give a job the time that it needs to end."""

import configparser
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from jobs.stopping import GRACE
from sheets_sync.errors import ConfigError, Stopped
from sheets_sync.google import GoogleSettings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
#: Seconds that Google may take over one call.
LONGEST_CALL = GoogleSettings().timeout[1]


@pytest.fixture
def unit() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # systemd's keys are written in capitals
    parser.read(DEPLOY / "sheets-sync.service", encoding="utf-8")
    return parser["Service"]


def test_the_unit_starts_the_scheduler_where_the_docs_install_it(unit: configparser.SectionProxy) -> None:
    program, command = shlex.split(unit["ExecStart"])
    assert command == "jobs"
    docs = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert program == "/srv/sheets-sync/bin/sheets-sync"
    assert "/srv/sheets-sync\n" in docs
    assert unit["WorkingDirectory"] == unit["ReadWritePaths"] == "/srv/campaign"


def test_the_unit_waits_for_a_call_and_starts_again_but_not_on_a_wrong_configuration(
    unit: configparser.SectionProxy,
) -> None:
    assert int(unit["TimeoutStopSec"]) > LONGEST_CALL + GRACE
    assert unit["Restart"] == "always"
    assert int(unit["RestartPreventExitStatus"]) == ConfigError.exit_code
    assert int(unit["SuccessExitStatus"]) == Stopped.exit_code


def test_the_container_waits_as_long_and_may_write_nothing_else() -> None:
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    grace = re.search(r"stop_grace_period: (\d+)s", compose)
    assert grace
    assert int(grace[1]) > LONGEST_CALL + GRACE
    for line in ("read_only: true", "- no-new-privileges:true", "- ALL", "max-size: 10m"):
        assert line in compose


def test_what_the_image_is_made_of_exists_and_is_sent_to_docker() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        word
        for line in re.findall(r"^COPY (?!--from)(.*)$", dockerfile, re.MULTILINE)
        for word in line.split()[:-1]
    ]
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [path for path in copied if not (ROOT / path).exists() or f"!{path}" not in allowed] == []
    # What the package is built from is among it.
    assert {"pyproject.toml", "README.md", "LICENSE", "sheets_sync", "schemas", "jobs"} <= set(copied)
    assert re.findall(r"^RUN (deploy/build \w+)", dockerfile, re.MULTILINE) == [
        "deploy/build fetch",
        "deploy/build install",
    ]


def test_the_build_says_how_it_is_used_and_only_installs_what_was_fetched(tmp_path: Path) -> None:
    build = DEPLOY / "build"
    told = subprocess.run([build], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "usage" in told.stderr
    subprocess.run(["sh", "-n", build], check=True)
    (tmp_path / "wheels").mkdir()
    # Nothing was fetched, and nothing else is asked.
    refused = subprocess.run(
        [build, "install", tmp_path / "wheels", tmp_path / "made"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert "No matching distribution found for alembic" in refused.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "file",
    [
        "constraints.txt",
        "benchmarks/constraints.txt",
        "deploy/constraints.txt",
        "tests/emulator/clients.txt",
    ],
)
def test_every_line_of_a_constraints_file_pins_one_version_and_its_hashes(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").replace(" \\\n", "").splitlines()
    pinned = re.compile(r"[\w.-]+(\[[\w,-]+\])?==\S+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [line[:80] for line in lines if line and line[0] != "#" and not pinned.fullmatch(line)] == []
