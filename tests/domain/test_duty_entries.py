"""What was entered about a duty, replayed: the last of each kind holds, what was taken off is as if it never was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import TODAY, a_file, day
from tests.duties import an_entry, an_event, item_of, items_of, taken_off, with_entries, with_events
from victimplanner.domain.case import CaseState, Charge, ChargeState, Plea, PleaKind
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import APPLICATION
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.duty_entries import NOTHING_ENTERED, DutyEntry, EntryKind, duty_key, replay
from victimplanner.domain.rights import RightsLevel, RightsOverride

K = EntryKind
RULE = "R6d"  # a default: its days may be stretched


def a_stopped_charge(stopped: str = "2026-11-16") -> WitnessFile:
    """A victim of a sexual offence; a charge was stopped, the letter was due one working day later."""
    file = a_file("2026-11-04")
    (charge,) = file.charges
    changed = charge.model_copy(update={"state": ChargeState.STOPPED, "stopped_on": day(stopped)})
    live = Charge(id="9" * 32, case_id=file.case.id, offence="Assault by penetration", is_sexual_offence=True)
    return replace(file, charges=(changed, live))


def about(file: WitnessFile) -> str:
    return file.charges[0].id


def with_these(file: WitnessFile, *entries: tuple[EntryKind, dict[str, object]]) -> WitnessFile:
    return with_entries(file, *(an_entry(RULE, about(file), kind, **more) for kind, more in entries))  # type: ignore[arg-type]


def holds(*entries: DutyEntry) -> tuple[EntryKind, ...]:
    """Which kinds hold, of entries about one duty."""
    facts = replay(entries)[duty_key(RULE, "x")]
    single = (facts.told, facts.reason, facts.accepted, facts.not_ours, facts.snoozed, facts.assigned)
    return tuple(e.kind for e in (*single, *facts.pauses, *facts.extensions) if e is not None)


# ------------------------------------------------------------ replay


@pytest.mark.parametrize("kind", [k for k in K if k not in (K.TAKEN_OFF, K.REASON_ACCEPTED)])
def test_an_entry_holds_until_it_is_taken_off_and_both_stay_to_be_read(kind: EntryKind) -> None:
    entry = an_entry(RULE, "x", kind, on=TODAY, until=TODAY, reason="Words")
    assert holds(entry) == (kind,)
    off = taken_off(entry)
    assert holds(entry, off) == ()
    assert replay((entry, off))[duty_key(RULE, "x")].entries == (entry, off)


def test_of_two_entries_of_a_kind_the_later_holds_and_the_earlier_comes_back_when_it_is_taken_off() -> None:
    first = an_entry(RULE, "x", on=day("2026-11-16"), sequence=1)
    second = an_entry(RULE, "x", on=day("2026-11-18"), sequence=2)
    key = duty_key(RULE, "x")
    assert replay((first, second))[key].told == second
    assert replay((first, second, taken_off(second)))[key].told == first
    assert replay((first, second, taken_off(first, sequence=3)))[key].told == second


def test_the_order_in_which_entries_are_read_does_not_matter_only_that_in_which_they_were_made() -> None:
    first = an_entry(RULE, "x", on=day("2026-11-16"), sequence=1)
    second = an_entry(RULE, "x", on=day("2026-11-18"), sequence=2)
    assert replay((second, first)) == replay((first, second))


def test_what_is_entered_about_one_duty_touches_no_other() -> None:
    told = an_entry(RULE, "x", on=TODAY)
    facts = replay((told, an_entry(RULE, "y", K.NOT_OURS), an_entry("R8a", "x", K.SNOOZED, until=TODAY)))
    assert facts[duty_key(RULE, "x")].told == told
    assert facts[duty_key(RULE, "x")].not_ours is None
    assert facts[duty_key(RULE, "y")].told is None
    assert a_file().duty_facts(RULE, "x") == NOTHING_ENTERED


def test_an_acceptance_is_of_one_reason_a_new_reason_waits_again() -> None:
    reason = an_entry(RULE, "x", K.REASON, sequence=1, reason="Leave")
    accepted = an_entry(RULE, "x", K.REASON_ACCEPTED, sequence=2, of_id=reason.id)
    another = an_entry(RULE, "x", K.REASON, sequence=3, reason="Post strike")
    assert holds(reason, accepted) == (K.REASON, K.REASON_ACCEPTED)
    assert holds(reason, accepted, another) == (K.REASON,)
    assert holds(reason, accepted, another, taken_off(another)) == (K.REASON, K.REASON_ACCEPTED), (
        "the first stands again"
    )


def test_a_reason_taken_off_takes_its_acceptance_with_it() -> None:
    reason = an_entry(RULE, "x", K.REASON, sequence=1, reason="Leave")
    accepted = an_entry(RULE, "x", K.REASON_ACCEPTED, sequence=2, of_id=reason.id)
    assert holds(reason, accepted, taken_off(reason, sequence=3)) == ()
    assert holds(reason, accepted, taken_off(accepted, sequence=3)) == (K.REASON,)


# ------------------------------------------------------------ what entries do to a duty


def test_nothing_entered_and_late_is_overdue() -> None:
    item = item_of(a_stopped_charge(), RULE)
    assert (item.due, item.state, item.right, item.level) == (day("2026-11-17"), DueState.OVERDUE, "6", "enhanced")


@pytest.mark.parametrize(
    ("told", "state"), [("2026-11-16", DueState.MET), ("2026-11-17", DueState.MET), ("2026-11-18", DueState.MET_LATE)]
)
def test_what_was_done_after_its_day_is_met_late_and_says_by_whom_and_how(told: str, state: DueState) -> None:
    file = a_stopped_charge()
    item = item_of(with_these(file, (K.TOLD, {"on": day(told), "how": Channel.LETTER, "at": dt.time(9, 30)})), RULE)
    assert (item.state, item.told_on, item.told_at) == (state, day(told), dt.time(9, 30))
    assert (item.told_by, item.told_how) == ("T. Garside", "Letter by post")
    assert not item.is_open


def test_a_reason_alone_excuses_nothing() -> None:
    file = with_these(a_stopped_charge(), (K.REASON, {"reason": "The post was on strike"}))
    item = item_of(file, RULE)
    assert (item.state, item.note) == (DueState.OVERDUE, "The post was on strike")


def accepted_reason(file: WitnessFile, until: dt.date | None, told: dt.date | None = None) -> DueItem:
    reason = an_entry(RULE, about(file), K.REASON, reason="The post was on strike", until=until)
    accepted = an_entry(RULE, about(file), K.REASON_ACCEPTED, of_id=reason.id, by="M. Vale")
    done = (an_entry(RULE, about(file), on=told),) if told else ()
    return item_of(with_entries(file, reason, accepted, *done), RULE)


def test_a_reason_that_a_manager_accepted_excuses_what_is_not_to_be_done_any_more() -> None:
    item = accepted_reason(a_stopped_charge(), until=None)
    assert (item.state, item.note) == (DueState.EXCUSED, "The post was on strike. Accepted by M. Vale.")


def test_what_is_to_be_done_all_the_same_stays_open_until_it_is_done_and_is_excused_then() -> None:
    file = a_stopped_charge()
    assert accepted_reason(file, until=day("2026-11-30")).state is DueState.OVERDUE
    assert accepted_reason(file, until=day("2026-11-30"), told=day("2026-11-24")).state is DueState.EXCUSED


def test_what_was_done_in_time_needs_no_excuse() -> None:
    assert accepted_reason(a_stopped_charge(), until=None, told=day("2026-11-17")).state is DueState.MET


def test_a_duty_that_ended_before_it_was_due_is_not_excused_but_of_no_more_use() -> None:
    file = a_stopped_charge()
    closed_early = file.case.model_copy(update={"state": CaseState.CLOSED, "closed_on": day("2026-11-16")})
    assert accepted_reason(replace(file, case=closed_early), until=None).state is DueState.NO_LONGER
    closed_late = file.case.model_copy(update={"state": CaseState.CLOSED, "closed_on": day("2026-11-18")})
    assert accepted_reason(replace(file, case=closed_late), until=None).state is DueState.EXCUSED
    assert item_of(replace(file, case=closed_late), RULE).state is DueState.NOT_MET


def test_a_duty_of_somebody_else_says_whose_and_is_open_no_more() -> None:
    item = item_of(with_these(a_stopped_charge(), (K.NOT_OURS, {"reason": "The other area wrote"})), RULE)
    assert (item.state, item.note, item.is_open) == (DueState.NOT_OURS, "The other area wrote", False)


def test_days_of_a_pause_do_not_count_and_the_working_says_so() -> None:
    file = with_these(
        a_stopped_charge(), (K.PAUSED, {"on": day("2026-11-17"), "until": day("2026-11-24"), "reason": "Ill"})
    )
    item = item_of(file, RULE)
    assert item.due == TODAY
    assert item.working is not None
    assert "6 days paused: Ill; 2 weekend days" in item.working.as_text()


def test_a_pause_of_days_that_lie_elsewhere_moves_nothing() -> None:
    file = a_stopped_charge()
    for first, last in (("2026-11-02", "2026-11-16"), ("2026-11-18", "2026-12-31")):
        paused = with_these(file, (K.PAUSED, {"on": day(first), "until": day(last), "reason": "Ill"}))
        assert item_of(paused, RULE).due == day("2026-11-17")


def test_an_extension_sets_the_last_day_and_the_working_keeps_the_one_it_would_have_been() -> None:
    file = with_these(
        a_stopped_charge(), (K.EXTENDED, {"until": day("2026-12-04"), "by": "HHJ Verrall", "reason": "Report"})
    )
    item = item_of(file, RULE)
    assert (item.due, item.state) == (day("2026-12-04"), DueState.NEXT_TWO_WEEKS)
    assert item.working is not None
    text = item.working.as_text()
    assert "Would have been: Tue 17 Nov 2026" in text
    assert "Extended: to Fri 4 Dec 2026 by HHJ Verrall: Report." in text


def test_of_two_extensions_the_later_counts_even_where_it_is_shorter() -> None:
    file = with_these(
        a_stopped_charge(),
        (K.EXTENDED, {"until": day("2026-12-04"), "reason": "Report"}),
        (K.EXTENDED, {"until": day("2026-11-27"), "reason": "It came"}),
    )
    assert item_of(file, RULE).due == day("2026-11-27")


def test_an_extension_of_an_earlier_plea_does_not_end_the_time_before_it_begins() -> None:
    file = a_file("2026-11-04")
    accused = file.defendants[0]
    extension = an_entry(APPLICATION, accused.label, K.EXTENDED, day("2026-11-16"), until=day("2026-11-20"))
    extended = with_entries(file, extension)
    assert item_of(extended, APPLICATION).due == day("2026-11-20")
    pleas = tuple(
        Plea(case_id=file.case.id, defendant_id=accused.id, plea=plea, entered_on=day(on), sequence=number)
        for number, (plea, on) in enumerate([(PleaKind.GUILTY, "2026-11-19"), (PleaKind.NOT_GUILTY, "2026-11-24")], 2)
    )
    again = item_of(replace(extended, pleas=(*file.pleas, *pleas)), APPLICATION)
    assert (again.due, again.is_open) == (day("2026-12-08"), True)
    assert "Extended" not in again.working.as_text()


def test_to_put_off_moves_no_date_and_ends_nothing() -> None:
    file = a_stopped_charge("2026-11-25")
    before = item_of(file, RULE)
    after = item_of(with_these(file, (K.SNOOZED, {"until": day("2026-11-26"), "reason": "Waiting"})), RULE)
    assert (after.due, after.state) == (before.due, before.state)
    assert (after.snoozed_until, after.snooze_reason) == (day("2026-11-26"), "Waiting")


def test_what_is_put_off_is_back_when_it_falls_due_earlier_than_it_did() -> None:
    off = (K.SNOOZED, {"until": day("2026-12-31"), "reason": "Waiting"})
    item = item_of(with_these(a_stopped_charge("2026-11-25"), off), RULE)
    assert item.due is not None
    assert item.snoozed_until == item.due < day("2026-12-31")
    late = item_of(with_these(a_stopped_charge("2026-11-02"), off), RULE)
    assert (late.state, late.snoozed_until, late.snooze_reason) == (DueState.OVERDUE, None, "")


def test_what_is_handed_over_has_the_name_of_whoever_does_it_now() -> None:
    item = item_of(with_these(a_stopped_charge(), (K.ASSIGNED, {"by": "B. Lindley"})), RULE)
    assert (item.owner_name, item.owner_role) == ("B. Lindley", "victim_liaison_officer")


# ------------------------------------------------------------ put on and taken off again, in any order

DAYS = st.dates(min_value=dt.date(2026, 11, 2), max_value=dt.date(2026, 12, 31))
WORDS = st.sampled_from(("Ill", "The report is awaited", "Leave"))
ENTRIES = st.lists(
    st.builds(
        lambda kind, on, until, reason: (kind, {"on": on, "until": max(on, until), "reason": reason}),
        st.sampled_from([k for k in K if k not in (K.TAKEN_OFF, K.REASON_ACCEPTED)]),
        DAYS,
        DAYS,
        WORDS,
    ),
    max_size=7,
)


def seen(file: WitnessFile, today: dt.date = TODAY) -> list[tuple[object, ...]]:
    """Everything of every item but the entries themselves."""
    return [
        (*(getattr(i, name) for name in DueItem.__dataclass_fields__ if name not in ("entered", "rule", "working")),
         i.working.as_text() if i.working else "")
        for i in items_of(file, today=today)
    ]  # fmt: skip


def numbered(entries: Sequence[DutyEntry]) -> tuple[DutyEntry, ...]:
    return tuple(entry.model_copy(update={"sequence": n}) for n, entry in enumerate(entries, 1))


@given(entries=ENTRIES, accept=st.booleans(), data=st.data())
def test_whatever_is_put_on_and_taken_off_again_leaves_every_date_and_state_as_it_was(
    entries: list[tuple[EntryKind, dict[str, object]]], accept: bool, data: st.DataObject
) -> None:
    file = a_stopped_charge()
    made = [an_entry(RULE, about(file), kind, **more) for kind, more in entries]  # type: ignore[arg-type]
    reasons = [entry for entry in made if entry.kind is K.REASON]
    if accept and reasons:
        made.append(an_entry(RULE, about(file), K.REASON_ACCEPTED, of_id=reasons[-1].id, by="M. Vale"))
    off = data.draw(st.permutations([taken_off(entry) for entry in made]))
    assert seen(replace(file, duty_entries=numbered([*made, *off]))) == seen(file)


@given(kept=ENTRIES, taken=ENTRIES, data=st.data())
def test_what_is_taken_off_among_others_is_as_if_it_had_never_been_entered(
    kept: list[tuple[EntryKind, dict[str, object]]],
    taken: list[tuple[EntryKind, dict[str, object]]],
    data: st.DataObject,
) -> None:
    file = a_stopped_charge()
    stays = [an_entry(RULE, about(file), kind, **more) for kind, more in kept]  # type: ignore[arg-type]
    goes = [an_entry(RULE, about(file), kind, **more) for kind, more in taken]  # type: ignore[arg-type]
    mixed = list(stays)
    for entry in goes:
        mixed.insert(data.draw(st.integers(0, len(mixed))), entry)
    off = data.draw(st.permutations([taken_off(entry) for entry in goes]))
    assert seen(replace(file, duty_entries=numbered([*mixed, *off]))) == seen(
        replace(file, duty_entries=numbered(stays))
    )


@given(entries=ENTRIES, shuffle=st.randoms(use_true_random=False), today=DAYS)
def test_where_a_duty_stands_is_a_function_of_the_facts_alone(
    entries: list[tuple[EntryKind, dict[str, object]]], shuffle: object, today: dt.date
) -> None:
    file = with_these(a_stopped_charge(), *entries)
    mixed = list(file.duty_entries)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    once = seen(file, today)
    assert seen(replace(file, duty_entries=tuple(mixed)), today) == once
    assert seen(file, today) == once, "asking again changes nothing"


@given(levels=st.lists(st.sampled_from(RightsLevel), max_size=4), sexual=st.booleans())
def test_rights_set_by_hand_and_taken_off_again_count_as_before(levels: list[RightsLevel], sexual: bool) -> None:
    file = a_stopped_charge()
    file = replace(file, charges=tuple(c.model_copy(update={"is_sexual_offence": sexual}) for c in file.charges))
    overrides = [
        RightsOverride(
            case_id=file.case.id, witness_id=file.witness.id, level=level, reason="Targeted", decided_by="R. Okafor",
            decided_on=TODAY, sequence=number,
        )
        for number, level in enumerate([*levels, None], 1)
    ]  # fmt: skip
    assert seen(replace(file, rights_overrides=tuple(overrides))) == seen(file)
    if levels:
        due = {RightsLevel.STANDARD: "2026-11-23", RightsLevel.ENHANCED: "2026-11-17"}[levels[-1]]
        assert item_of(replace(file, rights_overrides=tuple(overrides[:-1])), RULE).due == day(due)


@given(
    withdrawn=st.lists(st.tuples(st.sampled_from(EventKind), DAYS), max_size=5),
    stays=st.lists(st.tuples(st.sampled_from(EventKind), DAYS), max_size=3),
)
def test_events_entered_and_withdrawn_again_leave_every_duty_as_it_was(
    withdrawn: list[tuple[EventKind, dt.date]], stays: list[tuple[EventKind, dt.date]]
) -> None:
    file = a_stopped_charge()
    file = with_events(file, *(an_event(file, kind, on, on) for kind, on in stays))
    gone = [
        an_event(file, kind, on, on, withdrawn_on=TODAY, withdrawn_by="R. Okafor", withdrawn_reason="Another case")
        for kind, on in withdrawn
    ]
    assert seen(with_events(file, *gone)) == seen(file)
