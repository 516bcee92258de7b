"""requests of people, what was erased, and what is unidentifiable by now"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "requests",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("answer_by", sa.String(10), nullable=False),
        sa.Column("carry_out_by", sa.String(10), nullable=False),
        sa.Column("answered", sa.String(40)),
        sa.Column("done", sa.String(40)),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=""),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False, server_default=""),
        sa.Column("key_mark", sa.String(16), nullable=False),
        sa.Column("needles", sa.Text(), nullable=False),
        sa.Column("done", sa.String(40)),
    )
    op.create_table(
        "notes",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("period", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
    )
    op.create_table(
        "unidentified",
        sa.Column("period", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("done", sa.String(40)),
    )


def downgrade() -> None:
    """Back to the one before."""
    for name in ("unidentified", "notes", "erasures", "requests"):
        op.drop_table(name)
