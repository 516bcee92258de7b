"""Statements compiled once for all stores of a process: each test opens a store of its own."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

_create = sa.create_engine


class _Compiled(LRUCache[tuple[Any, ...], Any]):
    """What SQLAlchemy compiled, by the kind of database and not by the engine that asked first."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__setitem__(_of_kind(key), value)


def _of_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, *statement)


_compiled = _Compiled(2000)


def _sharing(url: sa.URL | str, **given: Any) -> sa.Engine:
    """An engine that compiles nothing anew which another one of its kind has compiled."""
    return _create(url, execution_options={"compiled_cache": _compiled}, **given)


def share_compiled_statements() -> None:
    """From now on, in this process and those that are forked from it."""
    sa.create_engine = _sharing
