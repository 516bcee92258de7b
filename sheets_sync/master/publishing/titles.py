"""Under which titles columns were written last: a reworded one is found, and named anew in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheets_sync.model import Table

#: Title by the tab's id, as text, and the column's code.
Titles = Mapping[str, Mapping[str, str]]


def titles_of(tables: Iterable[Table]) -> dict[str, dict[str, str]]:
    """What the store keeps between publications."""
    return {
        str(table.sheet_id): {column.code: column.title for column in table.columns if column.code}
        for table in tables
    }


def titled_before(tables: Iterable[Table], titles: Titles) -> tuple[Table, ...]:
    """The tables, with the title under which each column was written last where that is another one."""
    return tuple(_titled(table, titles.get(str(table.sheet_id), {})) for table in tables)


def _titled(table: Table, titles: Mapping[str, str]) -> Table:
    columns = tuple(
        replace(column, former=before)
        if (before := titles.get(column.code, column.title)) != column.title
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)
