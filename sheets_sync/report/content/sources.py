"""The table of sources: for each figure of the report the unit, the tab and the cell it was taken from."""

from collections.abc import Iterable, Iterator

from sheets_sync.report.content.model import (
    Block,
    Line,
    PaperColumn,
    PaperRow,
    PaperTable,
    Paragraph,
    Source,
    StatedFigure,
)
from sheets_sync.vietnamese.figures import format_number


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every line of text in paragraphs and tables, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.line
        elif isinstance(block, PaperTable):
            for row in block.rows:
                yield from row.cells


def figures_of(blocks: Iterable[Block]) -> Iterator[StatedFigure]:
    """Every figure as it is shown, in order."""
    for line in lines_of(blocks):
        yield from (run for run in line if isinstance(run, StatedFigure))


def sources_table(blocks: Iterable[Block]) -> PaperTable:
    """A row for each cell behind each figure, the figure's meaning and value before its first."""
    columns = (
        PaperColumn("TT", 4, "center"),
        PaperColumn("Số liệu", 30),
        PaperColumn("Giá trị", 8, "right"),
        PaperColumn("Cách tính", 14),
        PaperColumn("Đơn vị", 17),
        PaperColumn("Trang", 16),
        PaperColumn("Ô", 5, "center"),
        PaperColumn("Nội dung ô", 6, "right"),
    )
    once = {one.meaning: one for one in figures_of(blocks)}
    rows = [row for number, one in enumerate(once.values(), start=1) for row in _rows(number, one)]
    return PaperTable(columns, tuple(rows))


def _rows(number: int, figure: StatedFigure) -> Iterator[PaperRow]:
    first: tuple[Line, ...] = (
        (str(number),),
        (figure.meaning,),
        (figure.text,),
        (str(figure.how),),
    )
    for place, source in enumerate(_places(figure)):
        before = first if place == 0 else ((("",)),) * len(first)
        yield PaperRow((*before, (source.unit,), (source.tab,), (source.cell,), (source.shown,)))


def _places(figure: StatedFigure) -> list[Source]:
    if figure.of:
        of = " và ".join(f"{one.meaning}: {format_number(one.value)}" for one in figure.of)
        return [Source("", of, "", "")]
    cells = [source for source in figure.sources if source.cell]
    counted = [source for source in figure.sources if not source.cell]
    if not counted:
        return cells or [Source("", "không có trường hợp nào", "", "")]
    lists = dict.fromkeys(source.tab for source in counted)
    return [*cells, *(Source("", f"{len(counted)} mục của “{name}”", "", "") for name in lists)]
