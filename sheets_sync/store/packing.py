"""Texts that are like each other, packed: of each only what the first ones did not hold."""

from dataclasses import dataclass
from zlib import DEF_MEM_LEVEL, DEFLATED, MAX_WBITS, Z_DEFAULT_STRATEGY, compressobj, decompressobj

#: Bytes: as far back as zlib looks.
WINDOW = 2**MAX_WBITS
#: Beside a text that is like it, less takes longer and four fifths more room; more takes twice the time.
EFFORT = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """One text, in as few bytes as tell it to who has what it stands beside."""

    packed: bytes
    #: The same object for all that were packed after the first ones.
    beside: bytes

    @property
    def text(self) -> bytes:
        """It as it was given."""
        return decompressobj(zdict=self.beside).decompress(self.packed)


class Packing:
    """Packs texts of one kind one after another."""

    def __init__(self) -> None:
        self._beside = b""

    def packed(self, text: bytes) -> Packed:
        """One of them; as long as there is room, it becomes a part of what all others stand beside."""
        pressing = compressobj(EFFORT, DEFLATED, MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, self._beside)
        found = Packed(pressing.compress(text) + pressing.flush(), self._beside)
        if len(self._beside) < WINDOW:
            self._beside = (self._beside + text)[-WINDOW:]
        return found
