"""What the office wrote beside records, and what goes with a record that its unit removed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sheets_sync.master.publishing.identity import standing
from sheets_sync.master.publishing.layout import (
    KEY_TITLE,
    Layout,
    find_tab,
    layout,
    own_columns,
    remark_columns,
)
from sheets_sync.model import Choice, Grid, OfficeColumn, Remarks, Table, TableColumn, Workbook
from sheets_sync.vietnamese.words import fold

#: Of a row of a tab, by its number, what stands beside it.
_OfRow = Callable[[int], dict[OfficeColumn, str]]


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row of the master whose record is gone."""

    key: str
    #: What the sync had written, as it was shown: column title to text.
    own: Mapping[str, str]
    #: What the office had written, notes on cells among them.
    remarks: Remarks


def remarks(table: Table, current: Workbook) -> dict[str, dict[OfficeColumn, str]]:
    """By row key what the office wrote, for every row that carries a remark.

    The office's own columns count as well; of rows that it copied, the upper one.
    """
    return _beside_rows(table, current, _texts)


def notes(table: Table, current: Workbook) -> dict[str, dict[OfficeColumn, str]]:
    """By row key the notes on its cells, each as if in a column of its own."""
    return _beside_rows(table, current, _notes)


def _beside_rows(
    table: Table, current: Workbook, of_tab: Callable[[Table, Grid, Layout], _OfRow]
) -> dict[str, dict[OfficeColumn, str]]:
    grid = find_tab(table, current)
    if grid is None:
        return {}
    places = layout(table, grid)
    of_row = of_tab(table, grid, places)
    found = ((key, of_row(row)) for key, row in standing(table, grid, places).rows.items())
    return {key: texts for key, texts in found if texts}


def removed_rows(table: Table, current: Workbook) -> tuple[RemovedRow, ...]:
    """Rows on the tab whose key the table no longer has, from the top: `plan` deletes them."""
    grid = find_tab(table, current)
    if grid is None:
        return ()
    places, kept = layout(table, grid), {row.key for row in table.rows}
    titles = [column.title for column in own_columns(table)]
    own = {title: place for title, place in zip(titles, places.own, strict=True) if place is not None}
    texts, noted = _texts(table, grid, places), _notes(table, grid, places)
    return tuple(
        RemovedRow(
            key,
            {title: grid.cell(row, place).shown for title, place in own.items()},
            {**texts(row), **noted(row)},
        )
        for key, row in standing(table, grid, places).rows.items()
        if key not in kept
    )


def _texts(table: Table, grid: Grid, places: Layout) -> _OfRow:
    """What the office wrote in a row of the tab."""
    offered = zip(remark_columns(table), places.remarks, strict=True)
    known = [(column.office, place, column) for column, place in offered if place is not None]
    own = [(OfficeColumn(title=title), place) for title, place in places.office.items()]

    def of_row(row: int) -> dict[OfficeColumn, str]:
        # Next to nothing stands beside most rows.
        texts = {
            office: code_of(column, shown)
            for office, place, column in known
            if (shown := grid.cell(row, place).shown)
        }
        return texts | {office: shown for office, place in own if (shown := grid.cell(row, place).shown)}

    return of_row


def _notes(table: Table, grid: Grid, places: Layout) -> _OfRow:
    """What stands in notes on the cells of a row, each as if in a column of its own."""
    columns = (*own_columns(table), *remark_columns(table))
    ours = zip((column.title for column in columns), (*places.own, *places.remarks), strict=True)
    everywhere = [(KEY_TITLE, places.key), *ours, *places.office.items()]

    def of_row(row: int) -> dict[OfficeColumn, str]:
        return {
            OfficeColumn(title=f"Ghi chú ở ô “{title}”"): note
            for title, place in everywhere
            if place is not None and (note := grid.cell(row, place).note)
        }

    return of_row


def code_of(column: TableColumn, text: str) -> str:
    """What is kept of a text in a column of the office's: a choice's code, or the text where it is no choice.

    A choice is understood by its present word, its former ones and its code.
    """
    return _understood(column.choices).get(fold(text), text) if text else ""


@cache
def _understood(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    return {
        fold(text): choice.code for choice in choices for text in (choice.code, *choice.former, choice.word)
    }


def text_of(column: TableColumn, kept: str) -> str:
    """What is shown for it."""
    return next((choice.word for choice in column.choices if choice.code == kept), kept)


def texts_of(remarks: Remarks, columns: Iterable[TableColumn]) -> dict[str, str]:
    """What the office wrote as people read it, title to text, by title; `columns` are those offered to it."""
    offered = {column.office: column for column in columns}
    texts = {}
    for column, kept in remarks.items():
        if column in offered:
            texts[offered[column].title] = text_of(offered[column], kept)
        else:
            texts[column.title or column.code] = kept
    return dict(sorted(texts.items()))
