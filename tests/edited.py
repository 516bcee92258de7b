"""The office edits its files; and what stands at Google since."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from schemas import FORMS
from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import load
from tests.ward import EVENING, Ward


@contextmanager
def edited(ward: Ward, file: str, *changes: tuple[str, str], at: datetime = EVENING) -> Iterator[Ward]:
    """The office edits a file; the ward as the next command finds it, which runs at a moment."""
    path = ward.project.config.file.parent / file
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    config = load(ward.project.config.file, FORMS)
    with opened_periods(config, (config.period,), "provision", at=at, makes_store=True) as (project,):
        yield replace(ward, project=project)


def guide(ward: Ward, unit: str) -> str:
    return "\n".join(row[0] for row in ward.values(unit, "Hướng dẫn") if row)


def names(ward: Ward) -> set[str]:
    return {file["name"] for file in ward.get("/drive/v3/files", pageSize=100)["files"]}


def tab(ward: Ward, unit: str, sheet_id: int) -> dict[str, Any]:
    found = ward.get(f"/v4/spreadsheets/{ward.book(unit)}")["sheets"]
    return next(one for one in found if one["properties"]["sheetId"] == sheet_id)


def sheet_of(ward: Ward, form: str) -> int:
    return next(one.sheet_id for one in ward.project.forms if one.code == form)


def people(ward: Ward, unit: str) -> set[str]:
    with_access = ward.project.google.permissions(ward.book(unit))
    return {one.email for one in with_access if one.role != "owner"}
