"""Each type of document as LibreOffice prints it: fonts, rules, dashes and positions, measured in the PDF."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from sheets_sync.report.content.certificates import certificates, layout_of
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers.certificate import certificates_document
from sheets_sync.report.writers.document import word_document
from sheets_sync.report.writers.fonts import document_family
from sheets_sync.report.writers.look import MOTTO
from sheets_sync.report.writers.pdf import other_fonts
from sheets_sync.templates import templates
from tests.unit.nominees import GRANTED, council, nominee
from tests.unit.papers import papers
from tests.unit.report.test_document import drawn
from tests.unit.reports import held, material

PROGRAMS = ("soffice", "pdftotext", "pdffonts", "pdftocairo")
pytestmark = pytest.mark.skipif(
    any(shutil.which(one) is None for one in PROGRAMS), reason="LibreOffice or poppler is not installed"
)
TYPES = ("report", "petition", "minutes", "decision", "letter")
MM = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
#: A horizontal line as pdftocairo draws it.
STROKE = re.compile(
    r'<path [^>]*d="M ([\d.]+) ([\d.]+) L ([\d.]+) ([\d.]+)[^"]*"[^>]*?(?:transform="matrix\(([^)]*)\)")?/>'
)
LONG = "Tập thể " + "cán bộ và nhân dân " * 6 + "tổ 1"


@dataclass(frozen=True)
class Line:
    """A line of words on a page, in points."""

    text: str
    left: float
    right: float
    bottom: float


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """All types in one run of LibreOffice, which takes longer to start than to convert."""
    folder = tmp_path_factory.mktemp("papers")
    family = document_family()
    for name, paper in papers().items():
        (folder / f"{name}.docx").write_bytes(word_document(paper, drawn, family))
    rewarded = (nominee("TDP01", "Lê Thị Hoa", 1, gender="Nữ"), nominee("TDP02", LONG, 2, subject="Tập thể"))
    one = material(held(*rewarded), proposals=council(*((each, GRANTED) for each in rewarded)))
    found = certificates(one, Wording(templates("report")))
    made = certificates_document(found, "Giấy khen", "UBND", date(2024, 9, 5), family)
    (folder / "certificates.docx").write_bytes(made)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
    ]
    files = sorted(str(file) for file in folder.glob("*.docx"))
    subprocess.run([*command, "pdf", "--outdir", str(folder), *files], check=True, capture_output=True)
    return {file.stem: file for file in folder.glob("*.pdf")}


def lines(pdf: Path, page: int = 1) -> list[Line]:
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", "-f", str(page), "-l", str(page), str(pdf), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for block in re.findall(r"<line .*?</line>", done.stdout, re.DOTALL):
        words = WORD.findall(block)
        text = " ".join(unescape(word[4]) for word in words)
        found.append(
            Line(text, float(words[0][0]), float(words[-1][2]), max(float(word[3]) for word in words))
        )
    return found


def rules(pdf: Path) -> list[tuple[float, float, float]]:
    """Left, right and height of every horizontal line of the first page, in points."""
    command = ["pdftocairo", "-svg", "-f", "1", "-l", "1", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = []
    for x1, y1, x2, y2, matrix in STROKE.findall(done.stdout):
        a, _, _, d, e, f = (float(one) for one in (matrix or "1,0,0,1,0,0").split(","))
        left, right = sorted(a * float(x) + e for x in (x1, x2))
        top, bottom = (d * float(y) + f for y in (y1, y2))
        if abs(top - bottom) < 0.5 and right - left > 10:
            found.append((left, right, top))
    return found


def rule_below(pdf: Path, line: Line) -> tuple[float, float, float]:
    """The line that is drawn next below a line of words, within its height."""
    return min((one for one in rules(pdf) if 0 <= one[2] - line.bottom + 6 < 20), key=lambda one: one[2])


def line_of(pdf: Path, text: str) -> Line:
    return next(one for one in lines(pdf) if one.text == text)


@pytest.mark.parametrize("name", [*TYPES, "certificates"])
def test_every_pdf_is_set_in_one_font(printed: Mapping[str, Path], name: str) -> None:
    assert other_fonts(printed[name], document_family()) == ()


@pytest.mark.parametrize("name", TYPES)
def test_the_rule_below_the_motto_is_as_long_as_the_motto(printed: Mapping[str, Path], name: str) -> None:
    motto = line_of(printed[name], MOTTO)
    left, right, _ = rule_below(printed[name], motto)
    assert right - left == pytest.approx(motto.right - motto.left, abs=1.5)
    assert left == pytest.approx(motto.left, abs=1.5)


@pytest.mark.parametrize("name", TYPES)
def test_the_rule_below_the_issuer_is_a_third_to_a_half_of_its_line(
    printed: Mapping[str, Path], name: str
) -> None:
    """II.2b: in the middle of the line above it."""
    left_half = [
        one
        for one in lines(printed[name])
        if one.right < 95 * MM and one.text == one.text.upper() and "/" not in one.text
    ]
    issuer = max(
        (one for one in left_half if one.bottom < 70 * MM and "DỰ THẢO" not in one.text),
        key=lambda one: one.bottom,
    )
    left, right, _ = min(
        (one for one in rules(printed[name]) if one[1] < 95 * MM), key=lambda one: abs(one[2] - issuer.bottom)
    )
    assert (issuer.right - issuer.left) / 3 <= right - left <= 66 * MM / 2
    assert (left + right) / 2 == pytest.approx((issuer.left + issuer.right) / 2, abs=2)


def test_dashes_of_addressees_stand_under_the_colon(printed: Mapping[str, Path]) -> None:
    to = line_of(printed["report"], "Kính gửi:")
    dashes = [
        one.left
        for one in lines(printed["report"])
        if one.text.startswith("- ") and one.bottom - to.bottom < 60
    ]
    assert len(dashes) >= 2
    first, second = dashes[:2]
    assert first == second
    # The colon is the last of the words and some four points wide.
    assert first == pytest.approx(to.right - 4, abs=2)


@pytest.mark.parametrize("name", TYPES)
def test_recipients_dashes_stand_left_under_their_title(printed: Mapping[str, Path], name: str) -> None:
    for page in (1, 2, 3):
        found = lines(printed[name], page)
        title = next((one for one in found if one.text == "Nơi nhận:"), None)
        if title is not None:
            below = [one for one in found if one.text.startswith("- ") and 0 < one.bottom - title.bottom < 80]
            assert below
            assert all(one.left == pytest.approx(title.left, abs=1) for one in below)
            return
    pytest.fail("no recipients on the first three pages")


# Certificates


def test_every_line_of_a_certificate_stands_where_the_template_says(printed: Mapping[str, Path]) -> None:
    layout = layout_of(Wording(templates("report")).source("giay-khen.toml"))
    name = next(field for field in layout.field if field.text == "{{ title }}")
    found = next(one for one in lines(printed["certificates"]) if one.text == "Bà Lê Thị Hoa")
    middle = (name.x + name.width / 2) * MM
    assert (found.left + found.right) / 2 == pytest.approx(middle, abs=1.5)
    assert name.y * MM <= found.bottom <= (name.y + 14) * MM


def test_a_name_of_120_letters_stays_within_its_room(printed: Mapping[str, Path]) -> None:
    layout = layout_of(Wording(templates("report")).source("giay-khen.toml"))
    name, below = (
        next(one for one in layout.field if one.text == text) for text in ("{{ title }}", "{{ position }}")
    )
    own = [
        one for one in lines(printed["certificates"], 2) if one.text and one.text in " ".join(LONG.split())
    ]
    assert " ".join(one.text for one in own) == " ".join(LONG.split())
    assert len(own) == 2
    assert all(name.x * MM - 1 <= one.left and one.right <= (name.x + name.width) * MM + 1 for one in own)
    assert max(one.bottom for one in own) <= below.y * MM + 2
