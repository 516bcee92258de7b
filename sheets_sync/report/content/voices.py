"""Sentences of the units that speak of advantages, causes and directions, and of the plan's movements.

They are the units' own words, found by how such sentences are put; the office makes its text of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.forms.roles import Narrative
from sheets_sync.report.content.areas import NAMED, AreaFacts, Quote, Sentence, items_of
from sheets_sync.report.content.evidence import listed, words
from sheets_sync.report.content.material import Material, Movement
from sheets_sync.vietnamese.words import fold

SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+|;\s+")
#: How sentences begin, or go on, that speak of these; without accents.
ADVANTAGE = re.compile(
    r"^thuan loi|\bduoc su quan tam|\bduoc (nhan dan|ba con) (dong thuan|ung ho|huong ung)"
)
CAUSE = re.compile(r"^(nguyen nhan|do|vi)\b|\b(nguyen nhan|la do|la vi)\b")
DIRECTION = re.compile(
    r"^(de nghi|kien nghi|de xuat|thoi gian toi|phuong huong|tiep tuc)\b|\bthoi gian toi\b"
)
#: So many sentences of a kind are quoted.
QUOTED = 5


@dataclass(frozen=True, slots=True)
class Voices:
    """What the units say, by what it is about."""

    advantages: tuple[Quote, ...]
    causes: tuple[Quote, ...]
    directions: tuple[Quote, ...]

    @property
    def drafted(self) -> tuple[Quote, ...]:
        """Those of which the office has to make its own text."""
        return (*self.causes, *self.directions)


@dataclass(frozen=True, slots=True)
class MovementFacts:
    """What is to be said of one movement."""

    title: str
    #: Codes of its indicators, which are told here and not once more among those of the area.
    codes: tuple[str, ...]
    items: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    unit: str
    text: str
    approved: bool


def voices(material: Material) -> Voices:
    """Of the whole ward, in the roster's order."""
    said = list(_sentences(material))

    def about(pattern: re.Pattern[str]) -> tuple[Quote, ...]:
        return _quotes([one for one in said if pattern.search(fold(one.text))])[:QUOTED]

    return Voices(about(ADVANTAGE), about(CAUSE), about(DIRECTION))


def movements(material: Material, area: AreaFacts) -> tuple[MovementFacts, ...]:
    """Those of an area of which anything is known."""
    said = list(_sentences(material))
    found = (_movement(one, area, said) for one in material.movements if one.area == area.area.code)
    return tuple(one for one in found if one.quotes or any(item.known for item in one.items))


def _movement(one: Movement, area: AreaFacts, said: Sequence[_Sentence]) -> MovementFacts:
    own = [fact for fact in area.indicators if fact.indicator.code in one.indicators]
    called = [fold(word) for word in (one.title, *one.words)]
    spoken = [sentence for sentence in said if any(word in fold(sentence.text) for word in called)]
    return MovementFacts(one.title, one.indicators, tuple(items_of(own)), _quotes(spoken)[:QUOTED])


def _sentences(material: Material) -> Iterator[_Sentence]:
    its, records = material.entries(Narrative)
    for record in records:
        for field in filter(None, (its.summary, its.difficulties)):
            for text in SENTENCE_END.split(str(record.values.get(field) or "")):
                if shown := words(text):
                    name = words(material.units[record.unit].name)
                    yield _Sentence(name, shown, material.is_approved(record))


def _quotes(said: Iterable[_Sentence]) -> tuple[Quote, ...]:
    by_text: dict[str, list[_Sentence]] = {}
    for one in said:
        by_text.setdefault(one.text, []).append(one)
    return tuple(
        Quote(
            text,
            tuple(dict.fromkeys(one.unit for one in own))[:NAMED],
            listed(
                "Đơn vị có cùng nội dung", list(dict.fromkeys(one.unit for one in own))[NAMED:], "Phụ lục II"
            ),
            all(one.approved for one in own),
        )
        for text, own in by_text.items()
    )
