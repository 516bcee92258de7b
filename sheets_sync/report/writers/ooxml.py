"""Pieces of WordprocessingML as text: paragraphs in the styles of `look`, rules, tables."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from sheets_sync.report.content.model import Line, PaperRow, PaperTable
from sheets_sync.report.writers.look import LOOKS, Component

#: Twentieths of a point in a millimetre.
TWIPS = 1440 / 25.4
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
BOLD = "<w:rPr><w:b/></w:rPr>"
#: Of an article, which alone is bold.
NUMBER = re.compile(r"Điều \d+\.")
ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def twips(millimetres: float) -> int:
    """Word's unit of length."""
    return round(millimetres * TWIPS)


#: Components that are Word's own headings, so that navigation and tables of contents find them.
HEADINGS = {
    Component.HEADING: 1,
    Component.SUBHEADING: 2,
    Component.POINT: 3,
    Component.APPENDIX: 1,
    Component.APPENDIX_TITLE: 2,
}
#: Headings that stand otherwise than their style.
CENTRED = (Component.APPENDIX, Component.APPENDIX_TITLE)


def style_id(part: Component) -> str:
    """How a component's style is called inside the file."""
    if part in HEADINGS:
        return f"Heading{HEADINGS[part]}"
    return f"nd30-{part.name.lower().replace('_', '-')}"


def element(xml: str) -> BaseOxmlElement:
    """A piece of the document; its outermost tag has no namespace declarations yet."""
    head, mark, rest = xml.partition(">")
    declared = f"{head[:-1]} {nsdecls('w')}/" if head.endswith("/") else f"{head} {nsdecls('w')}"
    found: BaseOxmlElement = parse_xml(f"{declared}{mark}{rest}")
    return found


def paragraph(
    part: Component,
    line: Line | str,
    *,
    align: str = "",
    bold: bool = False,
    keep: bool = False,
    left: float | None = None,
) -> str:
    """One paragraph; a component in capitals is written so.

    `keep` holds it on the page of what follows, `left` is how many millimetres it stands in.
    """
    text = line if isinstance(line, str) else "".join(map(str, line))
    if LOOKS[part].capitals:
        text = text.upper()
    place = '<w:spacing w:before="0"/><w:ind w:firstLine="0"/>' if part in CENTRED else ""
    if left is not None:
        place = f'<w:ind w:left="{twips(left)}"/>'
    align = "center" if part in CENTRED else align
    alignment = f'<w:jc w:val="{ALIGNMENTS[align]}"/>' if align else ""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    weight = BOLD if bold else ""
    lead = NUMBER.match(text) if part is Component.ARTICLE else None
    run = _run(text[: lead.end()], BOLD) + _run(text[lead.end() :], weight) if lead else _run(text, weight)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(part)}"/>{kept}{place}{alignment}</w:pPr>{run}</w:p>'


def _run(text: str, look: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""


def rule(width: float, within: float) -> str:
    """A line of `width` millimetres in the middle of `within`."""
    side = twips(max(0.0, within - width) / 2)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(Component.RULE)}"/>'
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )


def columns(rows: Iterable[Sequence[str]], widths: Sequence[float], *, above: float = 0) -> str:
    """Blocks beside each other without borders; each row stays on one page, `above` mm over it."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(content, twips(width)) for content, width in zip(row, widths, strict=True))
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{twips(above)}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def table(one: PaperTable, width: float) -> str:
    """A table with borders as wide as given, its titles repeated on every page."""
    shares = [column.width for column in one.columns]
    widths = [twips(width * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    titles = "".join(
        _cell(paragraph(Component.TABLE_TITLE, column.title), column_width, middle=True)
        for column, column_width in zip(one.columns, widths, strict=True)
    )
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"
    body = "".join(_row(one, row, widths) for row in one.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
        f'<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{body}</w:tbl>"
    )


def _row(one: PaperTable, row: PaperRow, widths: Sequence[int]) -> str:
    if len(row.cells) == 1:
        section = paragraph(Component.TABLE_CELL, row.cells[0], bold=row.strong)
        cells = _cell(section, sum(widths), span=len(widths))
    else:
        cells = "".join(
            _cell(
                paragraph(Component.TABLE_CELL, line, align=column.align, bold=row.strong), width, middle=True
            )
            for column, line, width in zip(one.columns, row.cells, widths, strict=True)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(content: str, width: int, *, span: int = 1, middle: bool = False) -> str:
    spanning = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    vertical = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}{vertical}</w:tcPr>{content}</w:tc>'
