"""Workbooks through LibreOffice: ods by its Calc, pdf by its Writer, where they are installed."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
#: For each download the part of LibreOffice that makes it, a library that part has, and the filter.
MAKERS = {"ods": ("Calc", "*sclo.*", "ods"), "pdf": ("Writer", "*swlo.*", "pdf:writer_web_pdf_Export")}
#: Seconds that a conversion may take.
TIMEOUT = 120


class NotConverted(Exception):
    """LibreOffice is not there or gave no file; the message is for the one who runs the server."""


@cache
def maker(kind: str) -> str | None:
    """The program that makes such files; None when it is not installed."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return found if found and any(Path(found).resolve().parent.glob(MAKERS[kind][1])) else None


def converted(content: bytes, source: str, kind: str) -> bytes:
    """A file of the type `source` (its ending) as `ods` or `pdf`. Raises NotConverted."""
    part, _, form = MAKERS[kind]
    program = maker(kind)
    if program is None:
        raise NotConverted(f"LibreOffice {part} is not installed on the machine of the local server.")
    # A profile of its own: an open LibreOffice of the user would take the work over and do nothing.
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, f"workbook.{source}")
        given.write_bytes(content)
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
        command += ["--norestore", "--convert-to", form, "--outdir", folder, str(given)]
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603 (arguments are ours)
        except subprocess.TimeoutExpired:
            raise NotConverted(f"LibreOffice did not finish within {TIMEOUT} s.") from None
        made = given.with_suffix(f".{kind}")
        if not made.exists():
            raise NotConverted("LibreOffice wrote no file.")
        return made.read_bytes()
