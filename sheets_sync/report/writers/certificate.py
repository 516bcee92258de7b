"""Certificates as a Word file: a page for each recipient, every line at its place in millimetres."""

from collections.abc import Iterable
from datetime import date
from html import escape

from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from sheets_sync.report.content.certificates import Certificates, Placed
from sheets_sync.report.writers.cleaning import describe
from sheets_sync.report.writers.document import empty_document, written
from sheets_sync.report.writers.look import FONT
from sheets_sync.report.writers.ooxml import element, twips
from sheets_sync.report.writers.widths import line_width

#: Text is set no smaller than this, in points.
SMALLEST = 8
#: Words fill a line by about so much before one goes to the next.
FILLED = 0.92
#: Half-points in a point.
HALF = 2


def certificates_document(
    found: Certificates, title: str, issuer: str, day: date, family: str = FONT
) -> bytes:
    """The file's bytes; the same certificates give the same bytes."""
    document = empty_document(family)
    section = document.sections[0]
    page = found.layout.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    if page.width > page.height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(10)
    body = document.element.body
    for place, words in enumerate(found.pages):
        for piece in (*_words(words, family), _anchor(is_last=place == len(found.pages) - 1)):
            body[-1].addprevious(element(piece))
    describe(document, title, issuer, day)
    return written(document)


def fitting(one: Placed, family: str = FONT) -> float:
    """The size in points at which a text fits its lines."""
    field = one.field
    width = line_width(one.text, field.size, bold=field.bold, italic=field.italic, family=family)
    room = field.width * (1 if field.lines == 1 else field.lines * FILLED)
    return field.size if width <= room else max(SMALLEST, int(field.size * room / width * HALF) / HALF)


def _words(words: Iterable[Placed], family: str) -> Iterable[str]:
    for one in words:
        field = one.field
        weight = ("<w:b/>" if field.bold else "") + ("<w:i/>" if field.italic else "")
        size = round(fitting(one, family) * HALF)
        look = f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        yield (
            f'<w:p><w:pPr><w:framePr w:w="{twips(field.width)}" w:wrap="around" w:vAnchor="page"'
            f' w:hAnchor="page" w:x="{twips(field.x)}" w:y="{twips(field.y)}"/>'
            '<w:spacing w:before="0" w:after="0"/>'
            f'<w:jc w:val="{field.align}"/></w:pPr>'
            f'<w:r>{look}<w:t xml:space="preserve">{escape(one.text, quote=False)}</w:t></w:r></w:p>'
        )


def _anchor(*, is_last: bool) -> str:
    """The paragraph that the frames of a page hang on; all but the last end their page."""
    end = "" if is_last else '<w:r><w:br w:type="page"/></w:r>'
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>{end}</w:p>'
    )
