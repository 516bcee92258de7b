"""What is forgotten after a while: never a last submission, a remark, an unsent mail or a mail's key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.schema import findings, handovers, job_runs, mails, runs, submissions

if TYPE_CHECKING:
    from sheets_sync.store.store import Store


def prune(store: Store, before: datetime) -> dict[str, int]:
    """Forget what ended before a moment, of all periods; how much of what. Raises StoreError.

    Of submissions the last one before that moment stays, and all after it; of mails that left the key.
    """
    with store.database.transaction() as db:
        return {
            "submissions": db.execute(sa.delete(submissions).where(_older(before))).rowcount,
            "findings": db.execute(sa.delete(findings).where(findings.c.mended < before)).rowcount,
            "runs": db.execute(sa.delete(runs).where(_ended(before))).rowcount,
            "job_runs": db.execute(sa.delete(job_runs).where(job_runs.c.ended < before)).rowcount,
            "mails": db.execute(
                sa.update(mails).where(_out(before), mails.c.message != b"").values(message=b"")
            ).rowcount,
            "handovers": db.execute(sa.delete(handovers).where(handovers.c.at < before)).rowcount,
        }


def _out(before: datetime) -> sa.ColumnElement[bool]:
    """Mails that no longer wait: sent, given up or dropped."""
    ended = sa.and_(mails.c.queued < before, sa.or_(mails.c.given_up, mails.c.dropped != ""))
    return sa.or_(mails.c.sent < before, ended)


def _older(before: datetime) -> sa.ColumnElement[bool]:
    """Submissions that another one of the same unit, form and period had followed by then."""
    later = submissions.alias()
    follows = sa.exists().where(
        later.c.unit == submissions.c.unit,
        later.c.form == submissions.c.form,
        later.c.period == submissions.c.period,
        later.c.number > submissions.c.number,
        later.c.at < before,
    )
    return sa.and_(submissions.c.at < before, follows)


def _ended(before: datetime) -> sa.ColumnElement[bool]:
    """Runs that are over, but for the last full one of each period: it tells when the next is due."""
    later = runs.alias()
    last_full = sa.and_(
        runs.c.full_sweep,
        ~sa.exists().where(
            later.c.period == runs.c.period,
            later.c.full_sweep,
            later.c.finished.is_not(None),
            later.c.begun > runs.c.begun,
        ),
    )
    return sa.and_(runs.c.begun < before, ~last_full)
