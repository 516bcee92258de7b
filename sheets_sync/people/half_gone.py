"""Rows of which a part went already, while their period waits for a workbook that Google refuses. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from sheets_sync.findings.rows import located
from sheets_sync.model import Finding, Record, Submission
from sheets_sync.reading.validation import Validated, reading_order
from sheets_sync.vietnamese.erased import ERASED

#: By the record's key: fields in which a mark stands that did not stand there before.
Since = Mapping[str, Collection[str]]


def as_before(validated: Validated, previous: Submission | None) -> Validated:
    """What was read, with what stood before where a mark stands since the last reading.

    The store goes last, as it knows whom to look for elsewhere: until then no mark is news, asks anything or
    takes an approval back.
    """
    if previous is None:
        return validated
    before = {record.key: record for record in previous.records}
    since = {
        record.key: frozenset(_went(record, before[record.key]))
        for record in validated.records
        if record.key in before
    }
    if not any(since.values()):
        return validated
    records = tuple(
        _restored(record, before[record.key], since[record.key]) if since.get(record.key) else record
        for record in validated.records
    )
    kept = _findings(previous, validated, since)
    findings = tuple(sorted((*validated.findings, *kept), key=reading_order))
    return replace(validated, records=records, findings=findings)


def _went(record: Record, before: Record) -> Iterator[str]:
    """Fields in which a mark stands since, for all that was there or for somebody who was named there."""
    yield from {*record.erased} - {*before.erased}
    for now, then in ((record.values, before.values), (record.rejected, before.rejected)):
        yield from (name for name, text in now.items() if _is_left_of(text, then.get(name)))


def _is_left_of(text: object, before: object) -> bool:
    """Whether a text is the one of before with marks in the place of something."""
    if not isinstance(text, str) or not isinstance(before, str) or text == before:
        return False
    first, *others = text.split(ERASED)
    if not others or not before.startswith(first):
        return False
    at, last = len(first), others.pop()
    for part in others:
        at = before.find(part, at + 1) + len(part)
        if at < len(part):
            return False
    return before.endswith(last) and at + len(last) < len(before)


def _restored(record: Record, before: Record, fields: Collection[str]) -> Record:
    def whole(now: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
        held = {name: (then if name in fields else now).get(name) for name in record.values}
        return {name: text for name, text in held.items() if text is not None}

    return replace(
        record,
        values={
            name: before.values.get(name) if name in fields else value
            for name, value in record.values.items()
        },
        rejected=whole(record.rejected, before.rejected),
        in_words=whole(record.in_words, before.in_words),
        erased=tuple(name for name in record.erased if name not in fields),
    )


def _findings(previous: Submission, validated: Validated, since: Since) -> Iterator[Finding]:
    """What was found in these cells before, where they stand now."""
    now = {record.key: record for record in validated.records}
    told = {(one.code, one.cell) for one in validated.findings}
    for finding, spot in located(previous.findings, previous.records):
        if spot.field in since.get(spot.key, ()):
            cell = now[spot.key].cells.get(spot.field, finding.cell)
            if (finding.code, cell) not in told:
                yield replace(finding, cell=cell)
