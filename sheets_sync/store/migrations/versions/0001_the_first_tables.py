"""the first tables"""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "locks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=256), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "mails",
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("queued", Moment, nullable=False),
        sa.Column("sent", Moment, nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "publications",
        sa.Column("workbook", sa.String(length=128), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("workbook"),
    )
    op.create_table(
        "removed",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "row_ids",
        sa.Column("prefix", sa.String(length=130), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix"),
    )
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun", Moment, nullable=False),
        sa.Column("finished", Moment, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "submissions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("submissions_latest", "submissions", ["period", "unit", "form", "number"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("scope", sa.String(length=128), nullable=False),
        sa.Column("token", sa.String(length=256), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("scope", "token"),
    )
    op.create_table(
        "workbooks",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("seen_version", sa.Integer(), nullable=True),
        sa.Column("unreadable", sa.Text(), nullable=False),
        sa.Column("feedback", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("unit"),
        sa.UniqueConstraint("id"),
    )


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("workbooks")
    op.drop_table("tokens")
    op.drop_index("submissions_latest", table_name="submissions")
    op.drop_table("submissions")
    op.drop_table("runs")
    op.drop_table("row_ids")
    op.drop_table("removed")
    op.drop_table("publications")
    op.drop_table("mails")
    op.drop_table("locks")
