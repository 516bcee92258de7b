"""Compare what a unit that was read reports with what it reported before: one question to the store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.judging.history import When, strange
from sheets_sync.model import Doubt, Finding, Indicator, Period, Record, Severity, State, Submission
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.reading.validation import reading_order

SLIP = "measure-slip"
#: So many periods before are looked at: a year of months.
LOOKED_BACK = 12
#: Period, and the last submission by the form's code.
Earlier = Sequence[tuple[Period, Mapping[str, Submission]]]


def with_history(
    project: Project, snapshot: Snapshot, unit: str, found: Sequence[Submission]
) -> tuple[Submission, ...]:
    """Submissions of a unit, with questions about figures far from its earlier ones. Raises StoreError."""
    forms = {form.code: form for form in project.forms if form.holds_indicators}
    comparable = {one.form for one in found if one.state is State.CURRENT and one.arrived is not None}
    if not project.config.settings.outliers.factor or comparable.isdisjoint(forms):
        return tuple(found)
    earlier = _earlier(project, snapshot, unit)
    return tuple(
        _compared(project, forms[one.form], one, earlier)
        if one.form in forms and one.form in comparable
        else one
        for one in found
    )


def _earlier(project: Project, snapshot: Snapshot, unit: str) -> Earlier:
    """The oldest first; the period before is at hand, more are asked for where the regime has enough."""
    periods = project.periods_before[-LOOKED_BACK:]
    if len(periods) < project.config.settings.outliers.periods:
        forms = (form.code for form in project.forms)
        held = {form: one for form in forms if (one := snapshot.before.get((unit, form))) is not None}
        return [(period, held) for period in periods[-1:]]
    kept = project.store.submissions.of_unit(unit, [period.code for period in periods])
    return [
        (period, {form: one for (code, form), one in kept.items() if code == period.code})
        for period in periods
    ]


def _compared(project: Project, form: Form, submission: Submission, earlier: Earlier) -> Submission:
    number = _numbers(project)
    past = [(number[period.code], _records(held.get(form.code))) for period, held in earlier]
    now, indicators = number[project.period.code], project.config.indicators
    asked = strange(submission.records, now, past, form, indicators, project.config.settings.outliers)
    new = []
    for record, doubt in asked:
        finding = _placed(submission, form, record, doubt, indicators)
        told = {one.code for one in submission.findings if one.cell == finding.cell and _asks(one)}
        # One question about a cell is enough, but a slip of measure explains whatever else is wrong with it.
        if not told or (doubt.code == SLIP and SLIP not in told):
            new.append(finding)
    in_order = sorted((*submission.findings, *new), key=reading_order)
    return replace(submission, findings=tuple(in_order)) if new else submission


def _asks(finding: Finding) -> bool:
    return finding.severity is not Severity.WARNING


def _numbers(project: Project) -> Mapping[str, When]:
    """Which of its year's periods each one is, by code."""
    seen: Counter[int] = Counter()
    found = {}
    for period in (*project.periods_before, project.period):
        seen[period.cut_off.year] += 1
        found[period.code] = When(period.cut_off.year, seen[period.cut_off.year])
    return found


def _records(submission: Submission | None) -> Mapping[str, Record]:
    """What counts as reported: not what stands on the tab of a unit that did not report."""
    if submission is None or submission.arrived is None:
        return {}
    return {record.key: record for record in submission.records}


def _placed(
    submission: Submission, form: Form, record: Record, doubt: Doubt, indicators: Mapping[str, Indicator]
) -> Finding:
    return place(
        doubt,
        unit=submission.unit,
        form=form.code,
        tab=submission.tab,
        sheet_id=submission.sheet_id,
        cell=record.cells.get(form.main_field, str(record.row + 1)),
        label=form.label(form.main_field, record.values, indicators),
    )
