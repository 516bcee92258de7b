"""Opening the store, and bringing one of an earlier version to the present schema."""

from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import make_url

from sheets_sync.errors import StoreError
from sheets_sync.store.database import Database
from sheets_sync.store.engine import connected, make_engine
from sheets_sync.store.failures import told
from sheets_sync.store.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(url: str) -> Store:
    """The store at a database URL such as `sqlite:///sheets-sync.db`, brought to the present schema.

    Raises StoreError when it cannot be opened or was written by a newer version.
    """
    with told(), ExitStack() as opened:
        try:
            engine = make_engine(make_url(url))
        except OSError as error:
            raise StoreError(f"The store's folder cannot be made: {error}") from error
        except ImportError as error:
            raise StoreError(f"{error}: install sheets-sync with the extra `postgresql`.") from error
        opened.callback(engine.dispose)
        _migrate(engine)
        opened.pop_all()
    return Store(Database(engine))


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    # Only reads where nothing is to be done: a store in use can still be opened.
    with connected(engine, writes=False) as connection:
        try:
            present = MigrationContext.configure(connection).get_current_revision()
        except CommandError as error:
            raise StoreError(
                "The store says that it has two versions: somebody changed it by hand. Restore the last "
                "backup (`sheets-sync store restore`)."
            ) from error
    if present == scripts.get_current_head():
        return
    if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError("The store was written by a newer version of sheets-sync; upgrade this one.")
    with connected(engine, writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
