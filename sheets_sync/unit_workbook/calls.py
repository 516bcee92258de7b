"""A plan for one workbook in calls that Google takes, in the plan's order. Pure."""

import json
from collections.abc import Iterator
from dataclasses import replace

from sheets_sync.limits import BYTES_OF_CALL
from sheets_sync.model import WritePlan


def in_calls(plan: WritePlan, most: int = BYTES_OF_CALL.most) -> Iterator[WritePlan]:
    """Plans of at most so many bytes each, single requests excepted; nothing for an empty plan.

    Whoever is stopped between them does all of it again: a unit sees no less than it saw before.
    """
    begin = filled = 0
    for place, request in enumerate(plan.requests):
        size = len(json.dumps(request, ensure_ascii=False).encode())
        if begin < place and filled + size > most:
            yield replace(plan, requests=plan.requests[begin:place])
            begin, filled = place, 0
        filled += size
    if plan.requests[begin:]:
        yield replace(plan, requests=plan.requests[begin:])
