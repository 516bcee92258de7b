"""Showing results: tables for people, JSON for programs, progress on a terminal."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sheets_sync.model import Completeness, Coverage, Finding, Timeliness
from sheets_sync.pipeline import Outcome, Project
from sheets_sync.pipeline.sharing import MASTER_NAME

OUT = Console()
STYLES = {
    Timeliness.OVERDUE: "red",
    Timeliness.MISSING: "dark_orange",
    Timeliness.LATE: "yellow",
    Timeliness.ON_TIME: "green",
    Timeliness.NOT_DUE: "dim",
}


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def print_files(files: Iterable[str]) -> None:
    """Paths of written files, a line each, as they are."""
    for file in files:
        OUT.print(file, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, a line a unit otherwise; on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda unit: console.print(f"{title}: {unit or 'master'}", highlight=False)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=total)
        yield lambda _unit: bar.advance(task)


def outcome_as_data(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain data."""
    data = asdict(outcome)
    data["plans"] = [{"workbook": plan.workbook, "summary": plan.summary} for plan in outcome.plans]
    return data


def print_outcome(project: Project, outcome: Outcome, *, dry_run: bool) -> None:
    """What a run did, in a few lines."""
    calls = ", ".join(f"{count} {kind}" for kind, count in outcome.calls.items())
    OUT.print(
        f"{len(outcome.units_read)} workbooks read, {len(outcome.units_changed)} units changed, "
        f"{len(outcome.findings)} findings, {outcome.mails_sent} mails sent. Calls: {calls}.",
        highlight=False,
    )
    if dry_run:
        OUT.print("[bold]Nothing was written. These changes would be made:[/bold]")
        for line in (line for plan in outcome.plans for line in plan.summary):
            OUT.print(f"  {line}", highlight=False, markup=False)
    print_failed(project, outcome.failed)


def print_coverage(project: Project, coverage: Iterable[Coverage]) -> None:
    """A line a unit: how many of its reports stand where."""
    by_unit: dict[str, list[Coverage]] = {}
    for one in coverage:
        if one.timeliness is not None:
            by_unit.setdefault(one.unit, []).append(one)
    table = Table(title=f"Tình hình nộp – {project.period.title}")
    for title in ("Mã", "Đơn vị", "Thời hạn", "Nội dung"):
        table.add_column(title)
    table.add_column("Cần sửa", justify="right")
    for unit, reports in by_unit.items():
        unreadable = any(report.unreadable for report in reports)
        name = project.units[unit].name + (" [red](không đọc được)[/red]" if unreadable else "")
        findings = sum(report.findings for report in reports)
        table.add_row(unit, name, _timeliness(reports), _completeness(reports), str(findings or ""))
    OUT.print(table)


def _timeliness(reports: list[Coverage]) -> str:
    counts = Counter(report.timeliness for report in reports)
    return ", ".join(
        f"[{style}]{counts[status]} {str(status).lower()}[/{style}]"
        for status, style in STYLES.items()
        if counts[status]
    )


def _completeness(reports: list[Coverage]) -> str:
    counts = Counter(report.completeness for report in reports)
    return ", ".join(f"{counts[content]} {content.lower()}" for content in Completeness if counts[content])


def print_findings(project: Project, findings: Iterable[Finding]) -> None:
    """A line a finding, in Vietnamese as the unit sees it."""
    table = Table(title="Nội dung cần sửa", show_lines=True)
    for title in ("Đơn vị", "Trang", "Nội dung"):
        table.add_column(title)
    for finding in findings:
        # Text of a cell is shown as it is: no markup of it is obeyed.
        table.add_row(*map(_plain, (project.units[finding.unit].name, finding.tab, finding.text)))
    OUT.print(table)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


def print_failed(project: Project, failed: Mapping[str, str]) -> None:
    """A line for each workbook that could not be served, by its unit's name."""
    for code, reason in failed.items():
        name = project.units[code].name if code in project.units else code or MASTER_NAME
        OUT.print(f"FAILED {name}: {reason}", style="red", highlight=False, markup=False)


def print_unserved(lines: Iterable[str]) -> None:
    """A line for each address that Google does not let in."""
    for line in lines:
        OUT.print(f"NO ACCESS {line}", style="yellow", highlight=False, markup=False, soft_wrap=True)


def print_links(project: Project, links: Mapping[str, str]) -> None:
    """Where the workbooks are."""
    for code, link in links.items():
        name = project.units[code].name if code else MASTER_NAME
        OUT.print(f"{name}: {link}", highlight=False, soft_wrap=True)
