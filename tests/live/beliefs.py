"""What is believed of Google, by the test that asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])


@dataclass(frozen=True)
class Belief:
    """One belief."""

    #: In a sentence.
    says: str
    #: The module that would be wrong if Google did otherwise.
    relied_on: str


BELIEFS: dict[str, Belief] = {}


def believed(says: str, relied_on: str) -> Callable[[Test], Test]:
    """Mark the test of a belief."""

    def marked(test: Test) -> Test:
        BELIEFS[test.__name__] = Belief(says, relied_on)
        return test

    return marked
