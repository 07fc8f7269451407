"""Contact safety, supporters, every step of a meeting, the directory, absences. Frozen: later changes are later migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# The lines of the topics template before an office could word its own: what was noted of them keeps these words.
_TOPICS = (
    ("opening.purpose", "opening", "What the meeting is for, and that coming is a choice"),
    ("opening.evidence", "opening", "The evidence cannot be discussed or practised"),
    ("opening.note", "opening", "A note is being made and may be given to the defence"),
    ("opening.break", "opening", "We can stop or take a break at any time"),
    ("opening.supporter", "opening", "The supporter must not discuss or suggest evidence"),
    ("roles", "topic", "Who is who; the prosecutor is independent"),
    ("court", "topic", "The court, the day, the oath, what cross-examination is"),
    ("measures", "topic", "Measures and combinations; who sees whom"),
    ("section_28", "topic", "Section 28 and giving evidence live: how each works"),
    ("arrangements", "topic", "Breaks, entrance, waiting, companion, meeting the advocate"),
    ("vps", "topic", "Victim Personal Statement"),
    ("anonymity", "topic", "Anonymity and reporting"),
    ("therapy", "topic", "Therapy need not wait for the trial (no content noted)"),
    ("timetable", "topic", "Timetable and possible delay"),
    ("decisions", "topic", "How and when she will be told of decisions"),
)


def upgrade() -> None:
    op.create_table(
        "topic_line",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("is_in_use", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("topic_id"),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("first_time", sa.Time(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("last_time", sa.Time(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_absence_first_day"), "absence", ["first_day"], unique=False)
    op.create_index(op.f("ix_absence_last_day"), "absence", ["last_day"], unique=False)
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"], unique=False)
    op.create_table(
        "person_details",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=True),
        sa.Column("held_until", sa.Date(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_person_details_person_id"), "person_details", ["person_id"], unique=False)
    op.create_table(
        "contact_override",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("used_for", sa.String(), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("used_by", sa.String(), nullable=False),
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
    op.create_index(op.f("ix_contact_override_case_id"), "contact_override", ["case_id"], unique=False)
    op.create_index(op.f("ix_contact_override_witness_id"), "contact_override", ["witness_id"], unique=False)
    op.create_table(
        "contact_preference",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("week_days", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Time(), nullable=True),
        sa.Column("latest", sa.Time(), nullable=True),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("dialect", sa.String(), nullable=False),
        sa.Column("interpreter_gender", sa.String(), nullable=False),
        sa.Column("staff_gender", sa.String(), nullable=False),
        sa.Column("formats", sa.Text(), nullable=False),
        sa.Column("is_welsh_wanted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
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
    op.create_index(op.f("ix_contact_preference_case_id"), "contact_preference", ["case_id"], unique=False)
    op.create_index(op.f("ix_contact_preference_witness_id"), "contact_preference", ["witness_id"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("referred_by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
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
    op.create_index(op.f("ix_referral_case_id"), "referral", ["case_id"], unique=False)
    op.create_index(op.f("ix_referral_witness_id"), "referral", ["witness_id"], unique=False)
    op.create_table(
        "supporter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_taken_by", sa.String(), nullable=False),
        sa.Column("consent_until", sa.Date(), nullable=True),
        sa.Column("shares", sa.Text(), nullable=False),
        sa.Column("limits", sa.String(), nullable=False),
        sa.Column("is_case_witness", sa.Boolean(), nullable=False),
        sa.Column("is_relative_of_accused", sa.Boolean(), nullable=False),
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
    op.create_index(op.f("ix_supporter_case_id"), "supporter", ["case_id"], unique=False)
    op.create_index(op.f("ix_supporter_person_id"), "supporter", ["person_id"], unique=False)
    op.create_index(op.f("ix_supporter_witness_id"), "supporter", ["witness_id"], unique=False)
    op.create_table(
        "contact_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_time", sa.Time(), nullable=True),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("with_whom", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("override_id", sa.String(), nullable=True),
        sa.Column("corrects_id", sa.String(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["override_id"],
            ["contact_override.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contact_entry_case_id"), "contact_entry", ["case_id"], unique=False)
    op.create_index(op.f("ix_contact_entry_witness_id"), "contact_entry", ["witness_id"], unique=False)
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("state_before", sa.String(), nullable=True),
        sa.Column("state_after", sa.String(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=True),
        sa.Column("was_start", sa.Time(), nullable=True),
        sa.Column("was_end", sa.Time(), nullable=True),
        sa.Column("was_place", sa.String(), nullable=False),
        sa.Column("was_mode", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("to_tell", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_how", sa.String(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_meeting_change_case_id"), "meeting_change", ["case_id"], unique=False)
    op.create_index(op.f("ix_meeting_change_meeting_id"), "meeting_change", ["meeting_id"], unique=False)
    op.create_table(
        "support_query",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("witness_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("supporter_id", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["supporter_id"],
            ["supporter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["witness.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_support_query_case_id"), "support_query", ["case_id"], unique=False)
    op.create_index(op.f("ix_support_query_witness_id"), "support_query", ["witness_id"], unique=False)
    op.add_column(
        "attendance", sa.Column("is_relative_of_accused", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "attendance", sa.Column("is_relative_of_witness", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("attendance", sa.Column("is_adviser", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("meeting", sa.Column("new_evidence_stopped", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "meeting", sa.Column("new_evidence_statement", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("meeting", sa.Column("section_28_explained", sa.Boolean(), nullable=True))
    op.add_column("meeting", sa.Column("information_given", sa.String(), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("interpreter_declared", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "meeting", sa.Column("intermediary_declared", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("meeting", sa.Column("sound_recording_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("disclosure_review", sa.String(), nullable=False, server_default="not_started"))
    op.add_column("meeting", sa.Column("disclosure_reviewed_on", sa.Date(), nullable=True))
    op.add_column("meeting", sa.Column("disclosure_reviewed_by", sa.String(), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("disclosure_note", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("details_from", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("removed_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("removed_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("safe_contact", sa.Column("calls", sa.String(), nullable=False, server_default="unknown"))
    op.add_column("safe_contact", sa.Column("other_phone", sa.String(), nullable=False, server_default=""))
    op.add_column("safe_contact", sa.Column("who_may_answer", sa.String(), nullable=False, server_default=""))
    op.add_column("safe_contact", sa.Column("texts", sa.String(), nullable=False, server_default="unknown"))
    op.add_column("safe_contact", sa.Column("shares_with_accused", sa.String(), nullable=False, server_default=""))
    op.add_column("safe_contact", sa.Column("confirm_every_days", sa.Integer(), nullable=True))
    op.add_column("safe_contact", sa.Column("doubted_on", sa.Date(), nullable=True))
    op.add_column("safe_contact", sa.Column("doubt", sa.String(), nullable=False, server_default=""))
    op.add_column("topic_note", sa.Column("title", sa.String(), nullable=False, server_default=""))
    op.add_column("topic_note", sa.Column("group", sa.String(), nullable=True))

    note = sa.table("topic_note", sa.column("topic_id"), sa.column("group"), sa.column("title"))
    for topic_id, group, title in _TOPICS:
        op.execute(note.update().where(note.c.topic_id == topic_id).values(group=group, title=title))

    # A number that was held was there to be called, unless the words of its source speak of texts alone or bar all but
    # one way; text messages were never asked about.
    op.execute(
        "UPDATE safe_contact SET calls = 'yes' WHERE phone <> '' AND route = 'direct' "
        "AND NOT (letters = 'no' AND voicemail = 'no') AND lower(raw) NOT LIKE '%text%' AND lower(raw) NOT LIKE '%sms%'"
    )
    # The offer and the last change stood with the meeting; they become steps of a history of its own.
    op.execute(
        "INSERT INTO meeting_change (id, version, case_id, meeting_id, step, state_before, state_after, was_on, "
        "was_start, was_end, was_place, was_mode, reason, happened_on, made_by, to_tell, told_on, told_how, told_by, "
        "sequence) "
        "SELECT lower(hex(randomblob(16))), 1, case_id, id, 'offered', NULL, 'offered', NULL, NULL, NULL, '', NULL, "
        "'', offered_on, offered_by, 0, NULL, '', '', 1 FROM meeting WHERE offered_on IS NOT NULL"
    )
    op.execute(
        "INSERT INTO meeting_change (id, version, case_id, meeting_id, step, state_before, state_after, was_on, "
        "was_start, was_end, was_place, was_mode, reason, happened_on, made_by, to_tell, told_on, told_how, told_by, "
        "sequence) "
        "SELECT lower(hex(randomblob(16))), 1, case_id, id, "
        "CASE WHEN state = 'cancelled' THEN 'cancelled' ELSE 'moved' END, 'planned', "
        "CASE WHEN state = 'cancelled' THEN 'cancelled' ELSE 'planned' END, NULL, NULL, NULL, '', NULL, "
        "change_reason, changed_on, '', change_to_tell OR change_told_on IS NOT NULL, change_told_on, '', '', 2 "
        "FROM meeting WHERE changed_on IS NOT NULL"
    )
    op.drop_column("meeting", "change_to_tell")
    op.drop_column("meeting", "change_told_on")
    op.drop_column("meeting", "change_reason")
    op.drop_column("meeting", "changed_on")
