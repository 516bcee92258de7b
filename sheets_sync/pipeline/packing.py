"""A workbook as read, packed until somebody looks at it again: a first sync reads thousands of them."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from sheets_sync.model import Workbook
from sheets_sync.store.packing import Packed, Packing

WORKBOOK = TypeAdapter(Workbook)


@dataclass(frozen=True, slots=True)
class PackedWorkbook:
    """A workbook in a thousand bytes, where its cells take hundreds of times as much."""

    packed: Packed

    @classmethod
    def of(cls, workbook: Workbook, packing: Packing) -> "PackedWorkbook":
        """It packed, beside the others that were."""
        return cls(packing.packed(WORKBOOK.dump_json(workbook)))

    @property
    def workbook(self) -> Workbook:
        """It as it was read."""
        return WORKBOOK.validate_json(self.packed.text)
