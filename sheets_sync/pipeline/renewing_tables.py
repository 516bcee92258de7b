"""The master's tables when some units changed: their rows anew, of all others that they are as they were."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sheets_sync.master.publishing import partly
from sheets_sync.master.tables import council, overview, summary, today
from sheets_sync.model import Table, TableRow
from sheets_sync.pipeline.bookkeeping import Ledger
from sheets_sync.pipeline.publishing_master import Draft
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.tabulating import of_units, own_books

#: Fingerprints of what was published, by tab and row key.
Before = Mapping[str, Mapping[str, str]]


def renewed_tables(
    scope: Scope, draft: Draft, ledger: Ledger, indicators: Collection[str], before: Before
) -> tuple[Table, ...]:
    """Every table with all its rows, those that cannot differ as they were published.

    `draft` tells of units that changed, `indicators` are those of which something is told anew. Raises
    KeyError where it is not known how a row was published.
    """
    found = tuple(
        _renewed(scope, table, draft, ledger, indicators, before.get(str(table.sheet_id), {}))
        for table in draft.tables
    )
    rows = {table.sheet_id: len(table.rows) for table in found}
    counted = {form.code: rows[form.sheet_id] for form in scope.forms}
    own = {table.sheet_id: table for table in own_books(scope, draft.consolidated.snapshot, counted)}
    return tuple(own.get(table.sheet_id, table) for table in found)


def _renewed(
    scope: Scope,
    table: Table,
    draft: Draft,
    ledger: Ledger,
    indicators: Collection[str],
    before: Mapping[str, str],
) -> Table:
    changed = draft.consolidated.units.keys()
    if table.sheet_id in of_units(scope):
        rows = tuple(_of_units(scope, table, changed, ledger, before))
        if table.sheet_id == council.SHEET_ID:
            return replace(table, rows=rows, hidden=not (rows and draft.consolidated.is_due))
        return replace(table, rows=rows)
    others = ledger.rows.keys() - changed
    if table.sheet_id == today.SHEET_ID:
        return _keeping(table, (row.key for row in table.rows if _unit_of_task(row) in others), before)
    if table.sheet_id == overview.SHEET_ID:
        return _keeping(table, (f"{overview.OF_UNIT}/{unit}" for unit in others), before)
    if table.sheet_id == summary.SHEET_ID:
        known = (one.indicator.code for one in draft.overall.totals)
        return _keeping(table, (code for code in known if code not in indicators), before)
    return table


def _unit_of_task(row: TableRow) -> str:
    return row.key.partition("/")[0]


def _of_units(
    scope: Scope, table: Table, changed: Collection[str], ledger: Ledger, before: Mapping[str, str]
) -> Iterable[TableRow]:
    tab = str(table.sheet_id)
    own = partly.rows_of([table], changed)[table.sheet_id]
    for unit in scope.units:
        if unit in own:
            yield from own[unit]
        else:
            yield from (partly.kept_row(key, before) for key in ledger.rows[unit].get(tab, ()))


def _keeping(table: Table, keys: Iterable[str], before: Mapping[str, str]) -> Table:
    kept = frozenset(keys)
    rows = (partly.kept_row(row.key, before) if row.key in kept else row for row in table.rows)
    return replace(table, rows=tuple(rows))
