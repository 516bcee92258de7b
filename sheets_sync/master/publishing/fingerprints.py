"""Fingerprints of published rows: they change when a value, a link, a colour or a format does."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from sheets_sync.master.publishing.cells import content
from sheets_sync.model import Shown, Table, TableColumn, TableRow


def row_fingerprint(row: TableRow, table: Table) -> str:
    """Sixteen hexadecimal digits for one row of the table."""
    if row.kept:
        return row.kept
    shown = [_shown(cell) for cell in row.cells]
    return sha256(repr((row.key, shown, _patterns(table))).encode()).hexdigest()[:16]


def _shown(cell: Shown) -> tuple[object, ...]:
    look = (content(cell), cell.link, cell.tone, cell.pattern)
    return look if cell.rows is None else (*look, cell.rows)


def _patterns(table: Table) -> list[str]:
    return [column.pattern for column in table.columns]


def _columns(table: Table) -> list[TableColumn]:
    """Under which title a column stood before does not show."""
    return [replace(column, former="") for column in table.columns]


def row_fingerprints(tables: Iterable[Table]) -> dict[str, dict[str, str]]:
    """By table (its tab's id as text) and row key: what the store keeps between publications."""
    return {
        str(table.sheet_id): {row.key: row_fingerprint(row, table) for row in table.rows} for table in tables
    }


def fingerprint(tables: Iterable[Table]) -> str:
    """One fingerprint for everything that the master shows."""
    digest = sha256(b"[")
    for place, table in enumerate(tables):
        # Piece by piece the text of a list of everything, which would be as large as the master.
        digest.update(b", " * bool(place))
        digest.update(f"({table.sheet_id!r}, {table.hidden!r}, {_columns(table)!r}, [".encode())
        for number, row in enumerate(table.rows):
            digest.update(b", " * bool(number))
            digest.update(repr((row.key, row_fingerprint(row, table))).encode())
        digest.update(b"])")
    digest.update(b"]")
    return digest.hexdigest()
