"""what became of the scheduler's jobs"""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "job_runs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=64), nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("begun", Moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("retry", Moment, nullable=True),
        sa.Column("ended", Moment, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("job_runs_due", "job_runs", ["job", "due"], unique=False)


def downgrade() -> None:
    """Back to the one before."""
    op.drop_index("job_runs_due", "job_runs")
    op.drop_table("job_runs")
