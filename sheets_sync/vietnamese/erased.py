"""What stands where data about a person stood: written by the service alone, understood when it is read."""

import re

from sheets_sync.vietnamese.letters import clean

#: In the place of whatever was erased.
ERASED = "(đã xóa)"
_ERASED = re.compile(r"\(đã xóa(?: (\d+))?\)")


def erased(number: int) -> str:
    """In the place of a name, where two rows about one person must still tell that they are about one."""
    return f"(đã xóa {number})"


def is_erased(text: str) -> bool:
    """Whether a whole cell is such a mark."""
    return _ERASED.fullmatch(clean(text)) is not None


def number_of(text: str) -> int:
    """The number of such a mark; 0 for one without, and for any other text."""
    found = _ERASED.fullmatch(clean(text))
    return int(found[1] or 0) if found else 0
