"""What command lines and killed syncs import, loaded once in the process that they are forked from."""

import gc
from importlib import import_module

from sheets_sync.cli.app import COMMANDS
from tests.conftest import OBJECTS

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
    "tests.killing",
):
    import_module(name)
gc.freeze()
gc.set_threshold(OBJECTS)
