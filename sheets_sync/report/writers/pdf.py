"""A Word document as PDF, through LibreOffice where it is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sheets_sync.disk import remedy, write_whole
from sheets_sync.errors import ReportError

PROGRAMS = ("soffice", "libreoffice")
#: Seconds; the 300 pages of a report of 300 units take about forty.
TIMEOUT = 180
#: Bytes that LibreOffice needs for its profile and what it makes.
ROOM = 64 * 2**20
NOT_INSTALLED = (
    "Writing PDF needs LibreOffice, which is not installed: install it (package libreoffice-writer), or open"
    " the Word document and save it as PDF."
)


def write_pdf(document: Path, printed: bytes | None = None, timeout: float = TIMEOUT) -> Path:
    """Convert a .docx into a .pdf beside it. Raises ReportError when LibreOffice is missing or fails.

    `printed` is the same document as it is set where its own font is not installed: it is converted instead.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise ReportError(NOT_INSTALLED)
    wanted = document.with_suffix(".pdf")
    # A profile of its own: an open LibreOffice of the user would take the work over and do nothing.
    with tempfile.TemporaryDirectory() as folder:
        profile, made = Path(folder, "profile").as_uri(), Path(folder, "made")
        source = document
        if printed is not None:
            source = Path(folder, document.name)
            source.write_bytes(printed)
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(made), str(source.resolve())]
        try:
            done = subprocess.run(  # noqa: S603 (arguments are ours)
                command,
                capture_output=True,
                text=True,
                timeout=timeout,
                check=False,
                # Where Python found room; it asks nobody.
                env={**os.environ, "TMPDIR": folder},
            )
        except subprocess.TimeoutExpired as error:
            raise ReportError(f"LibreOffice did not finish {document} within {timeout:g} s.") from error
        file = made / wanted.name
        if not file.exists():
            said = done.stderr.strip() or done.stdout.strip()
            full = f" There is little room left in {folder}: make some." if _is_full(folder) else ""
            raise ReportError(f"LibreOffice wrote no PDF of {document}: {said}.{full}")
        try:
            write_whole(wanted, file.read_bytes())
        except OSError as error:
            raise ReportError(f"{wanted} cannot be written: {error.strerror}. {remedy(error)}") from error
    return wanted


def _is_full(folder: str) -> bool:
    return shutil.disk_usage(folder).free < ROOM


def fonts_in(pdf: Path) -> frozenset[str]:
    """Names of the fonts that a PDF is set in; none where pdffonts (poppler) is not installed."""
    program = shutil.which("pdffonts")
    if program is None:
        return frozenset()
    done = subprocess.run([program, str(pdf)], capture_output=True, text=True, check=False)  # noqa: S603
    # Two lines of titles; a subset of a font is called ABCDEF+Name.
    names = (line.split()[0].rpartition("+")[2] for line in done.stdout.splitlines()[2:] if line.strip())
    return frozenset(names)


def other_fonts(pdf: Path, family: str) -> tuple[str, ...]:
    """Fonts of a PDF that are not of the family it was set in: letters that the family lacks."""
    own = family.replace(" ", "").casefold()
    return tuple(
        sorted(name for name in fonts_in(pdf) if not name.replace("-", "").casefold().startswith(own))
    )
