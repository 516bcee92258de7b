"""The appendix of the evaluation: points by part and as a whole, for reference, in the roster's order."""

from collections.abc import Iterable
from fractions import Fraction

from sheets_sync.judging.evaluation import Score, rounded, tenth
from sheets_sync.master.tables.evaluation import ADJUSTED, REASON, TITLE
from sheets_sync.report.content.evidence import listed, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import (
    Block,
    How,
    Kind,
    Line,
    PaperColumn,
    PaperRow,
    PaperTable,
    Paragraph,
    Source,
    StatedFigure,
)
from sheets_sync.vietnamese.figures import format_number

EVALUATED = "Đánh giá kết quả tham gia đợt thi đua (để tham khảo)"
ABOUT = (
    "Ghi chú: bảng điểm để tham khảo, các đơn vị xếp theo danh sách, không phải thứ hạng; việc đánh giá do"
    " Hội đồng và lãnh đạo quyết định. Phần không có gì để tính ghi dấu “–” và không tính vào tổng. Điểm còn"
    " nội dung chờ xác nhận là điểm tạm tính."
)
NONE: Line = ("–",)


def scores(material: Material) -> Iterable[Block]:
    """A row for each unit."""
    parts = material.scores[0].parts if material.scores else ()
    columns = (
        PaperColumn("TT", 5, "center"),
        PaperColumn("Đơn vị", 25),
        *(PaperColumn(f"{part.name} ({format_number(float(part.maximum))})", 9, "center") for part in parts),
        PaperColumn("Tổng điểm", 9, "center"),
        PaperColumn("Chờ xác nhận", 8, "center"),
        PaperColumn("Điểm điều chỉnh, lý do", 17),
    )
    rows = (_row(material, number, one) for number, one in enumerate(material.scores, start=1))
    yield PaperTable(columns, tuple(rows))
    yield Paragraph(Kind.NOTE, (ABOUT,))


def _row(material: Material, number: int, one: Score) -> PaperRow:
    name = words(material.units[one.unit].name)
    points = (_points(name, part.name, part.points, part.arithmetic) for part in one.parts)
    pending = listed(f"{name} – Chờ xác nhận", one.pending, TITLE)
    written = material.adjustments.get(one.unit, {})
    adjusted = (words(written.get(column)) for column in (ADJUSTED, REASON))
    return PaperRow(
        (
            (str(number),),
            (name,),
            *points,
            _points(name, "Tổng điểm", one.total, one.arithmetic),
            (pending,) if one.pending else ("",),
            (": ".join(filter(None, adjusted)),),
        )
    )


def _points(unit: str, part: str, points: Fraction | None, told: str) -> Line:
    if points is None:
        return NONE
    source = Source(unit, TITLE, "", told)
    return (StatedFigure(tenth(points), rounded(points), f"{unit} – {part}", How.POINTS, (source,)),)
