from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.emulator import running

from .client import Api


@pytest.fixture(scope="session")
def google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests that do not change how it behaves."""
    with running(tmp_path_factory.mktemp("google")) as base_url:
        yield base_url


@pytest.fixture
def api(google: str) -> Iterator[Api]:
    """The owner's calls to the shared server."""
    api = Api(google)
    yield api
    api.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Api]:
    """A server of the test's own, to be changed at will."""
    with running(tmp_path / "data") as base_url:
        api = Api(base_url)
        yield api
        api.close()
