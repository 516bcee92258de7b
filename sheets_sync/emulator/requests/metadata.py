"""Developer metadata of the spreadsheet, its tabs, rows and columns."""

from sheets_sync.emulator.datafilters import matches
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.workbook import random_id

#: The most characters of keys and values on one tab, or on the spreadsheet itself.
MOST_CHARACTERS = 30_000
NEEDED = ("metadataKey", "location", "visibility")


def _located(batch: Batch, given: Json) -> Json:
    """The location as Google returns it, with its type."""
    if "dimensionRange" in given:
        place = given["dimensionRange"]
        batch.sheet(place.get("sheetId", 0))
        if place.get("endIndex", 0) - place.get("startIndex", 0) != 1:
            raise RequestRefused("location.dimensionRange must represent a single row or column.")
        kind = "ROW" if place.get("dimension") == "ROWS" else "COLUMN"
        full = {"startIndex": 0, **place}
        kept = {name: value for name, value in full.items() if name != "sheetId" or value}
        return {"locationType": kind, "dimensionRange": kept}
    if "sheetId" in given:
        batch.sheet(given["sheetId"])
        return {"locationType": "SHEET", "sheetId": given["sheetId"]}
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise RequestRefused("developerMetadata.location must be set.")


def _home(location: Json) -> int | None:
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    sheet_id: int | None = location.get("sheetId")
    return sheet_id


def _check_room(batch: Batch, added: Json) -> None:
    home = _home(added["location"])
    same = [item for item in batch.workbook.metadata if _home(item["location"]) == home and item is not added]
    used = sum(len(item["metadataKey"]) + len(item.get("metadataValue", "")) for item in [*same, added])
    if used > MOST_CHARACTERS:
        raise RequestRefused(f"Developer metadata is limited to {MOST_CHARACTERS} characters.")


@handles("createDeveloperMetadata")
def create_metadata(batch: Batch, body: Json) -> Json:
    """Attach a key and value to a place."""
    given = body.get("developerMetadata", {})
    if not given.get("metadataKey"):
        raise RequestRefused("developerMetadata.metadataKey must be set.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise RequestRefused("developerMetadata.visibility must be set.")
    wanted = given.get("metadataId") or random_id()
    if any(item["metadataId"] == wanted for item in batch.workbook.metadata):
        raise RequestRefused(f"Developer metadata with id {wanted} already exists.")
    made = {
        "metadataId": wanted,
        "metadataKey": given["metadataKey"],
        **({"metadataValue": given["metadataValue"]} if given.get("metadataValue") else {}),
        "location": _located(batch, given.get("location", {})),
        "visibility": given["visibility"],
    }
    _check_room(batch, made)
    batch.workbook.metadata.append(made)
    return {"developerMetadata": made}


def _selected(batch: Batch, filters: list[Json]) -> list[Json]:
    if not filters:
        raise RequestRefused("dataFilters must not be empty.")
    return [
        item for item in batch.workbook.metadata if any(matches(batch.workbook, item, one) for one in filters)
    ]


@handles("updateDeveloperMetadata")
def update_metadata(batch: Batch, body: Json) -> Json:
    """Change what the filters select."""
    given = body.get("developerMetadata", {})
    mask = update_mask(body.get("fields", ""), "DeveloperMetadata", "developerMetadata")
    found = _selected(batch, body.get("dataFilters", []))
    for item in found:
        changed = dict(item)
        apply_mask(changed, given, mask, fixed=("metadataId",), needed=NEEDED)
        changed["location"] = _located(batch, changed.get("location", {}))
        _check_room(batch, {**changed, "metadataKey": changed.get("metadataKey", "")})
        item.clear()
        item.update(changed)
    return {"developerMetadata": found} if found else {}


@handles("deleteDeveloperMetadata")
def delete_metadata(batch: Batch, body: Json) -> Json:
    """Take away what a filter selects."""
    found = _selected(batch, [body.get("dataFilter", {})])
    batch.workbook.metadata = [item for item in batch.workbook.metadata if item not in found]
    return {"deletedDeveloperMetadata": found} if found else {}
