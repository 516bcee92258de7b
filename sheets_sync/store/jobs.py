"""What became of the jobs: which time was done last, and what is to be tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import job_runs, runs

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class JobRun:
    """One time of one job, with all its attempts."""

    number: int
    job: str
    #: The time of its timetable; when it began for one that was run by hand.
    due: datetime
    #: When the last attempt began.
    begun: datetime
    attempts: int
    #: How many of them failed.
    failures: int
    #: Why the last attempt failed; empty when it did not.
    failure: str
    #: Not to be tried again before; None while an attempt goes on, and after a kill.
    retry: datetime | None
    #: When it was done or given up; None before.
    ended: datetime | None
    #: What the job told.
    told: Mapping[str, Any]


class Jobs:
    """Questions about jobs, which belong to no period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, job: str, at: datetime) -> JobRun | None:
        """The latest time of a job that is not after a moment; None before its first.

        One that was run by hand counts only if it was done: who runs it by hand sees that it failed. What a
        clock that was wrong once left in the future is passed over.
        """
        counts = sa.or_(~job_runs.c.by_hand, sa.and_(job_runs.c.ended.is_not(None), job_runs.c.failure == ""))
        found = self._latest(job_runs.c.job == job, job_runs.c.due <= at, counts)
        return found[0] if found else None

    def latest(self) -> dict[str, JobRun]:
        """The latest time of each job, done or not, by hand or not."""
        newest = sa.select(sa.func.max(job_runs.c.number)).group_by(job_runs.c.job)
        return {one.job: one for one in self._latest(job_runs.c.number.in_(newest))}

    def last_at_work(self, at: datetime) -> datetime | None:
        """When a sync or a job of any period began last, at a moment or before; None where none did."""
        latest = (
            sa.select(sa.func.max(table.c.begun)).where(table.c.begun <= at) for table in (runs, job_runs)
        )
        with self._database.reading() as db:
            found = [db.execute(query).scalar() for query in latest]
        return max((one for one in found if one is not None), default=None)

    def failures(self) -> dict[str, int]:
        """How many attempts at each job have failed, as far back as is remembered."""
        query = sa.select(job_runs.c.job, sa.func.sum(job_runs.c.failures)).group_by(job_runs.c.job)
        with self._database.reading() as db:
            return {job: int(count) for job, count in db.execute(query).all()}

    def _latest(self, *where: sa.ColumnElement[bool]) -> tuple[JobRun, ...]:
        query = sa.select(job_runs).where(*where).order_by(job_runs.c.due.desc(), job_runs.c.number.desc())
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple(
            JobRun(
                row.number,
                row.job,
                row.due,
                row.begun,
                row.attempts,
                row.failures,
                row.failure,
                row.retry,
                row.ended,
                load(row.body),
            )
            for row in rows
        )

    def passed_over(self, job: str, due: datetime) -> None:
        """A time before the job was first planned: nothing is missed."""
        self._insert(job, due, due, attempts=0, ended=due)

    def begin(self, job: str, due: datetime, at: datetime, *, by_hand: bool = False) -> int:
        """An attempt begins, the first for this time or another one; the number of the job's run."""
        with self._database.transaction() as db:
            own = (job_runs.c.job == job, job_runs.c.due == due, job_runs.c.ended.is_(None))
            again = db.execute(sa.select(job_runs.c.number).where(*own)).scalar()
            if again is None:
                return self._insert(job, due, at, attempts=1, by_hand=by_hand)
            self._update(again, begun=at, retry=None, attempts=job_runs.c.attempts + 1)
            return int(again)

    def done(self, number: int, at: datetime, told: Mapping[str, Any]) -> None:
        """The attempt did what it had to."""
        self._update(number, ended=at, failure="", body=dump(told))

    def failed(self, number: int, at: datetime, reason: str, retry: datetime | None = None) -> None:
        """The attempt failed; without a moment to try it again this time of the job is given up."""
        ended = at if retry is None else None
        failures = job_runs.c.failures + 1
        self._update(number, failure=reason, failures=failures, retry=retry, ended=ended)

    def broken_off(self, number: int) -> None:
        """The attempt was told to stop; it does not count, and the job is run again when it can be."""
        self._update(number, attempts=job_runs.c.attempts - 1)

    def _insert(
        self,
        job: str,
        due: datetime,
        begun: datetime,
        *,
        attempts: int,
        by_hand: bool = False,
        ended: datetime | None = None,
    ) -> int:
        values = {"job": job, "due": due, "begun": begun, "attempts": attempts, "by_hand": by_hand}
        rest = {"failures": 0, "failure": "", "ended": ended, "body": dump({})}
        insert = sa.insert(job_runs).values(**values, **rest).returning(job_runs.c.number)
        with self._database.transaction() as db:
            return int(db.execute(insert).scalar_one())

    def _update(self, number: int, **values: object) -> None:
        with self._database.transaction() as db:
            db.execute(sa.update(job_runs).where(job_runs.c.number == number).values(**values))
