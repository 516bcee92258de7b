"""Alembic's entry: the connection is given by `open_store`."""

from alembic import context

from sheets_sync.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
