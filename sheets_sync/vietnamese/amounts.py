"""A typed text taken apart: figures with the words after them, joined into the amounts they make."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.vietnamese.figures import FIGURE, format_number, read_figure
from sheets_sync.vietnamese.measures import Words, words

#: What may follow a number to say that it is not exact: “12 trở lên”, “5 tỷ hơn”, “100+”.
_INEXACT_ENDINGS = frozenset(words("trở lên hơn + ?"))
#: Between two figures, these never join them into one amount.
_PARTING = re.compile(r"[(;]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A figure and the words after it."""

    digits: str
    unit: Words
    #: How many of the column's measure one of `unit` is; None for words that are no such unit.
    times: Decimal | None
    #: Start and end in the text, unit included.
    start: int
    end: int
    #: Something after it keeps it apart from what follows.
    parted: bool

    def readings(self, *, counts: bool, money: bool) -> tuple[Decimal, Decimal] | None:
        """The value with `1.234` as thousands, and as a decimal where that is possible too.

        In a column that counts, and before words of money, which are Vietnamese prose, a dot is certain.
        """
        figure = read_figure(self.digits)
        if figure is None or self.times is None:
            return None
        certain = (counts and self.times == 1) or (money and self.unit and "." in self.digits)
        other = figure.value if certain or figure.other is None else figure.other
        return figure.value * self.times, other * self.times

    def continues(self, previous: "Piece") -> bool:
        """Whether it adds a smaller unit to the piece before: `570 triệu` after `5 tỷ`."""
        if previous.parted or not (self.unit and self.times and previous.unit and previous.times):
            return False
        return self.times < previous.times


@dataclass(frozen=True, slots=True)
class Amount:
    """Pieces that make one amount, such as `5 tỷ 570 triệu`."""

    pieces: tuple[Piece, ...]
    #: As typed.
    text: str

    @property
    def is_share(self) -> bool:
        """Whether it is typed in per cent."""
        return "%" in self.pieces[-1].unit

    def readings(self, *, counts: bool, money: bool) -> tuple[Decimal, Decimal] | None:
        """The sums of its pieces' readings; None when one cannot be read."""
        pairs = [piece.readings(counts=counts, money=money) for piece in self.pieces]
        if any(pair is None for pair in pairs):
            return None
        return sum((pair[0] for pair in pairs if pair), Decimal()), sum(
            (pair[1] for pair in pairs if pair), Decimal()
        )

    def shown(self) -> str:
        """What to type in a cell of its own; as it was typed when that is not certain."""
        piece = self.pieces[0]
        if len(self.pieces) > 1 or piece.times not in (None, Decimal(1)):
            return self.text
        figure = read_figure(piece.digits)
        certain = figure is not None and figure.other is None
        return (format_number(figure.value) if figure and certain else piece.digits) + "%" * self.is_share


@dataclass(frozen=True, slots=True)
class Written:
    """A text with figures, taken apart."""

    before: Words
    amounts: tuple[Amount, ...]
    #: Words after the last unit that say that the number is not exact.
    inexact: bool
    #: Nothing but one figure, or one figure and a percent sign.
    bare: bool
    #: Nothing but one figure in brackets: a negative number in bookkeeping, and for Google Sheets.
    bracketed: bool


def take_apart(text: str, times: Callable[[Words], Decimal | None]) -> Written | None:
    """The amounts in a text of plain figures; None when it has no figure. `times` converts units."""
    matches = list(FIGURE.finditer(text))
    if not matches:
        return None
    ends = [*(match.start() for match in matches[1:]), len(text)]
    ending = words(text[matches[-1].end() :])
    kept = len(ending)
    while kept and ending[kept - 1] in _INEXACT_ENDINGS:
        kept -= 1
    pieces = []
    for match, end in zip(matches, ends, strict=True):
        between = text[match.end() : end]
        unit = words(between) if end < len(text) else ending[:kept]
        parted = _PARTING.search(between) is not None
        pieces.append(Piece(match.group(), unit, times(unit), match.start(), end, parted))
    alone = text.replace(matches[0].group(), "", 1)
    return Written(
        before=words(text[: matches[0].start()]),
        amounts=_join(pieces, text),
        inexact=kept < len(ending),
        bare=alone in ("", "%"),
        bracketed=alone.replace(" ", "") == "()",
    )


def _join(pieces: list[Piece], text: str) -> tuple[Amount, ...]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and piece.continues(groups[-1][-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(
        Amount(tuple(group), text[group[0].start : group[-1].end].strip(" .,;:()/-")) for group in groups
    )
