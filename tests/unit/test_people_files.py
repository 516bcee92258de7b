"""The words of whatever file lies in a campaign's folder, and what is said of those that have none."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from sheets_sync.people.files import DATABASE, UNREADABLE, WITHOUT_POPPLER, FileText, texts_of_files
from sheets_sync.vietnamese.mentions import Sought, needle

NAME, PHONE = "Nguyễn Thị Hòa", "0912345678"
KEY = b"k" * 32
SOUGHT = Sought((needle(NAME, KEY), needle(PHONE, KEY)), KEY)


def read(folder: Path) -> dict[str, FileText]:
    return {one.file.name: one for one in texts_of_files(folder, frozenset())}


def document() -> bytes:
    made = docx.Document()
    line = made.add_paragraph("Bà ")
    for part in ("Nguy", "ễn Thị ", "Hòa"):
        line.add_run(part).bold = part == "ễn Thị "
    written = BytesIO()
    made.core_properties.author = "Văn thư"
    made.save(written)
    return written.getvalue()


def workbook() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([7, 912345678, 3])
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def commented() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("word/comments.xml", f'<w:comment w:author="{NAME}"><w:p/></w:comment>')
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("giay-moi.docx", document),
        ("giay-moi.docm", document),
        ("danh-sach.xlsx", workbook),
        ("gop-y.docx", commented),
        ("danh-sach.csv", f"1;{NAME};12".encode),
        ("danh-sach.csv.bak", f"1;{NAME};12".encode),
        ("ghi-chu", lambda: b"nguyen\nthi hoa, to 2"),
        ("tu-word.txt", lambda: f"Bà {NAME}".encode("utf-16")),
        ("cu.txt", lambda: "bµ NguyÔn ThÞ Hßa".encode("latin-1")),
        ("trang.html", "<p>Bà <b>Nguyễn</b> Thị&nbsp;H&ograve;a</p>".encode),
        ("thu.eml", f"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n{NAME}".encode),
    ],
)
def test_words_are_found_whatever_a_file_is_and_is_called(
    tmp_path: Path, name: str, made: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(made())
    found = read(tmp_path)[name]
    assert SOUGHT.names(found.text), found
    assert found.unsearched == ""


def test_what_cannot_be_searched_is_told(tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(b"\xff\xd8\xff\0\0")
    (tmp_path / "cu.db").write_bytes(b"SQLite format 3\0")
    (tmp_path / "cu.db-wal").write_bytes(b"\0")
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7 nothing")
    with ZipFile(tmp_path / "tep.zip", "w") as archive:
        archive.writestr("anh.jpg", b"\xff")
    told = {name: one.unsearched for name, one in read(tmp_path).items()}
    assert told == {"anh.jpg": UNREADABLE, "cu.db": DATABASE, "hong.pdf": UNREADABLE, "tep.zip": UNREADABLE}


def test_programs_are_no_files_of_the_office(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    for name in ("pyvenv.cfg", "x.py"):
        (tmp_path / ".venv" / name).write_text(NAME)
    assert read(tmp_path) == {}


def test_without_poppler_a_pdf_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(tmp_path)["a.pdf"].unsearched == WITHOUT_POPPLER


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_words_of_a_pdf_are_read_and_pages_without_any_are_told(tmp_path: Path) -> None:
    pages = [
        pdf_page(f"Ong {bare} 0912 345 678".encode() if bare else b"") for bare in ("Nguyen Thi Hoa", "")
    ]
    (tmp_path / "bao-cao.pdf").write_bytes(pdf(pages))
    found = read(tmp_path)["bao-cao.pdf"]
    assert [one.sure for one in SOUGHT.mentions(found.text)] == [True, True]
    assert found.unsearched == "page 2 is a picture without words: look at it"


def pdf_page(words: bytes) -> bytes:
    return b"BT /F1 12 Tf 50 700 Td (" + words + b") Tj ET" if words else b""


def pdf(pages: list[bytes]) -> bytes:
    """The smallest file of these pages that a reader takes."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    made = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
        font,
    ]
    for number, page in enumerate(pages):
        resources = b"/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        made.append(b"<< /Type /Page /Parent 2 0 R " + resources + b" /Contents %d 0 R >>" % (5 + 2 * number))
        made.append(b"<< /Length %d >>\nstream\n" % len(page) + page + b"\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(made, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(made) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(made) + 1) + table + end
