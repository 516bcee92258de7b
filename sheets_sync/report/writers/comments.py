"""Hints for the office as comments in a draft: beside what they are about, and in no printed page."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from sheets_sync.report.content.model import Hint, Near
from sheets_sync.report.writers.look import Component
from sheets_sync.report.writers.ooxml import style_id

#: Where a hint is anchored: the first of these components that the document has.
ANCHORS = {
    Near.TITLE: (Component.SUBJECT, Component.LETTER_SUBJECT),
    Near.BASES: (Component.BASIS, Component.SUBJECT),
    Near.SIGNATURE: (Component.SIGNER, Component.SUBJECT),
}
AUTHOR, INITIALS = "sheets-sync", "SS"


def add_comments(document: Document, hints: Iterable[Hint], day: date) -> None:
    """A comment a hint, dated as the document."""
    for hint in hints:
        run = _anchor(document, hint)
        if run is not None:
            comment = document.add_comment(run, text=hint.text, author=AUTHOR, initials=INITIALS)
            comment._comment_elm.set(
                qn("w:date"), datetime.combine(day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            )


def _anchor(document: Document, hint: Hint) -> Run | None:
    for part in ANCHORS[hint.near]:
        found = [
            one
            for one in document.element.body.iter(qn("w:p"))
            if one.pPr is not None and one.pPr.style == style_id(part) and one.find(qn("w:r")) is not None
        ]
        if hint.near is Near.BASES:
            # The line of the text that it is about, where that can be told.
            found.sort(key=lambda one: not any(text in hint.text for text in _bare(one)))
        if found:
            return Run(found[0].find(qn("w:r")), document)
    return None


def _bare(paragraph: object) -> tuple[str, ...]:
    text = "".join(one.text or "" for one in paragraph.iter(qn("w:t")))  # type: ignore[attr-defined]
    return (text.strip("[];.").removeprefix("Căn cứ "),)
