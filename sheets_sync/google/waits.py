"""The seconds by which calls wait for each other."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Time:
    """This computer's, unless another is given: whoever counts waits need not wait."""

    #: Seconds since any moment that stays the same.
    now: Callable[[], float] = time.monotonic
    #: Lets so many seconds go by.
    sleep: Callable[[float], None] = time.sleep


#: Never set, unlike a clock on the wall.
COMPUTER = Time()
