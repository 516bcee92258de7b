"""The appendices: figures, who submitted, proposals, what changed since the last signed report, sources."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sheets_sync.forms.roles import Indicators, Proposals
from sheets_sync.report.content.areas import AreaFacts
from sheets_sync.report.content.charts_of import progress_chart
from sheets_sync.report.content.entries import Nominee, Nominees
from sheets_sync.report.content.indicators import IndicatorFacts, UnitFigures
from sheets_sync.report.content.material import Material, Signed
from sheets_sync.report.content.model import (
    UNREVIEWED_MARK,
    Appendix,
    Block,
    Head,
    How,
    Kind,
    Line,
    PaperColumn,
    PaperRow,
    PaperTable,
    Paragraph,
    StatedFigure,
    Statement,
)
from sheets_sync.report.content.scores import EVALUATED, scores
from sheets_sync.report.content.sources import sources_table
from sheets_sync.report.content.statements import changes
from sheets_sync.report.content.submitting import Submitting, UnitSubmission
from sheets_sync.report.content.wording import long_date
from sheets_sync.vietnamese.figures import format_decimal_places, format_number

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
NOTHING: Line = ("",)
SUBMITTED = "Tình hình nộp báo cáo của các đơn vị"
PROPOSED = "Danh sách đề nghị khen thưởng của các đơn vị"
#: Appendices whose figures do not come from cells of units.
NOT_CELLS = (SUBMITTED, EVALUATED)


def appendices(
    material: Material,
    areas: Sequence[AreaFacts],
    submitting: Submitting,
    nominees: Nominees,
    statements: tuple[Statement, ...],
    head: Head,
    body: Sequence[Block],
) -> tuple[Appendix, ...]:
    """All that this report has, numbered."""
    found: list[tuple[str, tuple[Block, ...]]] = [
        ("Số liệu kết quả thực hiện các chỉ tiêu", tuple(_all_figures(material, areas))),
        (SUBMITTED, tuple(_submitted(material, submitting))),
        (PROPOSED, (proposals(nominees, material.said_without(Proposals)),)),
    ]
    if any(area.further_difficulties.value for area in areas):
        found.append(("Khó khăn, vướng mắc của các đơn vị", (_difficulties(areas),)))
    if material.scores:
        found.append((EVALUATED, tuple(scores(material))))
    if material.signed is not None:
        found.append(_adjusted(material.signed, statements, head))
    if material.with_sources:
        from_cells = (block for title, blocks in found if title not in NOT_CELLS for block in blocks)
        sources = sources_table((*body, *from_cells))
        found.append(("Nguồn của từng số liệu trong báo cáo", (sources, *_about_counts())))
    numbered = zip(ROMAN[: len(found)], found, strict=True)
    return tuple(Appendix(number, title, blocks) for number, (title, blocks) in numbered)


def plain(figure: StatedFigure | None) -> Line:
    """A figure as tables write it: without a zero before small counts."""
    if figure is None:
        return NOTHING
    rounded = figure.how is How.RATE
    text = format_decimal_places(figure.value, 1) if rounded else format_number(figure.value)
    return (replace(figure, text=text),)


def _all_figures(material: Material, areas: Sequence[AreaFacts]) -> Iterable[Block]:
    if Indicators in material.lacking:
        yield Paragraph(Kind.TEXT, (f"Chỉ tiêu: {material.said_without(Indicators)}.",))
        return
    yield _figures(areas, material.no_data)
    yield from _notes()


def _figures(areas: Iterable[AreaFacts], no_data: str) -> PaperTable:
    columns = (
        PaperColumn("TT", 5, "center"),
        PaperColumn("Chỉ tiêu", 30),
        PaperColumn("Đơn vị tính", 9, "center"),
        PaperColumn("Kế hoạch", 10, "right"),
        PaperColumn("Thực hiện", 10, "right"),
        PaperColumn("Tỷ lệ (%)", 8, "right"),
        PaperColumn("Cùng kỳ", 9, "right"),
        PaperColumn("Đơn vị đã báo cáo", 9, "center"),
        PaperColumn("Ghi chú", 14),
    )
    rows: list[PaperRow] = []
    number = 0
    for place, area in enumerate(areas, start=1):
        rows.append(PaperRow(((f"{place}. {area.area.title}",),), strong=True))
        for one in area.indicators:
            number += 1
            rows.append(_indicator(number, one, no_data))
            rows += [_unit(own) for own in one.by_unit if len(one.by_unit) > 1 and _gave(own)]
    return PaperTable(columns, tuple(rows))


def _indicator(number: int, one: IndicatorFacts, no_data: str) -> PaperRow:
    lower = " ↓" if one.indicator.lower_is_better else ""
    title = f"{'– ' if one.is_part else ''}{one.title}{lower}"
    answers = [run for answer, count in one.answers for run in ("; ", f"{answer}: ", *plain(count))][1:]
    said: Line = tuple(answers) if answers else NOTHING if one.known else (no_data,)
    return PaperRow(
        (
            (str(number),),
            (title,),
            (one.after.strip(),),
            plain(one.plan),
            plain(one.actual),
            plain(one.rate),
            plain(one.same_period),
            (*plain(one.reported), "/", *plain(one.expected)),
            said,
        ),
        strong=len(one.by_unit) > 1 and one.known,
    )


def _gave(own: UnitFigures) -> bool:
    return bool(own.plan or own.actual or own.same_period or own.answer)


def _unit(own: UnitFigures) -> PaperRow:
    cells = (own.plan, own.actual, own.rate, own.same_period)
    return PaperRow((NOTHING, (f"+ {own.unit.name}",), NOTHING, *map(plain, cells), NOTHING, (own.answer,)))


def _notes() -> Iterable[Paragraph]:
    text = (
        "Ghi chú: ↓ là chỉ tiêu càng thấp càng tốt. Số của toàn phường là tổng số của các đơn vị phụ trách"
        " đã báo cáo, không làm tròn; tỷ lệ tính từ hai tổng và làm tròn đến một chữ số thập phân. Tỷ lệ để"
        " trống khi hai số kế hoạch, thực hiện không của cùng các đơn vị."
    )
    yield Paragraph(Kind.NOTE, (text,))


def _about_counts() -> Iterable[Paragraph]:
    text = (
        "Ghi chú: số liệu của Phụ lục II đếm từ trang “Tình hình nộp” của bảng tổng hợp, mỗi đơn vị một dòng;"
        " điểm đánh giá, nếu có, tính như ghi ở trang “Đánh giá”."
    )
    yield Paragraph(Kind.NOTE, (text,))


def _submitted(material: Material, submitting: Submitting) -> Iterable[Block]:
    columns = (
        PaperColumn("TT", 5, "center"),
        PaperColumn("Đơn vị", 24),
        PaperColumn("Biểu phải nộp", 8, "center"),
        PaperColumn("Đúng hạn", 8, "center"),
        PaperColumn("Nộp muộn", 8, "center"),
        PaperColumn("Chưa nộp", 8, "center"),
        PaperColumn("Cần sửa, giải trình", 9, "center"),
        PaperColumn("Ghi chú", 32),
    )
    rows = [_unit_submitted(number, one) for number, one in enumerate(submitting.units, start=1)]
    whole = (submitting.owed, submitting.on_time, submitting.late, submitting.missing, submitting.to_mend)
    rows.append(PaperRow((NOTHING, ("Cộng",), *map(plain, whole), NOTHING), strong=True))
    yield PaperTable(columns, tuple(rows))
    if submitting.not_due.value:
        yield Paragraph(Kind.NOTE, ("Ghi chú: ", *plain(submitting.not_due), " biểu chưa đến hạn nộp."))
    if (chart := progress_chart(material, submitting)) is not None:
        yield chart
        yield Paragraph(Kind.CAPTION, (f"Biểu đồ. {chart.title}",))


def _unit_submitted(number: int, one: UnitSubmission) -> PaperRow:
    remarks: list[str | StatedFigure] = []
    if one.late.value:
        remarks += ["muộn ", one.late_days, " ngày"]
    if one.missing_forms:
        remarks += ["; " if remarks else "", "chưa nộp: ", "; ".join(one.missing_forms)]
    figures = (one.owed, one.on_time, one.late, one.missing, one.to_mend)
    return PaperRow(((str(number),), (one.name,), *map(plain, figures), tuple(remarks)))


def proposals(nominees: Nominees, no_data: str) -> Block:
    """What the units propose, and what became of it; a sentence where there is nothing."""
    if not nominees.all:
        return Paragraph(Kind.TEXT, (f"Đề nghị khen thưởng: {no_data}.",))
    columns = (
        *OF_NOMINEE,
        PaperColumn("Phiếu đồng ý/ dự họp ở đơn vị", 9, "center"),
        PaperColumn("Kết quả xét", 13),
    )
    rows = (
        PaperRow((*about(number, one), share(one.votes, one.attendance), (outcome(one),)))
        for number, one in enumerate(nominees.all, start=1)
    )
    return PaperTable(columns, tuple(rows))


#: What every list tells of a nominee.
OF_NOMINEE = (
    PaperColumn("TT", 4, "center"),
    PaperColumn("Họ và tên, tên tập thể", 16),
    PaperColumn("Năm sinh", 7, "center"),
    PaperColumn("Chức vụ, nơi công tác", 13),
    PaperColumn("Đơn vị đề nghị", 13),
    PaperColumn("Hình thức", 10, "center"),
    PaperColumn("Tóm tắt thành tích", 24),
)


def about(number: int, one: Nominee) -> tuple[Line, ...]:
    """The cells of OF_NOMINEE."""
    name = f"{one.title}{'' if one.approved else UNREVIEWED_MARK}"
    return (
        (str(number),),
        (name,),
        (one.born,),
        (one.position,),
        (one.unit,),
        (one.award,),
        (one.achievement,),
    )


def share(agreed: StatedFigure | None, present: StatedFigure | None) -> Line:
    """Votes of those present; blank where one of the two is unknown."""
    return (*plain(agreed), "/", *plain(present)) if agreed and present else NOTHING


def outcome(one: Nominee) -> str:
    """What council and chairman concluded, as far as it is recorded."""
    granted = f"Quyết định số {one.number} {long_date(one.day)}" if one.day else ""
    return "; ".join(filter(None, (one.conclusion, granted)))


def _difficulties(areas: Iterable[AreaFacts]) -> PaperTable:
    columns = (PaperColumn("TT", 5, "center"), PaperColumn("Nội dung", 60), PaperColumn("Đơn vị", 35))
    rows: list[PaperRow] = []
    for place, area in enumerate((one for one in areas if one.difficulties), start=1):
        rows.append(PaperRow(((f"{place}. {area.area.title}",),), strong=True))
        for number, one in enumerate(area.difficulties, start=1):
            text = one.text + ("" if one.approved else UNREVIEWED_MARK)
            others: Line = (" và ", *plain(one.others), " đơn vị khác") if one.others.value else ()
            rows.append(PaperRow(((str(number),), (text,), (", ".join(one.units), *others))))
    return PaperTable(columns, tuple(rows))


def _adjusted(signed: Signed, now: tuple[Statement, ...], head: Head) -> tuple[str, tuple[Block, ...]]:
    reference = f"Báo cáo số {signed.number}/{head.symbol} {long_date(signed.day)}"
    title = f"Các nội dung điều chỉnh so với {reference}"
    found = changes(signed.statements, now)
    if not found:
        return title, (Paragraph(Kind.TEXT, (f"Không có số liệu nào thay đổi so với {reference}.",)),)
    columns = (
        PaperColumn("TT", 6, "center"),
        PaperColumn("Nội dung", 54),
        PaperColumn("Đã báo cáo", 20, "right"),
        PaperColumn("Nay điều chỉnh", 20, "right"),
    )
    rows = (
        PaperRow(((str(number),), (one.label,), (one.before,), (one.now,)))
        for number, one in enumerate(found, start=1)
    )
    return title, (PaperTable(columns, tuple(rows)),)
