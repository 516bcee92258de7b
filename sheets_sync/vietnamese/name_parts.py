"""Where a text may name somebody by parts of the name: “Ng. V. An”, “ông An”, “Nguyễn An”, “An Nguyễn Văn”.

Such a place may be about anybody of these letters: it is told, apart from those that name the person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.vietnamese.around import (
    has_initial_before,
    is_addressed,
    is_part_of_longer,
    is_within_one_name,
    without_titles,
)
from sheets_sync.vietnamese.letters import fold
from sheets_sync.vietnamese.mentions import FEWEST_WORDS, Mention
from sheets_sync.vietnamese.spelt import Word, words_of

#: Letters of an initial at most: “Ng.”, “Tr.”, “Ngh.”.
_INITIAL = 3
#: A name has no more words than these.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Met:
    """Words of a text that are words of the name, in its order."""

    #: Where it ends, as a number of words of the text.
    end: int
    whole: tuple[int, ...] = ()
    initials: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NameParts:
    """The words of a full name, the family's first, the given one last."""

    name: tuple[Word, ...]

    @classmethod
    def of(cls, name: str) -> "NameParts | None":
        """Of a full name; None for what is none."""
        words = tuple(words_of(without_titles(name)))
        return cls(words) if FEWEST_WORDS <= len(words) <= _MOST_WORDS else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Where the person may be meant; the whole name is met otherwise."""
        folded = fold(text).replace("y", "i").replace(" ", "")
        if self.name[-1].bare not in folded and self.name[0].bare not in folded and "." not in text:
            return
        words, first = list(words_of(text)), 0
        while first < len(words):
            met = max(self._begun(text, words, first), key=lambda one: one.end, default=None)
            if met is not None:
                yield Mention(words[first].start, words[met.end - 1].end, sure=False)
            first = first + 1 if met is None else met.end

    def _begun(self, text: str, words: Sequence[Word], first: int) -> Iterator[_Met]:
        for met in (*self._on(text, words, first, 0), *self._turned(text, words, first)):
            part = words[first : met.end]
            if self._may_be_meant(text, part, met) and not is_part_of_longer(
                text, part[0].start, part[-1].end
            ):
                yield met

    def _on(self, text: str, words: Sequence[Word], at: int, of: int) -> Iterator[_Met]:
        """Every way in which the text goes on with words of the name from `of` on, some left out."""
        if at >= len(words) or (at and of and not _is_next(text, words[at - 1], words[at])):
            return
        for place in range(of, len(self.name)):
            for met in self._here(text, words, at, place):
                yield met
                reached = max((*met.whole, *met.initials)) + 1
                for more in self._on(text, words, at + 1, max(reached, 1)):
                    yield _Met(more.end, met.whole + more.whole, met.initials + more.initials)

    def _here(self, text: str, words: Sequence[Word], at: int, place: int) -> Iterator[_Met]:
        """One word of the text as one of the name, as its initial, or as several initials: “NV”."""
        word, own = words[at], self.name[place]
        typed = text[word.start : word.end]
        if word.bare == own.bare:
            if word.is_bare or _spelt(word) == _spelt(own) or all(one.is_bare for one in self.name):
                yield _Met(at + 1, whole=(place,))
        elif typed.isupper() or text.islower() or typed == "Ng" or text[word.end : word.end + 1] == ".":
            if len(word.bare) <= _INITIAL and own.bare.startswith(word.bare):
                yield _Met(at + 1, initials=(place,))
            letters = "".join(one.bare[0] for one in self.name[place:])
            if len(word.bare) > 1 and typed.isupper() and letters.startswith(word.bare):
                yield _Met(at + 1, initials=tuple(range(place, place + len(word.bare))))

    def _turned(self, text: str, words: Sequence[Word], first: int) -> Iterator[_Met]:
        """The given name first: “An Nguyễn Văn”, “An, Nguyễn”."""
        given = len(self.name) - 1
        if words[first].bare != self.name[given].bare or first + 1 >= len(words):
            return
        if text[words[first].end : words[first + 1].start].strip() not in ("", ","):
            return
        for met in self._on(text, words, first + 1, 0):
            if given not in met.whole and 0 in met.whole:
                yield _Met(met.end, (given, *met.whole), met.initials)

    def _may_be_meant(self, text: str, met_words: Sequence[Word], met: _Met) -> bool:
        given, everything = len(self.name) - 1, tuple(range(len(self.name)))
        if met.whole == everything:
            return False
        typed = text[met_words[0].start : met_words[-1].end]
        if given in met.whole:
            if met.whole == (given,) and not met.initials:
                is_name = typed[:1].isupper() or text.islower()
                return is_name and is_addressed(text, met_words[0].start)
            if 0 in (*met.whole, *met.initials):
                return True
            is_whole = not has_initial_before(text, met_words[0].start)
            return is_whole and (len(met.whole) > 1 or "." in typed)
        if given not in met.initials:
            return False
        follows = text[met_words[-1].end : met_words[-1].end + 1]
        if 0 in met.whole:
            return len(met.whole) + len(met.initials) == len(self.name) and not follows.isalnum()
        return met.initials == everything and len(self.name) > FEWEST_WORDS and "." in typed


def _is_next(text: str, left: Word, right: Word) -> bool:
    return is_within_one_name(text[left.end : right.start])


def _spelt(word: Word) -> tuple[str, str]:
    return word.letters, word.tones
