"""Packages whose names are loaded when they are asked for: to use one of them costs nothing of the others."""

from collections.abc import Callable, Mapping
from importlib import import_module


def places(rooms: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """By public name, the module in which it stands and what it is called there.

    `rooms` are the names in each module; `ours:theirs` where one has another name there.
    """
    return {
        name.partition(":")[0]: (room, name.rpartition(":")[2])
        for room, names in rooms.items()
        for name in names.split()
    }


def on_demand(package: str, rooms: Mapping[str, str]) -> Callable[[str], object]:
    """What a package has as its `__getattr__`; `rooms` as in `places`."""
    known = places(rooms)

    def found(name: str) -> object:
        if name not in known:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        room, there = known[name]
        named: object = getattr(import_module(room), there)
        return named

    return found
