"""Calls that have the room for all that they call, however deep.

Python 3.11 and 3.12 keep frames in pieces of 16 kB. Where one is full, each further call maps a new piece
and gives it back at its end: a loop that stands just there takes a fifth longer, half a second in every
hundred thousand calls, and which loop that is depends on how many plugins stand beneath it.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
#: Values for which a piece must have room at once; as many again are free in it then.
ROOM = 2**16


def roomy(called: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call it at the bottom of a piece that is large enough for hundreds of calls within each other."""
    return called(*args, **kwargs)


roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
