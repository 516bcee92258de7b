"""Where a text names a person, a telephone or an identity number, in whatever spelling.

A name is met in NFC and NFD, with the tone on either vowel (“Hoà”, “Hòa”), with i for y, without
diacritics, in capitals, in TCVN3 and VNI, with other spaces or none, whatever its title. With other
diacritics it is another name, and so it is where a longer name goes on: such a mention is told and not taken
for sure. A number is met however its digits are parted, with +84 or without its first zero. Whoever is looked
for is known by keyed hashes alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from sheets_sync.vietnamese import legacy
from sheets_sync.vietnamese.around import is_part_of_longer, is_within_one_name, without_titles
from sheets_sync.vietnamese.erased import ERASED
from sheets_sync.vietnamese.letters import clean, plain_figures
from sheets_sync.vietnamese.spelt import LONGEST, Word, spell, together, words_of

NAME, NUMBER, EMAIL = "name", "number", "email"
#: Words that a name has at least: a given name alone is everybody's.
FEWEST_WORDS = 2
#: Digits of the shortest number that is one person's, without its first zeros.
FEWEST_DIGITS = 8
#: TCVN3 and VNI write letters as signs: only these end a word there.
_LEGACY_WORD = re.compile(r"[^\s\d,;:!?()\[\]{}\"/\\|.<>=_…“”‘’]+")
_IN_LATIN_1 = re.compile("[\xa1-\xff]")
#: A remedy may have taken a number for two.
_DIGITS, _GAP = re.compile(r"\d+"), re.compile(r"[\s.\-()]{0,3}| và ")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Needle:
    """Who is looked for, as keyed hashes."""

    kind: str
    #: Letters of the name without spaces and diacritics, digits of the number without zeros before them.
    length: int
    digest: str
    #: Of a name that was told with its diacritics; empty of one that was told without any.
    spelt: str = ""

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> "Needle":
        """From what is kept of one; more may stand beside it."""
        return cls(plain["kind"], plain["length"], plain["digest"], plain["spelt"])

    @property
    def is_bare(self) -> bool:
        """A name that was told without diacritics may be that of several people."""
        return self.kind == NAME and not self.spelt


@dataclass(frozen=True, slots=True)
class Mention:
    """Where in a text somebody is named."""

    start: int
    end: int
    #: Else the diacritics differ, or it is a part of a name or of a longer one: it may be somebody else.
    sure: bool


def needle(text: str, key: bytes) -> Needle:
    """Who is meant by a name, a telephone or identity number, or a mail address.

    Raises ValueError, in English, for what would mean many.
    """
    typed = clean(text)
    if _EMAIL.fullmatch(typed):
        return Needle(EMAIL, len(typed), _digest(key, EMAIL, typed.casefold()))
    figures = plain_figures(typed)
    if re.fullmatch(r"[+\d\s.\-()]+", figures):
        digits = _significant("".join(_DIGITS.findall(figures)))
        if len(digits) < FEWEST_DIGITS:
            raise ValueError(f"a number of at least {FEWEST_DIGITS} digits is needed")
        return Needle(NUMBER, len(digits), _digest(key, NUMBER, digits))
    return _name(text, key)


def is_one(text: str) -> bool:
    """Whether a text means one person, and can be looked for."""
    try:
        needle(text, b"")
    except ValueError:
        return False
    return True


def _name(text: str, key: bytes) -> Needle:
    found = legacy.legacy(text)
    words = list(words_of(without_titles(text if found is None else found[1])))
    if len(words) < FEWEST_WORDS:
        raise ValueError("a full name is needed: a word alone is the name of many")
    bare, spelt = "".join(word.bare for word in words), together(words)
    return Needle(
        NAME,
        len(bare),
        _digest(key, NAME, bare),
        "" if spelt == bare else _digest(key, NAME, f"spelt {spelt}"),
    )


@dataclass(frozen=True)
class Sought:
    """Everybody who is looked for at once."""

    needles: tuple[Needle, ...]
    key: bytes

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Where somebody is named, in the order of the text; mentions do not overlap."""
        found = [*self._names(text), *self._numbers(text), *self._emails(text)]
        told: list[Mention] = []
        for one in sorted(found, key=lambda mention: (not mention.sure, mention.start, -mention.end)):
            if all(one.end <= other.start or other.end <= one.start for other in told):
                told.append(one)
        return tuple(sorted(told, key=lambda mention: mention.start))

    def names(self, text: str) -> bool:
        """Whether somebody is named for sure."""
        return any(mention.sure for mention in self.mentions(text))

    def masked(self, text: str) -> str:
        """The text without those who are named for sure; the same where nobody is."""
        parts, at = [], 0
        for one in self.mentions(text):
            if one.sure:
                parts += [text[at : one.start], ERASED]
                at = one.end
        return "".join((*parts, text[at:])) if parts else text

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[tuple[int, str], list[Needle]]]:
        found: dict[str, dict[tuple[int, str], list[Needle]]] = {NAME: {}, NUMBER: {}, EMAIL: {}}
        for one in self.needles:
            found[one.kind].setdefault((one.length, one.digest), []).append(one)
        return found

    @cached_property
    def _lengths(self) -> Mapping[str, frozenset[int]]:
        return {kind: frozenset(length for length, _ in needles) for kind, needles in self._by_kind.items()}

    def _names(self, text: str) -> Iterator[Mention]:
        wanted, known = self._lengths[NAME], self._by_kind[NAME]
        if not wanted:
            return
        most = max(wanted)
        for words in _readings(text):
            for first in range(len(words)):
                bare = ""
                for last in range(first, len(words)):
                    bare += words[last].bare
                    if len(bare) > most:
                        break
                    if len(bare) not in wanted:
                        continue
                    meant = known.get((len(bare), _digest(self.key, NAME, bare)), ())
                    if meant:
                        part = words[first : last + 1]
                        is_spelt = any(self._is_spelt(part, bare, one) for one in meant)
                        yield _mention(text, part, is_spelt=is_spelt)

    def _is_spelt(self, words: list[Word], bare: str, one: Needle) -> bool:
        """Whether the diacritics are those of the name, or there are none at all: then nobody can tell."""
        spelt = together(words)
        return one.is_bare or spelt == bare or _digest(self.key, NAME, f"spelt {spelt}") == one.spelt

    def _numbers(self, text: str) -> Iterator[Mention]:
        wanted, known = self._lengths[NUMBER], self._by_kind[NUMBER]
        if not wanted:
            return
        figures = plain_figures(text)
        groups = [match.span() for match in _DIGITS.finditer(figures)]
        for first in range(len(groups)):
            digits, end = "", groups[first][0]
            for start, stop in groups[first:]:
                if digits and not _GAP.fullmatch(figures[end:start]):
                    break
                digits, end = digits + figures[start:stop], stop
                if len(digits) > max(wanted) + 4:
                    break
                significant = _significant(digits)
                if (len(significant), _digest(self.key, NUMBER, significant)) in known:
                    yield Mention(groups[first][0], end, sure=True)

    def _emails(self, text: str) -> Iterator[Mention]:
        if not self._lengths[EMAIL]:
            return
        for match in _EMAIL.finditer(text):
            digest = _digest(self.key, EMAIL, match[0].casefold())
            if (len(match[0]), digest) in self._by_kind[EMAIL]:
                yield Mention(*match.span(), sure=True)


