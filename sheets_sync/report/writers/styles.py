"""The components of `look` as Word's paragraph styles, so that the office can change each in one place."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from sheets_sync.report.writers.look import INDENT, LOOKS, Component, Look
from sheets_sync.report.writers.ooxml import CENTRED, HEADINGS, style_id

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")


def add_styles(document: Document, family: str) -> None:
    """One style a component, all in one font; Word's own headings where a component is one."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for script in SCRIPTS:
            fonts.set(qn(f"w:{script}"), family)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = family, Pt(14)
    for part, look in LOOKS.items():
        if part in CENTRED:
            continue
        if part in HEADINGS:
            style = document.styles[f"Heading {HEADINGS[part]}"]
        else:
            style = document.styles.add_style(str(part), WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), style_id(part))
        style.base_style, style.quick_style = normal, True
        _dress(style, part, look, family)


def _dress(style: ParagraphStyle, part: Component, look: Look, family: str) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = family, Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for script in SCRIPTS:
        fonts.set(qn(f"w:{script}"), family)
    paragraph.alignment = ALIGNMENTS[look.align]
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = look.spacing
    if part is Component.RULE:
        # As low as a line can be: only its border is seen.
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    paragraph.first_line_indent = Mm(INDENT) if look.indented else Mm(0)
    paragraph.keep_with_next = look.keep_with_next
