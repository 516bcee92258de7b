"""Put tonight's mails into the outbox and hand over what waits there: one mail a person for all periods."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from sheets_sync.mail.composing.due import Telling
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.sending.delivery import DeliveryReport, deliver
from sheets_sync.mail.sending.turns import FRESH
from sheets_sync.model import Mail
from sheets_sync.pipeline.office_mails import office_mails
from sheets_sync.pipeline.places import from_elsewhere
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.standing import Standing, standing
from sheets_sync.pipeline.unit_mails import UnitMails
from sheets_sync.store import QueuedMail, Store
from sheets_sync.store.outbox import REPLACED, Tell
from sheets_sync.store.workbooks import MASTER

#: Who is written to; debtors are units that are to be reminded; nobody where only what waits is renewed.
Whom = Literal["everybody", "units", "debtors", "office", "nobody"]
#: Of so many runs the last one that ended is looked for.
LOOKED_AT = 20
#: Kinds of mails to units, and to the office and the leadership.
TO_UNITS, TO_OFFICE = "nightly", ("digest", "overview")
NO_LONGER = f"{REPLACED}: nothing of it is to be told any more"


def queue_mails(
    periods: Sequence[Standing], at: datetime, whom: Whom = "everybody", now: datetime | None = None
) -> int:
    """Put what is due tonight into the outbox; how many mails are new.

    `at` is when the reports stood so, `now` the real moment where that is another. What waits and was not
    taken yet is replaced by what holds now, whomever it is for.
    """
    if not periods:
        return 0
    project = periods[0].project
    local, now = at.astimezone(project.config.zone), now or at
    return _queue_for_units(periods, local, whom, now) + _queue_for_office(periods, local, whom, now)


def _queue_for_units(periods: Sequence[Standing], at: datetime, whom: Whom, now: datetime) -> int:
    project = periods[0].project
    waiting = [one for one in project.store.outbox.unsent() if one.kind == TO_UNITS]
    if whom in ("office", "nobody") and not waiting:
        return 0
    found = UnitMails(periods, at)
    due = {mail.key: (mail, tells) for mail, tells in found.due}
    others = [one for one in waiting if one.key not in due]
    replaced = [one for one in others if any(_share_a_unit(one, mail) for mail, _ in due.values())]
    over = [one for one in others if one not in replaced and found.knows(one) and not found.holds(one)]
    project.store.outbox.drop([one.key for one in over], NO_LONGER, now)
    return sum(
        _queue(project, mail, tells, [one for one in replaced if _share_a_unit(one, mail)], at, now)
        for mail, tells in due.values()
        if _is_wanted(tells, whom) or any(_share_a_unit(one, mail) for one in replaced)
    )


def _is_wanted(tells: Iterable[Tell], whom: Whom) -> bool:
    if whom == "debtors":
        return any(kind == Telling.REMINDER for _, _, kind, _ in tells)
    return whom in ("everybody", "units")


def _share_a_unit(waiting: QueuedMail, mail: Mail) -> bool:
    return not {*(waiting.units or (waiting.unit,))}.isdisjoint(mail.units)


def _queue_for_office(periods: Sequence[Standing], at: datetime, whom: Whom, now: datetime) -> int:
    project = periods[0].project
    waiting = [one for one in project.store.outbox.unsent() if one.kind in TO_OFFICE]
    if whom not in ("everybody", "office") and not waiting:
        return 0
    due = {mail.kind: mail for mail in office_mails(periods, at)}
    over = [one.key for one in waiting if one.kind not in due]
    project.store.outbox.drop(over, NO_LONGER, now)
    kinds = TO_OFFICE if whom in ("everybody", "office") else {one.kind for one in waiting}
    return sum(
        _queue(project, mail, (), [o for o in waiting if o.kind == kind and o.key != mail.key], at, now)
        for kind, mail in due.items()
        if kind in kinds
    )


def _queue(
    project: Project,
    mail: Mail,
    tells: Iterable[Tell],
    replaced: Sequence[QueuedMail],
    at: datetime,
    now: datetime,
) -> bool:
    store = project.store
    # Writing a message out takes the longest.
    if store.outbox.knows(mail.key):
        return False
    written = message(mail, project.sender, at).as_bytes()
    with store.transaction():
        for one in replaced:
            # What another process is just handing over is told by that one.
            if not store.outbox.drop([one.key], f"{REPLACED} by {mail.key}", now) and _waits(store, one):
                return False
        return store.outbox.queue(mail, written, at, made=now, tells=tells)


def _waits(store: Store, one: QueuedMail) -> bool:
    return any(waiting.key == one.key for waiting in store.outbox.unsent())


def hand_over(project: Project, now: datetime, as_of: datetime | None = None) -> DeliveryReport:
    """Deliver everything that waits in the outbox and may leave now.

    `as_of` is the moment at which it counts as told, where that is another.
    """
    local = now.astimezone(project.config.zone)
    if elsewhere := from_elsewhere(project, local):
        return DeliveryReport(0, {}, waiting=len(project.store.outbox.unsent()), stopped=elsewhere)
    return deliver(project.store, project.transport, local, project.mail_limits, as_of=as_of)


def send_waiting(projects: Sequence[Project], now: datetime) -> DeliveryReport:
    """Deliver what waits, made anew first where the last sync is fresh enough to know what holds."""
    begun = [project for project in projects if MASTER in project.store.workbooks.known()]
    ended = [last_sync(project) for project in begun]
    if begun and all(one is not None and timedelta() <= now - one <= FRESH for one in ended):
        queue_mails(standing(begun, now), now, "nobody")
    return hand_over(projects[0], now)


def last_sync(project: Project) -> datetime | None:
    """When the last sync of a period ended; None before the first."""
    ended = (run.finished for run in project.store.runs.latest(LOOKED_AT) if run.finished)
    return max(ended, default=None)


def correspond(
    projects: Sequence[Project], at: datetime, now: datetime, whom: Whom = "everybody"
) -> tuple[int, DeliveryReport]:
    """Queue what is due as of `at`, then deliver what waits; how many mails were new. No call to Google."""
    queued = queue_mails(standing(projects, at), at, whom, now)
    return queued, hand_over(projects[0], now, at)
