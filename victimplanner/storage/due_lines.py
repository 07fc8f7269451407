"""The worklist as it was counted last: one line for each open item, so that it shows at once however many cases there are.

Nothing here is evidence. Every line is worked out again from the records of its case when they change, in the same
moment for the case that changed, and on each day on which time alone changes something. It can be thrown away whole.
"""

from __future__ import annotations

import sqlalchemy as sa

from victimplanner.storage.tables import METADATA

DUE_LINE = sa.Table(
    "due_line",
    METADATA,
    sa.Column("key", sa.String(), primary_key=True),
    sa.Column("case_id", sa.String(), sa.ForeignKey("case.id"), nullable=False, index=True),
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
    sa.Column("count_unit", sa.String(), nullable=False),  # the rule's own days
    sa.Column("due", sa.Date(), nullable=True),
    sa.Column("missing", sa.String(), nullable=False),
    sa.Column("is_provisional", sa.Boolean(), nullable=False),
    sa.Column("owner_role", sa.String(), nullable=False),
    sa.Column("owner_name", sa.String(), nullable=False),
    sa.Column("act_at", sa.String(), nullable=False),
    sa.Column("subject_ids", sa.String(), nullable=False),  # separated by spaces
    sa.Column("snoozed_until", sa.Date(), nullable=True),
    sa.Column("snooze_reason", sa.String(), nullable=False),
    sa.Index("ix_due_line_due", "due", "urn", "key"),
    sa.Index("ix_due_line_owner_name_due", "owner_name", "due"),
)

DUE_MARK = sa.Table(
    "due_mark",
    METADATA,
    sa.Column("case_id", sa.String(), sa.ForeignKey("case.id"), primary_key=True),
    sa.Column(
        "stale_on", sa.Date(), nullable=True, index=True
    ),  # from this day on its lines are to be worked out again
)
"""Which cases are counted, and until when that holds. A case without a mark is still to be counted."""
