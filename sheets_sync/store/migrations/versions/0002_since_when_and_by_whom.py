"""since when findings stand, and by whom mails are being handed over"""

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.schema import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "findings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("mended", Moment, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("findings_of_unit", "findings", ["unit", "mended"], unique=False)
    op.add_column("mails", sa.Column("claimed_until", Moment, nullable=True))
    # Drive counts in 64 bits; PostgreSQL's INTEGER has 32.
    with op.batch_alter_table("workbooks") as workbooks:
        workbooks.alter_column("seen_version", existing_type=sa.Integer(), type_=sa.BigInteger())


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("workbooks") as workbooks:
        workbooks.alter_column("seen_version", existing_type=sa.BigInteger(), type_=sa.Integer())
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("claimed_until")
    op.drop_index("findings_of_unit", table_name="findings")
    op.drop_table("findings")
