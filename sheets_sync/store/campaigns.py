"""Many campaigns in one database, each with tables of its own, which no question of another ever reaches.

The first campaign has the database's own tables, and every further one a place of its own: a schema in
PostgreSQL, a file beside in SQLite. So each has a writer of its own, and its own backups and erasures.
"""

from hashlib import sha256

import sqlalchemy as sa

from sheets_sync.store.engine import SCHEMA, connected, file_of, lend
from sheets_sync.store.schema import owners

#: Bytes of a name at most (PostgreSQL, "Identifiers and Key Words").
LONGEST_NAME = 63
MARK = 12


def claimed_by(engine: sa.Engine, campaign: str) -> str:
    """Whose tables these are: the campaign's from now on, where they are nobody's."""
    with connected(engine, writes=False) as connection:
        found = _owner(connection)
    if found is not None:
        return found
    with connected(engine, writes=True) as connection:
        # Another process may have been first.
        found = _owner(connection)
        if found is None:
            connection.execute(sa.insert(owners).values(campaign=campaign))
    return found or campaign


def _owner(connection: sa.Connection) -> str | None:
    return connection.execute(sa.select(owners.c.campaign)).scalar()


def beside(url: sa.URL, campaign: str) -> sa.URL:
    """Of a file of SQLite that is another campaign's, the one beside it; a database of servers is for all."""
    file = file_of(url)
    if file is None:
        return url
    return url.set(database=str(file.with_name(f"{file.stem}.{campaign}{file.suffix}")))


def apart(engine: sa.Engine, own: sa.URL, campaign: str, *, makes: bool) -> sa.Engine:
    """The place of a campaign in a database whose own tables are another's; `own` is `beside` it.

    Raises OSError.
    """
    if engine.dialect.name == "sqlite":
        return lend(own)
    schema = schema_of(campaign)
    if makes:
        with connected(engine, writes=True) as connection:
            connection.execute(sa.schema.CreateSchema(schema, if_not_exists=True))
    return lend(own).execution_options(**{SCHEMA: schema})


def schema_of(campaign: str) -> str:
    """The name of a campaign's schema in PostgreSQL; that of a long code ends with a mark of the whole."""
    name = f"campaign_{campaign}"
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - MARK - 1]}_{sha256(campaign.encode()).hexdigest()[:MARK]}"
