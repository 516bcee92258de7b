"""Words of a text as names are compared: bare, with the diacritics that make letters, and with tones."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sheets_sync.vietnamese.letters import KEPT, clean, fold

#: Longest word that is compared.
LONGEST = 40
#: Characters that nobody sees between or within words.
INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_WORD = re.compile(rf"(?:[^\W\d_]|[\u0300-\u036f{INVISIBLE}])+")
#: “ÔngNguyễn”: a small letter, then a capital.
_GLUED = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, and where it stands in its text."""

    start: int
    end: int
    bare: str
    #: With the diacritics that make other letters, and apart from them its tones.
    letters: str
    tones: str

    @property
    def is_bare(self) -> bool:
        """Whether it is written without any diacritics."""
        return self.letters == self.bare and not self.tones


def words_of(text: str) -> Iterator[Word]:
    """The words of a text; two that were typed as one, each beginning with a capital, are two."""
    for match in _WORD.finditer(text):
        for start, end in _parted(match[0], match.start()):
            if end - start <= LONGEST and (spelt := spell(text[start:end]))[0]:
                yield Word(start, end, *spelt)


def _parted(word: str, start: int) -> Iterator[tuple[int, int]]:
    begun = 0
    for match in _GLUED.finditer(word):
        at = match.start()
        if word[at - 1].islower() and word[at].isupper():
            yield start + begun, start + at
            begun = at
    yield start + begun, start + len(word)


def together(words: Iterable[Word]) -> str:
    """How words are spelt, wherever between them the spaces are and on whichever vowel the tones."""
    found = list(words)
    return "".join((*(word.letters for word in found), *(word.tones for word in found)))


@lru_cache(KEPT)
def spell(word: str) -> tuple[str, str, str]:
    """A word without diacritics; with those that make letters; its tones: “Hoà” and “Hòa” are one."""
    plain = clean(word)
    decomposed = unicodedata.normalize("NFD", plain.casefold())
    tones = "".join(one for one in decomposed if one in _TONES)
    letters = unicodedata.normalize("NFC", "".join(one for one in decomposed if one not in _TONES))
    return fold(plain).replace(" ", "").replace("y", "i"), letters.replace("y", "i"), tones
