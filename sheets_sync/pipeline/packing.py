"""A workbook as read, packed until somebody looks at it again: a first sync reads thousands of them."""

from dataclasses import dataclass
from zlib import compress, decompress

from pydantic import TypeAdapter

from sheets_sync.model import Workbook

WORKBOOK = TypeAdapter(Workbook)
#: The quickest: cells repeat each other so often that more effort saves little.
EFFORT = 1


@dataclass(frozen=True, slots=True)
class PackedWorkbook:
    """A workbook in some thousand bytes, where its cells take a hundred times as much."""

    packed: bytes

    @classmethod
    def of(cls, workbook: Workbook) -> "PackedWorkbook":
        """It packed."""
        return cls(compress(WORKBOOK.dump_json(workbook), EFFORT))

    @property
    def workbook(self) -> Workbook:
        """It as it was read."""
        return WORKBOOK.validate_json(decompress(self.packed))
