"""The folder of the backups: what they are called, and which have been kept for long enough."""

from datetime import datetime, timedelta
from pathlib import Path

from sheets_sync.store.sealing import SUFFIX

#: All that was backed up there, before a restore too.
PATTERN = "*sheets-sync-*.db*"
_STAMP = "sheets-sync-%Y%m%d-%H%M%S.db"


def backup_name(at: datetime, *, sealed: bool = False) -> str:
    """Name of the backup of a moment, in the ward's zone; names sort by time."""
    return f"{at:{_STAMP}}{SUFFIX if sealed else ''}"


def drop_old(folder: Path, keep: int, oldest: datetime | None = None) -> list[Path]:
    """Delete all but the latest backups of a folder, and those made before `oldest`; those deleted.

    The latest one stays however old it is. What a restore set aside goes by its age alone.
    """
    found = sorted(folder.glob("sheets-sync-*.db*"), reverse=True)
    old = [file for place, file in enumerate(found) if place >= keep or (place and _is_before(file, oldest))]
    old += [file for file in sorted(folder.glob("before-restore-*.db*")) if _is_before(file, oldest)]
    for file in old:
        file.unlink()
    return old


def made_at(file: Path) -> datetime | None:
    """The moment that a backup's name tells, without a zone; None for another name."""
    _, _, stamp = file.name.removesuffix(SUFFIX).partition("sheets-sync-")
    try:
        return datetime.strptime(f"sheets-sync-{stamp}", _STAMP)  # noqa: DTZ007 (in the ward's zone, as was named)
    except ValueError:
        return None


def _is_before(file: Path, oldest: datetime | None) -> bool:
    made = made_at(file)
    return oldest is not None and made is not None and made < oldest.replace(tzinfo=None)


def kept_since(now: datetime, days: int) -> datetime:
    """Backups made before this moment have been kept for long enough."""
    return now - timedelta(days=days)
