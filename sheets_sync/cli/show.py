"""What several commands show: an outcome, mails, reports, findings, links."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sheets_sync.cli.console import ERR, print_failed, print_table, say
from sheets_sync.mail.sending.refused import Refused
from sheets_sync.model import Completeness, Coverage, Finding, Timeliness
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.sharing import name_of
from sheets_sync.store.workbooks import APART, MASTER, own_book
from sheets_sync.vietnamese.states import word

if TYPE_CHECKING:
    from sheets_sync.mail.sending.delivery import DeliveryReport
    from sheets_sync.pipeline import Outcome

STYLES = {
    Timeliness.OVERDUE: "red",
    Timeliness.MISSING: "dark_orange",
    Timeliness.LATE: "yellow",
    Timeliness.ON_TIME: "green",
    Timeliness.NOT_DUE: "dim",
}


def print_files(files: Iterable[str]) -> None:
    """Paths of written files, a line each, as they are."""
    for file in files:
        say(file)


def roster_code(project: Project, unit: str) -> str:
    """What the roster calls a unit today; the master has no code, and one that is not there keeps its own."""
    return project.units[unit].roster_code if unit in project.units else unit


def in_roster(project: Project, found: Iterable[Coverage | Finding]) -> list[dict[str, Any]]:
    """As plain data, with the codes of today; findings as they are read outside the unit's sheet."""
    return [_plain(one) | {"unit": roster_code(project, one.unit)} for one in found]


def _plain(one: Coverage | Finding) -> dict[str, Any]:
    if isinstance(one, Coverage):
        return asdict(one)
    return {name: value for name, value in asdict(one.outside).items() if not name.endswith("_outside")}


def outcome_as_data(project: Project, outcome: "Outcome") -> dict[str, Any]:
    """What a run did in one period, as plain data."""
    return {
        "period": project.period.code,
        "run": outcome.run,
        "units_read": [roster_code(project, unit) for unit in outcome.units_read],
        "units_changed": [roster_code(project, unit) for unit in outcome.units_changed],
        "failed": {roster_code(project, unit): why for unit, why in outcome.failed.items()},
        "findings": in_roster(project, outcome.findings),
        "coverage": in_roster(project, outcome.coverage),
        "plans": [{"workbook": plan.workbook, "summary": plan.summary} for plan in outcome.plans],
        "calls": outcome.calls,
        "call_log": asdict(outcome.call_log),
    }


def print_outcome(project: Project, outcome: "Outcome", *, dry_run: bool) -> None:
    """What a run did in one period, in a few lines."""
    calls = ", ".join(f"{count} {kind}" for kind, count in outcome.calls.items())
    say(
        f"{len(outcome.units_read)} workbooks read, {len(outcome.units_changed)} units changed, "
        f"{outcome.findings_count} findings. Calls: {calls}."
    )
    if dry_run:
        say("Nothing was written. These changes would be made:", "bold")
        for line in (line for plan in outcome.plans for line in plan.summary):
            say(f"  {line}")
    print_failed(outcome.failed, names_of(project))


def names_of(project: Project) -> dict[str, str]:
    """What failures call a unit, by its code; the master has none, the workbook apart one of its own."""
    own = [own_book(form.code) for form in project.forms]
    office = {code: name_of(project, code) for code in (MASTER, APART, *own)}
    return office | {code: unit.name for code, unit in project.units.items()}


def mails_as_data(queued: int, delivered: "DeliveryReport") -> dict[str, Any]:
    """What became of the mails, as plain data."""
    return {"queued": queued, **asdict(delivered)}


def print_mails(delivered: "DeliveryReport") -> None:
    """How many mails left, failed and wait, and why."""
    until = f", the next until {delivered.waits_until:%Y-%m-%d %H:%M}" if delivered.waits_until else ""
    failed = len(delivered.failed)
    say(f"{delivered.sent} mails sent, {failed} failed, {delivered.waiting} waiting{until}.")
    for key, why in delivered.dropped.items():
        say(f"Dropped {key}: {why}.")
    print_failed({**delivered.failed, **delivered.bounced})
    print_stopped(delivered.stopped)


def print_coverage(project: Project, coverage: Iterable[Coverage]) -> None:
    """A line a unit: how many of its reports stand where."""
    by_unit: dict[str, list[Coverage]] = {}
    for one in coverage:
        if one.timeliness is not None:
            by_unit.setdefault(one.unit, []).append(one)
    print_table(
        f"Tình hình nộp – {project.period.title}",
        ("Mã", "Đơn vị", "Thời hạn", "Nội dung", "Cần sửa"),
        [_line(project, unit, reports) for unit, reports in by_unit.items()],
    )


def _line(project: Project, unit: str, reports: Sequence[Coverage]) -> Sequence[str | Text]:
    name = Text(project.units[unit].name)
    if any(report.unreadable for report in reports):
        name.append(" (không đọc được)", "red")
    findings = sum(report.findings for report in reports)
    return (
        project.units[unit].roster_code,
        name,
        _timeliness(reports),
        _completeness(reports),
        str(findings or ""),
    )


def _timeliness(reports: Iterable[Coverage]) -> Text:
    counts = Counter(report.timeliness for report in reports)
    told = [
        Text(f"{counts[status]} {word(status).lower()}", style)
        for status, style in STYLES.items()
        if counts[status]
    ]
    return Text(", ").join(told)


def _completeness(reports: Iterable[Coverage]) -> str:
    counts = Counter(report.completeness for report in reports)
    return ", ".join(
        f"{counts[content]} {word(content).lower()}" for content in Completeness if counts[content]
    )


def print_findings(project: Project, findings: Iterable[Finding]) -> None:
    """A line a finding, in Vietnamese as the unit sees it."""
    print_table(
        f"Nội dung cần sửa – {project.period.title}",
        ("Đơn vị", "Trang", "Nội dung"),
        [(project.units[one.unit].name, one.tab, one.outside.text) for one in findings],
    )


def print_unserved(lines: Iterable[str]) -> None:
    """A line for each address that Google does not let in."""
    for line in lines:
        ERR.print(Text(f"NO ACCESS {line}", "yellow"), soft_wrap=True)


def print_stopped(reason: str) -> None:
    """Why no mail leaves, if so."""
    if reason:
        ERR.print(Text(f"NO MAIL LEAVES {reason}", "red"), soft_wrap=True)


def print_refused(refused: Iterable[Refused]) -> None:
    """A line for each address that no mail reaches."""
    for one in refused:
        ERR.print(Text(f"NO MAIL REACHES {one.told()}", "yellow"), soft_wrap=True)


def print_links(project: Project, links: Mapping[str, str]) -> None:
    """Where the workbooks are."""
    for code, link in links.items():
        say(f"{name_of(project, code)}: {link}")
