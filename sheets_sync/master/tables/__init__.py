"""The master's tables, computed from what units submitted. Pure: no input or output, no clock."""

from typing import TYPE_CHECKING

from sheets_sync.doors import on_demand

if TYPE_CHECKING:
    from sheets_sync.master.tables.council import council_table
    from sheets_sync.master.tables.evaluation import evaluation_table
    from sheets_sync.master.tables.journal import journal_table
    from sheets_sync.master.tables.matrix import matrix_table
    from sheets_sync.master.tables.overview import overview_table, progress_table
    from sheets_sync.master.tables.records import records_table
    from sheets_sync.master.tables.removed import removed_table
    from sheets_sync.master.tables.summary import summary_table
    from sheets_sync.master.tables.to_mend import to_mend_table
    from sheets_sync.master.tables.today import today_table

__all__ = [
    "council_table",
    "evaluation_table",
    "journal_table",
    "matrix_table",
    "overview_table",
    "progress_table",
    "records_table",
    "removed_table",
    "summary_table",
    "to_mend_table",
    "today_table",
]

__getattr__ = on_demand(
    __name__,
    {
        "sheets_sync.master.tables.council": "council_table",
        "sheets_sync.master.tables.evaluation": "evaluation_table",
        "sheets_sync.master.tables.journal": "journal_table",
        "sheets_sync.master.tables.matrix": "matrix_table",
        "sheets_sync.master.tables.overview": "overview_table progress_table",
        "sheets_sync.master.tables.records": "records_table",
        "sheets_sync.master.tables.removed": "removed_table",
        "sheets_sync.master.tables.summary": "summary_table",
        "sheets_sync.master.tables.to_mend": "to_mend_table",
        "sheets_sync.master.tables.today": "today_table",
    },
)
