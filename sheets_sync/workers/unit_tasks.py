"""A task about one unit: what any machine does that took it."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from sheets_sync.engine import UnitWork
from sheets_sync.pipeline.answering_units import Answering
from sheets_sync.pipeline.reading_units import Reading
from sheets_sync.store import Store
from sheets_sync.store.errands import Errand
from sheets_sync.workers.opened import OpenedCampaigns
from sheets_sync.workers.queue import UnitTask

#: The kinds of tasks about units.
UNIT_TASKS = (Reading.name, Answering.name)
Begun = TypeVar("Begun")
Done = TypeVar("Done")


class Told(UnitWork[Begun, Done], Protocol[Begun, Done]):
    """Work that can tell elsewhere what became of it."""

    def answer(self, done: Done) -> str:
        """What became of it, as text."""
        ...


@dataclass(frozen=True)
class UnitTasks:
    """Does errands for runs that go on anywhere."""

    opened: OpenedCampaigns

    def perform(self, task: UnitTask, unit: str, number: int) -> None:
        """Do an errand and answer it; nothing where nobody waits for it any more.

        Whatever is raised here leaves it to whoever asked, who does it then and sees what is wrong.
        """
        with self.opened.project(task) as project:
            errand = project.store.errands.begin(number)
            if errand is None or errand.unit != unit:
                return
            if errand.work == Reading.name:
                carry_out(project.store, Reading.of_errand(project, unit, errand.body), errand, number)
            else:
                carry_out(project.store, Answering.of_errand(project, unit, errand.body), errand, number)


def carry_out(store: Store, work: Told[Begun, Done], errand: Errand, number: int) -> None:
    """Do a unit's work and answer. Raises what the work raises."""
    if errand.begun:
        work = work.begun_before(errand.unit)
    begun = work.begin(errand.unit)
    with store.transaction():
        # What is kept and what is answered stand or fall together; of an errand that is over nothing is kept.
        if store.errands.waiting([number]):
            store.errands.answer(number, work.answer(work.finish(errand.unit, begun)))
