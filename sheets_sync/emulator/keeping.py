"""Workbooks to and from the storage: what a write has to put there, and what is read back."""

import json
from dataclasses import dataclass
from typing import Any

from sheets_sync.emulator.packing import Known, pack, unpack
from sheets_sync.emulator.rows import Rows
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.storage import Content, Storage, packed
from sheets_sync.emulator.workbook import Workbook


@dataclass
class Effort:
    """What writes have cost since the server started."""

    rows_copied: int = 0
    rows_packed: int = 0
    cells_packed: int = 0


def unsaved(workbook: Workbook, frame: str, effort: Effort) -> Content:
    """What the storage lacks of a workbook, whose frame is given."""
    sheets = set(map(id, workbook.sheets))
    gone = tuple(sheet.id for sheet in workbook.kept_sheets if id(sheet) not in sheets)
    blocks = []
    for sheet in workbook.sheets:
        effort.rows_copied += sheet.rows.copied
        for number in sorted(sheet.rows.unsaved_blocks()):
            rows = list(sheet.rows.block(number))
            effort.rows_packed += len(rows)
            effort.cells_packed += sum(len(cells) for _, cells in rows)
            blocks.append((sheet.id, number, packed(pack(rows).encode()) if rows else None))
    whole = None if frame == workbook.kept_frame else packed(frame.encode())
    return Content(whole, gone, tuple(blocks))


def load(storage: Storage, file_id: str) -> Workbook | None:
    """A workbook as it was saved."""
    content = storage.content(file_id)
    if content is None:
        return None
    frame = json.loads(content)
    cells: dict[int, dict[int, Any]] = {}
    parts: Known = {}
    for sheet_id, block in storage.blocks(file_id):
        cells.setdefault(sheet_id, {}).update(unpack(json.loads(block), parts))
    sheets = [_sheet(found, cells, parts) for found in frame["sheets"]]
    workbook = Workbook(file_id, frame["properties"], sheets, frame["namedRanges"], frame["metadata"])
    if any("rows" in found for found in frame["sheets"]):
        # Earlier versions kept a workbook in one piece.
        text = workbook.frame()
        with storage.transaction() as transaction:
            transaction.content(file_id, unsaved(workbook, text, Effort()))
        content = text.encode()
    workbook.saved(content.decode())
    return workbook


def _sheet(frame: dict[str, Any], cells: dict[int, dict[int, Any]], parts: Known) -> Sheet:
    if "rows" in frame:
        return Sheet.from_frame(frame, Rows(unpack(frame, parts)))
    return Sheet.from_frame(frame, Rows(cells.get(frame["properties"]["sheetId"])))
