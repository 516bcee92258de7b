"""What the evaluation looks at, from what was consolidated. Pure."""

from collections.abc import Collection, Iterable, Mapping

from sheets_sync.findings.rows import by_row
from sheets_sync.forms.form import indicator_fields
from sheets_sync.judging.evaluation import Outliers, Score, held, outliers, score
from sheets_sync.model import Coverage, Finding, RecordKey, Submission, Unit
from sheets_sync.pipeline.scope import Scope


def evaluate(
    scope: Scope,
    units: Mapping[str, Unit],
    submissions: Mapping[tuple[str, str], Submission],
    findings: Iterable[Finding],
    coverage: Iterable[Coverage],
    approved: Collection[RecordKey],
    strange: Outliers,
) -> tuple[Score, ...]:
    """The score of each of these units that has something due, in the roster's order.

    None where the campaign has no table of points. `submissions` are by unit and form,
    `strange` the figures that stand out.
    """
    settings, indicators = scope.config.settings.evaluation, scope.config.indicators
    if settings is None:
        return ()
    statuses = {(one.unit, one.form): one for one in coverage}
    of_rows = by_row(findings)
    # One unit after another: what is weighed holds its reports.
    return tuple(
        score(unit.code, own, indicators, strange, settings)
        for unit in units.values()
        if (own := held(unit, scope.forms, statuses, submissions, of_rows, approved, indicators))
    )


def strange_of(
    scope: Scope, submissions: Iterable[Submission], last_period: Iterable[Submission]
) -> Outliers:
    """Figures that stand out; `last_period` is what was reported in the one before."""
    settings = scope.config.settings.evaluation
    if settings is None:
        return {}
    arrived = (record for one in submissions if one.arrived is not None for record in one.records)
    before = (record for one in last_period for record in one.records)
    return outliers(arrived, before, scope.units, indicator_fields(scope.forms), settings)
