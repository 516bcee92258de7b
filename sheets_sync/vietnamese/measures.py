"""Units of measure as people write them after a figure, and how many of a column's measure they make.

Areas in `sào` and `mẫu` are not converted: they differ between the North and the Centre.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.vietnamese.letters import fold

#: Words folded to lower case without diacritics, signs such as `%` as they are.
Words = tuple[str, ...]

_SCALES = {
    "nghin": Decimal(10**3),
    "ngan": Decimal(10**3),
    "trieu": Decimal(10**6),
    "tr": Decimal(10**6),
    "ty": Decimal(10**9),
    "ti": Decimal(10**9),
}


class _Unit(NamedTuple):
    dimension: str
    #: How many of the dimension's smallest unit.
    size: Decimal


_BARE = _Unit("", Decimal(1))
_UNITS: dict[Words, _Unit] = {
    (): _BARE,
    **dict.fromkeys([("dong",), ("d",), ("vnd",), ("₫",)], _Unit("money", Decimal(1))),
    **dict.fromkeys([("m",), ("met",)], _Unit("length", Decimal(1))),
    **dict.fromkeys([("km",), ("kilomet",)], _Unit("length", Decimal(1000))),
    **dict.fromkeys([("m2",), ("met", "vuong")], _Unit("area", Decimal(1))),
    **dict.fromkeys([("ha",), ("hecta",)], _Unit("area", Decimal(10_000))),
}

_SHORT_FORMS = (
    (re.compile(r"(?<![^\W\d_])m ?2(?!\d)", re.IGNORECASE), "m²"),
    (re.compile(r"(?<![^\W\d_])trđ\b", re.IGNORECASE), "tr đ"),
)
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]|_")
_NEUTRAL = frozenset(".,;:()[]'\"“”=")


def spell_out(text: str) -> str:
    """The text with `m2` as `m²`, lest the 2 be taken for a figure, and `trđ` as two words."""
    for short_form, spelt in _SHORT_FORMS:
        text = short_form.sub(spelt, text)
    return text


def words(text: str) -> Words:
    """The words and telling signs of a text without figures; brackets and punctuation tell nothing."""
    return tuple(fold(word) or word for word in _WORD.findall(text) if word not in _NEUTRAL)


def is_money(measure: Words) -> bool:
    """Whether a measure counts money."""
    unit = _unit(measure)
    return unit is not None and unit.dimension == "money"


def times(typed: Words, measure: Words) -> Decimal | None:
    """How many of the measure one of the typed unit is; None when they do not go together.

    No typed unit is the measure itself. A bare `tỷ` is money, so only a column of money takes it; a bare
    `nghìn` may count anything.
    """
    if not typed or typed == measure or ("".join(word[0] for word in typed),) == measure:
        return Decimal(1)
    scale, counted = _scaled(typed)
    if counted == measure:
        return scale
    unit, target = _unit(typed), _unit(measure) or _BARE
    if unit is None:
        return None
    if unit.dimension == "" and target.dimension != "money":
        return scale if scale <= _SCALES["nghin"] else None
    if unit.dimension in ("", target.dimension):
        return unit.size / target.size
    return None


def _scaled(typed: Words) -> tuple[Decimal, Words]:
    scale, rest = Decimal(1), typed
    while rest and rest[0] in _SCALES:
        scale, rest = scale * _SCALES[rest[0]], rest[1:]
    return scale, rest


def _unit(typed: Words) -> _Unit | None:
    scale, rest = _scaled(typed)
    unit = _UNITS.get(rest)
    return unit and _Unit(unit.dimension, unit.size * scale)
