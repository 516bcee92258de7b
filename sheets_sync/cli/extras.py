"""Packages that only an extra of the installation brings: other commands work without them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sheets_sync.errors import NotInstalled


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Imports within need this extra; raises NotInstalled where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise NotInstalled(name, error.name) from error
