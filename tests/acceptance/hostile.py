"""What people do to workbooks, and what the master shows of the units' figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.sheets.addresses import address
from tests.ward import Ward

ECONOMY, CULTURE, WORKS = "1. Kinh tế", "2. Văn hóa - Xã hội", "7. Công trình, phần việc"
MATRIX, REMOVED = "Tình hình nộp", "Đã gỡ"
#: Key to figure of the small campaign, as its units typed them.
FIGURES = {
    "TCKT/KT01": 5570.5,
    "TCKT/KT02": 4420,
    "TDP01/VX01": 210,
    "TDP01/VX02": 198,
    "TDP02/VX01": 185,
    "TDP02/VX02": 176,
}


def remark(ward: Ward, tab: str, key: str, column: str, text: str) -> None:
    """Write into the office's column beside a record, as the office."""
    rows = ward.values("", tab)
    row = [cells[0] if cells else "" for cells in rows].index(key)
    place = f"'{tab}'!{address(row, rows[0].index(column))}"
    ward.people.type_in(ward.project.config.office.emails[0], ward.book(""), {place: text})


def sheet(ward: Ward, form: str) -> int:
    return next(one.sheet_id for one in ward.project.forms if one.code == form)


def span(ward: Ward, form: str, dimension: str, first: int, last: int) -> dict[str, Any]:
    """Rows or columns of a form's tab, zero-based, without `last`."""
    return {"sheetId": sheet(ward, form), "dimension": dimension, "startIndex": first, "endIndex": last}


def figures(ward: Ward) -> dict[str, Any]:
    """Key to figure, of whichever rows of the master carry a key, wherever its columns stand."""
    found = {}
    for form in ("economy", "culture_society"):
        rows = rows_of(ward, sheet(ward, form))
        top = next(number for number, row in enumerate(rows) if "Mã dòng" in row and "Thực hiện" in row)
        key, figure = rows[top].index("Mã dòng"), rows[top].index("Thực hiện")
        for row in rows[top + 1 :]:
            if len(row) > max(key, figure) and row[key]:
                found[row[key]] = row[figure]
    return found


def comments(ward: Ward) -> dict[str, str]:
    """Key to what the office wrote beside the record, on the culture tab of the master."""
    rows = rows_of(ward, sheet(ward, "culture_society"))
    top = next(number for number, row in enumerate(rows) if "Mã dòng" in row and "Thực hiện" in row)
    key, place = rows[top].index("Mã dòng"), rows[top].index("Ý kiến văn phòng")
    return {
        row[key]: row[place]
        for row in rows[top + 1 :]
        if len(row) > max(key, place) and row[key] and row[place]
    }


def rows_of(ward: Ward, sheet_id: int) -> list[list[Any]]:
    """The values of a tab of the master, whatever its title is now."""
    found = ward.get(f"/v4/spreadsheets/{ward.book('')}", fields="sheets(properties(sheetId,title))")
    title = next(
        one["properties"]["title"]
        for one in found["sheets"]
        if one["properties"].get("sheetId", 0) == sheet_id
    )
    return ward.values("", title)


def on_drive(ward: Ward, unit: str, **body: Any) -> None:
    """Change a file in Drive as its owner."""
    requests.patch(f"{ward.base_url}/drive/v3/files/{ward.book(unit)}", json=body).raise_for_status()


def fault(ward: Ward, **rule: Any) -> None:
    requests.post(f"{ward.base_url}/_emulator/faults", json=[rule]).raise_for_status()


def edit(ward: Ward, name: str, *changes: tuple[str, str]) -> None:
    """Edit a file of the configuration."""
    file = ward.project.config.file.parent / name
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@contextmanager
def opened_again(ward: Ward) -> Iterator[Ward]:
    """The campaign as the next process opens it: its configuration read anew."""
    config = load(ward.project.config.file, FORMS)
    with opened_config(config, "provision") as project:
        yield Ward(ward.base_url, project, ward.people)
