"""What a piece of work takes, counted: statements to the store, and by function what it did. No clock."""

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.emulator import Adapter

if TYPE_CHECKING:
    from _typeshed import TraceFunction

#: Whose functions count: the product's, without the local Google, those who type there, and libraries.
OURS = ("/sheets_sync/", "/jobs/", "/schemas/")
NOT_OURS = ("/emulator/", "/site-packages/", "/demo/people.py")


@dataclass
class Effort:
    """What was done."""

    statements: int = 0
    #: By function: how often it was entered or gone on with, and each turn of each of its lines.
    steps: Counter[CodeType] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All steps of all functions."""
        return self.steps.total()


@contextmanager
def counted() -> Iterator[Effort]:
    """Counts what this thread, and those that it begins, do inside."""
    effort, known = Effort(), dict[CodeType, bool]()

    def called(frame: FrameType, _: str, __: Any) -> "TraceFunction | None":
        code = frame.f_code
        if code not in known:
            file = code.co_filename
            known[code] = any(one in file for one in OURS) and not any(one in file for one in NOT_OURS)
        if not known[code]:
            return None
        effort.steps[code] += 1
        return gone_on

    def gone_on(frame: FrameType, event: str, _: Any) -> "TraceFunction":
        # A comprehension is called once; each turn of it is a line.
        if event == "line":
            effort.steps[frame.f_code] += 1
        return gone_on

    def stated(*_: object) -> None:
        effort.statements += 1

    send = Adapter.send

    def unseen(*args: Any, **named: Any) -> Any:
        # What Google does itself is nobody's effort, and to count it takes long.
        sys.settrace(None)
        try:
            return send(*args, **named)
        finally:
            sys.settrace(called)

    sa.event.listen(sa.Engine, "before_cursor_execute", stated)
    Adapter.send = unseen  # type: ignore[method-assign]
    threading.settrace(called)
    sys.settrace(called)
    try:
        yield effort
    finally:
        sys.settrace(None)
        threading.settrace(None)
        Adapter.send = send  # type: ignore[method-assign]
        sa.event.remove(sa.Engine, "before_cursor_execute", stated)


def outgrown(less: Effort, more: Effort, ratio: float, slack: int) -> list[str]:
    """What took more than `ratio` times as much the second time, and by more than `slack`, in words."""
    found = [("statements", less.statements, more.statements), ("all steps", less.total, more.total)]
    found += [
        (f"{code.co_filename.rpartition('/')[2]}:{code.co_firstlineno} {code.co_qualname}", before, now)
        for code, now in more.steps.items()
        for before in (less.steps[code],)
    ]
    return [f"{name}: {before} → {now}" for name, before, now in found if now > ratio * before + slack]
