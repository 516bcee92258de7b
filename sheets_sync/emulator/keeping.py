"""Workbooks to and from the storage: what a write has to put there, and what is read back."""

import json
from dataclasses import dataclass
from typing import Any

from sheets_sync.emulator.packing import Known, pack, unpack
from sheets_sync.emulator.rows import Rows
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.storage import Block, Content, Storage, packed
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
    blocks: list[Block] = []
    moved: list[tuple[int, int, int]] = []
    for sheet in workbook.sheets:
        effort.rows_copied += sheet.rows.copied
        base = sheet.rows.blocks.base
        for number, rows in sheet.rows.unsaved().items():
            effort.rows_packed += len(rows)
            effort.cells_packed += sum(len(cells) for _, cells in rows)
            content = packed(pack(rows)) if rows else None
            blocks.append(Block(sheet.id, number, base[number], content))
        moved.extend((base[number], sheet.id, number) for number in sheet.rows.blocks.moved)
    whole = None if frame == workbook.kept_frame else packed(frame.encode())
    return Content(whole, gone, tuple(blocks), tuple(moved))


def load(storage: Storage, file_id: str) -> Workbook | None:
    """A workbook as it was saved."""
    content = storage.content(file_id)
    if content is None:
        return None
    frame = json.loads(content)
    rows: dict[int, Rows] = {}
    parts: Known = {}
    for block in storage.blocks(file_id):
        cells = unpack(json.loads(block.content or b"{}"), parts)
        rows.setdefault(block.sheet, Rows()).load(block.number, block.base, cells)
    sheets = [_sheet(found, rows, parts) for found in frame["sheets"]]
    workbook = Workbook(file_id, frame["properties"], sheets, frame["namedRanges"], frame["metadata"])
    if any("rows" in found for found in frame["sheets"]):
        # Earlier versions kept a workbook in one piece.
        text = workbook.frame()
        with storage.transaction() as transaction:
            transaction.content(file_id, unsaved(workbook, text, Effort()))
        content = text.encode()
    workbook.saved(content.decode())
    return workbook


def _sheet(frame: dict[str, Any], rows: dict[int, Rows], parts: Known) -> Sheet:
    if "rows" in frame:
        return Sheet.from_frame(frame, Rows(unpack(frame, parts)))
    return Sheet.from_frame(frame, rows.get(frame["properties"]["sheetId"]) or Rows())
