"""The words of the glossary as frozen data; no rules, no input or output."""

from sheets_sync.model.campaign import Indicator, Measurement, Period, Unit
from sheets_sync.model.published import (
    ChartKind,
    Mail,
    Shown,
    Table,
    TableChart,
    TableColumn,
    TableRow,
    Tone,
    WritePlan,
)
from sheets_sync.model.reports import Doubt, Finding, Held, Record, State, Submission
from sheets_sync.model.statuses import Completeness, Coverage, Eligibility, Handling, Review, Timeliness
from sheets_sync.model.values import EMPTY_CELL, Area, Cell, CellKind, Flag, Grid, Severity, Value, Workbook

__all__ = [
    "EMPTY_CELL",
    "Area",
    "Cell",
    "CellKind",
    "ChartKind",
    "Completeness",
    "Coverage",
    "Doubt",
    "Eligibility",
    "Finding",
    "Flag",
    "Grid",
    "Handling",
    "Held",
    "Indicator",
    "Mail",
    "Measurement",
    "Period",
    "Record",
    "Review",
    "Severity",
    "Shown",
    "State",
    "Submission",
    "Table",
    "TableChart",
    "TableColumn",
    "TableRow",
    "Timeliness",
    "Tone",
    "Unit",
    "Value",
    "Workbook",
    "WritePlan",
]
