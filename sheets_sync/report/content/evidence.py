"""Making figures together with the cells that they come from."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sheets_sync.model import Record, Unit, Value
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import How, Source, StatedFigure
from sheets_sync.vietnamese.figures import format_decimal_places, format_number
from sheets_sync.vietnamese.letters import clean

#: Counts below this are written with a zero before them, as offices do: `05 hộ`.
TWO_DIGITS = 10
#: Characters without a meaning of their own; templates mark figures with two of them.
PRIVATE = re.compile("[\ue000-\uf8ff]")


def words(value: Value) -> str:
    """A unit's own words on one line, without the final mark."""
    text = PRIVATE.sub("", clean("" if value is None else str(value)))
    return " ".join(text.split()).rstrip(" .;,")


def count_text(value: Decimal | int) -> str:
    """A count in a sentence: `05`, `0`, `1.234`."""
    whole = value == int(value)
    return f"{int(value):02d}" if whole and 0 < value < TWO_DIGITS else format_number(value)


def sources(material: Material, records: Iterable[Record], field: str) -> tuple[Source, ...]:
    """The cells of one field."""
    return tuple(
        Source(
            words(material.units[record.unit].name),
            material.tabs[record.unit, record.form],
            record.cells.get(field, ""),
            shown(record.values.get(field)),
        )
        for record in records
    )


def shown(value: Value) -> str:
    """A value as a table shows it."""
    return format_number(value) if isinstance(value, Decimal | int) else words(value)


def summed(
    material: Material, meaning: str, records: Iterable[Record], field: str, *, counts: bool
) -> StatedFigure | None:
    """The sum of a field; None when no record has a figure there. `counts` writes small ones as `05`."""
    given = [record for record in records if isinstance(record.values.get(field), Decimal)]
    if not given:
        return None
    total = sum((Decimal(str(record.values[field])) for record in given), Decimal(0))
    text = count_text(total) if counts else format_number(total)
    approved = all(map(material.is_approved, given))
    return StatedFigure(total, text, meaning, How.SUM, sources(material, given, field), approved=approved)


def counted(material: Material, meaning: str, records: Sequence[Record], field: str) -> StatedFigure:
    """How many records there are, each shown by one of its fields."""
    approved = all(map(material.is_approved, records))
    held = sources(material, records, field)
    return StatedFigure(
        Decimal(len(held)), count_text(len(held)), meaning, How.COUNT, held, approved=approved
    )


def counted_units(meaning: str, units: Iterable[Unit], listed_in: str) -> StatedFigure:
    """How many units there are; `listed_in` names the list that they stand in."""
    held = tuple(Source(words(unit.name), listed_in, "", "") for unit in units)
    return StatedFigure(Decimal(len(held)), count_text(len(held)), meaning, How.COUNT, held)


def rate(meaning: str, part: StatedFigure, whole: StatedFigure) -> StatedFigure | None:
    """A share in per cent with one decimal place; None of nothing."""
    if not whole.value:
        return None
    value = part.value / whole.value * 100
    text = format_decimal_places(value, 1).removesuffix(",0")
    approved = part.approved and whole.approved
    return StatedFigure(value, text, meaning, How.RATE, of=(part, whole), approved=approved)


def difference(meaning: str, one: StatedFigure, other: StatedFigure, *, counts: bool) -> StatedFigure:
    """How far two figures are apart, without sign."""
    value = abs(one.value - other.value)
    text = count_text(value) if counts else format_number(value)
    approved = one.approved and other.approved
    return StatedFigure(value, text, meaning, How.DIFFERENCE, of=(one, other), approved=approved)


#: The master's tab in which the office notes what the council did.
NOTED_IN = "Hội đồng"


def noted(meaning: str, value: Decimal | None) -> StatedFigure | None:
    """A figure that the office noted beside a proposal; None for none."""
    if value is None:
        return None
    source = Source("", NOTED_IN, "", format_number(value))
    return StatedFigure(value, format_number(value), meaning, How.NOTED, (source,))


def listed(meaning: str, names: Iterable[str], listed_in: str) -> StatedFigure:
    """How many things of a list there are."""
    held = tuple(Source("", listed_in, "", name) for name in names)
    return StatedFigure(Decimal(len(held)), count_text(len(held)), meaning, How.COUNT, held)
