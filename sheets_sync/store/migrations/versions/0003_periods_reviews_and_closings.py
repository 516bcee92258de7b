"""each period has its own workbooks; reviews, the history of remarks, closings"""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _period() -> sa.Column[str]:
    return sa.Column("period", sa.String(length=64), nullable=False, server_default="")


def upgrade() -> None:
    """To this revision. What was kept before gets the empty period; the first one to be opened adopts it."""
    op.create_table(
        "workbooks_new",
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=128), nullable=False, unique=True),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("seen_version", sa.BigInteger(), nullable=True),
        sa.Column("unreadable", sa.Text(), nullable=False),
        sa.Column("feedback", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("period", "unit"),
    )
    columns = "unit, id, ready, seen_version, unreadable, feedback"
    op.execute(f"INSERT INTO workbooks_new (period, {columns}) SELECT '', {columns} FROM workbooks")  # noqa: S608
    op.drop_table("workbooks")
    op.rename_table("workbooks_new", "workbooks")
    for table in ("findings", "removed", "runs"):
        op.add_column(table, _period())
    op.add_column(
        "runs",
        sa.Column("full_sweep", sa.Boolean(), nullable=False, server_default=sa.sql.expression.false()),
    )
    op.create_table(
        "reviews",
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("period", "form", "key"),
    )
    op.create_table(
        "remarks",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(length=256), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("remarks_of_record", "remarks", ["period", "form", "key", "number"], unique=False)
    op.create_table(
        "closings",
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("open_until", Moment, nullable=True),
        sa.PrimaryKeyConstraint("period", "unit"),
    )


def downgrade() -> None:
    """Back to the one before: of workbooks, each unit's of the latest period."""
    for table in ("closings", "remarks", "reviews"):
        op.drop_table(table)
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("full_sweep")
    for table in ("findings", "removed", "runs"):
        with op.batch_alter_table(table) as changed:
            changed.drop_column("period")
    op.create_table(
        "workbooks_old",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=128), nullable=False, unique=True),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("seen_version", sa.BigInteger(), nullable=True),
        sa.Column("unreadable", sa.Text(), nullable=False),
        sa.Column("feedback", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("unit"),
    )
    columns = "unit, id, ready, seen_version, unreadable, feedback"
    latest = "period = (SELECT MAX(period) FROM workbooks AS other WHERE other.unit = workbooks.unit)"
    op.execute(f"INSERT INTO workbooks_old ({columns}) SELECT {columns} FROM workbooks WHERE {latest}")  # noqa: S608
    op.drop_table("workbooks")
    op.rename_table("workbooks_old", "workbooks")