def _mention(text: str, part: list[Word], *, is_spelt: bool) -> Mention:
    start, end = part[0].start, part[-1].end
    is_one = all(is_within_one_name(text[left.end : right.start]) for left, right in pairwise(part))
    return Mention(start, end, is_spelt and is_one and not is_part_of_longer(text, start, end))


def _readings(text: str) -> Iterator[list[Word]]:
    """The words as they stand, and as they would be in TCVN3 and VNI where that can be."""
    yield list(words_of(text))
    if _IN_LATIN_1.search(text):
        for convert in (legacy.from_tcvn3, legacy.from_vni):
            yield [
                Word(match.start(), match.end(), *spelt)
                for match in _LEGACY_WORD.finditer(text)
                if len(match[0]) <= LONGEST and (spelt := spell(convert(match[0])))[0]
            ]


def _significant(digits: str) -> str:
    """A number without the country's code and the zeros before it."""
    national = digits.removeprefix("00")
    if national.startswith("84") and len(national) >= FEWEST_DIGITS + 2:
        return national.removeprefix("84").lstrip("0")
    return digits.lstrip("0")


def _digest(key: bytes, kind: str, text: str) -> str:
    return blake2b(f"{kind}:{text}".encode(errors="replace"), key=key, digest_size=16).hexdigest()
