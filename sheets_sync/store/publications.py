"""What the master shows, what the office wrote in it, and what was removed from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.model import RecordKey, Remarks
from sheets_sync.store.asked import KEY, PERIOD
from sheets_sync.store.codec import (
    dump,
    dump_all_remarks,
    dump_long,
    dump_remarks_of,
    load,
    load_all_remarks,
    load_remarks_of,
    plain_remarks,
    read_remarks,
)
from sheets_sync.store.schema import publications, removed

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class Publication:
    """The last publication of a workbook."""

    fingerprint: str
    #: Row fingerprints by table and row key.
    rows: Mapping[str, Mapping[str, str]]
    #: Titles of columns by table and code.
    titles: Mapping[str, Mapping[str, str]]
    #: What the office had written.
    remarks: Mapping[RecordKey, Remarks]
    #: By table, where everything stands on its tab; empty where that is not known.
    places: Mapping[str, Any] = field(default_factory=dict)
    #: Records that a write changes or brings, while nobody knows whether the office decided before or after.
    doubtful: frozenset[RecordKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Removal:
    """A record that left the master."""

    record: RecordKey
    #: Name of the unit, which may have left the roster.
    unit_name: str
    #: What its row showed, in the words of that day: title to text.
    shown: Mapping[str, str]
    #: What the office had written beside it.
    remarks: Remarks


NOTHING = Publication("", {}, {}, {})

_OWN = publications.c.workbook == KEY
_LAST, _REMARKS = sa.select(publications).where(_OWN), sa.select(publications.c.remarks).where(_OWN)
_DOUBTFUL = sa.select(publications.c.doubtful).where(_OWN)
_DOUBT = sa.update(publications).where(_OWN).values(doubtful=sa.bindparam("doubtful"))
_FORGET, _INSERT = sa.delete(publications).where(_OWN), sa.insert(publications)
_REMOVED = sa.select(removed).where(removed.c.period == PERIOD).order_by(removed.c.number)


class Publications:
    """Questions about the master."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def last(self, workbook: str) -> Publication:
        """The last publication; an empty one when there was none."""
        return self._last(workbook, load_all_remarks)

    def last_of(self, workbook: str, units: Collection[str], tables: Collection[str]) -> Publication:
        """The same, of what the office wrote only what is about these units, or stands in these tables."""
        return self._last(workbook, lambda text: load_remarks_of(text, units, tables))

    def _last(self, workbook: str, remarks_in: Callable[[str], Mapping[RecordKey, Remarks]]) -> Publication:
        with self._database.reading() as db:
            row = db.execute(_LAST, {"own_key": workbook}).first()
        if row is None:
            return NOTHING
        return Publication(
            row.fingerprint,
            load(row.rows),
            load(row.titles),
            remarks_in(row.remarks),
            load(row.places),
            frozenset(RecordKey(*one) for one in load(row.doubtful)),
        )

    def doubt(self, workbook: str, records: Collection[RecordKey]) -> None:
        """What the office decides about these is in doubt until the workbook is saved again.

        Those of before stay so.
        """
        if not records:
            return
        with self._database.transaction() as db:
            text = db.execute(_DOUBTFUL, {"own_key": workbook}).scalar()
            if text is not None:
                known = {RecordKey(*one) for one in load(text)}
                values = {"doubtful": _doubtful({*known, *records}), "own_key": workbook}
                db.execute(_DOUBT, values)

    def save_of(
        self,
        workbook: str,
        publication: Publication,
        at: datetime,
        units: Collection[str],
        tables: Collection[str],
    ) -> None:
        """The same as `last_of` gave it; what the office wrote elsewhere stays as it is."""
        with self._database.transaction() as db:
            text = db.execute(_REMARKS, {"own_key": workbook}).scalar() or "[]"
            written = dump_remarks_of(text, publication.remarks, units, tables)
            self._save(db, workbook, publication, at, written)

    def save(self, workbook: str, publication: Publication, at: datetime) -> None:
        """The workbook now shows this."""
        with self._database.transaction() as db:
            self._save(db, workbook, publication, at, dump_all_remarks(publication.remarks))

    def _save(
        self, db: sa.Connection, workbook: str, publication: Publication, at: datetime, remarks: str
    ) -> None:
        db.execute(_FORGET, {"own_key": workbook})
        values = {"workbook": workbook, "fingerprint": publication.fingerprint, "at": at}
        db.execute(_INSERT, {**values, **_texts(publication, remarks)})

    def inherit(self, before: str, workbook: str) -> None:
        """A workbook takes the place of another: what was published and remarked there is known of it."""
        if before == workbook:
            return
        found = self.last(before)
        with self._database.transaction() as db:
            db.execute(sa.delete(publications).where(publications.c.workbook.in_((before, workbook))))
            if found != NOTHING:
                # Nothing of it stands in the new one: no fingerprint says so.
                values = {
                    "fingerprint": "",
                    "at": datetime.min.replace(tzinfo=UTC),
                    **_texts(
                        replace(found, places={}, doubtful=frozenset()), dump_all_remarks(found.remarks)
                    ),
                }
                db.execute(sa.insert(publications).values(workbook=workbook, **values))

    def remove(self, removal: Removal, at: datetime) -> Removal | None:
        """A record is about to leave the master; what is kept of it. Said again after a crash, None."""
        text = dump(
            {
                "unit": removal.unit_name,
                "shown": removal.shown,
                "remarks": plain_remarks(removal.remarks),
            }
        )
        own = {"period": self._period, **asdict(removal.record)}
        where = [removed.c[name] == value for name, value in own.items()]
        last = sa.select(removed.c.body).where(*where)
        with self._database.transaction() as db:
            if db.execute(last.order_by(removed.c.number.desc()).limit(1)).scalar() == text:
                return None
            db.execute(sa.insert(removed).values(**own, at=at, body=text))
        return _removal(removal.record, text)

    def removed(self) -> tuple[tuple[datetime, Removal], ...]:
        """Every removal with its moment, the oldest first."""
        with self._database.reading() as db:
            rows = db.execute(_REMOVED, {"own_period": self._period}).all()
        return tuple((row.at, _removal(RecordKey(row.form, row.unit, row.key), row.body)) for row in rows)


def _texts(publication: Publication, remarks: str) -> dict[str, str]:
    return {
        "rows": dump_long(publication.rows),
        "titles": dump(publication.titles),
        "remarks": remarks,
        "places": dump_long(publication.places),
        "doubtful": _doubtful(publication.doubtful),
    }


def _doubtful(records: Iterable[RecordKey]) -> str:
    return dump([[one.form, one.unit, one.key] for one in sorted(records)])


def _removal(record: RecordKey, text: str) -> Removal:
    body = load(text)
    return Removal(record, body["unit"], body["shown"], read_remarks(body["remarks"]))
