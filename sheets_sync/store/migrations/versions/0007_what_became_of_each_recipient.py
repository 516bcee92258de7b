"""who has a mail already, and who will never get it"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision: of mails that wait, nobody is known to have one."""
    op.add_column("mails", sa.Column("served", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("mails", sa.Column("bounced", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("bounced")
        mails.drop_column("served")
