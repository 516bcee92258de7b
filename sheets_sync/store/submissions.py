"""What each unit holds, with history, and the row identities given to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.model import Submission
from sheets_sync.store.asked import FORM, KEY, PERIOD, UNIT, UNITS, UNTIL
from sheets_sync.store.codec import dump, load_submission
from sheets_sync.store.schema import row_ids, submissions
from sheets_sync.store.shelf import Shelf

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

#: Submissions whose texts are asked for together.
AT_ONCE = 200
#: Numbers of the last submissions of each unit x form.
_LAST = (
    sa.select(sa.func.max(submissions.c.number))
    .where(submissions.c.period == PERIOD)
    .group_by(submissions.c.unit, submissions.c.form)
)


def _owned(numbers: sa.Select[int]) -> sa.Select[str, str, str]:
    """Their texts, with whose they are; not all of them held at once."""
    query = sa.select(submissions.c.unit, submissions.c.form, submissions.c.body)
    some = query.where(submissions.c.number.in_(numbers)).order_by(submissions.c.number)
    return some.execution_options(yield_per=AT_ONCE)


_LATEST, _LATEST_BY = _owned(_LAST), _owned(_LAST.where(submissions.c.at <= UNTIL))
_LATEST_OF = _owned(_LAST.where(submissions.c.unit.in_(UNITS)))
_WITHOUT_TAB = (
    sa.select(submissions.c.body)
    .where(submissions.c.number.in_(_LAST), submissions.c.body.contains('"sheet_id":null', autoescape=True))
    .order_by(submissions.c.number)
)
_OWN = (submissions.c.unit == UNIT, submissions.c.form == FORM, submissions.c.period == PERIOD)
_LAST_BODY = sa.select(submissions.c.body).where(*_OWN).order_by(submissions.c.number.desc()).limit(1)
_INSERT = sa.insert(submissions)
_LAST_ROW_ID = sa.select(row_ids.c.last).where(row_ids.c.prefix == KEY)
_FIRST_ROW_ID = sa.insert(row_ids)
_NEXT_ROW_ID = sa.update(row_ids).where(row_ids.c.prefix == KEY)


class Submissions:
    """Questions about submissions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, period: str, by: datetime | None = None) -> Shelf:
        """The last submission of each unit x form, by unit and form code; with `by`, as of a moment."""
        query = _LATEST if by is None else _LATEST_BY
        return self._shelf(query, own_period=period, until_then=by)

    def latest_of(self, period: str, units: Collection[str]) -> Shelf:
        """The same of these units alone."""
        return self._shelf(_LATEST_OF, own_period=period, own_units=list(units))

    def _shelf(self, query: sa.Select[str, str, str], **own: object) -> Shelf:
        # One that cannot be understood ends it before the last was asked for.
        with self._database.reading() as db, db.execute(query, own) as found:
            return Shelf.of_bodies(((row.unit, row.form), row.body) for row in found)

    def without_tab(self, period: str) -> frozenset[tuple[str, str]]:
        """Units and forms whose tab the last reading missed; nothing else of the submissions is looked at."""
        with self._database.reading() as db:
            bodies = db.execute(_WITHOUT_TAB, {"own_period": period}).scalars().all()
        found = map(load_submission, bodies)
        return frozenset((one.unit, one.form) for one in found if one.sheet_id is None)

    def of_unit(self, unit: str, periods: Collection[str]) -> dict[tuple[str, str], Submission]:
        """The last submission of one unit in each of these periods, by codes of period and form."""
        last = (
            sa.select(sa.func.max(submissions.c.number))
            .where(submissions.c.period.in_(periods), submissions.c.unit == unit)
            .group_by(submissions.c.period, submissions.c.form)
        )
        query = sa.select(submissions.c.body).where(submissions.c.number.in_(last))
        with self._database.reading() as db:
            bodies = db.execute(query).scalars().all()
        return {(one.period, one.form): one for one in map(load_submission, bodies)}

    def save(self, submission: Submission, at: datetime) -> bool:
        """Append to the history; False when it equals the last one."""
        own = {"unit": submission.unit, "form": submission.form, "period": submission.period}
        body = dump(submission)
        with self._database.transaction() as db:
            if db.execute(_LAST_BODY, {f"own_{name}": value for name, value in own.items()}).scalar() == body:
                return False
            db.execute(_INSERT, {**own, "at": at, "body": body})
        return True

    def history(self, unit: str, form: str, period: str) -> tuple[tuple[datetime, Submission], ...]:
        """Every submission kept, the oldest first, with the moment it was saved."""
        query = (
            sa.select(submissions.c.at, submissions.c.body)
            .where(submissions.c.unit == unit, submissions.c.form == form, submissions.c.period == period)
            .order_by(submissions.c.number)
        )
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple((row.at, load_submission(row.body)) for row in rows)

    def before_last(self, unit: str, form: str, period: str, count: int) -> tuple[Submission, ...]:
        """So many submissions before the last one, the latest first."""
        query = (
            sa.select(submissions.c.body)
            .where(submissions.c.unit == unit, submissions.c.form == form, submissions.c.period == period)
            .order_by(submissions.c.number.desc())
            .offset(1)
            .limit(count)
        )
        with self._database.reading() as db:
            bodies = db.execute(query).scalars().all()
        return tuple(map(load_submission, bodies))

    def issue_row_ids(self, prefix: str, count: int) -> tuple[str, ...]:
        """New row identities such as `TDP01-0007`, never given before under this prefix."""
        with self._database.transaction() as db:
            last = db.execute(_LAST_ROW_ID, {"own_key": prefix}).scalar()
            if last is None:
                db.execute(_FIRST_ROW_ID, {"prefix": prefix, "last": count})
            else:
                db.execute(_NEXT_ROW_ID, {"own_key": prefix, "last": last + count})
        begin = (last or 0) + 1
        return tuple(f"{prefix}-{number:04d}" for number in range(begin, begin + count))
