"""Trying out what a campaign will need: a file is made, shared, protected, and put into the bin."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sheets_sync.google.door import Google
from sheets_sync.model import WritePlan
from sheets_sync.sheets.batch import protect

TITLE = "sheets-sync: tệp thử, xóa được"
#: Marks of the file, by which nobody takes it for a workbook.
MARKS = {"sheetsSyncTrial": "yes"}


@contextmanager
def trial_file(google: Google) -> Iterator[str]:
    """A new file in the configured place; into the bin afterwards. Two Drive calls. Raises GoogleError."""
    file = google.create(TITLE, MARKS)
    try:
        yield file
    finally:
        google.discard(file)


def steps(google: Google, file: str, person: str) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What is tried with the file, each by itself: to read it, to protect a tab of it, to share it."""
    plan = WritePlan(file, (protect(0, None, "Thử", editors=()),))
    return (
        ("read", lambda: google.read(file)),
        ("protect", lambda: google.apply(plan)),
        (f"share with {person}", lambda: google.share(file, person)),
    )
