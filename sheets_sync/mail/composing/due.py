"""Which mails are due: at most one a night for a unit, none without news and without debts. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sheets_sync.calendar.workdays import IsWorking, between
from sheets_sync.model import Finding, Period


class Telling(StrEnum):
    """What a mail can tell."""

    #: What is wrong; the detail is a hash of it.
    FINDINGS = "findings"
    #: What is owed; the detail is the step.
    REMINDER = "reminder"
    #: Everything is there.
    THANKS = "thanks"
    #: The leadership's weekly overview; the detail is the week.
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """Something that a unit, or the office under an empty code, was told."""

    period: str
    unit: str
    telling: Telling
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """When mails are due; steps are working days after the deadline, before it when negative."""

    #: Days after which findings that stand unchanged are told again.
    repeat_days: int = 3
    steps: tuple[int, ...] = (-3, -1, 0, 1, 3, 5)
    #: From this step on a reminder also goes to the unit's head, and to the office.
    head_from: int = 1
    office_from: int = 3


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How a unit stands in one period."""

    period: Period
    #: The unit's own.
    deadline: datetime
    workbook_link: str
    #: With the addresses of their cells.
    findings: Sequence[tuple[Finding, str]] = ()
    #: What the findings say, where they are not at hand.
    known: str = ""
    #: Titles of forms that it has not reported.
    owed: Sequence[str] = ()
    #: It has reported everything, without a fault.
    complete: bool = False
    #: Filled in by `due_parts`: what makes a mail due.
    reminder: int | None = None
    thanks: bool = False
    tellings: Sequence[ToldBefore] = field(default=())

    @property
    def content(self) -> str:
        """Changes when, and only when, the findings say something else; empty without any."""
        return self.known or content_of(one for one, _ in self.findings)


def content_of(findings: Iterable[Finding]) -> str:
    """Changes when, and only when, findings say something else; empty for none."""
    texts = sorted((one.form, one.cell, one.code, one.text) for one in findings)
    return sha256(repr(texts).encode()).hexdigest()[:16] if texts else ""


def due_parts(
    unit: str,
    parts: Iterable[UnitStanding],
    told: Sequence[ToldBefore],
    at: datetime,
    rules: Rules,
    is_working: IsWorking,
) -> tuple[UnitStanding, ...]:
    """What tonight's mail to a unit says, with all that it tells; empty when none is due.

    `told` is all that this unit was told before; `at` carries the ward's zone.
    """
    if any(one.at.astimezone(at.tzinfo).date() == at.date() for one in told):
        return ()
    found = [_with_tellings(unit, part, told, at, rules, is_working) for part in parts]
    if not any(part.tellings for part in found):
        return ()
    return tuple(part for part in found if part.tellings or part.content)


def _with_tellings(
    unit: str,
    part: UnitStanding,
    told: Sequence[ToldBefore],
    at: datetime,
    rules: Rules,
    is_working: IsWorking,
) -> UnitStanding:
    own = [one for one in told if one.period == part.period.code]
    tellings = []

    def tell(telling: Telling, detail: str) -> None:
        tellings.append(ToldBefore(part.period.code, unit, telling, detail, at))

    if part.content and _is_news(part, own, at, rules, is_working):
        tell(Telling.FINDINGS, part.content)
    step = reminder_step(part.deadline, own, at, rules, is_working) if part.owed else None
    if step is not None:
        tell(Telling.REMINDER, str(step))
    thanks = part.complete and not any(one.telling is Telling.THANKS for one in own)
    if thanks:
        tell(Telling.THANKS, "")
    return replace(
        part,
        owed=part.owed if step is not None else (),
        reminder=step,
        thanks=thanks,
        tellings=tuple(tellings),
    )


def _is_news(
    part: UnitStanding, own: Sequence[ToldBefore], at: datetime, rules: Rules, is_working: IsWorking
) -> bool:
    before = [one for one in own if one.telling is Telling.FINDINGS]
    last = max(before, key=lambda one: one.at, default=None)
    if last is None or last.detail != part.content:
        return True
    days = (at.date() - last.at.astimezone(at.tzinfo).date()).days
    return days >= rules.repeat_days and is_working(at.date())


def reminder_step(
    deadline: datetime, own: Sequence[ToldBefore], at: datetime, rules: Rules, is_working: IsWorking
) -> int | None:
    """The step that is due, after nights without a run the latest; None when it was told, and on holidays."""
    if not is_working(at.date()):
        return None
    passed = between(deadline.date(), at.date(), is_working)
    step = max((one for one in rules.steps if one <= passed), default=None)
    known = {one.detail for one in own if one.telling is Telling.REMINDER}
    return None if step is None or str(step) in known else step
