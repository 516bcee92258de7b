"""The engine of several machines: a run asks for what is to be done about units, and takes the answers."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sheets_sync.engine import Begun, Done, Threads, UnitWork
from sheets_sync.google.waits import COMPUTER, Time
from sheets_sync.store.errands import Errands
from sheets_sync.workers.queue import Queue, UnitTask

#: Seconds between two looks for an answer; after so many it is asked whether anybody is going to answer.
LOOK, PATIENCE = 0.5, 10


@dataclass(frozen=True)
class Workers:
    """Has each unit's work done by whoever is free, this process included; all of them write one store."""

    queue: Queue
    #: Of the campaign in one period.
    errands: Errands
    task: UnitTask
    #: Passed before each look: it keeps out once the process is to end.
    gate: Callable[[], AbstractContextManager[None]]
    time: Time = COMPUTER

    def each(self, work: UnitWork[Begun, Done]) -> Iterator[tuple[str, Done]]:
        """What became of each unit, in the order of `work.units`. Raises what the work raises.

        One unit alone is sooner done than asked for.
        """
        if len(work.units) <= 1:
            yield from Threads().each(work)
            return
        asked = self.errands.ask(work.name, {unit: work.errand(unit) for unit in work.units})
        try:
            tasks = self.queue.ask_for_units(self.task, work.name, asked)
            for unit in work.units:
                self._wait(asked, tasks, unit)
                yield unit, self._taken(work, unit, asked.pop(unit))
        finally:
            self.errands.drop(tuple(asked.values()))

    def _wait(self, asked: dict[str, int], tasks: dict[str, int], unit: str) -> None:
        """Until a unit's errand is answered, or nobody is going to answer it."""
        looks = 0
        while self.errands.waiting([asked[unit]]):
            looks += 1
            if looks % PATIENCE == 0 and not self.queue.under_way([tasks[unit]]):
                return
            with self.gate():
                pass
            self.time.sleep(LOOK)

    def _taken(self, work: UnitWork[Begun, Done], unit: str, errand: int) -> Done:
        answer, begun = self.errands.take(errand)
        if answer:
            return work.answered(answer)
        # Whoever took it could not: what is wrong is seen here.
        own = work.begun_before(unit) if begun else work
        return own.finish(unit, own.begin(unit))
