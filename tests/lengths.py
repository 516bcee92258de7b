"""SQLite keeps texts of any length; in tests it refuses what PostgreSQL would."""

from typing import Any

import sqlalchemy as sa


def refuse_longer_texts() -> None:
    """From now on, writing a text for which its column has no room raises ValueError, whatever the engine."""
    if not sa.event.contains(sa.Engine, "before_cursor_execute", _check):
        sa.event.listen(sa.Engine, "before_cursor_execute", _check)


def _check(
    _connection: sa.Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,
    _many: bool,
) -> None:
    if context is None or not (context.isinsert or context.isupdate):
        return
    types = {name: bind.type for name, bind in context.compiled.binds.items()}
    for row in context.compiled_parameters:
        for name, value in row.items():
            room = getattr(types.get(name), "length", None)
            if room is not None and isinstance(value, str) and len(value) > room:
                raise ValueError(f"{name}: room for {room} letters, not for {len(value)}, in: {statement}")
