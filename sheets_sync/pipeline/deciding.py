"""What the office decided about whole forms in “Việc hôm nay”, carried over to the records that it saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheets_sync.judging.decisions import Content, is_same
from sheets_sync.judging.fitness import Fitness
from sheets_sync.judging.tasks import WAITING
from sheets_sync.master.tables import today
from sheets_sync.master.tables.wording import COMMENT, STATE
from sheets_sync.model import FormDecision, Handling, RecordKey, Remarks
from sheets_sync.pipeline.snapshot import AllRemarks

#: How fit a record has to be for a choice that approves.
APPROVING = {
    FormDecision.APPROVE_VALID: (Fitness.VALID,),
    FormDecision.APPROVE_DOUBTFUL: (Fitness.VALID, Fitness.DOUBTFUL),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision about a unit's form."""

    decision: FormDecision
    #: Why; it goes with the decision to each record.
    reason: str = ""


def choices(written: AllRemarks) -> dict[tuple[str, str], Choice]:
    """By unit and form code what is to be carried out now; nothing is sent back without a reason."""
    found = {}
    for row, texts in written.items():
        decision = texts.get(today.CHOICE, "")
        if row.form != today.CODE or decision not in set(FormDecision):
            continue
        choice = Choice(FormDecision(decision), texts.get(today.REASON, ""))
        if choice.decision is not FormDecision.RETURN or choice.reason:
            found[row.unit, row.key] = choice
    return found


def answered(written: AllRemarks, carried: Iterable[RecordKey]) -> dict[RecordKey, Remarks]:
    """The rows of “Việc hôm nay” whose choice was used, without it; `carried` took the reason along."""
    with_reason = {(one.unit, one.form) for one in carried}
    cleared: dict[RecordKey, Remarks] = {}
    for place in choices(written):
        row = today.of_task(*place)
        used = (today.CHOICE, today.REASON) if place in with_reason else (today.CHOICE,)
        cleared[row] = {**written[row], **dict.fromkeys(used, "")}
    return cleared


def decided(
    chosen: Mapping[tuple[str, str], Choice],
    seen: Mapping[RecordKey, Content],
    now: Mapping[RecordKey, Content],
    texts: AllRemarks,
    fit: Mapping[RecordKey, Fitness],
) -> dict[RecordKey, Remarks]:
    """What a choice writes beside the records of one form.

    Only beside records that still hold what the master showed when the office chose, and never an approval
    beside one that has an error, or about which the office has a word of its own.
    """
    found: dict[RecordKey, Remarks] = {}
    for record, choice in _chosen(chosen, now):
        if record not in seen or not is_same(seen[record], now[record]):
            continue
        own = texts.get(record, {})
        state = own.get(STATE) or Handling.PENDING.value
        returns = choice.decision is FormDecision.RETURN and state != Handling.RETURNED
        approves = state in WAITING and fit.get(record) in APPROVING.get(choice.decision, ())
        if returns or approves:
            new = Handling.RETURNED if returns else Handling.APPROVED
            comment = "\n".join(dict.fromkeys(filter(None, (choice.reason, own.get(COMMENT, "")))))
            found[record] = {STATE: new.value, **({COMMENT: comment} if comment else {})}
    return found


def _chosen(
    chosen: Mapping[tuple[str, str], Choice], records: Iterable[RecordKey]
) -> Iterable[tuple[RecordKey, Choice]]:
    for record in records:
        if (choice := chosen.get((record.unit, record.form))) is not None:
            yield record, choice
