"""From the records of a witness to the lines of the tables of the Contact tab."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.support import REFERRAL_ANSWER_WORDS, Referral, ReferralAnswer, Supporter, SupportQuery
from victimplanner.ui.formats import clock_time, full_day, table_day
from victimplanner.ui.screens.contact import words
from victimplanner.ui.screens.contact.state import LogLine, PillWords, QueryLine, ReferralLine, SupporterLine

Due = Mapping[str, DueItem]
"""What is due of one rule, by the id of the record that it is about."""

_ANSWER_PILLS: Mapping[ReferralAnswer, PillWords] = {
    ReferralAnswer.WAITING: ("unknown", "No answer yet"),
    ReferralAnswer.ACCEPTED: ("ok", "Accepted"),
    ReferralAnswer.WAITING_LIST: ("info", "On a waiting list"),
    ReferralAnswer.DECLINED: ("refused", "Declined"),
    ReferralAnswer.ENDED: ("grey", "Ended"),
}


def due_by_subject(items: Iterable[DueItem], rule_id: str) -> Due:
    """Return what is due of one rule, by the id of what it is about."""
    return {subject: item for item in items if item.rule_id == rule_id for subject in item.subject_ids}


def supporter_lines(file: WitnessFile, today: dt.date) -> tuple[SupporterLine, ...]:
    """List the supporters: those who support her now first."""
    lines = [_supporter_line(file, supporter, today) for supporter in file.supporters]
    return tuple(sorted(lines, key=lambda line: (line.is_ended, line.name.casefold())))


def _supporter_line(file: WitnessFile, supporter: Supporter, today: dt.date) -> SupporterLine:
    person = file.person_named(supporter.person_id)
    return SupporterLine(
        supporter=supporter,
        person=person,
        since=words.span_of(supporter, today),
        pill=words.consent_pill(supporter, today),
        pill_note=words.consent_note(supporter, today),
        shared=words.shared_words(supporter, today),
        limits=f"Limits: {supporter.limits}" if supporter.limits else "",
        detail=words.supporter_detail(supporter, person.name if person else "No longer in the directory"),
        is_ended=supporter.ended_on is not None and supporter.ended_on < today,
    )


def log_lines(file: WitnessFile, due: Due, today: dt.date) -> tuple[LogLine, ...]:
    """List every contact, the newest first, each with what it corrects and what was to follow."""
    by_id = {entry.id: entry for entry in file.contact_log}
    overrides = {override.id: override for override in file.contact_overrides}
    corrected_by = {entry.corrects_id: entry for entry in file.contact_log if entry.corrects_id}
    lines = []
    for entry in file.contact_log:
        override = overrides.get(entry.override_id or "")
        corrects = by_id.get(entry.corrects_id or "")
        later = corrected_by.get(entry.id)
        item = due.get(entry.id)
        marks = ("Corrected later" if later else "", "Correction" if corrects else "", "Override" if override else "")
        lines.append(
            LogLine(
                entry=entry,
                when=table_day(entry.happened_on, today),
                at=clock_time(entry.happened_time) if entry.happened_time else "",
                how=words.how_words(entry),
                outcome=("grey", "Corrected") if later else words.OUTCOME_PILLS[entry.outcome],
                mark=" · ".join(filter(None, marks)),
                is_override=override is not None,
                is_corrected=later is not None,
                next_words=entry.next_step or "–",
                next_day=f"by {table_day(entry.next_on, today)}" if entry.next_on else "",
                next_pill=None if later else words.due_pill(item),
                detail=words.log_detail(entry, override, corrects, later),
                working=item.working if item else None,
            )
        )
    return tuple(lines)


def referral_lines(file: WitnessFile, due: Due, today: dt.date) -> tuple[ReferralLine, ...]:
    """List the support services, the one offered last first."""
    referrals = sorted(file.referrals, key=lambda each: each.offered_on, reverse=True)
    return tuple(_referral_line(referral, due.get(referral.id), today) for referral in referrals)


def _referral_line(referral: Referral, item: DueItem | None, today: dt.date) -> ReferralLine:
    late = item is not None and words.is_pressing(item)
    parts = [f"{referral.service}: offered {full_day(referral.offered_on)}"]
    if referral.referred_on:
        by = f" by {referral.referred_by}" if referral.referred_by else ""
        parts.append(f"Referred {full_day(referral.referred_on)}{by}")
    if referral.answered_on:
        parts.append(f"{REFERRAL_ANSWER_WORDS[referral.answer]} {full_day(referral.answered_on)}")
    if item is not None and item.due is not None and referral.answered_on is None:
        parts.append(f"Ask the service by {full_day(item.due)}: {item.standing}")
    if referral.note:
        parts.append(referral.note.rstrip("."))
    waits = item is not None and item.state not in (DueState.MET, DueState.MET_LATE)
    answered = table_day(referral.answered_on, today) if referral.answered_on else ""
    return ReferralLine(
        referral=referral,
        offered=table_day(referral.offered_on, today),
        wanted=words.WANTED_PILLS[referral.wanted],
        referred=table_day(referral.referred_on, today),
        answer=_ANSWER_PILLS[referral.answer],
        answer_note=item.standing if item is not None and waits else answered,
        is_late=late,
        detail=". ".join(parts) + ".",
        working=item.working if item else None,
    )


def query_lines(file: WitnessFile, due: Due, today: dt.date) -> tuple[QueryLine, ...]:
    """List the questions of supporters: those without an answer first, then the newest."""
    queries = sorted(file.support_queries, key=lambda each: each.received_on, reverse=True)
    lines = [_query_line(file, query, due.get(query.id), today) for query in queries]
    return tuple(sorted(lines, key=lambda line: line.query.answered_on is not None))


def _query_line(file: WitnessFile, query: SupportQuery, item: DueItem | None, today: dt.date) -> QueryLine:
    parts = [f"Asked by {query.asked_by} {full_day(query.received_on)}: {query.question}"]
    if query.answered_on:
        by = f" by {query.answered_by}" if query.answered_by else ""
        parts.append(f"Answered {full_day(query.answered_on)}{by}: {query.answer}")
    elif item is not None and item.due is not None:
        parts.append(f"To be answered by {full_day(item.due)}.")
    return QueryLine(
        query=query,
        received=table_day(query.received_on, today),
        due=table_day(item.due if item else None, today),
        pill=words.due_pill(item, "Answered") or ("unknown", "No target"),
        detail=" ".join(parts),
        may_be_shared=_may_be_shared(file, query, today),
        working=item.working if item else None,
    )


def _may_be_shared(file: WitnessFile, query: SupportQuery, today: dt.date) -> str:
    """Say what of the case may stand in the answer to a question."""
    supporter = next((each for each in file.supporters if each.id == query.supporter_id), None)
    if supporter is None:
        return "Who asked is not among her supporters. Nothing about her may be shared without her consent."
    person = file.person_named(supporter.person_id)
    name = person.name if person else "this supporter"
    shared = words.shared_words(supporter, today)
    if shared == words.NOTHING:
        return f"Nothing may be shared with {name} today: she has not agreed, or her consent is over. Ask her first."
    limits = f" Limits: {supporter.limits.rstrip('.')}." if supporter.limits else ""
    return f"May be shared with {name}: {shared[0].lower()}{shared[1:]}.{limits}"
