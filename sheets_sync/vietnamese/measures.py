"""Units of measure as people write them after a figure, and how many of a column's measure they make.

Areas in `sào` and `mẫu` are not converted: they differ between the North and the Centre.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sheets_sync.vietnamese.figures import format_number
from sheets_sync.vietnamese.letters import KEPT, RECENT, REMEMBERED, clean, fold

#: Words folded to lower case without diacritics, signs such as `%` as they are.
Words = tuple[str, ...]

_SCALES = {
    "nghin": Decimal(10**3),
    "ngan": Decimal(10**3),
    "k": Decimal(10**3),
    "trieu": Decimal(10**6),
    "tr": Decimal(10**6),
    "ty": Decimal(10**9),
    "ti": Decimal(10**9),
}


class _Unit(NamedTuple):
    dimension: str
    #: How many of the dimension's smallest unit.
    size: Decimal


_CUSTOMARY = "land by custom"
_BARE = _Unit("", Decimal(1))
_UNITS: dict[Words, _Unit] = {
    (): _BARE,
    **dict.fromkeys([("dong",), ("d",), ("vnd",), ("₫",)], _Unit("money", Decimal(1))),
    ("mm",): _Unit("length", Decimal(1)),
    ("cm",): _Unit("length", Decimal(10)),
    ("dm",): _Unit("length", Decimal(100)),
    **dict.fromkeys([("m",), ("met",)], _Unit("length", Decimal(1000))),
    **dict.fromkeys([("km",), ("kilomet",)], _Unit("length", Decimal(1_000_000))),
    **dict.fromkeys([("m2",), ("met", "vuong")], _Unit("area", Decimal(1))),
    **dict.fromkeys([("ha",), ("hecta",)], _Unit("area", Decimal(10_000))),
    **dict.fromkeys([("km2",), ("kilomet", "vuong")], _Unit("area", Decimal(1_000_000))),
    ("kg",): _Unit("mass", Decimal(1)),
    ("yen",): _Unit("mass", Decimal(10)),
    ("ta",): _Unit("mass", Decimal(100)),
    ("tan",): _Unit("mass", Decimal(1000)),
    ("%",): _Unit("share", Decimal(1)),
    # Land as it is measured in each place: known, but not how large.
    **dict.fromkeys([("sao",), ("mau",), ("cong",), ("cong", "dat")], _Unit(_CUSTOMARY, Decimal(1))),
}
#: What figures of a measure are entered in by mistake, the likeliest first.
_SLIPS = {
    "money": ("nghìn đồng", "đồng", "tỷ đồng", "triệu đồng"),
    "length": ("km", "m"),
    "area": ("m²", "ha"),
    "mass": ("kg", "tạ", "tấn"),
    "mass/area": ("tấn/ha", "tạ/ha", "kg/ha"),
}

_SHORT_FORMS = (
    (re.compile(r"(?<![^\W\d_])(k?m) ?2(?!\d)", re.IGNORECASE), r"\1²"),
    (re.compile(r"(?<![^\W\d_])trđ\b", re.IGNORECASE), "tr đ"),
)
_MILLIONS, _THOUSANDS = re.compile(r"\b1[. ]?000[. ]?000(?!\d)"), re.compile(r"\b1[. ]?000(?!\d)")
_LABEL = r"(?:đvt|đơn vị(?: tính)?(?: là)?|(?:được )?tính (?:bằng|theo)(?: đơn vị)?)"
#: One of these stands in every label.
_LABELS = ("đvt", "đơn vị", "tính")
_LABELLED = re.compile(rf"{_LABEL} ?[:=]? ?", re.IGNORECASE)
#: The longest name of a measure: `kilomet vuông`, `nghìn tỷ đồng`.
_MOST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]|_")
_NEUTRAL = frozenset(".,;:()[]'\"“”=")


def spell_out(text: str) -> str:
    """The text with `m2` as `m²`, lest the 2 be taken for a figure, and `trđ` as two words."""
    for short_form, spelt in _SHORT_FORMS:
        text = short_form.sub(spelt, text)
    return text


def words(text: str) -> Words:
    """The words and telling signs of a text without figures; brackets and punctuation tell nothing."""
    return _words(text) if len(text) <= REMEMBERED else _words.__wrapped__(text)


@lru_cache(RECENT)
def _words(text: str) -> Words:
    return tuple(fold(word) or word for word in _WORD.findall(text) if word not in _NEUTRAL)


def declared(text: str) -> str:
    """The known measure that a text names and nothing else: `(nghìn đồng)`, `ĐVT: 1.000 đ`; else empty."""
    typed = clean(text).strip("()[]{} .:")
    named = _LABELLED.match(typed)
    measure = _spelt(typed[named.end() :] if named else typed).strip("()[] .:")
    has_figures = any(map(str.isdecimal, measure))
    return measure if not has_figures and _is_known(measure_words(measure)) else ""


def stated(text: str) -> str:
    """The known measure in which a note says that figures are given: `số liệu tính bằng nghìn đồng`."""
    lowered = text.lower()
    if not any(label in lowered for label in _LABELS) and text.isprintable():
        return ""
    for named in _LABELLED.finditer(clean(text)):
        rest = _spelt(clean(text)[named.end() :]).split()
        for length in range(_MOST_WORDS, 0, -1):
            measure = " ".join(rest[:length]).strip("()[] .,:;")
            if measure and _is_known(measure_words(measure)) and not _is_customary(measure):
                return measure
    return ""


def conversion(measure: str, target: str) -> Decimal | None:
    """How many of `target` one of `measure` is; None when the two count different things."""
    return times(measure_words(measure), measure_words(target))


def differs(measure: str, target: str) -> bool:
    """Whether a known measure is surely another one than `target`."""
    unit, own = _unit(measure_words(measure)), _unit(measure_words(target))
    if unit is None or measure_words(measure) == measure_words(target):
        return False
    if own is None:
        return unit.dimension in ("money", "share")
    if unit.dimension == "":
        return own.dimension == "money" and unit.size != own.size
    return conversion(measure, target) != 1


def likely_slips(value: Decimal, measure: str, fits: Callable[[Decimal], bool]) -> tuple[str, ...]:
    """What the value may have been entered in instead of its column's measure, each with what it then is:
    `đồng, tức 150 triệu đồng`."""
    unit = _unit(measure_words(measure))
    found = []
    for name in _SLIPS.get(unit.dimension if unit else "", ()):
        factor = conversion(name, measure)
        if factor is not None and factor != 1 and fits(value * factor):
            found.append(f"{name}, tức {format_number(value * factor)} {measure}")
    return tuple(found)


def is_money(measure: Words) -> bool:
    """Whether a measure counts money."""
    unit = _unit(measure)
    return unit is not None and unit.dimension == "money"


@lru_cache(KEPT)
def times(typed: Words, measure: Words) -> Decimal | None:
    """How many of the measure one of the typed unit is; None when they do not go together.

    No typed unit is the measure itself. A bare `tỷ` is money, so only a column of money takes it; a bare
    `nghìn` may count anything. Several words may be shortened to their initials: `tổ dân phố` to `TDP`.
    """
    if not typed or typed == measure or (len(typed) > 1 and ("".join(w[0] for w in typed),) == measure):
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


def _spelt(text: str) -> str:
    return spell_out(_THOUSANDS.sub("nghìn ", _MILLIONS.sub("triệu ", text))).replace("  ", " ")


@lru_cache(1_000)
def measure_words(measure: str) -> Words:
    """The words and telling signs of a column's measure."""
    return words(spell_out(measure))


def _is_known(measure: Words) -> bool:
    return measure != () and _unit(measure) is not None


def _is_customary(measure: str) -> bool:
    """Whether its words mean something else in a sentence: `tính theo mẫu 02`."""
    unit = _unit(measure_words(measure))
    return unit is not None and unit.dimension == _CUSTOMARY


def _scaled(typed: Words) -> tuple[Decimal, Words]:
    scale, rest = Decimal(1), typed
    while rest and rest[0] in _SCALES:
        scale, rest = scale * _SCALES[rest[0]], rest[1:]
    return scale, rest


@lru_cache(RECENT)
def _unit(typed: Words) -> _Unit | None:
    scale, rest = _scaled(typed)
    unit = _UNITS.get(rest)
    if unit is None and "/" in rest:
        place = rest.index("/")
        above, below = _UNITS.get(rest[:place]), _UNITS.get(rest[place + 1 :])
        if above and below and above.dimension and below.dimension:
            unit = _Unit(f"{above.dimension}/{below.dimension}", above.size / below.size)
    return unit and _Unit(unit.dimension, unit.size * scale)
