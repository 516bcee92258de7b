"""Chromium, driven by Playwright, against one server; skipped where there is no Chromium."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sheets_sync.emulator import running

from .google import Google
from .grid import Grid
from .sample import messy_workbook

#: The first one that is there; one that draws no window takes half of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
REGION: dict[str, Any] = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
#: Milliseconds: only a net, wide enough for a machine that does ten other things.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("google")) as base_url:
        yield base_url


@pytest.fixture(scope="session")
def google(base_url: str) -> Google:
    """The owner's calls."""
    return Google(base_url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(browser: Browser, base_url: str) -> dict[bool, BrowserContext]:
    """A desktop's and (under True) a phone's window; pages in one share the browser's cache."""
    permissions = ["clipboard-read", "clipboard-write"]
    found = {
        phone: browser.new_context(base_url=base_url, permissions=permissions, **shape, **REGION)
        for phone, shape in ((False, DESKTOP), (True, PHONE))
    }
    for window in found.values():
        window.set_default_timeout(PATIENCE)
    return found


Opener = Callable[..., Page]


@pytest.fixture
def opened(windows: dict[bool, BrowserContext]) -> Iterator[Opener]:
    """Opens pages; a script error or a dialog of the browser's on any of them fails the test."""
    pages: list[Page] = []
    errors: list[str] = []

    def open_page(path: str = "/", *, phone: bool = False) -> Page:
        page = windows[phone].new_page()
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        page.goto(path)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


@pytest.fixture
def grid(opened: Opener, google: Google) -> Grid:
    """A fresh, empty workbook, open."""
    book = google.new("Sổ thử")
    return Grid(opened(f"/#/{book}"), book)


@pytest.fixture(scope="module")
def messy(google: Google) -> str:
    """A unit's workbook, for tests that only look."""
    return messy_workbook(google)
