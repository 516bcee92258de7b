"""What stands above and below the text (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II)."""

from collections.abc import Iterable

from sheets_sync.report.content.model import Arrangement, Head, Report, Signature
from sheets_sync.report.writers import look
from sheets_sync.report.writers.look import Component, ended
from sheets_sync.report.writers.ooxml import columns, paragraph, rule
from sheets_sync.report.writers.widths import text_width

#: Stands where the clerk writes the number.
NO_NUMBER = " " * 8
#: Of a signer whose name is not known yet.
NO_NAME = "……………………"
TO = "Kính gửi:"


def head_of(head: Head, family: str) -> Iterable[str]:
    """Everything above the text."""
    if head.arrangement is Arrangement.WORKING:
        yield paragraph(Component.KIND, head.kind)
        yield paragraph(Component.SUBJECT, head.subject)
        return
    yield _halves(head, family)
    if head.arrangement is not Arrangement.LETTER:
        yield paragraph(Component.KIND, head.kind)
        yield paragraph(Component.SUBJECT, head.subject)
        width = min(look.TEXT_WIDTH, text_width(Component.SUBJECT, head.subject, family))
        yield rule(width * look.RULE_SHARE, look.TEXT_WIDTH)
    yield from _addressees(head, family)
    if head.authority:
        yield paragraph(Component.ACT, head.authority)
    yield from (paragraph(Component.BASIS, text) for text in ended(head.cited))


def _halves(head: Head, family: str) -> str:
    left, right = look.LEFT_HALF, look.TEXT_WIDTH - look.LEFT_HALF
    issuer = "".join(paragraph(Component.ISSUER, line) for line in head.issuer)
    governing = paragraph(Component.GOVERNING_BODY, head.governing_body) if head.governing_body else ""
    issuer_width = min(left, text_width(Component.ISSUER, head.issuer[-1], family)) * look.RULE_SHARE
    number = paragraph(Component.NUMBER, f"Số: {head.number or NO_NUMBER}/{head.symbol}")
    if head.arrangement is Arrangement.LETTER:
        number += paragraph(Component.LETTER_SUBJECT, head.subject)
    draft = paragraph(Component.DRAFT, "Dự thảo") if head.draft else ""
    country = paragraph(Component.COUNTRY, look.COUNTRY) + paragraph(Component.MOTTO, look.MOTTO)
    # Minutes tell place and time in their text (Mẫu 1.9).
    day = "" if head.arrangement is Arrangement.MINUTES else f"{head.place}, {head.date}"
    rows = (
        (
            governing + issuer + rule(issuer_width, left),
            country + rule(text_width(Component.MOTTO, look.MOTTO, family), right),
        ),
        (number + draft, paragraph(Component.PLACE_AND_DATE, day)),
    )
    return columns(rows, (left, right))


def _addressees(head: Head, family: str) -> Iterable[str]:
    """One beside the words, several below each other with their dashes under the colon (II.9)."""
    if len(head.addressees) == 1:
        yield paragraph(Component.ADDRESSEE, f"{TO} {head.addressees[0]}.")
    elif head.addressees:
        lines = [f"- {line}" for line in ended(head.addressees)]
        colon = text_width(Component.ADDRESSEES, TO.removesuffix(":"), family)
        widest = max(text_width(Component.ADDRESSEES, line, family) for line in lines)
        start = max(look.INDENT, (look.TEXT_WIDTH - colon - widest) / 2)
        yield paragraph(Component.ADDRESSEES, TO, left=start, keep=True)
        yield from (paragraph(Component.ADDRESSEES, line, left=start + colon) for line in lines)


def end_of(report: Report) -> Iterable[str]:
    """Everything below the text."""
    if report.head.arrangement is Arrangement.WORKING:
        return
    half = look.TEXT_WIDTH * 0.5
    recipients = paragraph(Component.RECIPIENTS, "Nơi nhận:") + "".join(
        paragraph(Component.RECIPIENT, f"- {line}") for line in ended(report.recipients)
    )
    signature = _signature(report.signature)
    if report.second_signature is None:
        yield columns([(recipients, signature)], (half, half), above=4)
    else:
        signatures = (_signature(report.second_signature), signature)
        rows = (signatures, (recipients, paragraph(Component.RECIPIENT, "")))
        yield columns(rows, (half, half), above=4)


def _signature(signature: Signature) -> str:
    authority = "".join(paragraph(Component.SIGNER, line) for line in signature.authority)
    name = paragraph(Component.SIGNER_NAME, signature.name or NO_NAME)
    # Who signs for a council with the ward's seal names his office in the ward (II.7b).
    post = paragraph(Component.SIGNER, signature.post) if signature.post else ""
    return authority + post + name
