"""What the office has to know before anybody signs: comments in the draft, never words of the document."""

import re
from collections.abc import Iterable

from sheets_sync.report.content.evidence import words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Basis, Hint, Near, Signature
from sheets_sync.report.content.rewards import Budget
from sheets_sync.report.content.selecting import Acts, LeftOut
from sheets_sync.report.content.submitting import Submitting
from sheets_sync.report.content.voices import Voices
from sheets_sync.report.content.wording import joined

#: Stands for what the clerk has to fill in.
BLANK = "……"
#: A text is cited with its number and its day (NĐ 30/2020/NĐ-CP, Phụ lục I, II.6a).
NUMBERED, DATED = re.compile(r"\bsố \S*\d"), re.compile(r"\bngày \d{1,2}(/| tháng )\d{1,2}")


def is_complete(basis: Basis) -> bool:
    """Whether a text is cited with its number and day, nothing left blank."""
    return bool(NUMBERED.search(basis.text) and DATED.search(basis.text)) and BLANK not in basis.text


def about_bases(bases: Iterable[Basis]) -> Iterable[Hint]:
    """Texts that nobody verified, and those without number or day."""
    for one in bases:
        if not one.verified:
            yield Hint(f"Căn cứ chưa được đối chiếu với Công báo: {one.text}.", Near.BASES)
        if not is_complete(one):
            yield Hint(f"Căn cứ còn thiếu số hoặc ngày, đề nghị bổ sung: {one.text}.", Near.BASES)


def about_money(found: Budget) -> Iterable[Hint]:
    """Amounts that rest on what nobody verified, and awards without any."""
    unsure = [one for one in found.lines if one.amount is not None and not one.verified]
    for one in unsure:
        yield Hint(
            f"Mức thưởng của {one.award}, {one.subject.lower()} là mức tạm tính: hệ số {one.factor} chưa được"
            f" đối chiếu với {one.rule}. Đề nghị đối chiếu trước khi trình."
        )
    for one in found.unknown:
        yield Hint(f"Chưa có mức thưởng của {one.award}, {one.subject.lower()}: chưa tính vào dự toán.")


def about_signature(signature: Signature) -> Iterable[Hint]:
    """Names that are still missing."""
    if not signature.name:
        yield Hint("Chưa có họ tên người ký, đề nghị bổ sung.", Near.SIGNATURE)


def left_out(found: Iterable[LeftOut]) -> Iterable[Hint]:
    """Proposals that are not in the list, each reason once."""
    reasons: dict[str, list[LeftOut]] = {}
    for one in found:
        reasons.setdefault(one.reason, []).append(one)
    for reason, own in reasons.items():
        named = joined(f"{one.name} ({one.key})" for one in own)
        yield Hint(f"Chưa đưa vào danh sách vì {reason}: {named}.")


def about_acts(found: Acts, material: Material) -> Iterable[Hint]:
    """What council and chairman have still to do about the units' proposals."""
    if found.waiting.value:
        yield Hint(
            f"Hội đồng chưa ghi kết luận về {found.waiting} đề nghị khen thưởng: báo cáo không đề nghị gì."
        )
    odd = [one for one in material.proposals.values() if one.verdict.questions]
    if odd:
        names = joined(words(one.record.values.get(one.its.name)) for one in odd)
        yield Hint(f"Phần ghi về kết quả xét khen thưởng cần xem lại: {names}.")


def about_drafts(found: Voices) -> Iterable[Hint]:
    """Passages of which the office has to make its own text."""
    if found.drafted:
        yield Hint(
            f"{len(found.drafted)} đoạn về nguyên nhân, phương hướng đặt trong ngoặc vuông là lời của đơn vị:"
            " đề nghị văn phòng viết lại trước khi ký."
        )


def about_report(material: Material, found: Submitting) -> Iterable[Hint]:
    """What a report does not tell of the data that it rests on."""
    if found.entered.value:
        counted = f"{found.approved.value}/{found.entered.value} nội dung đơn vị báo cáo đã được duyệt"
        rest = "" if material.include_unreviewed else "; nội dung chưa duyệt không có trong báo cáo"
        yield Hint(f"Đến khi lập, {counted}{rest}.")
    for name in (one.name for one in found.units if one.unreadable):
        yield Hint(f"Lần gần nhất không đọc được báo cáo của {name}: số liệu là của lần trước đó.")
    for role in material.lacking:
        yield Hint(f"Báo cáo không nêu nội dung này vì đợt này không có {role.called}.")
    for form in material.beside_areas:
        yield Hint(f"Báo cáo không nêu biểu “{form.title}” vì biểu không thuộc lĩnh vực nào của kế hoạch.")
