"""who was let into which workbook"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision: of nobody it is known, so everybody is looked up once."""
    op.create_table(
        "accesses",
        sa.Column("period", sa.String(64), primary_key=True),
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(256), primary_key=True),
        sa.Column("known_as", sa.String(256), nullable=False, server_default=""),
        sa.Column("refusal", sa.String(64), nullable=False, server_default=""),
        sa.Column("said", sa.Text(), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("accesses")
