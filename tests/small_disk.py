"""A disk of a few megabytes, which fills up, turns read-only or is gone when a test says so."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

#: Bytes of a page of memory, in which such a disk counts.
PAGE = 4096


@dataclass(frozen=True)
class Disk:
    """One that is mounted on a folder."""

    folder: Path

    def leave(self, pages: int) -> None:
        """Fill it up but for so many pages."""
        with self._filler.open("ab", buffering=0) as filler:
            with suppress(OSError):
                while True:
                    filler.write(b"\0" * PAGE)
            filler.truncate(max(0, filler.tell() - pages * PAGE))

    def make_room(self) -> None:
        """As after somebody tidied up."""
        self._filler.unlink(missing_ok=True)

    def set(self, *options: str) -> None:
        """Mount it otherwise, such as read-only (`ro`)."""
        subprocess.run(
            ["mount", "-o", ",".join(("remount", *options)), self.folder], check=True, capture_output=True
        )

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"


@contextmanager
def small_disk(folder: Path, megabytes: int = 16) -> Iterator[Disk]:
    """Skips with a reason where nobody lets us mount one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root of a Linux mounts a disk")
    folder.mkdir()
    options = f"size={megabytes}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, capture_output=True)
    try:
        yield Disk(folder)
    finally:
        # Also while something is still open there.
        subprocess.run(["umount", "-l", folder], check=True, capture_output=True)
