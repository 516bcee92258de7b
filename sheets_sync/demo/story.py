"""The demo's story: units fill in their workbooks before and after the deadline, as units really do."""

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from sheets_sync.demo.entries import Entry, ranges, read_entries
from sheets_sync.demo.people import People
from sheets_sync.model import Area
from sheets_sync.pipeline import Project
from sheets_sync.sheets.batch import Request, cell, grid_range, update_cells

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
#: When the workbooks are made, when most units have typed, and when the late one has.
MADE = datetime(2024, 8, 5, 8, tzinfo=ZONE)
BEFORE_DEADLINE = datetime(2024, 8, 14, 16, tzinfo=ZONE)
FIRST_SYNC = datetime(2024, 8, 14, 20, tzinfo=ZONE)
AFTER_DEADLINE = datetime(2024, 8, 18, 9, tzinfo=ZONE)
SECOND_SYNC = datetime(2024, 8, 18, 20, tzinfo=ZONE)
#: Reports only after the deadline; reports nothing at all; stops sharing its workbook; mends its mistakes.
LATE, SILENT, UNSHARED, MENDING = "TDP05", "TDP06", "TDP07", "TDP02"


def before_deadline(project: Project, people: People) -> None:
    """Everybody but the late and the silent unit fills in its workbook, each in its own way."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in read_entries():
        entries[entry.unit].append(entry)
    _use_us_locale(project, people, "TDP04")
    for unit in project.units:
        if unit != LATE and entries[unit]:
            _fill(project, people, unit, entries[unit])
    _rearrange(project, people)


def after_deadline(project: Project, people: People) -> None:
    """The late unit reports, one mends a mistake, one edits and then stops sharing its workbook."""
    _fill(project, people, LATE, [entry for entry in read_entries() if entry.unit == LATE])
    forms = {form.code: form for form in project.forms}
    people.type_in(
        _email(project, MENDING), _workbook(project, MENDING), {f"'{forms['culture_society'].title}'!E4": "2"}
    )
    people.type_in(
        _email(project, UNSHARED),
        _workbook(project, UNSHARED),
        {f"'{forms['culture_society'].title}'!E2": "220"},
    )
    people.refuse_once(_workbook(project, UNSHARED))


def _fill(project: Project, people: People, unit: str, entries: list[Entry]) -> None:
    forms = {form.code: form for form in project.forms}
    cells = ranges(entries, project.units[unit], forms, project.config.indicators)
    people.type_in(_email(project, unit), _workbook(project, unit), cells)


def _email(project: Project, unit: str) -> str:
    return project.units[unit].emails[0]


def _workbook(project: Project, unit: str) -> str:
    return project.store.workbooks.known()[unit].id


def _use_us_locale(project: Project, people: People, unit: str) -> None:
    properties = {"properties": {"locale": "en_US"}, "fields": "locale"}
    people.change("", _workbook(project, unit), [{"updateSpreadsheetProperties": properties}])


def _rearrange(project: Project, people: People) -> None:
    """What is done to whole tabs; headers are protected, so the owner stands for who copied an old file."""
    sheet = {form.code: form.sheet_id for form in project.forms}
    economy, reform, political = sheet["economy"], sheet["admin_reform"], sheet["political_system"]
    people.change(
        "", _workbook(project, "HTX"), [_header(economy, 3, "Kế hoach"), _header(economy, 4, "Thục hiện")]
    )
    other_titles = ((2, "ĐVT"), (4, "Luỹ kế"), (6, "Tỉ lệ (%)"))
    section = {"sheetId": reform, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    people.change(
        "",
        _workbook(project, "MC"),
        [
            *(_header(reform, column, title) for column, title in other_titles),
            {"insertDimension": {"range": section, "inheritFromBefore": False}},
            _text(reform, 1, 1, "I. Kết quả giải quyết hồ sơ"),
        ],
    )
    merged = {"range": grid_range(political, Area(1, 4, 3, 5)), "mergeType": "MERGE_ALL"}
    people.change(_email(project, "HPN"), _workbook(project, "HPN"), [{"mergeCells": merged}])


def _header(sheet: int, column: int, title: str) -> Request:
    return _text(sheet, 0, column, title)


def _text(sheet: int, row: int, column: int, text: str) -> Request:
    return update_cells(sheet, Area(row, column, row + 1, column + 1), [[cell(text)]], "userEnteredValue")
