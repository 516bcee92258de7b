"""The office at its desk: it approves records in the master."""

from collections.abc import Callable, Mapping
from typing import Any

from sheets_sync.sheets.addresses import column_letters
from tests.ward import Ward

STATE = "Trạng thái xử lý"
APPROVED = "Đã duyệt"


def approve(one: Ward, chosen: Callable[[str, Mapping[str, Any]], bool] = lambda _key, _row: True) -> None:
    """Approve every record of the master that is chosen by its key and its row."""
    cells = {}
    for form in one.project.forms:
        rows = one.values("", form.title)
        if not rows:
            continue
        column = column_letters(rows[0].index(STATE))
        for place, row in enumerate(rows[1:], start=2):
            padded = row + [""] * (len(rows[0]) - len(row))
            if chosen(row[0], dict(zip(rows[0], padded, strict=True))):
                cells[f"'{form.title}'!{column}{place}"] = APPROVED
    one.people.type_in(one.project.config.office.emails[0], one.book(""), cells)
