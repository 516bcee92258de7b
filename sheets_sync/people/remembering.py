"""Erasures are remembered by keyed hashes: in the store, and beside the backups in case the store is lost."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sheets_sync.config.loading import Config
from sheets_sync.disk import PRIVATE, remedy, write_whole
from sheets_sync.errors import StoreError
from sheets_sync.store import Store
from sheets_sync.store.erasures import HISTORY, Erasure, plain, read_plain
from sheets_sync.store.sealing import make_key, mark_of, read_key
from sheets_sync.vietnamese.mentions import Needle, Sought, needle

#: In the folder of the backups.
FILE = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Remembered:
    """The erasures that can be done again, and those whose key is not there."""

    #: Of whole people.
    known: tuple[Erasure, ...]
    #: Of old values about somebody.
    history: tuple[Erasure, ...]
    without_key: tuple[Erasure, ...]
    key: bytes

    def sought(self, erasures: Iterable[Erasure]) -> Sought:
        """Everybody of these at once."""
        needles = tuple(Needle.read(one) for erasure in erasures for one in erasure.needles)
        return Sought(needles, self.key)


def key_for(config: Config) -> bytes:
    """The campaign's key for erasures, made now where there is none. Raises StoreError."""
    file = config.path(config.settings.people.key_file)
    if not file.exists():
        make_key(file)
    return read_key(file)


def remembered(config: Config, store: Store) -> Remembered:
    """What was erased so far. Raises StoreError for a key that cannot be read."""
    file = config.path(config.settings.people.key_file)
    found = store.erasures.known()
    if not found:
        return Remembered((), (), (), b"")
    key = read_key(file) if file.exists() else b""
    mark = mark_of(key) if key else ""
    mine = [one for one in found if one.key_mark == mark]
    return Remembered(
        tuple(one for one in mine if not one.is_of_history),
        tuple(one for one in mine if one.is_of_history),
        tuple(one for one in found if one.key_mark != mark),
        key,
    )


def without_key(config: Config, lost: Sequence[Erasure]) -> str:
    """That erasures cannot be done again, and what to do."""
    marks = ", ".join(sorted({one.key_mark for one in lost}))
    return (
        f"{len(lost)} erasures were remembered with the key {marks}, which {_key_file(config)} does not hold:"
        " what was erased may have come back with a backup. Bring that key back from where its copy is kept;"
        " the next run erases it again."
    )


def _key_file(config: Config) -> Path:
    return config.path(config.settings.people.key_file)


def remember(
    config: Config,
    store: Store,
    texts: Iterable[str],
    reason: str,
    unit: str,
    at: datetime,
    *,
    history: bool = False,
) -> Erasure:
    """Keep whom to erase, or whose old values, before anything is erased.

    Raises StoreError, and ValueError for a text of many.
    """
    key, beside = key_for(config), {HISTORY: True} if history else {}
    needles = tuple({**asdict(needle(text, key)), **beside} for text in texts)
    erasure = Erasure(secrets.token_hex(16), at, reason, unit, mark_of(key), needles)
    _append(config.path(config.store.backups), erasure)
    store.erasures.remember(erasure)
    return erasure


def _append(folder: Path, erasure: Erasure) -> None:
    file = folder / FILE
    try:
        written = file.read_bytes() if file.exists() else b""
        write_whole(file, written + plain(erasure).encode() + b"\n", PRIVATE)
    except OSError as error:
        text = f"The erasure cannot be remembered in {file}: {error.strerror}. {remedy(error)}"
        raise StoreError(text) from error


def after_restore(config: Config, store: Store) -> dict[str, Any]:
    """Learn from the folder of the backups what the store does not know; what is said about it."""
    file = config.path(config.store.backups) / FILE
    if file.exists():
        lines = file.read_text(encoding="utf-8").splitlines()
        store.erasures.remember_all(read_plain(line) for line in lines if line.strip())
        store.erasures.begin_again()
    found = remembered(config, store)
    told: dict[str, Any] = {
        "erasures to be done again by the next run": len(found.known) + len(found.history)
    }
    if found.without_key:
        told["erasures without their key"] = without_key(config, found.without_key)
    return told if found.known or found.history or found.without_key else {}
