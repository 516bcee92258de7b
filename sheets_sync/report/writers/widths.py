"""How wide a line of text is: rules have the length of a line or a part of it, dashes stand below a colon."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font, LoadFlags

from sheets_sync.report.writers.fonts import faces
from sheets_sync.report.writers.look import FONT, LOOKS, Component

#: Adobe's Times, whose letters are as wide as those of Times New Roman; matplotlib brings its measures.
TIMES = {
    (False, False): "Times-Roman",
    (True, False): "Times-Bold",
    (False, True): "Times-Italic",
    (True, True): "Times-BoldItalic",
}
#: Letters that do not fall apart into a letter that Times has and an accent.
ALIKE = str.maketrans({"đ": "d", "Đ": "D", "…": "—", "“": "”", "–": "n"})
MILLIMETRES_PER_POINT = 25.4 / 72
EM = 1000


def text_width(part: Component, text: str, family: str = FONT) -> float:
    """Width of a line of this component in millimetres, set in a font."""
    look = LOOKS[part]
    shown = text.upper() if look.capitals else text
    return line_width(shown, look.size, bold=look.bold, italic=look.italic, family=family)


def line_width(text: str, size: float, *, bold: bool, italic: bool, family: str = FONT) -> float:
    """Width in millimetres of a line of so many points."""
    ems = _measured(text, family, (bold, italic)) if family != FONT else 0
    return (ems or _in_times(text, (bold, italic))) * size * MILLIMETRES_PER_POINT


def _in_times(text: str, face: tuple[bool, bool]) -> float:
    widths = _times(face)
    plain = unicodedata.normalize("NFD", text.translate(ALIKE))
    return sum(widths.get(letter, 500) for letter in plain if not unicodedata.combining(letter)) / EM


@cache
def _times(face: tuple[bool, bool]) -> Mapping[str, int]:
    """Character to its width, in thousandths of the size."""
    file = Path(mpl.get_data_path(), "fonts", "pdfcorefonts", f"{TIMES[face]}.afm")
    names = {"quotedblright": "”", "emdash": "—"}
    found: dict[str, int] = {}
    for line in file.read_text(encoding="latin-1").splitlines():
        if line.startswith("C "):
            fields = dict(field.split(maxsplit=1) for field in line.split(";") if len(field.split()) == 2)
            code, name = int(fields["C"]), fields["N"].strip()
            if 32 <= code < 127:
                found[chr(code)] = int(fields["WX"])
            elif name in names:
                found[names[name]] = int(fields["WX"])
    return found


def _measured(text: str, family: str, face: tuple[bool, bool]) -> float:
    """In parts of the size; 0 where the font is not there."""
    file = faces(family).get(face)
    if file is None:
        return 0
    font = FT2Font(file)
    font.set_size(EM, 72)
    return (
        float(sum(font.load_char(ord(letter), LoadFlags.NO_HINTING).linearHoriAdvance for letter in text))
        / 65536
        / EM
    )
