"""what was told by mail, when to try again, and which addresses refuse mails"""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "notices",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.String(length=64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.add_column("mails", sa.Column("not_before", Moment, nullable=True))
    no = sa.sql.expression.false()
    op.add_column("mails", sa.Column("given_up", sa.Boolean(), nullable=False, server_default=no))
    op.create_table(
        "bounces",
        sa.Column("address", sa.String(length=256), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("bounces")
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("given_up")
        mails.drop_column("not_before")
    op.drop_table("notices")
