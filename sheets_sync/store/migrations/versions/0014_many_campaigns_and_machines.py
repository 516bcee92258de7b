"""Whose store it is, and what its runs ask of other machines."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision: the store is nobody's until a campaign opens it."""
    op.create_table("owners", sa.Column("campaign", sa.String(256), primary_key=True))
    op.create_table(
        "errands",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("period", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Back to the one before."""
    for table in ("errands", "owners"):
        op.drop_table(table)
