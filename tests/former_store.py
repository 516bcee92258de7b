"""The store that the version before revision 0008 left behind, put into a database of whatever kind."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

from sheets_sync.store.engine import connected, make_engine
from sheets_sync.store.opening import MIGRATIONS

DUMP = Path(__file__).parent / "stores" / "before_codes.sql"
#: What the master showed then: title of the tab to its values.
MASTER = DUMP.with_suffix(".master.json")
REVISION = "0007"


def put(url: str, *statements: str) -> None:
    """Fill an empty database with it, as that version made its tables there; `statements` add to it."""
    engine = make_engine(make_url(url))
    with closing(_read()) as kept, connected(engine, writes=True) as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
        tables = sa.MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                _fill(connection, table, kept)
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _read() -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:")
    kept.row_factory = sqlite3.Row
    kept.executescript(DUMP.read_text(encoding="utf-8"))
    return kept


def _fill(connection: sa.Connection, table: sa.Table, kept: sqlite3.Connection) -> None:
    booleans = {column.name for column in table.columns if isinstance(column.type, sa.Boolean)}
    rows = [
        {name: bool(row[name]) if name in booleans else row[name] for name in row.keys()}  # noqa: SIM118
        for row in kept.execute(f"SELECT * FROM {table.name}")  # noqa: S608
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
    if connection.dialect.name == "postgresql" and "number" in table.columns:
        counter = sa.func.pg_get_serial_sequence(table.name, "number")
        connection.execute(sa.select(sa.func.setval(counter, len(rows) + 1)))
