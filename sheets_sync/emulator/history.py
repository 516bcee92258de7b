"""What people at the page did, to be taken back and done again, each by themselves."""

from dataclasses import dataclass, field
from typing import Any

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.steps import Step
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
#: Writes of a person to a workbook that are kept, and rows that they may keep.
MOST_STEPS, MOST_ROWS = 100, 300_000


@dataclass
class _Past:
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        self.done.append(step)
        while len(self.done) > MOST_STEPS or sum(one.weight for one in self.done) > MOST_ROWS:
            self.done.pop(0)


class Histories:
    """By workbook and person. Whoever calls holds the workbook's lock."""

    def __init__(self) -> None:
        self._pasts: dict[str, dict[str, _Past]] = {}

    def note(self, workbook: Workbook, caller: Caller, frame: str) -> None:
        """A write that is about to be saved.

        Where rows or columns moved, addresses mean other cells now, so that others can take nothing back.
        """
        pasts = self._pasts.get(workbook.id, {})
        if pasts and any(sheet.rows.moved for sheet in workbook.sheets):
            self._pasts[workbook.id] = {
                who: past for who, past in pasts.items() if caller.at_page and who == caller.email
            }
        if not caller.at_page:
            return
        step = Step.of(workbook, frame)
        if step.rows or step.before != step.after:
            past = self._pasts.setdefault(workbook.id, {}).setdefault(caller.email, _Past())
            past.undone.clear()
            past.add(step)

    def take(self, workbook_id: str, caller: Caller, *, again: bool) -> Step | None:
        """The latest write, or (`again`) the one that was taken back last; None without any."""
        past = self._pasts.get(workbook_id, {}).get(caller.email)
        steps = past and (past.undone if again else past.done)
        return steps.pop() if steps else None

    def undone(self, workbook_id: str, caller: Caller) -> list[Step]:
        """What can be done again; to be given back after a step was taken."""
        past = self._pasts.get(workbook_id, {}).get(caller.email)
        return list(past.undone) if past else []

    def settle(self, workbook_id: str, caller: Caller, undone: list[Step], *, again: bool) -> None:
        """After a step was carried out, which noted its own opposite as done."""
        past = self._pasts.get(workbook_id, {}).get(caller.email)
        if past is None:
            return
        past.undone = undone
        if not again and past.done:
            past.undone.append(past.done.pop())

    def clear(self) -> None:
        """Nothing can be taken back."""
        self._pasts.clear()
