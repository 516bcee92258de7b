"""Rules for every test."""

import gc
import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.shared import Shared

# How long an example takes tells of the machine, not of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

#: Set by the gate, which installs everything: what would be skipped elsewhere fails there.
NOTHING_SKIPPED = "SHEETS_SYNC_NOTHING_SKIPPED"
#: Bytes: several times what all tests write.
ROOM = 4 * 2**30
#: So many more than before, and Python looks for what nobody holds any more.
OBJECTS = 50_000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get(NOTHING_SKIPPED):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr}"
    return report


def pytest_configure() -> None:
    """Write into memory where there is room: what is on no disk need not be waited for to be there."""
    memory = Path("/dev/shm")  # noqa: S108 (each run makes a folder of its own there)
    if memory.is_dir() and os.access(memory, os.W_OK):
        found = os.statvfs(memory)
        is_executable = not found.f_flag & os.ST_NOEXEC
        if is_executable and found.f_bavail * found.f_frsize > ROOM:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it again and again for what nobody holds is a fifth of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice the cores: tests wait for processes, servers and clocks for much of their time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Shared]":
    # Others need not wait for the whole product to be imported.
    from tests.shared import Shared

    with ExitStack() as servers:
        yield Shared(tmp_path_factory.mktemp("shared"), servers)
