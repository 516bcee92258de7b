"""Finds every number of a report again in the records, by other means than those that made it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import prod

from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import How, Line, PaperRow, PaperTable, Paragraph, Report, StatedFigure
from sheets_sync.report.content.wording import clock, long_date

#: Numbers that belong to the text itself.
STRUCTURE = re.compile(
    r"Phụ lục [IVX]+|Biểu đồ \d+\.|^\d+\. |kế hoạch bằng 0\)|một chữ số|cả 3 mặt|× 100|\d+ mục của"
)


def lines_of(made: Report) -> Iterator[Line]:
    """Every line of the body and the appendices, the number of a table's row left out."""
    for block in (*made.body, *(block for appendix in made.appendices for block in appendix.blocks)):
        if isinstance(block, Paragraph):
            yield block.line
        elif isinstance(block, PaperTable):
            for row in block.rows:
                yield from row.cells[1:] or row.cells


def figures_of(made: Report) -> list[StatedFigure]:
    return [run for line in lines_of(made) for run in line if isinstance(run, StatedFigure)]


def wrong_figures(material: Material, made: Report) -> list[str]:
    """Figures that their sources do not give, or that are written as something else."""
    held = _held(material)
    return [
        f"{one.meaning}: {one.text} ({one.value}) is not {_again(one, held)}"
        for one in figures_of(made)
        if one.value != _again(one, held) or not _written(one)
    ]


def _held(material: Material) -> dict[tuple[str, str, str], Decimal]:
    """The figures of all records by unit, tab and cell."""
    return {
        (" ".join(material.units[record.unit].name.split()), one.tab, record.cells[field]): value
        for one in material.submissions
        for record in one.records
        for field, value in record.values.items()
        if isinstance(value, Decimal) and field in record.cells
    }


def _again(one: StatedFigure, held: dict[tuple[str, str, str], Decimal]) -> Decimal:
    parts = [_again(part, held) for part in one.of]
    match one.how:
        case How.SUM if one.of:
            return sum(parts, Decimal(0))
        case How.SUM:
            cells = [(source.unit, source.tab, source.cell) for source in one.sources]
            assert len(set(cells)) == len(cells), f"{one.meaning}: a cell is counted twice"
            return sum((held[cell] for cell in cells), Decimal(0))
        case How.COUNT:
            return Decimal(len(one.sources))
        case How.RATE:
            return parts[0] / parts[1] * 100
        case How.DIFFERENCE:
            return abs(parts[0] - parts[1])
        case How.PRODUCT:
            return prod(parts, start=Decimal(1))
        case How.GIVEN | How.NOTED:
            [source] = one.sources
            return Decimal(source.shown.replace(".", "").replace(",", "."))
        case How.POINTS:
            again = _reckoned(one.sources[0].shown)
            # Summands are written to one decimal place.
            return one.value if abs(again - one.value) <= Decimal("0.2") else again
        case How.DAYS:
            return Decimal(re.sub(r"\D", "", one.sources[0].shown))


def _reckoned(sentence: str) -> Decimal:
    """The result of what stands behind a sentence's last colon: `8/9 × 30 = 26,7`."""
    term, _, _ = sentence.rpartition(": ")[2].rpartition(" = ")
    plain = term.replace(".", "").replace(",", ".").strip()
    whole, _, times = plain.partition(" × ")
    over, _, under = whole.partition("/")
    added = sum((Decimal(one) for one in over.strip("()").split(" + ")), Decimal(0))
    return added / Decimal(under or 1) * Decimal(times or 1)


def _written(one: StatedFigure) -> bool:
    """Whether what is read is the value; of a rate its first decimal place."""
    read = Decimal(one.text.replace(".", "").replace(",", "."))
    return abs(read - one.value) <= Decimal("0.05") if one.how is How.RATE else read == one.value


def untraced_numbers(material: Material, made: Report, *more: str) -> list[str]:
    """Texts with digits that are neither figures nor words of the units, the plan or the office."""
    known = sorted(
        {text for text in (*_words(material), *more) if re.search(r"\d", text)}, key=len, reverse=True
    )
    found = []
    for line in lines_of(made):
        text = "".join(run if isinstance(run, str) else "" for run in line)
        left = STRUCTURE.sub("", text)
        for one in known:
            left = left.replace(one, "")
        if re.search(r"\d", left):
            found.append(text)
    return found


def wrong_sums(made: Report) -> list[str]:
    """Totals of Phụ lục I and II that are not the sums of the rows of units below or above them."""
    found = []
    [figures] = [block for block in made.appendices[0].blocks if isinstance(block, PaperTable)]
    whole: PaperRow | None = None
    sums: list[Decimal] = []
    for row in (*figures.rows, PaperRow((("",),))):
        if len(row.cells) > 1 and "".join(map(str, row.cells[1])).startswith("+ "):
            sums = [one + _number(cell) for one, cell in zip(sums, _summed(row), strict=True)]
            continue
        if whole is not None and any(sums):
            shown = [_number(cell) for cell in _summed(whole)]
            # Percentages of several units have no sum and show none.
            if any(shown) and shown != sums:
                found.append(f"{whole.cells[1]}: {shown} is not {sums}")
        whole, sums = (row if len(row.cells) > 1 else None), [Decimal(0)] * 3
    [submitted] = [block for block in made.appendices[1].blocks if isinstance(block, PaperTable)]
    *units, total = [[_number(cell) for cell in row.cells[2:7]] for row in submitted.rows]
    if total != [sum(column, Decimal(0)) for column in zip(*units, strict=True)]:
        found.append(f"Phụ lục II: {total}")
    return found


def _summed(row: PaperRow) -> tuple[Line, ...]:
    """Plan, actual, same period."""
    return row.cells[3], row.cells[4], row.cells[6]


def _number(cell: Line) -> Decimal:
    text = "".join(run.text if isinstance(run, StatedFigure) else run for run in cell)
    return Decimal(text.replace(".", "").replace(",", ".") or 0)


def _words(material: Material) -> Iterator[str]:
    yield from (material.title, material.title[:1].lower() + material.title[1:], material.theme)
    yield from (long_date(day) for day in (material.start, material.end, material.at.date()))
    yield from (long_date(material.period.cut_off), long_date(material.period.deadline.date()))
    yield clock(material.period.deadline)
    yield from _both(material.period.title)
    yield from (" ".join(unit.name.split()) for unit in material.units.values())
    yield from (form.title for form in material.forms.values())
    for indicator in material.indicators.values():
        yield from _both(indicator.title.lstrip("– "))
    yield from (" ".join(one.message.split()).rstrip(".") for one in material.findings)
    for submission in material.submissions:
        for record in submission.records:
            for value in record.values.values():
                if isinstance(value, str):
                    yield from _both(" ".join(value.split()).rstrip(" .;,"))


def _both(text: str) -> Iterable[str]:
    return text, text[:1].lower() + text[1:]
