"""What the template of python-docx brings along: a picture, a program, a language that are not ours."""

import re
from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from sheets_sync.report.writers.ooxml import element

LANGUAGE = "vi-VN"
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>sheets-sync</Application></Properties>"
)
#: Parts that only its maker needed.
LEFTOVERS = ("thumbnail", "customXml", "stylesWithEffects")
#: Settings about the moments at which its maker worked on it.
SETTINGS = ("w:rsids", "w:savePreviewPicture", "w:proofState", "w:shapeDefaults")
LATIN = re.compile(rb'(<a:latin typeface=")[^"]*(")')


def clean(document: Document, family: str) -> None:
    """Take it out; language and theme become ours."""
    package = document.part.package
    for holder in (package, document.part):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in LEFTOVERS:
                del holder.rels[name]
    program = package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    theme = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    program._blob = APPLICATION.encode()
    theme._blob = LATIN.sub(rb"\g<1>" + family.encode() + rb"\g<2>", theme.blob)
    settings = document.settings.element
    for old in (one for tag in SETTINGS for one in settings.findall(qn(tag))):
        settings.remove(old)
    for old in settings.findall(qn("w:themeFontLang")):
        settings.replace(old, element(f'<w:themeFontLang w:val="{LANGUAGE}"/>'))


def describe(document: Document, title: str, author: str, day: date) -> None:
    """Properties of the file; its day is the document's, so that the same document is the same file."""
    about = document.core_properties
    about.title, about.author = title[:255], author[:255]
    about.last_modified_by = about.author
    about.language, about.revision = LANGUAGE, 1
    about.created = about.modified = datetime.combine(day, time(), UTC)
    about.comments = about.keywords = about.subject = about.category = ""
