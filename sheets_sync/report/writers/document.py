"""The report as a Word document, set as NĐ 30/2020/NĐ-CP, Phụ lục I prescribes. Same report, same bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Mm

from sheets_sync.report.content.model import (
    Appendix,
    Block,
    Chart,
    Draw,
    Head,
    Kind,
    Paragraph,
    Report,
    Signature,
    Table,
)
from sheets_sync.report.writers import look
from sheets_sync.report.writers.look import Part, ended, text_width
from sheets_sync.report.writers.ooxml import columns, element, paragraph, rule, style_id, table
from sheets_sync.report.writers.packing import packed
from sheets_sync.report.writers.styles import add_styles

PARTS = {
    Kind.HEADING: Part.HEADING,
    Kind.SUBHEADING: Part.SUBHEADING,
    Kind.TEXT: Part.TEXT,
    Kind.CAPTION: Part.CAPTION,
    Kind.NOTE: Part.NOTE,
}
PAGE_FIELD = (
    '<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def word_document(report: Report, draw: Draw) -> bytes:
    """The file's bytes. Raises ReportError when a chart cannot be drawn."""
    document = docx.Document()
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    add_styles(document)
    _page(document.sections[0], landscape=False)
    _number_pages(document.sections[0])
    _add(document, *_head(report.head))
    _add_blocks(document, report.body[:-1], look.TEXT_WIDTH, draw)
    # A signature never stands on a page without any text.
    _add(document, *(paragraph(PARTS[one.kind], one.line, keep=True) for one in _closing(report)))
    _add(document, _end(report))
    for appendix in report.appendices:
        _add_appendix(document, report, appendix, draw)
    _describe(document, report)
    written = BytesIO()
    document.save(written)
    return packed(written.getvalue())


def _closing(report: Report) -> Iterable[Paragraph]:
    return (block for block in report.body[-1:] if isinstance(block, Paragraph))


def _add(document: Document, *pieces: str) -> None:
    body = document.element.body
    for piece in pieces:
        body[-1].addprevious(element(piece))


def _add_blocks(document: Document, blocks: Iterable[Block], width: float, draw: Draw) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _add(document, paragraph(PARTS[block.kind], block.line))
        elif isinstance(block, Table):
            _add(document, table(block, width))
        else:
            _add_picture(document, block, min(width, look.TEXT_WIDTH), draw)


def _add_picture(document: Document, chart: Chart, width: float, draw: Draw) -> None:
    holder = document.add_paragraph(style=str(Part.CAPTION))
    holder.paragraph_format.keep_with_next = True
    picture = holder.add_run().add_picture(BytesIO(draw(chart, width)), width=Mm(width))
    picture._inline.docPr.set("descr", chart.title)


def _head(head: Head) -> Iterable[str]:
    left, right = look.LEFT_HALF, look.TEXT_WIDTH - look.LEFT_HALF
    issuer = "".join(paragraph(Part.ISSUER, line) for line in head.issuer)
    governing = paragraph(Part.GOVERNING_BODY, head.governing_body) if head.governing_body else ""
    issuer_width = min(left, text_width(Part.ISSUER, head.issuer[-1])) * look.RULE_SHARE
    number = head.number or " " * 8
    draft = paragraph(Part.DRAFT, "Dự thảo") if head.draft else ""
    country = paragraph(Part.COUNTRY, look.COUNTRY) + paragraph(Part.MOTTO, look.MOTTO)
    rows = (
        (
            governing + issuer + rule(issuer_width, left),
            country + rule(text_width(Part.MOTTO, look.MOTTO), right),
        ),
        (
            paragraph(Part.NUMBER, f"Số: {number}/{head.symbol}") + draft,
            paragraph(Part.PLACE_AND_DATE, f"{head.place}, {head.date}"),
        ),
    )
    yield columns(rows, (left, right))
    yield paragraph(Part.KIND, head.kind)
    yield paragraph(Part.SUBJECT, head.subject)
    subject_width = min(look.TEXT_WIDTH, text_width(Part.SUBJECT, head.subject)) * look.RULE_SHARE
    yield rule(subject_width, look.TEXT_WIDTH)
    yield from _addressees(head)
    yield from (paragraph(Part.BASIS, text) for text in ended(head.bases))


def _addressees(head: Head) -> Iterable[str]:
    if len(head.addressees) == 1:
        yield paragraph(Part.ADDRESSEE, f"Kính gửi: {head.addressees[0]}.")
    elif head.addressees:
        yield paragraph(Part.ADDRESSEE, "Kính gửi:")
        yield from (paragraph(Part.ADDRESSEE, f"- {line}") for line in ended(head.addressees))


def _end(report: Report) -> str:
    if report.second_signature is None:
        beside = paragraph(Part.RECIPIENTS, "Nơi nhận:") + "".join(
            paragraph(Part.RECIPIENT, f"- {line}") for line in ended(report.recipients)
        )
    else:
        beside = _signature(report.second_signature)
    half = look.TEXT_WIDTH * 0.5
    return columns([(beside, _signature(report.signature))], (half, half), above=4)


def _signature(signature: Signature) -> str:
    authority = "".join(paragraph(Part.SIGNER, line) for line in signature.authority)
    return authority + paragraph(Part.SIGNER_NAME, signature.name)


def _add_appendix(document: Document, report: Report, appendix: Appendix, draw: Draw) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that holds the end of the section before takes no room.
    document.element.body[-2].get_or_add_pPr().get_or_add_pStyle().val = style_id(Part.RULE)
    _page(section, landscape=appendix.landscape)
    width = (
        (look.PAGE_HEIGHT if appendix.landscape else look.PAGE_WIDTH) - look.MARGIN_LEFT - look.MARGIN_RIGHT
    )
    head = report.head
    dots = head.number or "……"
    reference = f"(Kèm theo {head.kind} số {dots}/{head.symbol} {head.date} của {head.issuer_name})"
    _add(
        document,
        paragraph(Part.APPENDIX, f"Phụ lục {appendix.number}"),
        paragraph(Part.APPENDIX_TITLE, appendix.title),
        paragraph(Part.APPENDIX_REFERENCE, reference),
        rule(min(width, text_width(Part.APPENDIX_REFERENCE, reference)) * look.RULE_SHARE, width),
    )
    _add_blocks(document, appendix.blocks, width, draw)


def _page(section: Section, *, landscape: bool) -> None:
    size = (Mm(look.PAGE_WIDTH), Mm(look.PAGE_HEIGHT))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = size[::-1] if landscape else size
    section.top_margin, section.bottom_margin = Mm(look.MARGIN_TOP), Mm(look.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(look.MARGIN_LEFT), Mm(look.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(look.HEADER_DISTANCE)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(docx.oxml.ns.qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(docx.oxml.ns.qn("w:pgMar")).addnext(element('<w:pgNumType w:start="1"/>'))


def _number_pages(section: Section) -> None:
    """Later sections have the same header; page 1 has an empty one of its own."""
    header = section.header
    header.is_linked_to_previous = False
    for old in list(header._element):
        header._element.remove(old)
    header._element.append(element(PAGE_FIELD.format(style=style_id(Part.PAGE_NUMBER))))


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.author = report.title[:255], report.head.issuer_name[:255]
    properties.last_modified_by = properties.author
    properties.language, properties.revision = "vi-VN", 1
    properties.created = properties.modified = datetime.combine(report.day, time(), UTC)
    properties.comments = ""
