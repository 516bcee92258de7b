"""What was begun and not ended, or came back with a backup, is done before anything is read."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sheets_sync.model import Personal
from sheets_sync.people.erasing import Holdings, awarded, take_out
from sheets_sync.people.history import drop_history
from sheets_sync.people.keeping import Over, forget
from sheets_sync.people.masking import OfPerson
from sheets_sync.people.remembering import remembered, without_key

#: In a run's failures: what could not be erased.
PEOPLE = "people"


def make_up(holdings: Holdings, at: datetime) -> Mapping[str, str]:
    """Do what was begun and not ended, or has to be done again after a return; what failed.

    Raises StoreError.
    """
    return {**_erasures(holdings, at), **_periods(holdings, at)}


def _erasures(holdings: Holdings, at: datetime) -> dict[str, str]:
    if not holdings.store.erasures.unfinished():
        return {}
    known = remembered(holdings.config, holdings.store)
    failed: dict[str, str] = {}
    for unit in sorted({one.unit for one in known.known if one.done is None}):
        begun = [one for one in known.known if one.done is None and one.unit == unit]
        masking = OfPerson(known.sought(begun), awarded(holdings.config, holdings.store), unit)
        went = take_out(holdings, masking)
        failed |= went.failed
        if not went.failed:
            for one in begun:
                holdings.store.erasures.done(one.id, at)
    if lost := [one for one in known.without_key if one.done is None]:
        failed[PEOPLE] = without_key(holdings.config, lost)
    return failed


def is_history_left(holdings: Holdings) -> bool:
    """Whether old values are to go still. Raises StoreError."""
    return any(one.is_of_history for one in holdings.store.erasures.unfinished())


def make_up_history(holdings: Holdings, at: datetime) -> Mapping[str, str]:
    """Drop old values of whom that was asked for; what failed.

    After the sheets were read: what is right there now is known then, also after a return. Raises StoreError.
    """
    if not is_history_left(holdings):
        return {}
    known = remembered(holdings.config, holdings.store)
    failed: dict[str, str] = {}
    for one in known.history:
        if one.done is not None:
            continue
        went = drop_history(holdings, OfPerson(known.sought([one]), unit=one.unit))
        failed |= went.failed
        if not went.failed:
            holdings.store.erasures.done(one.id, at)
            holdings.store.notes.add(at, f"Đã xóa giá trị cũ về một người. Lý do: {one.reason}.")
    return failed


def _periods(holdings: Holdings, at: datetime) -> dict[str, str]:
    begun: dict[str, set[Personal]] = defaultdict(set)
    for one in holdings.store.erasures.unidentified():
        if one.done is None:
            begun[one.period].add(Personal(one.kind))
    failed: dict[str, str] = {}
    for period, kinds in begun.items():
        failed |= forget(holdings, Over(period, at, frozenset(kinds)), at).failed
    return failed
