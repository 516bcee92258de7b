"""A part of a plan that Google refuses does not take the others with it, though a batch is all or nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sheets_sync.errors import GoogleError, QuotaExceeded
from sheets_sync.google.refusals import others_may_go_on
from sheets_sync.model import Workbook, WritePlan

if TYPE_CHECKING:
    from sheets_sync.google import Google

#: Where Google says which request it refuses (recorded: `Invalid requests[3].updateCells: …`).
NAMED = re.compile(r"requests\[(\d+)\]")
#: Refused parts of one plan that are set aside before all of it counts as refused.
MOST = 8


def write_parts(
    google: "Google", plan: WritePlan, echo: Sequence[str] = ()
) -> tuple[Workbook | None, GoogleError | None]:
    """Carry out what can be of a plan; what stands in `echo` then, and why a part was refused, if one was.

    One write, and one more for each part that Google names as refused. Raises GoogleError where it names
    none, or too many.
    """
    refused: list[GoogleError] = []
    while True:
        try:
            after = google.apply(plan, echo)
        except GoogleError as error:
            place = _refused_part(error, plan)
            if place is None or len(refused) == MOST:
                raise
            refused.append(error)
            kept = (*plan.requests[:place], *plan.requests[place + 1 :])
            plan = replace(plan, requests=kept)
        else:
            return after, refused[0] if refused else None


def refused_tab(error: GoogleError, plan: WritePlan) -> int | None:
    """The tab of the request that was refused, where others may do better without it."""
    place = _refused_part(error, plan)
    return None if place is None else next(_tabs(plan.requests[place]), None)


def without_tab(plan: WritePlan, tab: int) -> WritePlan:
    """The plan without all that concerns one tab: rows are put in and taken out by each other's places."""
    kept = (request for request in plan.requests if tab not in set(_tabs(request)))
    return replace(plan, requests=tuple(kept))


def _tabs(part: object) -> Iterator[int]:
    """Ids of the tabs that a request names."""
    if isinstance(part, Mapping):
        if isinstance(tab := part.get("sheetId"), int):
            yield tab
        for inner in part.values():
            yield from _tabs(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _tabs(inner)


def _refused_part(error: GoogleError, plan: WritePlan) -> int | None:
    """The place of the request that was refused, where others may do better without it."""
    if error.status not in (400, 403) or isinstance(error, QuotaExceeded) or not others_may_go_on(error):
        return None
    named = NAMED.search(error.said)
    place = int(named[1]) if named else len(plan.requests)
    return place if place < len(plan.requests) else None
