"""A Word document as PDF, through LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from sheets_sync.errors import ReportError

PROGRAMS = ("soffice", "libreoffice")
#: Seconds; the 300 pages of a report of 300 units take about forty.
TIMEOUT = 180
NOT_INSTALLED = (
    "Writing PDF needs LibreOffice, which is not installed: install it (package libreoffice-writer), or open"
    " the Word document and save it as PDF."
)


def write_pdf(document: Path, timeout: float = TIMEOUT) -> Path:
    """Convert a .docx into a .pdf beside it. Raises ReportError when LibreOffice is missing or fails."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise ReportError(NOT_INSTALLED)
    wanted = document.with_suffix(".pdf")
    # A profile of its own: an open LibreOffice of the user would take the work over and do nothing.
    with tempfile.TemporaryDirectory() as folder:
        profile, made = Path(folder, "profile").as_uri(), Path(folder, "made")
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(made), str(document.resolve())]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)  # noqa: S603 (arguments are ours)
        except subprocess.TimeoutExpired as error:
            raise ReportError(f"LibreOffice did not finish {document} within {timeout:g} s.") from error
        file = made / wanted.name
        if not file.exists():
            raise ReportError(
                f"LibreOffice wrote no PDF of {document}: {done.stderr.strip() or done.stdout.strip()}"
            )
        shutil.move(file, wanted)
    return wanted
