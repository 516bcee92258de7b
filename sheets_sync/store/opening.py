"""Opening the store, and bringing one of an earlier version to the present schema."""

from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from sheets_sync.disk import remedy
from sheets_sync.errors import NotProvisioned, StoreError
from sheets_sync.store.campaigns import apart, beside, claimed_by
from sheets_sync.store.database import Database
from sheets_sync.store.engine import connected, file_of, give_back, lend
from sheets_sync.store.failures import told
from sheets_sync.store.schema import metadata
from sheets_sync.store.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"
#: Every schema that a store was ever in, as Alembic knows it, the present one last: a migration's file begins
#: with what it brings the store to. So nothing of Alembic is needed where nothing is to be done.
REVISIONS = tuple(sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("*.py")))
#: Alembic's own table, in which a store says where it stands.
PRESENT = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32)),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def open_store(url: str, campaign: str = "", *, makes: bool = True) -> Store:
    """A campaign's store at a database URL such as `sqlite:///sheets-sync.db`, at the present schema.

    Without a code it is the store that stands at the database's own place, whosesoever it is. Raises
    StoreError when it cannot be opened or was written by a newer version, and NotProvisioned where there is
    none and `makes` does not let a new one be made: on a disk that is not there an empty store would say that
    nobody has reported, and take the place of every good backup.
    """
    with told(), ExitStack() as opened:
        try:
            engine = _opened(make_url(url), campaign, opened, makes=makes)
        except OSError as error:
            text = f"The store's file cannot be made ({error.strerror}: {error.filename}). {remedy(error)}"
            raise StoreError(text) from error
        except ImportError as error:
            raise StoreError(f"{error}: install sheets-sync with the extra `postgresql`.") from error
        opened.pop_all()
    return Store(Database(engine))


def _opened(url: sa.URL, campaign: str, opened: ExitStack, *, makes: bool) -> sa.Engine:
    """`opened` gives back what is open when something is raised."""
    if not makes:
        _check_file(url)
    engine = lend(url)
    opened.callback(give_back, engine)
    _migrate(engine, makes=makes)
    if not campaign or claimed_by(engine, campaign) == campaign:
        return engine
    own = beside(url, campaign)
    if not makes:
        _check_file(own)
    engine = apart(engine, own, campaign, makes=makes)
    # The first one is given back: nobody works in another campaign's tables.
    opened.close()
    opened.callback(give_back, engine)
    _migrate(engine, makes=makes)
    claimed_by(engine, campaign)
    return engine


def _check_file(url: sa.URL) -> None:
    file = file_of(url)
    if file is not None and not file.exists():
        raise _none(url)


def _none(url: sa.URL) -> NotProvisioned:
    return NotProvisioned(
        f"There is no store at {url.render_as_string()}: `sheets-sync provision` begins one. Where there was"
        " one, see that its disk is there, or bring back the last backup (`sheets-sync store restore`)."
    )


def _migrate(engine: sa.Engine, *, makes: bool) -> None:
    # Only reads where nothing is to be done: a store in use can still be opened.
    with connected(engine, writes=False) as connection:
        is_new = _is_new(connection)
        found = [] if is_new else connection.execute(sa.select(PRESENT)).scalars().all()
    if is_new and not makes:
        raise _none(engine.url)
    if len(found) > 1:
        raise StoreError(
            "The store says that it has two versions: somebody changed it by hand. Restore the last "
            "backup (`sheets-sync store restore`)."
        )
    present = next(iter(found), None)
    if present == REVISIONS[-1]:
        return
    if present is not None and present not in REVISIONS:
        raise StoreError("The store was written by a newer version of sheets-sync; upgrade this one.")
    with connected(engine, writes=True) as connection:
        # Another process may have been first, and then nothing is left to do.
        if is_new and _is_new(connection):
            _make(connection)
        elif connection.execute(sa.select(PRESENT)).scalars().all() != [REVISIONS[-1]]:
            _upgrade(connection)


def _is_new(connection: sa.Connection) -> bool:
    return not sa.inspect(connection).has_table(PRESENT.name)


def _make(connection: sa.Connection) -> None:
    """The present schema at once; a test compares it with what the migrations make one after another."""
    metadata.create_all(connection)
    PRESENT.create(connection)
    connection.execute(sa.insert(PRESENT).values(version_num=REVISIONS[-1]))


def _upgrade(connection: sa.Connection) -> None:
    # Loading Alembic takes as long as all else of the store.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
