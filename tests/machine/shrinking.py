"""A failing run made as short as can be in a number of tries: fewer steps, simpler ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.machine.steps import Step

Steps = list[Step]
#: The simplest of what a step may choose by.
SIMPLEST = {"wait": "later", "after": False, "count": 1, "where": 0, "what": 0}


@dataclass
class Shrinking:
    """One run on its way to a shorter one."""

    fails: Callable[[Steps], bool]
    #: Tries left.
    tries: int

    def shrunk(self, steps: Steps) -> Steps:
        """The shortest run found that still fails in the same way."""
        before: Steps = []
        while steps != before and self.tries:
            before = steps
            steps = self._without_parts(steps)
            for simpler in (_plainer, _smaller):
                steps = self._simplified(steps, simpler)
        return steps

    def _holds(self, steps: Steps) -> bool:
        self.tries -= 1
        return self.fails(steps)

    def _without_parts(self, steps: Steps) -> Steps:
        """Leave out halves, then quarters, and so on to single steps (delta debugging, Zeller 2002)."""
        size = max(len(steps) // 2, 1)
        while size and steps:
            at = 0
            while at < len(steps) and self.tries:
                shorter = steps[:at] + steps[at + size :]
                if self._holds(shorter):
                    steps = shorter
                else:
                    at += size
            size //= 2
        return steps

    def _simplified(self, steps: Steps, simpler: Callable[[Step], Iterator[Steps]]) -> Steps:
        """Put something simpler in the place of each step, from the last on."""
        for at in range(len(steps) - 1, -1, -1):
            for parts in simpler(steps[at]):
                if not self.tries:
                    return steps
                tried = steps[:at] + parts + steps[at + 1 :]
                if self._holds(tried):
                    steps = tried
                    break
        return steps


def _plainer(step: Step) -> Iterator[Steps]:
    """A sync that is killed or disturbed as a plain one, after or before the deeds that came with it."""
    if not step.name.startswith("sync_"):
        return
    deeds = [_alone(given) for name, given in step.given.items() if name in ("first", "deed", "another")]
    plain = Step("sync", {"wait": "later"})
    yield [plain]
    yield [*deeds, plain]
    yield [*deeds[:1], plain, *deeds[1:]]


def _alone(deed: Any) -> Step:
    """What somebody did during a sync, done by itself."""
    who, name, where, what = deed
    if who == "office":
        return Step(f"office_{name}", {"where": where, "what": what})
    return Step(name, {"code": who, "where": where, "what": what})


def _smaller(step: Step) -> Iterator[Steps]:
    for name, value in step.given.items():
        if name in SIMPLEST and value != SIMPLEST[name]:
            yield [Step(step.name, {**step.given, name: SIMPLEST[name]})]
