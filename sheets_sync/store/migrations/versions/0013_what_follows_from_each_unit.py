"""What follows from each unit's reports, so that a night costs what changed."""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision: nothing is known to follow, so the next run looks at everything that is kept."""
    places = sa.Column("places", sa.Text, nullable=False, server_default="{}")
    op.add_column("publications", places)
    op.create_table(
        "ledgers",
        sa.Column("period", sa.String(64), primary_key=True),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "stances",
        sa.Column("period", sa.String(64), primary_key=True),
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
    )
    op.create_table(
        "comparisons",
        sa.Column("period", sa.String(64), primary_key=True),
        sa.Column("form", sa.String(64), primary_key=True),
        sa.Column("mark", sa.String(256), primary_key=True),
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("comparisons_of_unit", "comparisons", ["period", "unit"])


def downgrade() -> None:
    """Back to the one before."""
    for table in ("comparisons", "stances", "ledgers"):
        op.drop_table(table)
    op.drop_column("publications", "places")
