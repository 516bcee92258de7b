"""One workbook at the Google that is asked, and a tab of its own for each belief."""

import os
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest

from .outcome import told, write
from .recorder import Recorder
from .there import LIVE, Tab, There, there

IDS = count(1001)


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    folder = os.environ.get("SHEETS_SYNC_LIVE_RECORD")
    with there(tmp_path_factory.mktemp("google"), Recorder(Path(folder) if folder else None)) as one:
        yield one


@pytest.fixture
def tab(asked: There, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of 20 rows and 10 columns."""
    asked.recorder.begin()
    number = next(IDS)
    title = f"T{number}x"
    shape = {
        "sheetId": number,
        "title": title,
        "index": 0,
        "gridProperties": {"rowCount": 20, "columnCount": 10},
    }
    [made] = asked.update(asked.book, {"addSheet": {"properties": shape}})
    yield Tab(asked, number, title, made)
    asked.recorder.keep(request.node.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if LIVE and report.when == "call":
        told[item.name] = report.outcome
    return report


def pytest_sessionfinish() -> None:
    if LIVE:
        write()
