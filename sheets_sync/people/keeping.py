"""What has been kept for long enough: rows of a closed period become unidentifiable, kind by kind.

A period that nobody closes counts as closed for that `people.unclosed_days` after its last deadline: the
office is told before. What is typed after the rest went goes with the next look.

Figures, counts and statuses stay, and the register of awards: name, award and decision of who has one.
"""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from sheets_sync.config.loading import Config
from sheets_sync.model import Personal
from sheets_sync.people.erasing import Holdings, Went, awarded, take_out
from sheets_sync.people.masking import FormRow, row_of, standing_again
from sheets_sync.people.numbering import numbered
from sheets_sync.people.of_period import OfPeriod
from sheets_sync.people.terms import closed_at, keeps
from sheets_sync.store import Store
from sheets_sync.store.codec import load_submission
from sheets_sync.store.schema import submissions
from sheets_sync.vietnamese.mentions import Sought


@dataclass(frozen=True, slots=True)
class Over:
    """A period in which the time of keeping of some kinds is over, and was not seen to yet."""

    period: str
    closed: datetime
    kinds: frozenset[Personal]


def over(config: Config, store: Store, now: datetime) -> tuple[Over, ...]:
    """What has been kept for long enough, of all periods, and stands there. Raises StoreError."""
    done = {(one.period, one.kind) for one in store.erasures.unidentified() if one.done is not None}
    found = []
    for period in config.periods:
        closed = closed_at(config, period, store, now)
        if closed is None:
            continue
        late = frozenset(kind for kind, days in keeps(config).items() if closed + timedelta(days=days) <= now)
        new = {kind for kind in late if (period.code, kind.value) not in done}
        if kinds := new | _come_since(config, store, Over(period.code, closed, late - new)):
            found.append(Over(period.code, closed, frozenset(kinds)))
    return tuple(found)


def _come_since(config: Config, store: Store, gone: Over) -> set[Personal]:
    """Kinds of which something stands again where it went: the reports were open."""
    if not gone.kinds:
        return set()
    masking = OfPeriod(Sought((), b""), gone.kinds, awarded=awarded(config, store))
    if masking.takes_everybody and any(
        any(standing_again(one.findings, one.records))
        for one in store.submissions.latest(gone.period).values()
    ):
        return {*gone.kinds}
    rows = _latest(config, store, gone.period)
    return {row.form.people[name] for row in rows for name in masking.marks(row)}


def counted(config: Config, store: Store, found: Over) -> Mapping[str, Counter[str]]:
    """How many cells of each kind would go, by unit: for --dry-run. Raises StoreError."""
    masking = masking_of(config, store, found)
    counts: dict[str, Counter[str]] = {}
    for row in _latest(config, store, found.period):
        for name in masking.marks(row):
            counts.setdefault(row.unit, Counter())[row.form.people[name].value] += 1
    return counts


def forget(holdings: Holdings, found: Over, now: datetime) -> Went:
    """Make the rows of a period unidentifiable; killed anywhere, the next run goes on. Raises StoreError."""
    kinds = [kind.value for kind in found.kinds]
    for kind in kinds:
        holdings.store.erasures.expire(found.period, kind, now)
    went = take_out(holdings, masking_of(holdings.config, holdings.store, found), {found.period})
    if not went.failed:
        holdings.store.erasures.expired(found.period, kinds, now)
    return went


def masking_of(config: Config, store: Store, found: Over) -> OfPeriod:
    """What goes of a period: what went before too, as the store does not know all that came since.

    Nothing is kept of somebody erased and pasted again; and what was typed today was never read.
    """
    gone = {Personal(one.kind) for one in store.erasures.unidentified() if one.period == found.period}
    rows = list(_all_rows(config, store, found.period))
    marks = numbered(list(_latest(config, store, found.period)), rows)
    nobody = Sought((), secrets.token_bytes(32))
    return OfPeriod(nobody, found.kinds | gone, marks, awarded(config, store)).learnt(rows)


def _latest(config: Config, store: Store, period: str) -> Iterator[FormRow]:
    forms = {form.code: form for form in config.forms}
    for submission in store.submissions.latest(period).values():
        if submission.form in forms:
            yield from (row_of(record, forms[submission.form]) for record in submission.records)


def _all_rows(config: Config, store: Store, period: str) -> Iterator[FormRow]:
    """Of every version, the oldest first, and of what was held back."""
    forms = {form.code: form for form in config.forms}
    query = sa.select(submissions.c.body).where(submissions.c.period == period).order_by(submissions.c.number)
    with store.database.reading() as db:
        bodies = db.execute(query).scalars().all()
    for submission in map(load_submission, bodies):
        held = () if submission.held is None else submission.held.records
        if submission.form in forms:
            yield from (row_of(one, forms[submission.form]) for one in (*submission.records, *held))
