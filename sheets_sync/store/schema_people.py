"""The tables about people's data: what was asked, what was erased, and what is unidentifiable by now."""

from sqlalchemy import Column, Integer, String, Table, Text

from sheets_sync.store.moments import Moment, metadata

requests = Table(
    "requests",
    metadata,
    Column("number", Integer, primary_key=True),
    # Of a person, about what is known of them: code of the kind. Never who.
    Column("kind", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    # Days in ISO 8601: by when to answer, and by when to carry it out.
    Column("answer_by", String(10), nullable=False),
    Column("carry_out_by", String(10), nullable=False),
    Column("answered", Moment),
    Column("done", Moment),
    # What was done, or why it was not; counts and places, never values.
    Column("outcome", Text, nullable=False, default="", server_default=""),
)

erasures = Table(
    "erasures",
    metadata,
    # Chosen by chance: the same wherever the erasure is remembered.
    Column("id", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    # Code of the unit whose rows alone are meant; empty for all.
    Column("unit", String(64), nullable=False, default="", server_default=""),
    # Tells which key made the hashes.
    Column("key_mark", String(16), nullable=False),
    # JSON list of what is looked for, as keyed hashes.
    Column("needles", Text, nullable=False),
    # Empty until everything is erased, and again when a backup was brought back.
    Column("done", Moment),
)

notes = Table(
    "notes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("period", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    # What was done about people's data, in Vietnamese; counts and places, never values.
    Column("told", Text, nullable=False),
)

unidentified = Table(
    "unidentified",
    metadata,
    # The time of keeping of this kind of data is over in the period.
    Column("period", String(64), primary_key=True),
    Column("kind", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    # Empty until the rows are unidentifiable everywhere.
    Column("done", Moment),
)
