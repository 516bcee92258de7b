"""What the evaluation looks at, from the store and what was consolidated. No calls to Google."""

from collections.abc import Collection, Iterable, Sequence

from sheets_sync.findings.rows import by_row
from sheets_sync.forms.form import indicator_fields
from sheets_sync.judging.evaluation import Score, held, outliers, score
from sheets_sync.model import Coverage, Finding, RecordKey, Submission
from sheets_sync.pipeline.project import Project


def evaluate(
    project: Project,
    submissions: Sequence[Submission],
    findings: Iterable[Finding],
    coverage: Iterable[Coverage],
    approved: Collection[RecordKey],
) -> tuple[Score, ...]:
    """The score of every unit that has something due, in the roster's order.

    None where the campaign has no table of points.
    """
    settings, indicators = project.config.settings.evaluation, project.config.indicators
    if settings is None:
        return ()
    statuses = {(one.unit, one.form): one for one in coverage}
    latest = {(one.unit, one.form): one for one in submissions}
    of_rows = by_row(findings)
    arrived = (record for one in submissions if one.arrived is not None for record in one.records)
    before = (record for one in project.submissions_before().values() for record in one.records)
    strange = outliers(arrived, before, project.units, indicator_fields(project.forms), settings)
    due = {
        unit.code: held(unit, project.forms, statuses, latest, of_rows, approved, indicators)
        for unit in project.units.values()
    }
    return tuple(score(unit, own, indicators, strange, settings) for unit, own in due.items() if own)
