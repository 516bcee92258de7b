"""Tables of what can be computed from the others: kept so that nobody has to, and thrown away at any time."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from sheets_sync.store.schema import Moment, metadata

ledgers = Table(
    "ledgers",
    metadata,
    Column("period", String(64), primary_key=True),
    # What holds of it holds under these terms, until then, and for submissions up to this number.
    Column("mark", String(64), nullable=False),
    Column("until", Moment, nullable=False),
    Column("number", Integer, nullable=False),
    # What follows from all units together.
    Column("body", Text, nullable=False),
)

stances = Table(
    "stances",
    metadata,
    Column("period", String(64), primary_key=True),
    Column("unit", String(64), primary_key=True),
    # What follows from the unit's reports, and the keys of its rows in the master by table.
    Column("body", Text, nullable=False),
    Column("rows", Text, nullable=False),
)

comparisons = Table(
    "comparisons",
    metadata,
    Column("period", String(64), primary_key=True),
    Column("form", String(64), primary_key=True),
    # Records are compared with those of other units under the same mark.
    Column("mark", String(256), primary_key=True),
    Column("unit", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Index("comparisons_of_unit", "period", "unit"),
)

#: All of them.
DERIVED = (ledgers, stances, comparisons)
