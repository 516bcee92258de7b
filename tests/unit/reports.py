"""Material for reports of a small ward, and what a report says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sheets_sync.judging.coverage import cover
from sheets_sync.model import Paper, Record, RecordKey, Submission, Unit
from sheets_sync.report.content.content import build
from sheets_sync.report.content.material import Material, Office
from sheets_sync.report.content.model import Basis, PaperTable, Paragraph, Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.builders import AREAS, FORM, INDICATORS, PERIOD, ZONE, record, submission, unit

AT = datetime(2024, 8, 20, 21, tzinfo=ZONE)
LAW = Basis("Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022")
PLAN = Basis("Kế hoạch số 12/KH-UBND ngày 05 tháng 8 năm 2024 của UBND phường Phùng Chí Kiên")
OFFICE = Office(
    governing_body="UBND thị xã Mỹ Hào",
    issuer=("Ủy ban nhân dân", "phường Phùng Chí Kiên"),
    issuer_short="UBND phường Phùng Chí Kiên",
    place_name="Phường Phùng Chí Kiên",
    symbol="BC-UBND",
    addressees=("Ủy ban nhân dân thị xã Mỹ Hào",),
    recipients=("TTr Đảng ủy, HĐND, UBND phường", "Lưu: VT"),
    letter_symbol="UBND-VP",
    bases=dict.fromkeys(Paper, (LAW, PLAN)),
    signer_authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
    signer_title="PHÓ CHỦ TỊCH",
    signer_name="Nguyễn Thái Dương",
    collector="Công chức Văn phòng - Thống kê",
    council="Hội đồng Thi đua - Khen thưởng phường",
    broadcaster="Đài truyền thanh phường",
    council_authority=("TM. HỘI ĐỒNG", "CHỦ TỊCH HỘI ĐỒNG"),
    council_post="CHỦ TỊCH UBND PHƯỜNG",
    council_signer="Trần Văn Chung",
    council_clerk="Lê Thị Thu",
)


def groups(number: int = 2, name: str = "Tổ dân phố số {}") -> tuple[Unit, ...]:
    """Neighbourhood groups that owe the whole of culture and society."""
    owed = ("VX01", "VX02", "VX04", "VX05")
    forms = ("culture_society", "narrative", "works", "commendation")
    return tuple(
        unit(f"TDP{place:02d}", name.format(place), forms=forms, indicators=owed)
        for place in range(1, number + 1)
    )


def typed(code: str, owner: str, **figures: Any) -> Record:
    """An indicator's record; whole numbers stand for decimals."""
    values: dict[str, Any] = {
        name: Decimal(str(v)) if isinstance(v, int | float) else v for name, v in figures.items()
    }
    form = INDICATORS[code].form
    place = [one.code for one in INDICATORS.values() if one.form == form].index(code)
    return record(owner, code, form, row=1 + place, **values)


def row(owner: str, form: str, key: str, place: int = 1, /, **values: Any) -> Record:
    """A record of a form without indicators."""
    given: dict[str, Any] = {name: Decimal(v) if type(v) is int else v for name, v in values.items()}
    return record(owner, key, form, row=place, **given)


def held(*records: Record) -> tuple[Submission, ...]:
    """The submissions that these records make up."""
    found: dict[tuple[str, str], list[Record]] = {}
    for one in records:
        found.setdefault((one.unit, one.form), []).append(one)
    return tuple(submission(*own) for own in found.values())


def material(
    submissions: Iterable[Submission] = (),
    units: Sequence[Unit] | None = None,
    *,
    approved: Iterable[RecordKey] | None = None,
    **given: Any,
) -> Material:
    """Everything is approved unless said otherwise."""
    submissions = tuple(submissions)
    every = {one.identity for held in submissions for one in held.records}
    known = {one.code: one for one in (groups() if units is None else units)}
    coverage = cover(
        known.values(),
        FORM.values(),
        PERIOD,
        {(one.unit, one.form): one for one in submissions},
        reviews={},
        unreadable=(),
        now=given.get("at", AT),
    )
    plain: dict[str, Any] = {
        "office": OFFICE,
        "title": "Thi đua lập thành tích chào mừng kỷ niệm 25 năm Ngày tái lập huyện Mỹ Hào",
        "theme": "Thi đua lập thành tích cao nhất",
        "start": PERIOD.start,
        "end": PERIOD.cut_off,
        "areas": AREAS,
        "period": PERIOD,
        "units": known,
        "forms": FORM,
        "indicators": INDICATORS,
        "submissions": submissions,
        "approved": frozenset(every if approved is None else approved),
        "coverage": coverage,
        "findings": (),
        "at": AT,
    }
    return Material(**{**plain, **given})


def report(*records: Record, units: Sequence[Unit] | None = None, **given: Any) -> Report:
    return build(material(held(*records), units, **given), Wording(templates("report")))


def lines(made: Report) -> list[str]:
    """The body's paragraphs as read."""
    return ["".join(map(str, one.line)) for one in made.body if isinstance(one, Paragraph)]


def said(made: Report, about: str) -> str:
    """The first paragraph of the body that begins with these words."""
    told = (line.removeprefix("- ") for line in lines(made))
    return next(line for line in told if line.startswith(about))


def cells(made: Report, appendix: str) -> list[list[str]]:
    """The rows of an appendix's table as read."""
    [found] = [one for one in made.appendices if one.number == appendix]
    [table] = [block for block in found.blocks if isinstance(block, PaperTable)]
    return [["".join(map(str, line)) for line in one.cells] for one in table.rows]


def by_title(made: Report, appendix: str, title: str) -> Mapping[str, str]:
    """The row of Phụ lục I about an indicator, column title to text."""
    [found] = [one for one in made.appendices if one.number == appendix]
    [table] = [block for block in found.blocks if isinstance(block, PaperTable)]
    [own] = [line for line in cells(made, appendix) if len(line) > 1 and line[1].startswith(title)]
    return dict(zip([column.title for column in table.columns], own, strict=True))
