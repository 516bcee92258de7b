"""`sheets-sync export`: the master's tables as files, from the store, without any call to Google."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import ERR, print_json
from sheets_sync.cli.documents import for_period
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfPeriod, moment
from sheets_sync.cli.show import print_files
from sheets_sync.disk import write_whole
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.master.plain_tables import Extent, Plain, csv_text, file_name, header, patterns, rows
from sheets_sync.model import Table
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.tabulating import remark_codes, tabulate

Format = Annotated[
    Literal["csv", "xlsx"],
    typer.Option("--format", help="csv: a file a table; xlsx: one workbook (needs the extra `export`)."),
]
Into = Annotated[Path, typer.Option("--into", help="Folder for the files; older ones of the same name go.")]
WithPeople = Annotated[
    bool,
    typer.Option("--with-people", help="With telephones, births and whatever else is left out for people."),
]
#: What the journal says, by whether people were asked for.
EXPORTED = {
    False: "Xuất {} tệp {}, không kèm cột liên hệ và định danh cá nhân (lệnh export).",
    True: "Xuất {} tệp {} KÈM dữ liệu cá nhân (lệnh export --with-people).",
}
#: Pixels of a column's width that are one character's in a workbook.
PIXELS = 7
#: Letters that a tab's title may have there.
LONGEST_TITLE = 31


def export(
    form: Format = "csv",
    into: Into = Path("export"),
    config: ConfigFile = DEFAULT_CONFIG,
    period: OfPeriod = None,
    with_people: WithPeople = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write every table of the master with the office's remarks, as of the last sync."""
    read, extent = read_config(config), Extent(with_people)
    at = moment(read, as_of)
    chosen = chosen_periods(read, period, at)
    answers = []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            folder = for_period(into, project.period.code, chosen)
            paths = [str(file) for file in _files(project, form, folder, at, extent)]
            project.store.notes.add(moment(read, None), EXPORTED[with_people].format(len(paths), form))
            answers.append({"period": project.period.code, "files": paths})
            if not as_json:
                print_files(paths)
    if not (as_json or with_people):
        ERR.print("Telephones, births, posts and addresses were left out; --with-people writes them.")
    if as_json:
        print_json(periods=answers)


def _files(project: Project, form: Format, folder: Path, at: datetime, extent: Extent) -> list[Path]:
    tables = tuple(_tables(project, at, extent))
    if form == "csv":
        return [_csv(folder, table, found, extent) for table, found in tables]
    name = f"{project.config.campaign.code}-{project.period.code}.xlsx"
    return [_xlsx(folder / name, tables, project.config.file, extent)]


def _tables(project: Project, at: datetime, extent: Extent) -> Iterator[tuple[Table, list[list[Plain]]]]:
    seen, codes = as_last_seen(project, at), remark_codes(project)
    for table in tabulate(project, seen, Overall.of(seen)):
        form = codes.get(table.sheet_id, "")
        own = {one.row: texts for one, texts in seen.snapshot.remarks.items() if one.form == form}
        yield table, list(rows(table, own, project.config.zone, extent))


def _csv(into: Path, table: Table, found: list[list[Plain]], extent: Extent) -> Path:
    file = into / f"{file_name(table)}.csv"
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header(table, extent))
    writer.writerows([csv_text(value) for value in row] for row in found)
    # With a byte order mark Excel knows that it is UTF-8.
    write_whole(file, text.getvalue().encode("utf-8-sig"))
    return file


def _xlsx(
    file: Path, tables: tuple[tuple[Table, list[list[Plain]]], ...], config: Path, extent: Extent
) -> Path:
    try:
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        text = "Workbooks need openpyxl: install sheets-sync with the extra `export`, or use csv."
        raise ConfigError((Problem(config, "--format", "xlsx", text),)) from error
    book = Workbook(write_only=True)
    for table, found in tables:
        sheet = book.create_sheet(file_name(table)[:LONGEST_TITLE])
        sheet.freeze_panes = "B2"
        for place, column in enumerate(filter(extent.covers, table.columns), start=2):
            sheet.column_dimensions[get_column_letter(place)].width = column.width / PIXELS
        sheet.append([_cell(sheet, title) for title in header(table, extent)])
        for row, formats in zip(found, patterns(table, extent), strict=True):
            sheet.append([_cell(sheet, value, pattern) for value, pattern in zip(row, formats, strict=True)])
    packed = BytesIO()
    book.save(packed)
    write_whole(file, packed.getvalue())
    return file


def _cell(sheet: Any, value: Plain, pattern: str = "") -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        # Text stays text, whatever it begins with.
        cell.data_type = "s"
        return cell
    # Excel knows no time zones; moments are local by now.
    cell = WriteOnlyCell(sheet, value.replace(tzinfo=None) if isinstance(value, datetime) else value)
    if isinstance(value, Decimal) and pattern:
        cell.number_format = pattern
    return cell
