"""A checkout and an installed wheel work alike, whatever folders lie where a command is run."""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PACKAGES = sysconfig.get_path("purelib")


@dataclass(frozen=True)
class Layout:
    """An interpreter that finds the product in one place only."""

    python: tuple[str, ...]
    path: tuple[str, ...] = ()

    def run(self, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.python, *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(self.path), "COLUMNS": "120"},
            capture_output=True,
            text=True,
            check=False,
        )


CHECKOUT = Layout((sys.executable,))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    # Without `site` nothing leads to the checkout.
    return Layout((sys.executable, "-S"), (str(folder), PACKAGES))


@pytest.fixture(params=["checkout", "wheel"])
def layout(request: pytest.FixtureRequest, installed: Layout) -> Layout:
    return CHECKOUT if request.param == "checkout" else installed


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """A folder with folders of the names that the repository uses."""
    for name in ("schemas", "jobs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('somebody else\\'s folder')\n")
    return tmp_path


def test_the_wheel_holds_one_package(wheel: Path) -> None:
    names = {name.partition("/")[0] for name in ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"sheets_sync"}


def knows_its_jobs(told: subprocess.CompletedProcess[str]) -> bool:
    return told.returncode == 2 and "nightly_sync" in told.stderr


def test_folders_of_the_same_names_are_not_taken_for_ours(layout: Layout, crowded: Path) -> None:
    # The example names forms, so it is only read where they are found.
    made = layout.run("-m", "sheets_sync", "init", "campaign", folder=crowded)
    assert made.returncode == 0, made.stderr
    assert knows_its_jobs(layout.run("-m", "sheets_sync", "jobs", "no-such-job", folder=crowded))


def test_the_script_takes_none_of_them_either(crowded: Path) -> None:
    script = Layout((sys.executable, str(BIN / "sheets-sync")))
    assert knows_its_jobs(script.run("jobs", "no-such-job", folder=crowded))


def test_the_jobs_of_a_wheel_are_a_module_of_the_package(installed: Layout, crowded: Path) -> None:
    assert knows_its_jobs(installed.run("-m", "sheets_sync.jobs", "no-such-job", folder=crowded))
    absent = installed.run("-c", "import sys; sys.path.remove(''); import jobs", folder=crowded)
    assert "No module named 'jobs'" in absent.stderr


def test_the_jobs_of_a_checkout_are_a_folder_of_it() -> None:
    assert knows_its_jobs(CHECKOUT.run("-m", "jobs", "no-such-job", folder=ROOT))


@pytest.mark.parametrize("command", ["emulator", "demo"])
def test_without_its_packages_the_local_google_names_the_extra(command: str, tmp_path: Path) -> None:
    missing = "raise ModuleNotFoundError('not installed', name='starlette')"
    (tmp_path / "starlette.py").write_text(missing, encoding="utf-8")
    bare = Layout((sys.executable,), (str(tmp_path),))
    refused = bare.run("-m", "sheets_sync", command, folder=tmp_path)
    assert refused.returncode == 2
    assert "sheets-sync[emulator]" in refused.stderr
    assert "sheets-sync[emulator]" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "demo-data").exists()
