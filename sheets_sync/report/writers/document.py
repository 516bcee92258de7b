"""A document as a Word file, set as NĐ 30/2020/NĐ-CP, Phụ lục I prescribes. Same document, same bytes."""

from collections.abc import Iterable
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Mm

from sheets_sync.report.content.model import (
    Appendix,
    Arrangement,
    Block,
    Chart,
    Draw,
    Kind,
    PaperTable,
    Paragraph,
    Report,
)
from sheets_sync.report.writers import look
from sheets_sync.report.writers.cleaning import clean, describe
from sheets_sync.report.writers.comments import add_comments
from sheets_sync.report.writers.heads import end_of, head_of
from sheets_sync.report.writers.look import FONT, Component
from sheets_sync.report.writers.ooxml import element, paragraph, rule, style_id, table
from sheets_sync.report.writers.packing import packed
from sheets_sync.report.writers.styles import add_styles
from sheets_sync.report.writers.widths import text_width

PARTS = {
    Kind.HEADING: Component.HEADING,
    Kind.SUBHEADING: Component.SUBHEADING,
    Kind.POINT: Component.POINT,
    Kind.TEXT: Component.TEXT,
    Kind.ACT: Component.ACT,
    Kind.ARTICLE: Component.ARTICLE,
    Kind.CAPTION: Component.CAPTION,
    Kind.NOTE: Component.NOTE,
}
PAGE_FIELD = (
    '<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def word_document(report: Report, draw: Draw, family: str = FONT) -> bytes:
    """The file's bytes. Raises ReportError when a chart cannot be drawn.

    `family` is another font for a file that is printed where the prescribed one is not installed.
    """
    document = empty_document(family)
    is_lying = report.head.arrangement is Arrangement.WORKING
    set_page(document.sections[0], landscape=is_lying)
    _number_pages(document.sections[0])
    _add(document, *head_of(report.head, family))
    closing = report.body[-1:] if isinstance(report.body[-1], Paragraph) else ()
    _add_blocks(document, report.body[: len(report.body) - len(closing)], _width(landscape=is_lying), draw)
    # A signature never stands on a page without any text.
    _add(document, *(_closing(one) for one in closing if isinstance(one, Paragraph)))
    _add(document, *end_of(report))
    for appendix in report.appendices:
        _add_appendix(document, report, appendix, draw, family)
    if report.head.draft:
        add_comments(document, report.hints, report.day)
    describe(document, report.title, report.head.issuer_name, report.day)
    return written(document)


def empty_document(family: str = FONT) -> Document:
    """A document without any content, with our styles and nothing of whoever made its template."""
    document = docx.Document()
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    add_styles(document, family)
    clean(document, family)
    return document


def written(document: Document) -> bytes:
    """The bytes of its file, which depend on its content alone."""
    kept = BytesIO()
    document.save(kept)
    return packed(kept.getvalue())


def _closing(one: Paragraph) -> str:
    return paragraph(PARTS[one.kind], one.line, keep=True)


def _add(document: Document, *pieces: str) -> None:
    body = document.element.body
    for piece in pieces:
        body[-1].addprevious(element(piece))


def _add_blocks(document: Document, blocks: Iterable[Block], width: float, draw: Draw) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _add(document, paragraph(PARTS[block.kind], block.line))
        elif isinstance(block, PaperTable):
            # A table stands apart from the line above it.
            _add(document, paragraph(Component.RULE, ""), table(block, width))
        else:
            _add_picture(document, block, min(width, look.TEXT_WIDTH), draw)


def _add_picture(document: Document, chart: Chart, width: float, draw: Draw) -> None:
    holder = document.add_paragraph(style=str(Component.CAPTION))
    holder.paragraph_format.keep_with_next = True
    picture = holder.add_run().add_picture(BytesIO(draw(chart, width)), width=Mm(width))
    picture._inline.docPr.set("descr", chart.title)


def _width(*, landscape: bool) -> float:
    return (look.PAGE_HEIGHT if landscape else look.PAGE_WIDTH) - look.MARGIN_LEFT - look.MARGIN_RIGHT


def _add_appendix(document: Document, report: Report, appendix: Appendix, draw: Draw, family: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that holds the end of the section before takes no room.
    document.element.body[-2].get_or_add_pPr().get_or_add_pStyle().val = style_id(Component.RULE)
    set_page(section, landscape=appendix.landscape)
    width = _width(landscape=appendix.landscape)
    head = report.head
    dots = head.number or "……"
    kind = head.kind or "Công văn"
    reference = f"(Kèm theo {kind} số {dots}/{head.symbol} {head.date} của {head.issuer_name})"
    length = min(width, text_width(Component.APPENDIX_REFERENCE, reference, family))
    _add(
        document,
        paragraph(Component.APPENDIX, f"Phụ lục {appendix.number}"),
        paragraph(Component.APPENDIX_TITLE, appendix.title),
        paragraph(Component.APPENDIX_REFERENCE, reference),
        rule(length * look.RULE_SHARE, width),
    )
    _add_blocks(document, appendix.blocks, width, draw)


def set_page(section: Section, *, landscape: bool) -> None:
    """A4 with the prescribed margins, pages numbered from 1."""
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
    header._element.append(element(PAGE_FIELD.format(style=style_id(Component.PAGE_NUMBER))))
