"""What the evaluation looks at, from what was consolidated. Pure."""

from collections.abc import Collection, Iterable, Sequence

from sheets_sync.findings.rows import by_row
from sheets_sync.forms.form import indicator_fields
from sheets_sync.judging.evaluation import Score, held, outliers, score
from sheets_sync.model import Coverage, Finding, RecordKey, Submission
from sheets_sync.pipeline.scope import Scope


def evaluate(
    scope: Scope,
    submissions: Sequence[Submission],
    findings: Iterable[Finding],
    coverage: Iterable[Coverage],
    approved: Collection[RecordKey],
    last_period: Iterable[Submission],
) -> tuple[Score, ...]:
    """The score of every unit that has something due, in the roster's order.

    None where the campaign has no table of points. `last_period` is what was reported in the one before.
    """
    settings, indicators = scope.config.settings.evaluation, scope.config.indicators
    if settings is None:
        return ()
    statuses = {(one.unit, one.form): one for one in coverage}
    latest = {(one.unit, one.form): one for one in submissions}
    of_rows = by_row(findings)
    arrived = (record for one in submissions if one.arrived is not None for record in one.records)
    before = (record for one in last_period for record in one.records)
    strange = outliers(arrived, before, scope.units, indicator_fields(scope.forms), settings)
    due = {
        unit.code: held(unit, scope.forms, statuses, latest, of_rows, approved, indicators)
        for unit in scope.units.values()
    }
    return tuple(score(unit, own, indicators, strange, settings) for unit, own in due.items() if own)
