"""What command lines and killed syncs import, loaded once in the process that they are forked from."""

import gc
import os
import tempfile
import threading
from importlib import import_module
from pathlib import Path

import pytest

from sheets_sync.cli.app import COMMANDS
from tests.conftest import OBJECTS
from tests.ward import EVENING, NEXT_EVENING, SMALL_INDICATORS, SMALL_UNITS, ward
from tests.without_socket import running_here

for place in {place.partition(":")[0] for place, _ in COMMANDS.values()}:
    import_module(f"sheets_sync.cli.{place}")
# Where they are imported by functions.
for name in (
    "openpyxl.cell",
    "rich.progress",
    "rich.table",
    "sheets_sync.emulator",
    "sheets_sync.report.writers.charts",
    "sheets_sync.report.writers.document",
    "sheets_sync.report.writers.page",
    "tests.jobs_driver",
    "tests.killing",
):
    import_module(name)
# What a process makes once, it makes here: statements, templates, patterns, models.
with (
    tempfile.TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as made,
    pytest.MonkeyPatch.context() as patched,
):
    # Whoever needs a process first may have settings of its own.
    for name in [name for name in os.environ if name.startswith("SHEETS_SYNC_")]:
        patched.delenv(name)
    with ward(
        Path(made), patched, units=SMALL_UNITS, indicators=SMALL_INDICATORS, google=running_here
    ) as lived:
        lived.type("TCKT", "economy", {"D2": "khoảng 6.000", "E2": "5 tỷ"})
        for evening in (EVENING, NEXT_EVENING):
            lived.sync(evening)
# A thread would not be there after a fork, and what it holds would be held for ever.
assert threading.enumerate() == [threading.main_thread()]
gc.freeze()
gc.set_threshold(OBJECTS)
