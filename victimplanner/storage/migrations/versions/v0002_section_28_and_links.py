"""The road to a section 28 recording, remote links, and the whole application. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("entrances", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("is_in_use", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_site_name"), "site", ["name"], unique=False)
    op.create_table(
        "proceedings_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proceedings_change_case_id"), "proceedings_change", ["case_id"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("is_in_use", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_room_site_id"), "room", ["site_id"], unique=False)
    op.create_table(
        "chase",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("chased_on", sa.Date(), nullable=False),
        sa.Column("chased_by", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
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
    op.create_index(op.f("ix_chase_case_id"), "chase", ["case_id"], unique=False)
    op.create_index(op.f("ix_chase_witness_id"), "chase", ["witness_id"], unique=False)
    op.create_table(
        "intermediary_work",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("was_at_interview", sa.Boolean(), nullable=False),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("report_received_on", sa.Date(), nullable=True),
        sa.Column("report_served_on", sa.Date(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_intermediary_work_case_id"), "intermediary_work", ["case_id"], unique=False)
    op.create_index(op.f("ix_intermediary_work_witness_id"), "intermediary_work", ["witness_id"], unique=False)
    op.create_table(
        "opt_out",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("from_what", sa.String(), nullable=False),
        sa.Column("own_words", sa.String(), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("age_and_maturity", sa.String(), nullable=False),
        sa.Column("understanding", sa.String(), nullable=False),
        sa.Column("relationship", sa.String(), nullable=False),
        sa.Column("background", sa.String(), nullable=False),
        sa.Column("offence", sa.String(), nullable=False),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
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
    op.create_index(op.f("ix_opt_out_case_id"), "opt_out", ["case_id"], unique=False)
    op.create_index(op.f("ix_opt_out_witness_id"), "opt_out", ["witness_id"], unique=False)
    op.create_table(
        "preparation_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
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
    op.create_index(op.f("ix_preparation_step_case_id"), "preparation_step", ["case_id"], unique=False)
    op.create_index(op.f("ix_preparation_step_witness_id"), "preparation_step", ["witness_id"], unique=False)
    op.create_table(
        "section28_consideration",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("explained_on", sa.Date(), nullable=True),
        sa.Column("considered_by", sa.String(), nullable=False),
        sa.Column("considered_on", sa.Date(), nullable=False),
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
    op.create_index(op.f("ix_section28_consideration_case_id"), "section28_consideration", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_section28_consideration_witness_id"), "section28_consideration", ["witness_id"], unique=False
    )
    op.create_table(
        "section28_order",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("ground_rules_hearing_needed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
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
    op.create_index(op.f("ix_section28_order_case_id"), "section28_order", ["case_id"], unique=False)
    op.create_index(op.f("ix_section28_order_witness_id"), "section28_order", ["witness_id"], unique=False)
    op.create_table(
        "hearing_move",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("hearing_id", sa.String(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=True),
        sa.Column("was_starts", sa.Time(), nullable=True),
        sa.Column("was_place", sa.String(), nullable=False),
        sa.Column("now_on", sa.Date(), nullable=True),
        sa.Column("is_vacated", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"],
            ["hearing.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_hearing_move_case_id"), "hearing_move", ["case_id"], unique=False)
    op.create_index(op.f("ix_hearing_move_hearing_id"), "hearing_move", ["hearing_id"], unique=False)
    op.create_table(
        "link_arrangement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("hearing_id", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("before_start", sa.Time(), nullable=True),
        sa.Column("before_end", sa.Time(), nullable=True),
        sa.Column("main_start", sa.Time(), nullable=True),
        sa.Column("main_end", sa.Time(), nullable=True),
        sa.Column("after_start", sa.Time(), nullable=True),
        sa.Column("after_end", sa.Time(), nullable=True),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("court_room", sa.String(), nullable=False),
        sa.Column("site_contact", sa.String(), nullable=False),
        sa.Column("is_screened", sa.Boolean(), nullable=False),
        sa.Column("companion_id", sa.String(), nullable=True),
        sa.Column("companion_view", sa.String(), nullable=False),
        sa.Column("companion_notified_on", sa.Date(), nullable=True),
        sa.Column("supporter_id", sa.String(), nullable=True),
        sa.Column("staff_id", sa.String(), nullable=True),
        sa.Column("interpreter_id", sa.String(), nullable=True),
        sa.Column("intermediary_id", sa.String(), nullable=True),
        sa.Column("test_on", sa.Date(), nullable=True),
        sa.Column("test_at", sa.Time(), nullable=True),
        sa.Column("test_passed_on", sa.Date(), nullable=True),
        sa.Column("test_note", sa.String(), nullable=False),
        sa.Column("link_details", sa.String(), nullable=False),
        sa.Column("link_details_on", sa.Date(), nullable=True),
        sa.Column("arrives", sa.Time(), nullable=True),
        sa.Column("entrance", sa.String(), nullable=False),
        sa.Column("leaving", sa.String(), nullable=False),
        sa.Column("keep_apart", sa.String(), nullable=False),
        sa.Column("breaks", sa.String(), nullable=False),
        sa.Column("refreshments", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("fallback", sa.String(), nullable=False),
        sa.Column("explained_on", sa.Date(), nullable=True),
        sa.Column("explained_by", sa.String(), nullable=False),
        sa.Column("booking", sa.String(), nullable=False),
        sa.Column("booking_reference", sa.String(), nullable=False),
        sa.Column("booking_changed_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("told_how", sa.String(), nullable=False),
        sa.Column("to_tell", sa.Boolean(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["companion_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"],
            ["hearing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["intermediary_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["room.id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["supporter_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_link_arrangement_case_id"), "link_arrangement", ["case_id"], unique=False)
    op.create_index(op.f("ix_link_arrangement_hearing_id"), "link_arrangement", ["hearing_id"], unique=False)
    op.create_index(op.f("ix_link_arrangement_on"), "link_arrangement", ["on"], unique=False)
    op.create_index(op.f("ix_link_arrangement_room_id"), "link_arrangement", ["room_id"], unique=False)
    op.create_index(op.f("ix_link_arrangement_witness_id"), "link_arrangement", ["witness_id"], unique=False)
    op.create_table(
        "ordered_date",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("which", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["section28_order.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_ordered_date_case_id"), "ordered_date", ["case_id"], unique=False)
    op.create_index(op.f("ix_ordered_date_order_id"), "ordered_date", ["order_id"], unique=False)
    op.create_index(op.f("ix_ordered_date_witness_id"), "ordered_date", ["witness_id"], unique=False)
    op.create_table(
        "recording_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("hearing_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("started", sa.Time(), nullable=True),
        sa.Column("ended", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("edit_version", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"],
            ["hearing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_recording_event_case_id"), "recording_event", ["case_id"], unique=False)
    op.create_index(op.f("ix_recording_event_witness_id"), "recording_event", ["witness_id"], unique=False)
    op.create_table(
        "link_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("arrangement_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrangement_id"],
            ["link_arrangement.id"],
        ),
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
    op.create_index(op.f("ix_link_change_arrangement_id"), "link_change", ["arrangement_id"], unique=False)
    op.create_index(op.f("ix_link_change_case_id"), "link_change", ["case_id"], unique=False)
    op.create_index(op.f("ix_link_change_witness_id"), "link_change", ["witness_id"], unique=False)
    op.add_column("application", sa.Column("purpose", sa.String(), nullable=False, server_default="first"))
    op.add_column("application", sa.Column("extension_granted", sa.Boolean(), nullable=True))
    op.add_column("application", sa.Column("extension_decided_on", sa.Date(), nullable=True))
    op.add_column("application", sa.Column("response", sa.String(), nullable=True))
    op.add_column("application", sa.Column("response_words", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("unopposed", sa.Boolean(), nullable=True))
    op.add_column("application", sa.Column("recording_served_on", sa.Date(), nullable=True))
    op.add_column("application", sa.Column("material_change", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("aware_on", sa.Date(), nullable=True))
    op.add_column("application", sa.Column("companion_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("why_maximise", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("view_on_eligibility", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("view_on_improvement", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("opt_out_information", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("video_part", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("attachments", sa.String(), nullable=False, server_default=""))
    op.add_column("application", sa.Column("court_only_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("direction", sa.Column("basis", sa.String(), nullable=True))
    op.add_column("direction", sa.Column("particulars", sa.String(), nullable=False, server_default=""))
    op.add_column("direction", sa.Column("screen_from", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("direction", sa.Column("companion", sa.String(), nullable=False, server_default=""))
    op.add_column("direction", sa.Column("place", sa.String(), nullable=False, server_default=""))
    op.add_column("direction", sa.Column("material_change", sa.String(), nullable=False, server_default=""))
    op.add_column("hearing", sa.Column("judge", sa.String(), nullable=False, server_default=""))
    op.add_column("measure_decision", sa.Column("screen_from", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("measure_use", sa.Column("permission", sa.String(), nullable=False, server_default=""))
    op.add_column("measure_view", sa.Column("screen_from", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("measure_view", sa.Column("carried_from", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("without_arrangements", sa.Text(), nullable=False, server_default="{}"))

    # That section 28 was considered stood with the witness; it becomes the first entry of a chain of its own.
    op.execute(
        "INSERT INTO section28_consideration (id, version, case_id, witness_id, outcome, reason, explained_on, "
        "considered_by, considered_on, sequence) "
        "SELECT lower(hex(randomblob(16))), 1, case_id, id, "
        "CASE WHEN trim(section_28_reason) = '' THEN 'sought' ELSE 'not_sought' END, section_28_reason, NULL, '', "
        "section_28_considered_on, 1 FROM witness WHERE section_28_considered_on IS NOT NULL"
    )
    op.drop_column("witness", "section_28_reason")
    op.drop_column("witness", "section_28_considered_on")
