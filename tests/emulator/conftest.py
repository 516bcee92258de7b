from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from sheets_sync.emulator import running
from tests.without_socket import running_here

from .client import Api

Running = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session", params=[running, running_here], ids=["socket", "process"])
def started(request: pytest.FixtureRequest) -> Running:
    """How servers are run: every test sees the same of either."""
    found: Running = request.param
    return found


@pytest.fixture(scope="session")
def google(tmp_path_factory: pytest.TempPathFactory, started: Running) -> Iterator[str]:
    """One server for all tests that do not change how it behaves."""
    with started(tmp_path_factory.mktemp("google")) as base_url:
        yield base_url


@pytest.fixture
def api(google: str) -> Iterator[Api]:
    """The owner's calls to the shared server."""
    api = Api(google)
    yield api
    api.close()


@pytest.fixture
def own(tmp_path: Path, started: Running) -> Iterator[Api]:
    """A server of the test's own, to be changed at will."""
    with started(tmp_path / "data") as base_url:
        api = Api(base_url)
        yield api
        api.close()


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Api]:
    """A server for those who come over a socket only: other programs, clients of other libraries."""
    with running(tmp_path / "listening") as base_url:
        api = Api(base_url)
        yield api
        api.close()
