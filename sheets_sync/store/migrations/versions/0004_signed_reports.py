"""the figures of reports that were signed"""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "signed_reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("signed_as", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("signed_reports_of_period", "signed_reports", ["period", "number"], unique=False)


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("signed_reports")
