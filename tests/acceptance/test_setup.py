"""Setting up ends with the pinned packages whatever the index offers besides, with any pip."""

import compileall
import ensurepip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.package_index import (
    NEWER,
    WHOLE,
    Index,
    index_of_newer_releases,
    name_and_version,
    normalized,
)

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "deploy" / "constraints.txt"
#: File of the pip that Python 3.11.0 brings; set by the gate.
OLDEST_PIP = os.environ.get("SHEETS_SYNC_OLDEST_PIP", "")
NOWHERE = "http://127.0.0.1:9/"
#: A Python that brings the oldest pip: `-m venv … FOLDER` and `-m pip …` are all that is asked of it.
PYTHON = """\
#!/bin/sh
set -e
if [ "$2" = pip ]; then PYTHONPATH={pip} exec {python} "$@"; fi
[ "$2" = venv ] || exec {python} "$@"
for folder; do :; done
{python} -m venv --without-pip "$folder"
cp -a {pip}/. "$folder"/lib/python3*/site-packages
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with index_of_newer_releases(tmp_path_factory.mktemp("index")) as served:
        yield served


@pytest.fixture(scope="module")
def oldest_pip(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The oldest pip where the gate brings it, else that of this Python, unpacked and compiled."""
    bundled = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    if not OLDEST_PIP and not bundled:
        return None
    folder = tmp_path_factory.mktemp("pip")
    with ZipFile(OLDEST_PIP or bundled[0]) as wheel:
        wheel.extractall(folder)
    compileall.compile_dir(folder, quiet=2)
    return folder


@pytest.fixture
def python(tmp_path: Path, oldest_pip: Path | None) -> str:
    """A Python with that pip."""
    if oldest_pip is None:
        return sys.executable
    wrapper = tmp_path / "python"
    wrapper.write_text(PYTHON.format(python=sys.executable, pip=oldest_pip), encoding="utf-8")
    wrapper.chmod(0o755)
    return str(wrapper)


@pytest.fixture
def project(tmp_path: Path, index: Index) -> Path:
    """The project as far as setting up reads it, pinned to the files of the index."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("sheets_sync", "schemas", "jobs"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
    for name in ("constraints.txt", "deploy/constraints.txt"):
        (folder / name).write_text(index.pinned(ROOT / name), encoding="utf-8")
    return folder


def build(project: Path, python: str, url: str, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    # Of an option that begins with "no", pip takes "no" for a yes.
    own = {
        "CONFIG_FILE": os.devnull,
        "INDEX_URL": url,
        "NO_CACHE_DIR": "no",
        "NO_COMPILE": "no",
        "RETRIES": "0",
    }
    pip = {f"PIP_{name}": value for name, value in own.items()}
    return subprocess.run(
        ["sh", "deploy/build", *words],
        cwd=project,
        env={**kept, **pip, "NO_PROXY": "*", "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def installed(environment: Path) -> set[tuple[str, str]]:
    """Every package; setuptools comes with some Pythons' environments, and nothing of ours uses it."""
    (packages,) = environment.glob("lib/python3*/site-packages")
    found = {(normalized(one.name), one.version) for one in distributions(path=[str(packages)])}
    return {(name, version) for name, version in found if name not in ("setuptools", "sheets-sync")}


@pytest.mark.long
def test_developers_get_what_is_pinned_where_the_index_offers_newer_releases(
    index: Index, project: Path, python: str
) -> None:
    done = build(project, python, index.url, "develop", ".venv", "constraints.txt")
    assert done.returncode == 0, done.stderr
    assert installed(project / ".venv") == index.expected(ROOT / "constraints.txt")
    assert (project / ".venv" / "bin" / "sheets-sync").exists()


@pytest.mark.long
def test_a_service_is_fetched_once_and_installed_without_a_network(
    index: Index, project: Path, python: str
) -> None:
    fetched = build(project, python, index.url, "fetch", "wheels")
    assert fetched.returncode == 0, fetched.stderr
    # What a later version fetched lies there as well.
    for (_, version), file in index.files.items():
        if version == NEWER:
            shutil.copy(file, project / "wheels")
    done = build(project, python, NOWHERE, "install", "wheels", "service")
    assert done.returncode == 0, done.stderr
    assert installed(project / "service") == index.expected(SERVICE)


def test_what_is_needed_but_not_pinned_is_told(index: Index, project: Path, python: str) -> None:
    pinned = project / "constraints.txt"
    lines = [line for line in pinned.read_text(encoding="utf-8").splitlines() if names_tool(line)]
    pinned.write_text("\n".join(lines), encoding="utf-8")
    done = build(project, python, index.url, "develop", ".venv", "constraints.txt")
    assert done.returncode != 0
    assert "requires alembic, which is not installed" in done.stdout


def names_tool(line: str) -> bool:
    return name_and_version(line)[0] in WHOLE


def test_a_folder_that_is_no_environment_is_neither_emptied_nor_built_into(
    project: Path, python: str
) -> None:
    precious = project / "campaign" / "sheets-sync.db"
    precious.parent.mkdir()
    precious.write_text("a year's work", encoding="utf-8")
    done = build(project, python, NOWHERE, "install", "wheels", "campaign")
    assert done.returncode == 2
    assert "campaign is there already" in done.stderr
    build(project, python, NOWHERE, "develop", "campaign", "constraints.txt")
    assert precious.read_text(encoding="utf-8") == "a year's work"


def test_the_service_is_pinned_as_it_is_tested() -> None:
    def pins(file: Path) -> set[str]:
        return set(file.read_text(encoding="utf-8").replace(" \\\n", "").splitlines())

    assert pins(SERVICE) - pins(ROOT / "constraints.txt") == set()
