"""The words of the glossary as frozen data; no rules, no input or output."""

from sheets_sync.model.campaign import Indicator, Measurement, Period, Unit
from sheets_sync.model.papers import Paper
from sheets_sync.model.published import (
    ChartKind,
    Choice,
    Mail,
    Shown,
    Table,
    TableChart,
    TableColumn,
    TableRow,
    Tone,
    WritePlan,
)
from sheets_sync.model.reports import ADDED_LATER, Doubt, Finding, Held, Record, State, Submission
from sheets_sync.model.reviews import OfficeColumn, RecordKey, Remarks, Review
from sheets_sync.model.statuses import (
    Completeness,
    Conclusion,
    Coverage,
    Decision,
    Eligibility,
    Handling,
    Timeliness,
)
from sheets_sync.model.values import EMPTY_CELL, Area, Cell, CellKind, Flag, Grid, Severity, Value, Workbook

__all__ = [
    "ADDED_LATER",
    "EMPTY_CELL",
    "Area",
    "Cell",
    "CellKind",
    "ChartKind",
    "Choice",
    "Completeness",
    "Conclusion",
    "Coverage",
    "Decision",
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
    "OfficeColumn",
    "Paper",
    "Period",
    "Record",
    "RecordKey",
    "Remarks",
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
