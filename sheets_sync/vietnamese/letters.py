"""Vietnamese letters: one spelling of the same text (clean), and one key for texts that are alike (fold)."""

import re
import unicodedata
from functools import lru_cache

#: Sheets repeat titles, units and choices: texts up to so many characters are remembered, the last so many.
REMEMBERED, KEPT = 200, 20_000
#: What repeats from row to row of a tab, or is asked about a row by several: the last so many are enough.
RECENT = 2_000

_SPACES = re.compile(" +")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LINE_BREAKS = "\n\x0b\x0c\x85\u2028\u2029"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_APOSTROPHES = "\u2018\u2019\u02bc"


#: What XML 1.0 (section 2.2), PostgreSQL or a terminal has no place for, and what turns around the order in
#: which letters are shown (Unicode Bidirectional Algorithm, 2.1 to 2.6).
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
#: Shown in place of a character that nothing can write.
REPLACED = "\ufffd"
#: Marks of direction say nothing in a language written from left to right; an override is no mark, it lies.
_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\x0b\x0c")


def writable(text: str) -> str:
    """The text as sheets, documents, mails, files and terminals can all write it.

    Marks of direction are dropped, old line breaks become new ones, anything else is shown as �.
    """
    # What is printable has none of all that, and this is told in a third of the time.
    if text.isprintable():
        return text
    return UNWRITABLE.sub(_written, text) if UNWRITABLE.search(text) else text


def is_damaged(text: str) -> bool:
    """Whether it holds a character that nothing can write."""
    return not text.isprintable() and any(_written(found) == REPLACED for found in UNWRITABLE.finditer(text))


def _written(found: re.Match[str]) -> str:
    return "" if found[0] in _MARKS else "\n" if found[0] in _BREAKS else REPLACED


class _Cleaning(dict[int, str]):
    """A translation table that fills itself: characters are classed by Unicode category when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        match unicodedata.category(character):
            case "Zs" | "Cc":
                self[code] = " "
            case "Cf" | "Cs":  # zero-width marks, soft hyphens, byte order marks; lone surrogates
                self[code] = ""
            case _:
                self[code] = character
        return self[code]


class _Figures(dict[int, str]):
    """A translation table for figures: any script's digits and full-width signs become ASCII."""

    def __missing__(self, code: int) -> str:
        digit = unicodedata.decimal(chr(code), None)
        full_width = chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else chr(code)
        self[code] = full_width if digit is None else str(digit)
        return self[code]


class _Folding(dict[int, str]):
    """A translation table for keys: lower case without diacritics."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold()).casefold()
        letters = "".join(character for character in decomposed if not unicodedata.combining(character))
        self[code] = letters.replace("đ", "d")
        return self[code]


#: NFC keeps Icelandic eth (U+00D0), which looks like Đ (U+0110) and is what old keyboards wrote for it.
_CLEANING = _Cleaning({ord("Ð"): "Đ", ord("ð"): "đ"} | {ord(character): "\n" for character in _LINE_BREAKS})
_FIGURES = _Figures(
    {ord(character): "-" for character in _HYPHENS} | {ord(character): "'" for character in _APOSTROPHES}
)
_FOLDING = _Folding()


def clean(text: str) -> str:
    """The text in NFC, without invisible or control characters, with single spaces; line breaks stay.

    Look for a legacy encoding before: TCVN3 writes “ư” as a soft hyphen and “é” as U+00D0.
    """
    if text.isprintable() and "  " not in text and (text.isascii() or _is_plain(text)):
        return text.strip()
    return _cleaned(text) if len(text) <= REMEMBERED else _cleaned.__wrapped__(text)


def _is_plain(text: str) -> bool:
    """Whether printable text is in NFC and has none of the letters that look like others."""
    return "ð" not in text and "Ð" not in text and unicodedata.is_normalized("NFC", text)


@lru_cache(KEPT)
def _cleaned(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANING)
    single = _SPACES.sub(" ", unicodedata.normalize("NFC", plain))
    return single.replace(" \n", "\n").replace("\n ", "\n").strip()


def one_line(text: str) -> str:
    """The text cleaned, line breaks as spaces: as messages repeat it."""
    return clean(text).replace("\n", " ")


def fold(text: str) -> str:
    """A key for comparing: lower case, no diacritics, đ as d, a space for all but letters and digits."""
    return _folded(text) if len(text) <= REMEMBERED else _folded.__wrapped__(text)


@lru_cache(KEPT)
def _folded(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", clean(text).translate(_FOLDING)).strip()


def plain_figures(text: str) -> str:
    """The text with ASCII digits, signs, hyphens and apostrophes for their look-alikes, length unchanged."""
    return text.translate(_FIGURES)
