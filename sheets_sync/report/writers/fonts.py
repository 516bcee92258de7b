"""Which installed font documents and charts can be set in: it has every Vietnamese letter in every face."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from sheets_sync.errors import ReportError

#: The document's own font, and those whose letters are as wide.
AS_WIDE = ("Times New Roman", "Tinos", "Liberation Serif")
FAMILIES = (*AS_WIDE, "Noto Serif", "DejaVu Serif", "DejaVu Sans", "Noto Sans")
#: The Debian package of the first font as wide that is free and whole: Debian 12's Liberation lacks letters.
PACKAGE = "fonts-croscore"
#: Letters that fonts without Vietnamese lack.
VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯảẳẩẻểỉỏổởủửỷạặậẹệịọộợụựỵẫễỗỡữỹẢẲẨẺỂỈỎỔỞỦỬỶẠẶẬẸỆỊỌỘỢỤỰỴẪỄỖỠỮỸẤẦẾỀỐỒỚỜỨỪ"
NO_FONT = (
    "Charts and PDF need a font with all Vietnamese letters and none is installed. Install Tinos (package"
    f" {PACKAGE}), or Times New Roman."
)
#: Weights as matplotlib counts them, and as fontconfig does; other weights and widths are no faces of ours.
REGULAR, BOLD = 400, 700
FC_WEIGHTS, FC_WIDTH = {"80": False, "200": True}, "100"


def faces(family: str) -> Mapping[tuple[bool, bool], str]:
    """The files of a family by whether they are bold and italic."""
    return _installed().get(family, {})


def is_whole(family: str) -> bool:
    """Whether a family has regular, bold, italic and bold italic, each with all Vietnamese letters."""
    found = faces(family)
    return len(found) == len(("regular", "bold", "italic", "bold italic")) and all(
        map(_has_all, found.values())
    )


def document_family() -> str:
    """The one family that a PDF is set in, as wide as Times New Roman if any. Raises ReportError."""
    try:
        return next(family for family in (*FAMILIES, *sorted(_installed())) if is_whole(family))
    except StopIteration:
        raise ReportError(NO_FONT) from None


def chart_family() -> str:
    """The family for charts, of which the regular face is enough. Raises ReportError for none."""
    try:
        return next(_regular())
    except StopIteration:
        raise ReportError(NO_FONT) from None


def _regular() -> Iterator[str]:
    for family in (*FAMILIES, *sorted(_installed())):
        file = faces(family).get((False, False))
        if file is not None and _has_all(file):
            yield family


@cache
def _has_all(file: str) -> bool:
    try:
        letters = FT2Font(file).get_charmap()
    except (OSError, RuntimeError):
        return False
    return all(ord(letter) in letters for letter in VIETNAMESE)


@cache
def _installed() -> Mapping[str, Mapping[tuple[bool, bool], str]]:
    found: dict[str, dict[tuple[bool, bool], str]] = {}
    for family, face, file in _by_fontconfig() or _by_matplotlib():
        found.setdefault(family, {}).setdefault(face, file)
    return found


def _by_fontconfig() -> list[tuple[str, tuple[bool, bool], str]]:
    """As LibreOffice finds them: matplotlib's own list does not know what was installed since it was made."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    fields = "%{family[0]}\\t%{weight}\\t%{slant}\\t%{width}\\t%{file}\\n"
    done = subprocess.run(  # noqa: S603 (arguments are ours)
        [program, "--format", fields, ":lang=vi:scalable=true"], capture_output=True, text=True, check=False
    )
    found = []
    for line in done.stdout.splitlines():
        family, weight, slant, width, file = line.split("\t")
        if weight in FC_WEIGHTS and width == FC_WIDTH:
            found.append((family, (FC_WEIGHTS[weight], slant != "0"), file))
    return found


def _by_matplotlib() -> list[tuple[str, tuple[bool, bool], str]]:
    return [
        (font.name, (font.weight == BOLD, font.style == "italic"), font.fname)
        for font in font_manager.fontManager.ttflist
        if font.stretch == "normal" and font.weight in (REGULAR, BOLD)
    ]
