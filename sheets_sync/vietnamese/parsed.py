"""What reading one cell yields: a value, or none, and what is doubtful about it."""

from typing import Generic, NamedTuple, TypeVar

from sheets_sync.model import Doubt

T_co = TypeVar("T_co", covariant=True)


class Parsed(NamedTuple, Generic[T_co]):
    """A value with its doubts: None is an empty cell, or with doubts a value that is not accepted."""

    value: T_co | None
    doubts: tuple[Doubt, ...] = ()
    #: What was typed, where words stand for the figure: `Không có` for 0.
    in_words: str = ""
    #: The mark of what was erased stands there.
    erased: bool = False
