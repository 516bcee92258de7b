"""The local Google, and the spreadsheet that each test begins with."""

import gspread
import pytest

from sheets_sync.emulator.handle import Handle

pytest_plugins = ["sheets_sync.emulator.pytest_plugin"]


@pytest.fixture(scope="session")
def key(local_google_server: Handle) -> str:
    """The spreadsheet, made once; each test has it as it was made."""
    with local_google_server.redirected():
        return made(gspread.authorize(local_google_server.credentials()))


def made(client: gspread.Client) -> str:
    """A spreadsheet with the households of two groups; its key."""
    book = client.create("Sổ hộ dân")
    tab = book.sheet1
    tab.update_title("Tổ dân phố")
    tab.update([["Tổ", "Số hộ"], ["Tổ 1", 210], ["Tổ 2", 195]], "A1")
    tab.resize(rows=3)
    return book.id


@pytest.fixture(scope="session")
def local_google_beginning(key: str) -> None:
    """Every test begins with the spreadsheet."""
