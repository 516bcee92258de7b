"""Which records count: those on the tab now, or the last good ones. Pure.

The last good ones stay when the header is broken, when the tab is suddenly empty or far shorter, until the
unit or the office confirms it, and when the report is closed. What the tab holds then is kept beside them.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sheets_sync.findings import place
from sheets_sync.findings.rows import located
from sheets_sync.forms.form import Form
from sheets_sync.model import Doubt, Finding, Grid, Held, Record, State, Submission, Unit
from sheets_sync.reading.rows import NOT_REPORTED
from sheets_sync.reading.validation import Validated

#: Findings that the unit can settle by confirming what it did.
CONFIRMABLE = frozenset({"rows-emptied", "rows-shrunk", "period-copied"})
#: Asked about a row of somebody who was erased, as long as it stands there again.
ERASED_AGAIN = "person-erased"
#: A report that loses fewer rows than this, or fewer than half, is taken as edited.
SUDDEN_LOSS = 3
#: Fewer values than this may well be the same in two periods.
COPIED = 3
#: Begin of the questions whether a report is complete.
COMPLETION = "complete/"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides whether a reading counts, beside what was read."""

    at: datetime
    #: When the workbook was changed last, as Drive tells it: what it holds was there by then.
    modified: datetime | None = None
    #: Questions that the unit answered with yes, as `question` names them.
    confirmed: Collection[str] = ()
    #: The unit's reports are closed.
    closed: bool = False
    #: Natural keys that rows may have now; None where rows have none. Others went with their indicators.
    keys: frozenset[str] | None = None
    #: What the unit had reported in the period before.
    last_period: tuple[Record, ...] = ()


def question(submission: Submission | None) -> str:
    """What a unit is asked to confirm, by what would count then; empty where it is asked nothing."""
    codes = () if submission is None else [one.code for one in submission.findings]
    asked = next((code for code in codes if code in CONFIRMABLE), None)
    if submission is None or asked is None:
        return ""
    return _named(asked, submission.form, _asked_about(submission))


def completion(submission: Submission) -> str:
    """What the unit's head is asked to confirm as complete: the report with what it holds now."""
    return f"{COMPLETION}{_named(COMPLETION, submission.form, submission.records)}"


def is_completed(submission: Submission) -> bool:
    """Whether the unit's head confirmed as complete what the report holds now."""
    return bool(submission.completed) and submission.completed == completion(submission)


def _named(asked: str, form: str, records: Sequence[Record]) -> str:
    rows = sorted((one.key, sorted(map(repr, one.values.items()))) for one in records)
    return f"{form}:{sha256(repr((asked, rows)).encode()).hexdigest()[:12]}"


def _asked_about(submission: Submission) -> tuple[Record, ...]:
    return submission.records if submission.held is None else submission.held.records


def _is_confirmed(validated: Validated, previous: Submission | None, given: Circumstances) -> bool:
    """A yes counts for one question of the last run, as long as nothing more is gone than was asked about.

    What else stands in the column of answers was typed before anybody asked.
    """
    asked = question(previous)
    if previous is None or not asked or asked not in given.confirmed:
        return False
    before = _holding(previous.records)
    return _gone(before, validated.records) <= _gone(before, _asked_about(previous))


def _gone(before: Mapping[str, object], now: Sequence[Record]) -> frozenset[str]:
    """Rows of before that hold something else now, or nothing."""
    holding = _holding(now)
    return frozenset(key for key, held in before.items() if holding.get(key) != held)


def submission(
    validated: Validated,
    previous: Submission | None,
    unit: Unit,
    form: Form,
    period: str,
    grid: Grid | None,
    given: Circumstances,
) -> Submission:
    """What the unit holds in a form from now on."""
    records, findings, state, held = validated.records, validated.findings, State.CURRENT, None
    before = () if previous is None else previous.records
    arrived = None if previous is None else previous.arrived
    confirmed = _is_confirmed(validated, previous, given)
    doubt = _doubt(validated, previous, form, given, confirmed=confirmed)
    if not validated.sound:
        records = before
        state = State.NEVER if previous is None or previous.state is State.NEVER else State.LAST_GOOD
    elif doubt is not None:
        held = Held(doubt.code, records, findings)
        records, state = before, State.LAST_GOOD
        findings = (_placed(doubt, unit, form, grid),)
    elif arrived is None and validated.reported and not confirmed and _is_copied(validated, form, given):
        findings = (_placed(Doubt("period-copied"), unit, form, grid), *findings)
    elif arrived is None and validated.reported:
        # The unit may have reported before the deadline although the sync reads it after.
        arrived = given.at if given.modified is None else min(given.at, given.modified)
    if held is None and previous is not None and validated.sound:
        findings = (*findings, *_about_erased(previous, records, findings))
    is_same = previous is not None and before == records
    return Submission(
        unit=unit.code,
        form=form.code,
        period=period,
        state=state,
        records=records,
        findings=findings,
        arrived=arrived,
        changed=previous.changed if is_same and previous is not None else given.at,
        tab=form.title if grid is None else grid.title,
        sheet_id=None if grid is None else grid.sheet_id,
        held=held,
        completed=_completed(previous, given),
    )


