"""Since when each finding has stood, and when it was mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from sheets_sync.findings.rows import Spot, located
from sheets_sync.model import Finding, Record
from sheets_sync.store.asked import NUMBER, PERIOD, UNITS
from sheets_sync.store.codec import dump, load_finding
from sheets_sync.store.schema import findings

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


#: Of so few units only their own are looked at.
FEW = 500
#: What is found in a unit's workbook, and the records that it is about.
Found = tuple[Iterable[Finding], Iterable[Record]]

_STANDING = (
    sa.select(findings)
    .where(findings.c.period == PERIOD, findings.c.mended.is_(None))
    .order_by(findings.c.number)
)
_STANDING_OF = _STANDING.where(findings.c.unit.in_(UNITS))
_INSERT, _UPDATE = sa.insert(findings), sa.update(findings).where(findings.c.number == NUMBER)


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One finding with its times."""

    finding: Finding
    first_seen: datetime
    #: When it was no longer found; None while it stands.
    mended: datetime | None


class Findings:
    """Questions about findings.

    One is the same as before when it says the same (form and code) about the same record and field.
    """

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def record(self, found: Mapping[str, Found], at: datetime) -> None:
        """All that is found in the workbooks of these units now: new ones begin, missing ones are mended.

        By the unit's records a finding is known wherever its row and column stand. One that comes back
        after it was mended begins anew.
        """
        with self._database.transaction() as db:
            standing, changes = self._standing(db, found), _Changes(self._period, at)
            for unit, (own, records) in found.items():
                now: dict[_Identity, list[str]] = defaultdict(list)
                for finding, spot in located(own, records):
                    now[_identity(finding, spot)].append(dump(finding))
                before = standing[unit]
                for identity in {**before, **now}:
                    for kept, body in zip_longest(before.get(identity, ()), now.get(identity, ())):
                        changes.follow(unit, identity.spot, kept, body)
            changes.write(db)

    def open(self) -> tuple[KnownFinding, ...]:
        """Those that stand, by unit, the oldest first."""
        return self._select(findings.c.mended.is_(None))

    def history(self, unit: str) -> tuple[KnownFinding, ...]:
        """All that a unit ever had, the oldest first."""
        return self._select(findings.c.unit == unit)

    def _select(self, where: sa.ColumnElement[bool]) -> tuple[KnownFinding, ...]:
        own = findings.c.period == self._period
        query = sa.select(findings).where(own, where).order_by(findings.c.unit, findings.c.number)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple(KnownFinding(load_finding(row.body), row.first_seen, row.mended) for row in rows)

    def _standing(
        self, db: sa.Connection, units: Collection[str]
    ) -> Mapping[str, Mapping[_Identity, list[_Kept]]]:
        query = _STANDING_OF if len(units) <= FEW else _STANDING
        kept: defaultdict[str, defaultdict[_Identity, list[_Kept]]] = defaultdict(lambda: defaultdict(list))
        for row in db.execute(query, {"own_period": self._period, "own_units": list(units)}):
            identity = _identity(load_finding(row.body), Spot(row.key, row.field))
            kept[row.unit][identity].append(_Kept(row.number, row.body))
        return kept


class _Identity(NamedTuple):
    form: str
    code: str
    spot: Spot
    #: Only of what is neither about a record nor about a field.
    cell: str


def _identity(finding: Finding, spot: Spot) -> _Identity:
    return _Identity(finding.form, finding.code, spot, finding.cell if spot == Spot() else "")


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    body: str


@dataclass(slots=True)
class _Changes:
    """What became of findings, gathered: a workbook may have ten thousand, and each statement costs a row."""

    period: str
    at: datetime
    new: list[dict[str, object]] = field(default_factory=list)
    mended: list[dict[str, object]] = field(default_factory=list)
    reworded: list[dict[str, object]] = field(default_factory=list)

    def follow(self, unit: str, spot: Spot, kept: _Kept | None, body: str | None) -> None:
        """From what is kept to what is found now."""
        if kept is None:
            own = {"period": self.period, "unit": unit, **asdict(spot)}
            self.new.append({**own, "first_seen": self.at, "body": body})
        elif body is None:
            self.mended.append({"own_number": kept.number, "mended": self.at})
        elif body != kept.body:
            self.reworded.append({"own_number": kept.number, "body": body})

    def write(self, db: sa.Connection) -> None:
        """All of it, in three statements."""
        for statement, rows in ((_INSERT, self.new), (_UPDATE, self.mended), (_UPDATE, self.reworded)):
            if rows:
                db.execute(statement, rows)
