"""Fixtures of pytest: a local Google for the tests of any project.

`pytest_plugins = ["sheets_sync.emulator.pytest_plugin"]` in the outermost conftest.py brings them. One server
serves a session; every test begins with the files that `local_google_beginning` made, which is none unless a
project overrides it.
"""

from collections.abc import Iterator

import pytest

from sheets_sync.emulator.handle import Handle
from sheets_sync.emulator.server import running
from sheets_sync.emulator.settings import Settings


@pytest.fixture(scope="session")
def local_google_settings() -> Settings:
    """How the server behaves; to be overridden."""
    return Settings()


@pytest.fixture(scope="session")
def local_google_server(
    tmp_path_factory: pytest.TempPathFactory, local_google_settings: Settings
) -> Iterator[Handle]:
    """The server of the session; what is made here outlasts no checkpoint."""
    with running(tmp_path_factory.mktemp("local-google"), settings=local_google_settings) as base_url:
        yield Handle(base_url)


@pytest.fixture(scope="session")
def local_google_beginning(local_google_server: Handle) -> None:
    """Make what every test begins with; to be overridden."""


@pytest.fixture(scope="session")
def _local_google_kept(local_google_server: Handle, request: pytest.FixtureRequest) -> Handle:
    request.getfixturevalue("local_google_beginning")
    local_google_server.checkpoint()
    return local_google_server


@pytest.fixture
def local_google(_local_google_kept: Handle) -> Handle:
    """A local Google whose files, faults, calls and clock are this test's own."""
    _local_google_kept.rewind()
    return _local_google_kept


@pytest.fixture
def google_is_local(local_google: Handle) -> Iterator[Handle]:
    """The same, and code under test that knows Google's own addresses reaches it."""
    with local_google.redirected():
        yield local_google
