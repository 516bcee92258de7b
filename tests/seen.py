"""All that people and the store hold of a campaign, in a form in which two campaigns can be compared.

Left out is what tells of the runs themselves: their numbers, the journal, Drive's counters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from email.policy import SMTP
from functools import lru_cache
from pathlib import Path
from typing import Any

from sheets_sync.master.publishing import WHOLE_TAB
from sheets_sync.master.tables.journal import TITLE as JOURNAL
from sheets_sync.model import OfficeColumn, RecordKey
from sheets_sync.store.workbooks import MASTER
from tests.ward import Ward

FIELDS = (
    "sheets(properties(sheetId,title),conditionalFormats,protectedRanges,"
    "data(rowData(values(userEnteredValue,userEnteredFormat,note,dataValidation))))"
)
#: What the office's digest tells of the run itself.
OF_THE_RUN = re.compile(r"Đọc \d+ bảng tính, \d+ đơn vị có thay đổi\.")


def everything(ward: Ward) -> dict[str, Any]:
    """What the master, the units' workbooks, the store and the mails hold."""
    units = {unit: dict(tabs_of(ward, unit)) for unit in ward.project.units}
    return {"master": master(ward), "units": units, "store": store(ward), "mails": mails(ward)}


def master(ward: Ward) -> dict[str, Any]:
    """Tab to rows, wherever the office sorted them: equal rows stand as often as they are there."""
    found = {title: tab for title, tab in tabs_of(ward, MASTER) if title != JOURNAL}
    return {title: {**tab, "rows": sorted(tab["rows"], key=repr)} for title, tab in found.items()}


def tabs_of(ward: Ward, unit: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Title to cells with notes and looks, and to our rules and protections."""
    for sheet in ward.get(f"/v4/spreadsheets/{ward.book(unit)}", fields=FIELDS)["sheets"]:
        rows = [row.get("values", []) for row in sheet.get("data", [{}])[0].get("rowData", [])]
        protections = [_without_id(one) for one in sheet.get("protectedRanges", [])]
        yield (
            sheet["properties"]["title"],
            {
                # A resent request may have added empty rows: they look like nothing.
                "rows": [
                    row for row in rows if any("userEnteredValue" in cell or "note" in cell for cell in row)
                ],
                "rules": sheet.get("conditionalFormats", []),
                "protections": protections,
            },
        )


def _without_id(protection: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in protection.items() if name != "protectedRangeId"}


def store(ward: Ward) -> dict[str, Any]:
    """Latest submissions, findings, decisions, removals, and what each workbook is known to show."""
    found = ward.project.store
    books = found.workbooks.known().values()
    return {
        "submissions": found.submissions.latest(ward.project.period.code),
        "findings": {unit: found.findings.history(unit) for unit in ward.project.units},
        "reviews": found.reviews.known(),
        "removed": found.publications.removed(),
        "remarked": remarked(ward),
        "books": {book.unit: (book.id, book.ready, book.unreadable, book.feedback) for book in books},
    }


def remarked(ward: Ward) -> dict[str, Any]:
    """By form and record, what is known to stand beside the records that the master has."""
    last = ward.project.store.publications.last(ward.book(MASTER))
    return {
        form.code: {
            one.row: texts for one, texts in last.remarks.items() if one.form == form.code and one.row in rows
        }
        for form in ward.project.forms
        if (rows := last.rows.get(str(form.sheet_id), {}).keys() - {WHOLE_TAB})
    }


def history(ward: Ward) -> list[tuple[RecordKey, OfficeColumn, str]]:
    """Record, column and text of everything that the office ever wrote."""
    return [(one.record, one.column, one.text) for one in ward.project.store.reviews.history()]


def mails(ward: Ward) -> dict[str, Any]:
    """The outbox by key, and the letters in the folder by file."""
    folder: Path = ward.project.config.path(ward.project.config.settings.mail.folder)
    return {
        "outbox": {
            one.key: (one.subject, letter(one.message), one.sent is not None)
            for one in ward.project.store.outbox.all()
        },
        "folder": {file.name: letter(file.read_bytes()) for file in folder.glob("*.eml")},
    }


@lru_cache(maxsize=1000)
def letter(message: bytes) -> tuple[str, ...]:
    """Headers and texts; the boundary between its parts is another one in every copy."""
    parsed = message_from_bytes(message, policy=SMTP)
    headers = (str(parsed[name]) for name in ("To", "Subject", "Date", "Message-ID"))
    texts = (part.get_content() for part in parsed.walk() if not part.is_multipart())
    return (*headers, *(OF_THE_RUN.sub("", text) for text in texts))


def differences(found: Any, expected: Any, path: str = "") -> Iterator[str]:
    """Where two descriptions differ, and how."""
    if found == expected:
        return
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        for name in {**expected, **found}:
            yield from differences(found.get(name), expected.get(name), f"{path}/{name}")
    elif isinstance(found, Sequence) and isinstance(expected, Sequence) and not isinstance(found, str):
        yield f"{path}: too much: {[one for one in found if one not in expected]}"
        yield f"{path}: missing: {[one for one in expected if one not in found]}"
    else:
        yield f"{path}: {found!r} instead of {expected!r}"
