"""Time zones that a spreadsheet may have."""

from functools import lru_cache
from zoneinfo import available_timezones


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    """Whether the name is one of the CLDR zones, as Asia/Ho_Chi_Minh."""
    return name in _names()
