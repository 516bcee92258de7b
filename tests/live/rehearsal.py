"""A plugin of pytest: a live run rehearsed, Google's addresses leading to a local Google.

`REHEARSED_AT` is its address, `REHEARSED_PAGE` the page that takes the outcomes.
"""

import os
from contextlib import ExitStack
from pathlib import Path

from sheets_sync.emulator import redirected

from . import outcome, there

led = ExitStack()


def pytest_configure() -> None:
    led.enter_context(redirected(os.environ["REHEARSED_AT"]))
    there.PAUSE = 0
    outcome.PAGE = Path(os.environ["REHEARSED_PAGE"])


def pytest_unconfigure() -> None:
    led.close()