def _completed(previous: Submission | None, given: Circumstances) -> str:
    """The last content that was confirmed; a yes counts for what the last run asked about."""
    if previous is None:
        return ""
    asked = completion(previous)
    return asked if asked in given.confirmed else previous.completed


def _about_erased(
    previous: Submission, records: Sequence[Record], findings: Sequence[Finding]
) -> Iterator[Finding]:
    """What was found in cells that were erased since stays said: the period's statuses are what they were."""
    erased = {record.key: record for record in records if record.erased}
    if not erased:
        return
    told = {(one.code, one.cell) for one in findings}
    for finding, spot in located(previous.findings, previous.records):
        record = erased.get(spot.key)
        if record is None or spot.field not in record.erased or is_asked_anew(finding):
            continue
        cell = record.cells.get(spot.field, finding.cell)
        if (finding.code, cell) not in told:
            yield replace(finding, cell=cell)


def is_asked_anew(finding: Finding) -> bool:
    """Whether it is for every reading to ask this, and not for what was asked before to stay.

    It stays, without its words, where the time of keeping was over before the unit answered.
    """
    return finding.code == ERASED_AGAIN and bool(finding.mend)


def accepted(submission: Submission, at: datetime) -> Submission:
    """The submission once the office accepts what was held back."""
    if submission.held is None:
        return submission
    held = submission.held
    return Submission(
        unit=submission.unit,
        form=submission.form,
        period=submission.period,
        state=State.CURRENT,
        records=held.records,
        findings=held.findings,
        arrived=submission.arrived,
        changed=at,
        tab=submission.tab,
        sheet_id=submission.sheet_id,
    )


def _doubt(
    validated: Validated,
    previous: Submission | None,
    form: Form,
    given: Circumstances,
    *,
    confirmed: bool,
) -> Doubt | None:
    """Why a sound reading does not count; None when it does."""
    before = () if previous is None else previous.records
    if given.closed:
        return None if _holding(validated.records) == _holding(before) else Doubt("report-closed")
    if previous is None or previous.arrived is None or confirmed:
        return None
    asked = [record for record in before if given.keys is None or record.key in given.keys]
    was, now = _size(asked, form), _size(validated.records, form)
    counts = {"before": str(was), "after": str(now)}
    if was and not now and not validated.reported:
        return Doubt("rows-emptied", counts)
    if was - now >= SUDDEN_LOSS and now * 2 < was and now:
        return Doubt("rows-shrunk", counts)
    return None


def _is_copied(validated: Validated, form: Form, given: Circumstances) -> bool:
    """Whether the tab holds exactly what was reported last time: brought over, not yet a report."""
    if not given.last_period:
        return False
    entries = _entries(validated.records, form)
    values = sum(len(entry) - 1 for entry in entries.elements())
    return values >= COPIED and entries == _entries(given.last_period, form)


def _entries(records: Sequence[Record], form: Form) -> Counter[frozenset[tuple[str, object]]]:
    fields = {column.field for column in form.columns if column.kind not in NOT_REPORTED}
    entered = (
        frozenset((name, value) for name, value in record.values.items() if value and name in fields)
        | {("key", record.key if form.key else "")}
        for record in records
        if any(value and name in fields for name, value in record.values.items())
    )
    return Counter(entered)


def _holding(records: Sequence[Record]) -> dict[str, object]:
    return {record.key: (dict(record.values), dict(record.rejected)) for record in records}


def _size(records: Sequence[Record], form: Form) -> int:
    """How many records hold something that the unit entered, accepted or not."""
    fields = {column.field for column in form.columns if column.kind not in NOT_REPORTED}
    return sum(
        any(value not in (None, 0) and name in fields for name, value in record.values.items())
        or any(name in fields for name in record.rejected)
        for record in records
    )


def _placed(doubt: Doubt, unit: Unit, form: Form, grid: Grid | None) -> Finding:
    return place(
        doubt,
        unit=unit.code,
        form=form.code,
        tab=form.title if grid is None else grid.title,
        sheet_id=None if grid is None else grid.sheet_id,
    )
