"""Events and duty entries, rights by hand, rule editions, readiness, filters, stand-ins, the counted worklist. Frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "announced_holiday",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("on"),
    )
    op.create_table(
        "rule_edition",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("applied_by", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_saved_filter_login"), "saved_filter", ["login"], unique=False)
    op.create_table(
        "due_line",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("urn", sa.String(), nullable=False),
        sa.Column("case_title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=True),
        sa.Column("witness_label", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("rule_words", sa.String(), nullable=False),
        sa.Column("count_unit", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column("owner_name", sa.String(), nullable=False),
        sa.Column("act_at", sa.String(), nullable=False),
        sa.Column("subject_ids", sa.String(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snooze_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_due_line_case_id"), "due_line", ["case_id"], unique=False)
    op.create_index("ix_due_line_due", "due_line", ["due", "urn", "key"], unique=False)
    op.create_index("ix_due_line_counts", "due_line", ["unit", "due", "snoozed_until", "rule_words"], unique=False)
    op.create_index("ix_due_line_owner_name_due", "due_line", ["owner_name", "due"], unique=False)
    op.create_table(
        "due_mark",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("stale_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index(op.f("ix_due_mark_stale_on"), "due_mark", ["stale_on"], unique=False)
    op.create_table(
        "readiness_tick",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_readiness_tick_case_id"), "readiness_tick", ["case_id"], unique=False)
    op.create_table(
        "stand_in",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("stand_in_id", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["stand_in_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stand_in_person_id"), "stand_in", ["person_id"], unique=False)
    op.create_index(op.f("ix_stand_in_stand_in_id"), "stand_in", ["stand_in_id"], unique=False)
    op.create_table(
        "duty_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("of_id", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_duty_entry_case_id"), "duty_entry", ["case_id"], unique=False)
    op.create_index(op.f("ix_duty_entry_witness_id"), "duty_entry", ["witness_id"], unique=False)
    op.create_table(
        "rights_override",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_rights_override_case_id"), "rights_override", ["case_id"], unique=False)
    op.create_index(op.f("ix_rights_override_witness_id"), "rights_override", ["witness_id"], unique=False)
    op.create_table(
        "case_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=True),
        sa.Column("defendant_id", sa.String(), nullable=True),
        sa.Column("charge_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("custody_months", sa.Integer(), nullable=True),
        sa.Column("is_specified_offence", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["charge_id"],
            ["charge.id"],
        ),
        sa.ForeignKeyConstraint(
            ["defendant_id"],
            ["defendant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_event_witness_id"), "case_event", ["witness_id"], unique=False)
    op.add_column("hearing_move", sa.Column("was_notice_on", sa.Date(), nullable=True))
    op.add_column("case", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("office", sa.Column("limit_history", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("office", sa.Column("aims", sa.Text(), nullable=False, server_default="{}"))

    # That she was told of a hearing stood with the hearing, once for all witnesses: it becomes an entry of each.
    op.execute(
        'INSERT INTO duty_entry (id, version, case_id, witness_id, rule_id, about, kind, "on", at, until, by, how, '
        "reason, of_id, entered_at, entered_by, sequence) "
        "SELECT lower(hex(randomblob(16))), 1, hearing.case_id, witness.id, 'R8a', "
        "hearing.id || coalesce((SELECT '/' || max(sequence) FROM hearing_move WHERE hearing_id = hearing.id), ''), "
        "'told', hearing.told_on, NULL, NULL, '', NULL, '', NULL, hearing.told_on || ' 12:00:00.000000', '', "
        "row_number() OVER (PARTITION BY witness.id ORDER BY hearing.told_on, hearing.id) "
        "FROM hearing JOIN witness ON witness.case_id = hearing.case_id "
        "AND (hearing.witness_id IS NULL OR hearing.witness_id = witness.id) "
        "WHERE hearing.told_on IS NOT NULL "
        "AND (hearing.notice_received_on IS NULL OR hearing.told_on >= hearing.notice_received_on)"
    )
    op.drop_column("hearing", "told_on")
