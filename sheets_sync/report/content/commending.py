"""Drafts for commendation from the approved proposals: the petition with its list and estimate, the minutes.

The service proposes; Hội đồng Thi đua – Khen thưởng and the chairman decide: what the office noted of that in
the master stands in the drafts, everything else stays open.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sheets_sync.report.content.appendices import NOTHING, plain, proposals
from sheets_sync.report.content.entries import Nominee, Nominees, nominees
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import (
    Appendix,
    Block,
    Column,
    Head,
    Kind,
    Line,
    Paragraph,
    Report,
    Row,
    Signature,
    Table,
)
from sheets_sync.report.content.rewards import Budget, Money, budget
from sheets_sync.report.content.selecting import Selection, selection
from sheets_sync.report.content.wording import Wording, long_date

COUNCIL_SYMBOL = "HĐTĐKT"
#: For the clerk, the secretary and the chair to fill in.
BLANK = "……………………"


def petition(material: Material, money: Money, wording: Wording) -> Report:
    """Tờ trình of the council to the chairman, with the list and the estimate as appendices.

    Raises ReportError for a template that cannot be used.
    """
    found = selection(material)
    values = _values(material, money, found, found.nominees)
    head = _head(material, wording, values, "petition", "Tờ trình", f"TTr-{COUNCIL_SYMBOL}")
    listed = Appendix("I", "Danh sách đề nghị khen thưởng", (proposals(found.nominees, found.nothing),))
    cost = Appendix("II", "Dự toán kinh phí khen thưởng", tuple(_estimate(values["budget"])), landscape=False)
    return Report(
        title=f"Tờ trình. {head.subject}",
        head=head,
        body=tuple(wording.paragraphs("petition.txt.j2", values)),
        signature=Signature(("TM. HỘI ĐỒNG", "CHỦ TỊCH"), ""),
        recipients=("Như trên", f"Lưu: VT, {COUNCIL_SYMBOL}"),
        appendices=(listed, cost),
        day=material.at.date(),
    )


def minutes(material: Material, money: Money, wording: Wording) -> Report:
    """Biên bản of the council's meeting: the units' own votes, the council's as far as they were noted.

    Raises ReportError for a template that cannot be used.
    """
    every = nominees(material)
    values = _values(material, money, selection(material), every)
    head = _head(material, wording, values, "minutes", "Biên bản", f"BB-{COUNCIL_SYMBOL}")
    body: list[Block] = [*wording.paragraphs("minutes.txt.j2", values)]
    body.append(_votes(every))
    body += wording.paragraphs("minutes_end.txt.j2", values)
    return Report(
        title=f"Biên bản. {head.subject}",
        head=head,
        body=tuple(body),
        signature=Signature(("CHỦ TRÌ",), ""),
        second_signature=Signature(("THƯ KÝ",), ""),
        recipients=(),
        appendices=(),
        day=material.at.date(),
    )


def _values(material: Material, money: Money, chosen: Selection, shown: Nominees) -> Mapping[str, Any]:
    """What templates may use; `shown` are the proposals that the document lists."""
    return {
        **{name: getattr(material, name) for name in ("office", "title", "start", "end", "at", "no_data")},
        "nominees": shown,
        "selection": chosen,
        "budget": budget(chosen.nominees.all, money),
        "blank": BLANK,
    }


def _head(
    material: Material, wording: Wording, values: Mapping[str, Any], name: str, kind: str, symbol: str
) -> Head:
    office = material.office
    is_petition = name == "petition"
    return Head(
        kind=kind,
        governing_body=office.issuer_short,
        issuer=(office.council.removesuffix(" phường"),),
        issuer_name=office.council,
        symbol=symbol,
        number="",
        place=office.place_name,
        date=long_date(material.at.date()),
        subject="".join(map(str, wording.line(f"{name}_subject.txt.j2", values))),
        addressees=(f"Chủ tịch {office.issuer_short}",) if is_petition else (),
        bases=tuple(f"Căn cứ {basis}" for basis in office.bases) if is_petition else (),
        draft=True,
    )


def _estimate(found: Budget) -> Iterable[Block]:
    columns = (
        Column("TT", 6, "center"),
        Column("Hình thức, đối tượng", 28),
        Column("Số lượng", 10, "center"),
        Column("Hệ số", 9, "right"),
        Column("Mức thưởng (đồng)", 16, "right"),
        Column("Thành tiền (đồng)", 18, "right"),
        Column("Căn cứ", 23),
    )
    rows = [
        Row(
            (
                (str(number),),
                (f"{one.award}, {one.subject.lower()}",),
                plain(one.number),
                plain(one.factor),
                plain(one.each),
                plain(one.amount),
                (one.rule or "chưa có mức trong cấu hình",),
            )
        )
        for number, one in enumerate(found.lines, start=1)
    ]
    rows.append(
        Row(
            (NOTHING, ("Cộng",), *[NOTHING] * 3, plain(found.total) if found.total.of else NOTHING, NOTHING),
            strong=True,
        )
    )
    yield Table(columns, tuple(rows))
    salary = found.base_salary
    shown: Line = ("chưa có trong cấu hình",) if salary is None else (*plain(salary), " đồng")
    yield Paragraph(Kind.NOTE, ("Ghi chú: mức thưởng = hệ số × lương cơ sở; lương cơ sở: ", *shown, "."))


def _votes(found: Nominees) -> Block:
    columns = (
        Column("TT", 6, "center"),
        Column("Họ và tên, tên tập thể", 22),
        Column("Đơn vị đề nghị", 21),
        Column("Phiếu ở đơn vị", 11, "center"),
        Column("Phiếu của Hội đồng", 15, "center"),
        Column("Kết luận của Hội đồng", 25),
    )
    rows = (_vote(number, one) for number, one in enumerate(found.all, start=1))
    return Table(columns, tuple(rows))


def _vote(number: int, one: Nominee) -> Row:
    own: Line = (*plain(one.votes), "/", *plain(one.attendance)) if one.votes and one.attendance else NOTHING
    council: Line = ("……/……",)
    if one.agreed and one.present:
        council = (*plain(one.agreed), "/", *plain(one.present))
    conclusion = "; ".join(filter(None, (one.conclusion, one.decision)))
    return Row(((str(number),), (one.name,), (one.unit,), own, council, (conclusion,)))
