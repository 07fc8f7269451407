"""The worklist as it was counted last: one line for each open item, so that it shows at once however many cases there are.

Nothing here is evidence. Every line is worked out again from the records of its case when they change, in the same
moment for the case that changed, and on each day on which time alone changes something. It can be thrown away whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from victimplanner.domain.links import Room, Site
from victimplanner.domain.meeting_record import Draft
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.domain.people import Person
from victimplanner.domain.record import Record
from victimplanner.domain.rule_editions import AnnouncedHoliday, RuleEdition
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
    sa.Index("ix_due_line_counts", "unit", "due", "snoozed_until", "rule_words"),  # a unit is counted without its lines
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

_IN_CHUNK = 500  # values in one "in (...)": well below the limit of the database
_COUNTED_BY = frozenset({Office, ClosedDay, AnnouncedHoliday, RuleEdition})  # what dates of every case are counted by
_SHARED = frozenset({Person, Room, Site})  # what several cases name; a new one is named nowhere yet


def forget_counts(connection: sa.Connection, written: Sequence[Record]) -> None:
    """Let the worklist be counted again for the cases that `written` belongs to, or for all.

    It is done in the transaction that writes them: after a crash nothing old is shown.
    """
    if any(type(r) in _COUNTED_BY or (type(r) in _SHARED and r.version > 1) for r in written):
        connection.execute(sa.delete(DUE_MARK))
        return
    meant = [r for r in written if type(r) is not Draft]  # a copy of words being typed starts and ends no duty
    ids = sorted({str(case_id) for r in meant if (case_id := case_id_of(r))})
    for start in range(0, len(ids), _IN_CHUNK):
        connection.execute(sa.delete(DUE_MARK).where(DUE_MARK.c.case_id.in_(ids[start : start + _IN_CHUNK])))


def case_id_of(record: Record) -> str | None:
    """Return the case that a record belongs to, None for one that belongs to none."""
    return record.id if type(record).__name__ == "Case" else getattr(record, "case_id", None)
