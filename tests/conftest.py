"""Rules for every test."""

import os
from collections.abc import Generator

import pytest

#: Set by the gate, which installs everything: what would be skipped elsewhere fails there.
NOTHING_SKIPPED = "SHEETS_SYNC_NOTHING_SKIPPED"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get(NOTHING_SKIPPED):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr}"
    return report


def pytest_xdist_auto_num_workers() -> int:
    """Twice the cores: tests wait for processes, servers and clocks for much of their time."""
    return 2 * (os.cpu_count() or 1)
