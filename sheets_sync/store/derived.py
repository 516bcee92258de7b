"""Tables of what can be computed from the others: kept so that nobody has to, and thrown away at any time."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

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

errands = Table(
    "errands",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    # What a run asks of whoever works on the same campaign elsewhere; the row goes when it has the answer.
    Column("work", String(64), nullable=False),
    Column("body", Text, nullable=False),
    # Somebody has begun: what Google was told since is not known.
    Column("begun", Boolean, nullable=False, default=False),
    # What became of it; empty until then.
    Column("answer", Text, nullable=False, default=""),
)

#: All of them.
DERIVED = (ledgers, stances, comparisons, errands)
