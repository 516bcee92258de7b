"""Files of a campaign in which somebody may be named: lists, documents, exports; read, never changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sheets_sync.people.of_messages import texts_in

#: Documents that are archives of XML.
ARCHIVES = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods"})
PLAIN = frozenset(
    {".csv", ".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".toml", ".tsv", ".xml", ".log"}
)
#: Pages of pictures and letters at places: nobody reads their words without drawing them.
UNREADABLE = frozenset({".pdf", ".doc", ".xls", ".png", ".jpg", ".jpeg", ".zip", ".gz", ".7z", ".rar"})
#: Larger ones are no documents of an office.
LARGEST = 50_000_000
_ENDS = re.compile(rb"</(?:w:p|si|text:p|a:p|row)>")
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class FileText:
    """One file: its text; None where it cannot be searched."""

    file: Path
    text: str | None


def texts_of_files(folder: Path, left_out: frozenset[Path]) -> Iterator[FileText]:
    """Every file below a folder that may name people, but for these files and folders."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.is_symlink() or {file, *file.parents} & left_out:
            continue
        kind = file.suffix.lower()
        if kind in UNREADABLE:
            yield FileText(file, None)
        elif kind in ARCHIVES or kind in PLAIN or kind == ".eml":
            yield FileText(file, _text(file, kind))


def _text(file: Path, kind: str) -> str | None:
    try:
        if file.stat().st_size > LARGEST:
            return None
        if kind in ARCHIVES:
            return _of_archive(file)
        raw = file.read_bytes()
    except (OSError, BadZipFile):
        return None
    return "\n".join(texts_in(raw)) if kind == ".eml" else raw.decode("utf-8-sig", "replace")


def _of_archive(file: Path) -> str:
    """The words of a document, a line for each paragraph or cell: one word may be parted by its looks."""
    with ZipFile(file) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    marked = (_ENDS.sub(b"\n", part).decode("utf-8", "replace") for part in parts)
    return "\n".join(unescape(_TAGS.sub("", part)) for part in marked)
