"""What leaves the office: in what form, the bytes kept, recalls, the second look; the office's own details. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("office", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("handling_line", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("logo", sa.LargeBinary(), nullable=False, server_default=sa.text("x''")))
    op.add_column("issued_document", sa.Column("output", sa.String(), nullable=False, server_default="screen"))
    op.add_column("issued_document", sa.Column("recalled_on", sa.Date(), nullable=True))
    op.add_column("issued_document", sa.Column("recalled_by", sa.String(), nullable=False, server_default=""))
    op.add_column("issued_document", sa.Column("recall_reason", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "kept_copy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("issued_id", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["issued_id"],
            ["issued_document.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_kept_copy_case_id"), "kept_copy", ["case_id"], unique=False)
    op.create_index(op.f("ix_kept_copy_issued_id"), "kept_copy", ["issued_id"], unique=False)
    op.create_table(
        "paper_check",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_paper_check_case_id"), "paper_check", ["case_id"], unique=False)
    op.create_index(op.f("ix_paper_check_witness_id"), "paper_check", ["witness_id"], unique=False)
