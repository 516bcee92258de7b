"""mails of today, refused addresses since when, and from where mails leave"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision: a mail that waits was made when it was queued, and has told what it tells."""
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("made", sa.String(40)))
        mails.add_column(sa.Column("units", sa.Text(), nullable=False, server_default="[]"))
        mails.add_column(sa.Column("tells", sa.Text(), nullable=False, server_default="[]"))
        mails.add_column(sa.Column("dropped", sa.Text(), nullable=False, server_default=""))
        mails.add_column(sa.Column("unsure", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE mails SET made = queued")
    with op.batch_alter_table("bounces") as bounces:
        bounces.add_column(sa.Column("since", sa.String(40)))
        bounces.add_column(sa.Column("permanent", sa.Boolean(), nullable=False, server_default=sa.true()))
        bounces.add_column(sa.Column("returned", sa.Boolean(), nullable=False, server_default=sa.false()))
        bounces.add_column(sa.Column("answer", sa.String(64), nullable=False, server_default=""))
    op.execute("UPDATE bounces SET since = at")
    op.create_table(
        "handovers",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("key", sa.String(256), nullable=False),
        sa.Column("address", sa.String(256), nullable=False),
    )
    op.create_index("handovers_since", "handovers", ["at"])
    op.create_table(
        "mail_troubles",
        sa.Column("sender", sa.String(64), primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(64), nullable=False),
        sa.Column("since", sa.String(40), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "places",
        sa.Column("place", sa.String(512), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    """Back to the one before."""
    for table in ("places", "mail_troubles", "handovers"):
        op.drop_table(table)
    with op.batch_alter_table("bounces") as bounces:
        for column in ("since", "permanent", "returned", "answer"):
            bounces.drop_column(column)
    with op.batch_alter_table("mails") as mails:
        for column in ("made", "units", "tells", "dropped", "unsure"):
            mails.drop_column(column)
