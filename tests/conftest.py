"""Rules for every test."""

import gc
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import settings

from tests.compiled import share_compiled_statements
from tests.keys import share_keys
from tests.lengths import refuse_longer_texts
from tests.roomy_stack import roomy
from tests.spreading import spread

if TYPE_CHECKING:
    from tests.shared import Shared

#: By night tests look further, and elsewhere each time.
NIGHTLY = os.environ.get("NIGHTLY") == "1"
# How long an example takes tells of the machine, not of the code. The same code gets the same examples: a
# gate that fails tells of the change, not of the day on which somebody made it.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("night", deadline=None)
settings.load_profile("night" if NIGHTLY else "gate")
share_compiled_statements()
refuse_longer_texts()
share_keys()

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


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name what failed at once: a run that is broken off would not say it at its end."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        sys.stdout.write(f"\n{report.when} of {report.nodeid} failed\n")
        sys.stdout.flush()


def pytest_configure() -> None:
    """Write into memory where there is room: what is on no disk need not be waited for to be there."""
    memory = Path("/dev/shm")  # noqa: S108 (each run makes a folder of its own there)
    if memory.is_dir() and os.access(memory, os.W_OK):
        found = os.statvfs(memory)
        is_executable = not found.f_flag & os.ST_NOEXEC
        if is_executable and found.f_bavail * found.f_frsize > ROOM:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_cmdline_main(config: pytest.Config) -> int | pytest.ExitCode | None:
    """Run all that pytest does where calls have room."""
    main = config.pluginmanager.get_plugin("main")
    assert main is not None
    return cast("int | pytest.ExitCode | None", roomy(main.pytest_cmdline_main, config))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = spread(items, workers, _long)


def _long(test: pytest.Item) -> str | None:
    """What a long test shares its beginning with; None for one that is not marked as such."""
    module = test.getparent(pytest.Module)
    if module is not None and any(mark.name == "long" for mark in module.own_markers):
        return module.nodeid
    return test.nodeid if test.get_closest_marker("long") else None


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it again and again for what nobody holds is a fifth of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than the cores: tests wait for processes and servers; more are in each other's way."""
    return 1 + (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Shared]":
    # Others need not wait for the whole product to be imported.
    from tests.shared import Shared

    with ExitStack() as servers:
        yield Shared(tmp_path_factory.mktemp("shared"), servers)
