"""Of which records nobody knows what the office saw when it decided about them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision: no write of a former version is in doubt."""
    column = sa.Column("doubtful", sa.Text, nullable=False, server_default="[]")
    op.add_column("publications", column)


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("publications") as table:
        table.drop_column("doubtful")
