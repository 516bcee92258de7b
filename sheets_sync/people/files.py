"""Files of a campaign in which somebody may be named: lists, documents, exports; read, never changed."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from sheets_sync.people.of_messages import texts_in

#: Words that a mark-up stands between.
MARKED = frozenset({".html", ".htm", ".xml", ".svg"})
#: Larger ones are no documents of an office.
LARGEST = 50_000_000
#: Seconds that the words of one PDF may take.
TIMEOUT = 60
UNREADABLE = "its words cannot be read: look into it"
WITHOUT_POPPLER = (
    "searching PDFs needs pdftotext (package poppler-utils), which is not installed: look into it"
)
DATABASE = "it is a database: where it is an old copy of the store, delete it"
PICTURES = "page {} is a picture without words: look at it"
#: Parts of one word may be told apart by their looks: what ends them parts no words.
_WITHIN_WORDS = r"w:t|w:r|w:rPr|w:delText|a:t|a:r|a:rPr|text:span|t|r|rPr|b|i|u|em|strong|span|font"
_ENDS = re.compile(rf"</(?!(?:{_WITHIN_WORDS})\s*>)[^<>]*>|<br[^<>]*>", re.I)
#: Who wrote a comment or a change.
_AUTHORS = re.compile(r'\b(?:w:)?author="([^"]*)"')
_TAGS = re.compile(r"<[^<>]*>")
_PDF, _DATABASE = b"%PDF-", b"SQLite format 3"
#: Marks that begin a text of Windows' programs, and their encodings.
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class FileText:
    """One file: its text, and what of it cannot be searched."""

    file: Path
    text: str
    #: Why, empty where all of it can.
    unsearched: str = ""


def texts_of_files(folder: Path, left_out: frozenset[Path]) -> Iterator[FileText]:
    """Every file below a folder, but for these files and folders, and for programs."""
    programs = {one.parent for one in folder.rglob("pyvenv.cfg")} | {*folder.rglob(".git")}
    for file in sorted(folder.rglob("*")):
        skipped = file.is_symlink() or {file, *file.parents} & (left_out | programs) or _is_of_database(file)
        if file.is_file() and not skipped:
            yield _read(file)


def _is_of_database(file: Path) -> bool:
    """Whether it is what SQLite keeps beside a database, which is told by itself."""
    base, _, end = file.name.rpartition("-")
    return end in ("wal", "shm", "journal") and file.with_name(base).exists()


def _read(file: Path) -> FileText:
    """By what is in a file, whatever it is called."""
    try:
        if file.stat().st_size > LARGEST:
            return FileText(file, "", UNREADABLE)
        if is_zipfile(file):
            return _archive(file)
        raw = file.read_bytes()
    except (OSError, BadZipFile):
        return FileText(file, "", UNREADABLE)
    if raw.startswith(_PDF):
        return _pdf(file)
    if raw.startswith(_DATABASE):
        return FileText(file, "", DATABASE)
    if file.suffix.lower() == ".eml":
        return FileText(file, "\n".join(texts_in(raw)))
    return _plain(file, raw)


def _plain(file: Path, raw: bytes) -> FileText:
    """As UTF-8, as Windows' programs save it, or in an encoding of old; of a picture nobody reads words."""
    encoding = _MARKS.get(raw[:2], "utf-8-sig")
    if encoding != "utf-16" and b"\0" in raw:
        return FileText(file, "", UNREADABLE)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return FileText(file, _words(text) if file.suffix.lower() in MARKED else text)


def _archive(file: Path) -> FileText:
    """The words of a document, a line for each paragraph or cell."""
    with ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        parts = [archive.read(name).decode("utf-8", "replace") for name in names]
    if not any(name.endswith(".xml") for name in names):
        return FileText(file, "", UNREADABLE)
    return FileText(file, "\n".join(map(_words, parts)))


def _words(marked: str) -> str:
    authors = (unescape(one) for one in _AUTHORS.findall(marked))
    return "\n".join((unescape(_TAGS.sub("", _ENDS.sub("\n", marked))), *authors))


def _pdf(file: Path) -> FileText:
    """By poppler: what Python's readers make of a word whose letters come from two fonts is torn apart."""
    program = shutil.which("pdftotext")
    if program is None:
        return FileText(file, "", WITHOUT_POPPLER)
    command = [program, "-enc", "UTF-8", "-q", str(file), "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603 (arguments are ours)
    except subprocess.TimeoutExpired:
        return FileText(file, "", UNREADABLE)
    if done.returncode:
        return FileText(file, "", UNREADABLE)
    *pages, _ = done.stdout.decode("utf-8", "replace").split("\f")
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    return FileText(file, "\n".join(pages), PICTURES.format(", ".join(blank)) if blank else "")
