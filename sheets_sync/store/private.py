"""Files that are their owner's alone, whatever the umask says."""

import os
from contextlib import suppress
from pathlib import Path

from sheets_sync.disk import PRIVATE

#: Of a file's mode, whatever others may do.
OTHERS = 0o077


def owners_alone(file: str, flags: int) -> int:
    """Opens for `open(opener=…)`: a file that is made so is its owner's alone."""
    return os.open(file, flags, PRIVATE)


def make_private(file: Path) -> None:
    """The file of a database; SQLite gives those beside it the same mode."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):
        # Of somebody else's file the owner decides; whether it can be used is seen when it is opened.
        if not file.exists():
            file.touch(mode=PRIVATE)
        for one in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            if one.exists() and one.stat().st_mode & OTHERS:
                one.chmod(PRIVATE)
