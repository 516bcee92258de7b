"""Titles of tabs."""

from collections.abc import Collection

#: Longest title of a tab (Sheets limits).
TITLE_LIMIT = 100


def free_title(title: str, taken: Collection[str]) -> str:
    """The title, or with a number where the office has a tab so called: Google refuses two of one title."""
    lowered = {one.casefold() for one in taken}
    found, number = title[:TITLE_LIMIT], 2
    while found.casefold() in lowered:
        suffix = f" ({number})"
        found = title[: TITLE_LIMIT - len(suffix)] + suffix
        number += 1
    return found
