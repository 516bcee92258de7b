"""The council's petition and the chairman's decision, from what the council concluded, as it is recorded."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sheets_sync.model import Paper
from sheets_sync.report.content.appendices import NOTHING, OF_NOMINEE, about, plain, share
from sheets_sync.report.content.entries import Nominees
from sheets_sync.report.content.hints import BLANK, about_bases, about_money, about_signature, left_out
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import (
    Appendix,
    Arrangement,
    Basis,
    Block,
    Head,
    Kind,
    Line,
    PaperColumn,
    PaperRow,
    PaperTable,
    Paragraph,
    Report,
    Signature,
)
from sheets_sync.report.content.rewards import Budget, Money, budget
from sheets_sync.report.content.selecting import Selection, selection
from sheets_sync.report.content.wording import Wording, long_date

COUNCIL_SYMBOL = "HĐTĐKT"
#: Ends a chairman's signature: he signs a decision for himself, not on behalf of the committee.
ON_BEHALF = "TM."
LISTED = "Danh sách đề nghị khen thưởng"
GRANTED = "Danh sách tập thể, cá nhân được khen thưởng"


def petition(
    material: Material, money: Money, wording: Wording, confirmed: Collection[str] = ()
) -> Report | None:
    """Tờ trình of the council to the chairman, with the list and the estimate as appendices.

    None where the council has not proposed anything that the office approved: there is nothing to ask for.
    `confirmed` are keys of doubtful proposals that the office asks for all the same. Raises ReportError.
    """
    found = selection(material, confirmed)
    if not found.nominees.all:
        return None
    office, values = material.office, _values(material, money, found)
    bases = office.bases[Paper.PETITION]
    head = Head(
        kind="Tờ trình",
        governing_body=office.issuer_short,
        issuer=(office.council.removesuffix(" phường"),),
        issuer_name=office.council,
        symbol=f"TTr-{COUNCIL_SYMBOL}",
        number="",
        place=office.place_name,
        date=long_date(material.at.date()),
        subject=_subject(wording, "petition", values),
        addressees=(f"Chủ tịch {office.issuer_short}",),
        bases=bases,
        draft=True,
    )
    signature = office.council_signature
    return Report(
        title=f"Tờ trình. {head.subject}",
        head=head,
        body=tuple(wording.paragraphs("petition.txt.j2", values)),
        signature=signature,
        recipients=("Như trên", f"Lưu: VT, {COUNCIL_SYMBOL}"),
        appendices=_appendices(LISTED, found.nominees, values["budget"]),
        day=material.at.date(),
        hints=(
            *left_out(found.left_out),
            *about_bases(bases),
            *about_money(values["budget"]),
            *about_signature(signature),
        ),
    )


def decision(
    material: Material, money: Money, wording: Wording, confirmed: Collection[str] = ()
) -> Report | None:
    """Quyết định of the chairman on what the council proposes, with its list.

    None where there is nothing to decide. Raises ReportError for a template that cannot be used.
    """
    found = selection(material, confirmed)
    if not found.nominees.all:
        return None
    office, values = material.office, _values(material, money, found)
    asked = (
        f"Theo đề nghị của {office.council} tại Tờ trình số {BLANK}/TTr-{COUNCIL_SYMBOL} ngày {BLANK} tháng"
        f" {BLANK} năm {material.at.year}"
    )
    bases = office.bases[Paper.DECISION]
    head = Head(
        kind="Quyết định",
        governing_body=office.governing_body,
        issuer=office.issuer,
        issuer_name=" ".join(office.issuer),
        symbol="QĐ-UBND",
        number="",
        place=office.place_name,
        date=long_date(material.at.date()),
        subject=_subject(wording, "decision", values),
        addressees=(),
        bases=(*bases, Basis(asked)),
        draft=True,
        arrangement=Arrangement.DECISION,
        authority=f"Chủ tịch {' '.join(office.issuer)}",
    )
    authority = tuple(one for one in office.signature.authority if not one.startswith(ON_BEHALF))
    signature = Signature(authority, office.signer_name)
    return Report(
        title=f"Quyết định. {head.subject}",
        head=head,
        body=tuple(wording.paragraphs("decision.txt.j2", values)),
        signature=signature,
        recipients=("Như Điều 3", *office.recipients),
        appendices=_appendices(GRANTED, found.nominees, values["budget"])[:1],
        day=material.at.date(),
        hints=(
            *left_out(found.left_out),
            *about_bases(bases),
            *about_money(values["budget"]),
            *about_signature(signature),
        ),
    )


def _subject(wording: Wording, name: str, values: Mapping[str, Any]) -> str:
    return "".join(map(str, wording.line(f"{name}_subject.txt.j2", values)))


def _values(material: Material, money: Money, chosen: Selection) -> Mapping[str, Any]:
    """What templates may use."""
    return {
        **{name: getattr(material, name) for name in ("office", "title", "start", "end", "at", "no_data")},
        "nominees": chosen.nominees,
        "selection": chosen,
        "budget": budget(chosen.nominees.all, money),
    }


def _appendices(title: str, nominees: Nominees, money: Budget) -> tuple[Appendix, ...]:
    columns = (*OF_NOMINEE, PaperColumn("Phiếu đồng ý/ dự họp của Hội đồng", 9, "center"))
    rows = (
        PaperRow((*about(number, one), share(one.agreed, one.present)))
        for number, one in enumerate(nominees.all, start=1)
    )
    called = "Dự toán kinh phí khen thưởng" if money.verified else "Dự toán kinh phí khen thưởng (tạm tính)"
    return (
        Appendix("I", title, (PaperTable(columns, tuple(rows)),)),
        Appendix("II", called, tuple(_estimate(money)), landscape=False),
    )


def _estimate(found: Budget) -> Iterable[Block]:
    columns = (
        PaperColumn("TT", 6, "center"),
        PaperColumn("Hình thức, đối tượng", 28),
        PaperColumn("Số lượng", 10, "center"),
        PaperColumn("Hệ số", 9, "right"),
        PaperColumn("Mức thưởng (đồng)", 16, "right"),
        PaperColumn("Thành tiền (đồng)", 18, "right"),
        PaperColumn("Căn cứ", 23),
    )
    rows = [
        PaperRow(
            (
                (str(number),),
                (f"{one.award}, {one.subject.lower()}",),
                plain(one.number),
                plain(one.factor),
                plain(one.each),
                plain(one.amount),
                (one.rule if one.verified else "mức tạm tính" if one.amount else "chưa xác định mức",),
            )
        )
        for number, one in enumerate(found.lines, start=1)
    ]
    rows.append(
        PaperRow(
            (NOTHING, ("Cộng",), *[NOTHING] * 3, plain(found.total) if found.total.of else NOTHING, NOTHING),
            strong=True,
        )
    )
    yield PaperTable(columns, tuple(rows))
    if found.base_salary is not None and found.total.of:
        shown: Line = (*plain(found.base_salary), " đồng")
        yield Paragraph(Kind.NOTE, ("Ghi chú: mức thưởng = hệ số × lương cơ sở; lương cơ sở: ", *shown, "."))
