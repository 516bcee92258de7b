"""The file of the register of rewards: read whole, written whole or not at all. No calls to Google."""

import csv
from io import StringIO
from pathlib import Path

from sheets_sync.config.loading import Config
from sheets_sync.disk import PRIVATE, remedy, write_whole
from sheets_sync.errors import ReportError
from sheets_sync.master.plain_tables import FORMULA, csv_text
from sheets_sync.report.content.register import NEEDED, Register

DELIMITERS = (";", ",", "\t")


def known_register(config: Config) -> Register:
    """The office's list; an empty one where there is none yet. Raises ReportError for a file that is none."""
    file = config.path(config.report.register_file)
    try:
        return read_register(file.read_text(encoding="utf-8-sig"), str(file))
    except FileNotFoundError:
        return Register()
    except UnicodeDecodeError as error:
        text = f"{file} is not in UTF-8: save it as “CSV UTF-8”, then run the command again."
        raise ReportError(text) from error
    except OSError as error:
        raise ReportError(f"{file} cannot be read: {error}") from error


def keep_register(file: Path, register: Register) -> None:
    """Write the list; a crash leaves the one before. Raises ReportError."""
    try:
        write_whole(file, register_text(register).encode(), PRIVATE)
    except OSError as error:
        raise ReportError(f"{file} cannot be written: {error.strerror}. {remedy(error)}") from error


def read_register(text: str, file: str) -> Register:
    """From the file's text. Raises ReportError for a list whose columns are not those of a register."""
    text = text.lstrip("\ufeff")
    if not text.strip():
        return Register()
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, restkey="", restval="")
    columns = tuple(rows.fieldnames or ())
    if missing := [title for title in NEEDED if title not in columns]:
        raise ReportError(
            f"{file} is no register of rewards: it has no column {' and no column '.join(missing)}. Give the"
            " columns their titles again, or name another file in report.register_file."
        )
    lines = ({name: _plain(row[name] or "") for name in columns} for row in rows)
    return Register(columns, tuple(lines), delimiter)


def register_text(register: Register) -> str:
    """The list as a file that spreadsheet programs open as it is meant."""
    written = StringIO()
    writer = csv.writer(written, delimiter=register.delimiter, lineterminator="\r\n")
    writer.writerow(register.columns)
    for line in register.lines:
        writer.writerow([csv_text(line.get(name, "")) for name in register.columns])
    return "\ufeff" + written.getvalue()


def _plain(text: str) -> str:
    """A cell without the mark that keeps it from becoming a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
