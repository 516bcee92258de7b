"""Named ranges."""

import re

from sheets_sync.emulator.a1 import parse_cells
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.requests.registry import Batch, Json, cut, handles
from sheets_sync.emulator.workbook import random_id

NAME = re.compile(r"[^\W\d][\w.]{0,249}")


def _check_name(batch: Batch, name: str, own: str) -> None:
    if not NAME.fullmatch(name) or parse_cells(name) or name.upper() in ("TRUE", "FALSE"):
        raise RequestRefused(f"The name '{name}' is not valid for a named range.")
    for other in batch.workbook.named_ranges:
        if other["name"].casefold() == name.casefold() and other["namedRangeId"] != own:
            raise RequestRefused(f"A named range with the name '{name}' already exists.")


def _find(batch: Batch, named_id: str) -> Json:
    for named in batch.workbook.named_ranges:
        if named["namedRangeId"] == named_id:
            return named
    raise RequestRefused(f"No named range with id: {named_id}")


@handles("addNamedRange")
def add_named_range(batch: Batch, body: Json) -> Json:
    """Give a range a name."""
    given = body.get("namedRange", {})
    named_id = given.get("namedRangeId") or str(random_id())
    if any(named["namedRangeId"] == named_id for named in batch.workbook.named_ranges):
        raise RequestRefused(f"A named range with id {named_id} already exists.")
    _check_name(batch, given.get("name", ""), named_id)
    sheet, _ = batch.area(given.get("range", {}), guarded=False)
    named = {"namedRangeId": named_id, "name": given["name"], "range": cut(given.get("range", {}), sheet)}
    batch.workbook.named_ranges.append(named)
    return {"namedRange": named}


@handles("updateNamedRange")
def update_named_range(batch: Batch, body: Json) -> None:
    """Another name or another range."""
    given = body.get("namedRange", {})
    mask = update_mask(body.get("fields", ""), "NamedRange", "namedRange")
    named = _find(batch, given.get("namedRangeId", ""))
    changed = dict(named)
    apply_mask(changed, given, mask, fixed=("namedRangeId",), needed=("name", "range"))
    _check_name(batch, changed.get("name", ""), named["namedRangeId"])
    sheet, _ = batch.area(changed.get("range", {}), guarded=False)
    named.update(changed, range=cut(changed.get("range", {}), sheet))


@handles("deleteNamedRange")
def delete_named_range(batch: Batch, body: Json) -> None:
    """Take a name away."""
    batch.workbook.named_ranges.remove(_find(batch, body.get("namedRangeId", "")))
