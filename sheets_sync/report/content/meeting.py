"""The council's meeting: what it is shown beforehand, and its minutes from what was recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheets_sync.judging.council import Proposal
from sheets_sync.model import Tone
from sheets_sync.report.content.appendices import OF_NOMINEE, about, outcome, share
from sheets_sync.report.content.commending import COUNCIL_SYMBOL
from sheets_sync.report.content.entries import Nominees, nominees
from sheets_sync.report.content.evidence import words
from sheets_sync.report.content.hints import BLANK
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import (
    Arrangement,
    Block,
    Head,
    Hint,
    Kind,
    Near,
    PaperColumn,
    PaperRow,
    PaperTable,
    Paragraph,
    Report,
    Signature,
    StatedFigure,
)
from sheets_sync.report.content.selecting import Selection, selection
from sheets_sync.report.content.wording import Wording, long_date
from sheets_sync.vietnamese.states import word

#: For the secretary to fill in.
LINE = BLANK * 8
NO_NUMBER = "Chưa ghi đủ phiếu của Hội đồng cho: {}."


def minutes(material: Material, wording: Wording) -> Report | None:
    """Biên bản of the council's meeting; None before anything of it is recorded. Raises ReportError."""
    found = selection(material)
    if not found.concluded:
        return None
    office = material.office
    values = {
        **{name: getattr(material, name) for name in ("office", "title", "start", "end", "at")},
        "selection": found,
        "line": LINE,
        "blank": BLANK,
        "chair": office.council_signer or LINE,
        "secretary": office.council_clerk or LINE,
    }
    subject = "".join(map(str, wording.line("minutes_subject.txt.j2", values)))
    body: list[Block] = [*wording.paragraphs("minutes.txt.j2", values), _votes(found)]
    body += wording.paragraphs("minutes_end.txt.j2", values)
    return Report(
        title=f"Biên bản. {subject}",
        head=Head(
            kind="Biên bản",
            governing_body=office.issuer_short,
            issuer=(office.council.removesuffix(" phường"),),
            issuer_name=office.council,
            symbol=f"BB-{COUNCIL_SYMBOL}",
            number="",
            place=office.place_name,
            date=long_date(material.at.date()),
            subject=subject,
            addressees=(),
            bases=(),
            draft=True,
            arrangement=Arrangement.MINUTES,
        ),
        body=tuple(body),
        signature=Signature(("CHỦ TRÌ",), office.council_signer),
        second_signature=Signature(("THƯ KÝ",), office.council_clerk),
        recipients=(f"Lưu: VT, {COUNCIL_SYMBOL}",),
        appendices=(),
        day=material.at.date(),
        hints=tuple(_hints(found)),
    )


def _hints(found: Selection) -> Iterable[Hint]:
    yield Hint("Thời gian, địa điểm, thành phần và ý kiến để trống cho thư ký ghi.")
    without = [one.name for one in found.considered if not (one.agreed and one.present)]
    if without:
        yield Hint(NO_NUMBER.format(", ".join(without)))
    yield Hint(
        "Chủ trì, thư ký theo cấu hình; đề nghị sửa nếu cuộc họp do người khác chủ trì.", Near.SIGNATURE
    )


def _votes(found: Selection) -> Block:
    columns = (
        PaperColumn("TT", 6, "center"),
        PaperColumn("Họ và tên, tên tập thể", 24),
        PaperColumn("Đơn vị đề nghị", 22),
        PaperColumn("Hình thức", 14, "center"),
        PaperColumn("Phiếu đồng ý/ dự họp", 14, "center"),
        PaperColumn("Kết luận của Hội đồng", 20),
    )
    rows = (
        PaperRow(
            (
                (str(number),),
                (one.title,),
                (one.unit,),
                (one.award,),
                share(one.agreed, one.present) if one.agreed and one.present else (f"{BLANK}/{BLANK}",),
                (one.conclusion,),
            )
        )
        for number, one in enumerate(found.considered, start=1)
    )
    return PaperTable(columns, tuple(rows))


def working_paper(material: Material, earlier: Mapping[str, tuple[str, ...]]) -> Report | None:
    """What the council is shown before it decides: every approved proposal with its facts; None for none.

    `earlier` are rewards of former years, by the proposal's key. No document of any kind: it has no number.
    """
    every = nominees(material)
    if not every.all:
        return None
    office = material.office
    subject = f"Các đề nghị khen thưởng để {office.council} xét"
    note = "Ghi chú: tài liệu phục vụ cuộc họp; việc xét, quyết định do Hội đồng và Chủ tịch thực hiện."
    return Report(
        title=f"Tài liệu họp. {subject}",
        head=Head(
            kind="Tài liệu họp",
            governing_body="",
            issuer=office.issuer,
            issuer_name=office.council,
            symbol="",
            number="",
            place=office.place_name,
            date=long_date(material.at.date()),
            subject=subject,
            addressees=(),
            bases=(),
            draft=True,
            arrangement=Arrangement.WORKING,
        ),
        body=(_proposals(material, every, earlier), Paragraph(Kind.NOTE, (note,))),
        signature=Signature((), ""),
        recipients=(),
        appendices=(),
        day=material.at.date(),
    )


def _proposals(material: Material, every: Nominees, earlier: Mapping[str, tuple[str, ...]]) -> PaperTable:
    known = {one.record.identity.row: one for one in material.proposals.values()}
    columns = (
        *OF_NOMINEE,
        PaperColumn("Phiếu ở đơn vị", 9, "center"),
        PaperColumn("Điều kiện", 9, "center"),
        PaperColumn("Nội dung cần xem xét", 20),
        PaperColumn("Khen thưởng các năm trước", 14),
        PaperColumn("Kết quả xét", 16),
    )
    rows = (
        PaperRow(
            (
                *about(number, one),
                share(_plainly(one.votes), _plainly(one.attendance)),
                *_facts(known.get(one.key)),
                ("; ".join(earlier.get(one.key, ())),),
                (outcome(one),),
            )
        )
        for number, one in enumerate(every.all, start=1)
    )
    return PaperTable(columns, tuple(rows))


def _plainly(figure: StatedFigure | None) -> StatedFigure | None:
    return None if figure is None else replace(figure, approved=True)


def _facts(proposal: Proposal | None) -> tuple[tuple[str], tuple[str]]:
    if proposal is None:
        return ("",), ("",)
    open_ones = (one.text for one in proposal.facts.all if one.tone in (Tone.BAD, Tone.DOUBTFUL))
    told = (*open_ones, proposal.facts.preference and f"Ưu tiên khi ngang nhau: {proposal.facts.preference}")
    return (word(proposal.eligibility),), ("; ".join(words(one) for one in told if one),)
