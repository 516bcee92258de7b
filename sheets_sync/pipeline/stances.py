"""How one unit stands: as much of it as is told of everybody, small enough to be kept and read for all."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sheets_sync.findings.listing import listed
from sheets_sync.judging.crosscheck import Between
from sheets_sync.judging.fitness import Fitness
from sheets_sync.judging.tasks import Call, Task
from sheets_sync.mail.composing.due import content_of
from sheets_sync.model import (
    Completeness,
    Coverage,
    Finding,
    Handling,
    Severity,
    Timeliness,
    Unit,
)
from sheets_sync.pipeline.feedbacks import feedback_for
from sheets_sync.pipeline.scope import Scope

if TYPE_CHECKING:
    from sheets_sync.pipeline.consolidating import Consolidated


@dataclass(frozen=True, slots=True)
class Stance:
    """What follows from one unit's reports for whatever tells of all units."""

    #: For each form of the campaign, in the registry's order.
    coverage: tuple[Coverage, ...]
    #: Forms whose report counts, and when it arrived.
    counted: Mapping[str, datetime | None]
    #: Why to call it; None where that helps nothing.
    call: Call | None
    #: Its reports that wait for the office.
    tasks: tuple[Task, ...]
    #: How many findings there are of which kind.
    severities: Mapping[Severity, int]
    #: By form, how many records changed since the office decided about them.
    changed: Mapping[str, int]
    #: What a mail would tell of its findings; empty for none, and once its report is closed.
    content: str
    #: Fingerprint of what its workbook is to show.
    feedback: str
    #: By form and mark, what others' reports bring about.
    between: tuple[Between, ...]
    #: Figures that stand out, by indicator.
    strange: Mapping[str, str]

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(self.severities.values())


def stance_of(found: "Consolidated", unit: Unit) -> Stance:
    """How a unit stands, of those that were consolidated."""
    code = unit.code
    own, reports = found.findings_of(code), found.submissions.of_unit(code)
    is_closed = code in found.closed
    reviews = found.snapshot.reviews
    changed = Counter(
        record.form
        for report in reports
        for record in report.records
        if (review := reviews.get(record.identity)) is not None and review.is_changed
    )
    return Stance(
        coverage=found.coverage_by_unit.get(code, ()),
        counted={one.form: one.arrived for one in reports},
        call=found.call(code),
        tasks=found.tasks_by_unit.get(code, ()),
        severities=Counter(one.severity for one in own),
        changed=changed,
        content="" if is_closed else content_of(listed(own)),
        feedback=feedback_for(found.scope, found, unit).fingerprint,
        between=tuple(sorted(found.between_by_unit.get(code, ()), key=_order)),
        strange=found.strange_by_unit.get(code, {}),
    )


def _order(one: Between) -> tuple[str, str, str]:
    return one.finding.form, one.mark, one.finding.cell


def written(stance: Stance) -> str:
    """As it is kept."""
    call = stance.call
    return json.dumps(
        [
            [_statuses(one) for one in stance.coverage],
            {form: at and at.astimezone(UTC).isoformat() for form, at in stance.counted.items()},
            None
            if call is None
            else [*(call.unreadable, call.overdue, call.faults), call.sheet_id, call.cell, call.cut_off],
            [_task(one) for one in stance.tasks],
            dict(sorted(stance.severities.items())),
            dict(stance.changed),
            stance.content,
            stance.feedback,
            [[one.mark, asdict(one.finding)] for one in stance.between],
            dict(stance.strange),
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read(text: str, scope: Scope, unit: str) -> Stance:
    """The stance of a unit that was `written`."""
    statuses, counted, call, tasks, severities, changed, content, feedback, between, strange = json.loads(
        text
    )
    period = scope.period.code
    return Stance(
        tuple(_coverage(one, unit, period) for one in statuses),
        {form: at and datetime.fromisoformat(at) for form, at in counted.items()},
        None if call is None else _read_call(call, unit),
        tuple(_read_task(one, unit) for one in tasks),
        {Severity(kind): count for kind, count in severities.items()},
        changed,
        content,
        feedback,
        tuple(Between(mark, _finding(one)) for mark, one in between),
        strange,
    )


def written_coverage(coverage: Iterable[Coverage]) -> list[Any]:
    """Coverage of any units, as it is kept."""
    return [[one.unit, *_statuses(one)] for one in coverage]


def read_coverage(kept: Iterable[list[Any]], period: str) -> tuple[Coverage, ...]:
    """The coverage that was `written_coverage`."""
    return tuple(_coverage(one, unit, period) for unit, *one in kept)


def _statuses(one: Coverage) -> list[Any]:
    return [
        one.form,
        one.timeliness,
        one.completeness,
        one.handling,
        one.days_late,
        one.unreadable,
        one.findings,
    ]


def _coverage(kept: list[Any], unit: str, period: str) -> Coverage:
    form, timeliness, completeness, handling, *more = kept
    return Coverage(
        unit,
        form,
        period,
        None if timeliness is None else TIMELINESS[timeliness],
        None if completeness is None else COMPLETENESS[completeness],
        HANDLING[handling],
        *more,
    )


#: Looked up a hundred thousand times a night.
TIMELINESS, COMPLETENESS, HANDLING = (
    {one.value: one for one in Timeliness},
    {one.value: one for one in Completeness},
    {one.value: one for one in Handling},
)


def _read_call(kept: list[Any], unit: str) -> Call:
    unreadable, overdue, faults, sheet_id, cell, cut_off = kept
    return Call(unit, unreadable, overdue, faults, sheet_id, cell, tuple(cut_off))


def _task(one: Task) -> list[Any]:
    return [one.form, list(one.keys), dict(one.fit), one.again, one.changed]


def _read_task(kept: list[Any], unit: str) -> Task:
    form, keys, fit, again, changed = kept
    return Task(
        unit, form, tuple(keys), {Fitness(kind): count for kind, count in fit.items()}, again, changed
    )


def _finding(body: dict[str, Any]) -> Finding:
    return Finding(**{**body, "severity": Severity(body["severity"])})
