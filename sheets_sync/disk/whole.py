"""Files that are there whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

#: Modes of a file: for its owner alone; for whomever the umask lets.
PRIVATE, SHARED = 0o600, 0o666


def write_whole(file: Path, content: bytes, mode: int = SHARED) -> None:
    """Write a file with its folder; failing, leave what stood there. Raises OSError, which names the file."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and not file.is_file():
            # A terminal or a pipe, which nothing else can take the place of; or a folder, which refuses.
            file.write_bytes(content)
        else:
            target = Path(os.path.realpath(file))
            made = target.with_name(f".{token_hex(8)}.part")
            _make(made, content, mode)
            made.replace(target)
    except OSError as error:
        # Whoever is told has asked for this file, and knows of no other.
        raise type(error)(error.errno, error.strerror, str(file)) from error


def write_new(file: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write a file that must not be there yet, whole or not at all. Raises OSError, FileExistsError too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    _make(file, content, mode)


def _make(file: Path, content: bytes, mode: int) -> None:
    # Raw: what was refused would be tried once more when the file is closed.
    with open(file, "xb", buffering=0, opener=lambda name, flags: os.open(name, flags, mode)) as opened:
        try:
            left = memoryview(content)
            while left:
                left = left[opened.write(left) :]
            os.fsync(opened.fileno())
        except BaseException:
            with suppress(OSError):
                file.unlink()
            raise
