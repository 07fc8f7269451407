"""What a person can do with a duty, on a real office file: told, excused, stretched, put off, handed over, taken off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.journeys.cases import a_case, another_complainant
from tests.services.finding import lines_in_the_trail
from victimplanner.domain.case import Charge, ChargeState
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel, ContactBarred, ContactRoute, Permission
from victimplanner.domain.contact_log import ContactOutcome
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.domain.rights import RightsLevel
from victimplanner.services import duties, tellings
from victimplanner.services.case_events import record_event, stop_charge, withdraw_event
from victimplanner.services.cases import read_case
from victimplanner.services.clock import FixedClock
from victimplanner.services.contact import Override, save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.moved_dates import all_items
from victimplanner.services.worklist import due_items

TODAY, YESTERDAY, TOMORROW = dt.date(2026, 11, 25), dt.date(2026, 11, 24), dt.date(2026, 11, 26)
FRIDAY = dt.date(2026, 11, 20)
BOSS = Override("She rang us herself and asked for it", "S. Whitmore")


@pytest.fixture
def case(empty: App) -> CaseFile:
    """One complainant, reached directly by telephone; a charge beside the first was stopped on Friday."""
    made = a_case(empty)
    witness = made.witnesses[0].witness
    empty_contact = made.witnesses[0].safe_contact
    assert empty_contact is not None
    ways = {"route": ContactRoute.DIRECT, "phone": "07700 900123", "calls": Permission.YES, "letters": Permission.NO}
    contact = empty_contact.model_copy(update=ways)
    save_safe_contact(empty, contact, confirmed=True)
    with empty.change("event.record") as uow:
        charge = uow.add(Charge(case_id=made.case.id, witness_id=witness.id, offence="Rape", is_sexual_offence=True))
    stop_charge(empty, charge, FRIDAY)
    return read_case(empty, made.case.id)


def file_of(app: App, case: CaseFile) -> WitnessFile:
    return read_case(app, case.case.id).witnesses[0]


def entered(app: App, case: CaseFile, kind: EventKind, **days: dt.date) -> CaseEvent:
    witness_id = case.witnesses[0].witness.id
    return record_event(app, CaseEvent(case_id=case.case.id, witness_id=witness_id, kind=kind, **days))


def item(app: App, case: CaseFile, rule_id: str) -> DueItem:
    """The one line of a rule as it stands now."""
    found = [i for i in duties_of(app, case) if i.rule_id == rule_id]
    assert len(found) == 1
    return found[0]


def duties_of(app: App, case: CaseFile) -> list[DueItem]:
    return all_items(app, read_case(app, case.case.id))


def act_as(app: App, role: UserRole, name: str = "B. Lindley") -> None:
    app.user = app.user.model_copy(update={"role": role, "display_name": name})


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


# ------------------------------------------------------------ told


def test_one_telling_ends_the_duty_and_stands_in_the_contact_log(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=YESTERDAY)
    bail = item(empty, case, "R8b")
    tellings.record_told(empty, bail, TODAY, " T. Garside ", Channel.CALL, told_at=dt.time(9, 30))
    now = item(empty, case, "R8b")
    assert (now.state, now.told_on, now.told_at) == (DueState.MET, TODAY, dt.time(9, 30))
    assert (now.told_by, now.told_how) == ("T. Garside", "Telephone call")
    line = file_of(empty, case).contact_log[0]
    assert (line.channel, line.outcome, line.made_by) == (Channel.CALL, ContactOutcome.REACHED, "T. Garside")
    assert (line.happened_on, line.happened_time, line.about) == (TODAY, dt.time(9, 30), bail.title)
    assert bail.key not in {i.key for i in due_items(empty)}


def test_a_barred_channel_writes_neither_the_entry_nor_the_log_unless_somebody_answers_for_it(
    empty: App, case: CaseFile
) -> None:
    letter = item(empty, case, "R6d")
    before = lines_in_the_trail(empty)
    with pytest.raises(ContactBarred):
        tellings.record_told(empty, letter, TODAY, "B. Lindley", Channel.LETTER)
    assert lines_in_the_trail(empty) == before
    assert item(empty, case, "R6d").is_open
    tellings.record_told(empty, letter, TODAY, "B. Lindley", Channel.LETTER, override=BOSS)
    assert item(empty, case, "R6d").state is DueState.MET_LATE
    assert file_of(empty, case).contact_overrides[-1].decided_by == "S. Whitmore"


def test_what_the_police_did_passes_no_gate_and_is_no_contact_of_ours(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.POLICE_STEP, happened_on=FRIDAY)
    tellings.record_told(empty, item(empty, case, "R6a"), FRIDAY, "DC Shah", Channel.LETTER)
    assert item(empty, case, "R6a").state is DueState.MET
    assert file_of(empty, case).contact_log == ()


def test_what_is_done_and_not_told_needs_no_way_of_reaching_her(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.EXPENSES_CLAIMED, happened_on=FRIDAY, received_on=YESTERDAY)
    tellings.record_told(empty, item(empty, case, "R10a"), TODAY, "M. Strand", None)
    assert item(empty, case, "R10a").state is DueState.MET
    assert file_of(empty, case).contact_log == ()


def test_everything_missing_from_a_telling_is_said_at_once_and_nothing_is_written(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=YESTERDAY)
    before = lines_in_the_trail(empty)
    with pytest.raises(RuleBroken) as error:
        tellings.record_told(empty, item(empty, case, "R8b"), TOMORROW, " ", None)
    assert fields_of(error) == ["told_on", "told_by", "how"]
    with pytest.raises(RuleBroken, match="before the information came"):
        tellings.record_told(empty, item(empty, case, "R8b"), FRIDAY, "T. Garside", Channel.CALL)
    assert lines_in_the_trail(empty) == before


def test_a_duty_whose_event_was_withdrawn_meanwhile_is_found_no_more(empty: App, case: CaseFile) -> None:
    event = entered(empty, case, EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=YESTERDAY)
    key = item(empty, case, "R8b").key
    assert duties.find_item(empty, case.case.id, key).key == key
    withdraw_event(empty, event, "Another case")
    with pytest.raises(NotFound, match="there no longer"):
        duties.find_item(empty, case.case.id, key)


@pytest.mark.parametrize(
    ("rule_id", "told"),
    [("R6d", True), ("application", False), ("meeting.offer", False), ("section_28.consider", False)],
)
def test_only_what_leaves_no_record_of_its_own_is_finished_by_saying_so(
    empty: App, case: CaseFile, rule_id: str, told: bool
) -> None:
    assert tellings.can_be_told(item(empty, case, rule_id)) is told


def test_whose_a_duty_is(empty: App, case: CaseFile) -> None:
    for kind in (EventKind.POLICE_STEP, EventKind.COMPLAINT, EventKind.BAIL_RESULT):
        entered(empty, case, kind, happened_on=FRIDAY, received_on=YESTERDAY)
    ours = {rule: duties.is_ours(item(empty, case, rule)) for rule in ("R6a", "R12a", "R8b", "R8b0", "R6d")}
    assert ours == {"R6a": False, "R12a": True, "R8b": True, "R8b0": False, "R6d": True}


def test_of_two_people_who_record_the_same_telling_the_second_is_told_of_the_first(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.BAIL_RESULT, happened_on=YESTERDAY, received_on=YESTERDAY)
    seen = item(empty, case, "R8b")
    tellings.record_told(empty, seen, YESTERDAY, "T. Garside", Channel.CALL)
    with pytest.raises(RuleBroken, match=r"recorded by T\. Garside meanwhile, Tue 24 Nov 2026"):
        tellings.record_told(empty, seen, TODAY, "M. Ferrant", Channel.CALL)
    now = item(empty, case, "R8b")
    assert (now.told_on, now.told_by, len(now.entered.entries)) == (YESTERDAY, "T. Garside", 1)
    assert len(file_of(empty, case).contact_log) == 1


def test_a_telling_of_what_ended_or_was_withdrawn_meanwhile_is_not_recorded(empty: App, case: CaseFile) -> None:
    event = entered(empty, case, EventKind.BAIL_RESULT, happened_on=YESTERDAY, received_on=YESTERDAY)
    seen = item(empty, case, "R8b")
    duties.set_not_ours(empty, seen, "The police tell her")
    with pytest.raises(RuleBroken, match="It changed meanwhile: The police tell her"):
        tellings.record_told(empty, seen, TODAY, "T. Garside", Channel.CALL)
    withdraw_event(empty, event, "Of another case")
    with pytest.raises(NotFound):
        tellings.record_told(empty, seen, TODAY, "T. Garside", Channel.CALL)
    assert file_of(empty, case).contact_log == ()


# ------------------------------------------------------------ reasons


def test_a_manager_accepts_the_reason_that_was_read_and_no_later_one(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=FRIDAY)
    duties.give_reason(empty, item(empty, case, "R8b"), "The file was at court")
    seen = item(empty, case, "R8b")
    duties.give_reason(empty, seen, "Nobody was in")
    act_as(empty, UserRole.MANAGER, "S. Whitmore")
    with pytest.raises(RuleBroken, match="Another reason was given meanwhile"):
        duties.accept_reason(empty, seen)
    assert item(empty, case, "R8b").state is DueState.OVERDUE


def test_a_reason_counts_once_another_manager_accepted_it(empty: App, case: CaseFile) -> None:
    duties.give_reason(empty, item(empty, case, "R6d"), "The post was on strike")
    late = item(empty, case, "R6d")
    assert (late.state, late.note) == (DueState.OVERDUE, "The post was on strike")
    with pytest.raises(NotAllowed):
        duties.accept_reason(empty, late)
    act_as(empty, UserRole.MANAGER, "R. Okafor")
    with pytest.raises(RuleBroken, match="gave this reason yourself"):
        duties.accept_reason(empty, late)
    act_as(empty, UserRole.MANAGER, "M. Vale")
    duties.accept_reason(empty, late)
    assert item(empty, case, "R6d").state is DueState.EXCUSED


def test_without_a_reason_there_is_nothing_to_accept_and_none_is_given_without_words(
    empty: App, case: CaseFile
) -> None:
    act_as(empty, UserRole.MANAGER, "M. Vale")
    with pytest.raises(RuleBroken, match="No reason is given yet"):
        duties.accept_reason(empty, item(empty, case, "R6d"))
    for act in (duties.give_reason, duties.set_not_ours):
        with pytest.raises(RuleBroken) as error:
            act(empty, item(empty, case, "R6d"), "  ")
        assert fields_of(error) == ["reason"]
    assert item(empty, case, "R6d").entered.entries == ()


def test_a_duty_of_another_office_is_no_longer_ours(empty: App, case: CaseFile) -> None:
    duties.set_not_ours(empty, item(empty, case, "R6d"), "Wearbridge wrote to her")
    assert (item(empty, case, "R6d").state, item(empty, case, "R6d").note) == (
        DueState.NOT_OURS,
        "Wearbridge wrote to her",
    )


# ------------------------------------------------------------ the clock


def test_the_time_is_stretched_only_where_the_rule_leaves_room(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=YESTERDAY)
    fixed = item(empty, case, "R8b")
    stretches: tuple[Callable[[DueItem], DutyEntry], ...] = (
        lambda i: duties.pause(empty, i, TODAY, TOMORROW, "Ill"),
        lambda i: duties.extend(empty, i, TOMORROW, "HHJ Verrall", "Report"),
    )
    for stretch in stretches:
        with pytest.raises(RuleBroken, match=r"Code Right 8\.1 leaves no room to change the time"):
            stretch(fixed)
    limit = item(empty, case, "application")
    duties.extend(empty, limit, dt.date(2026, 12, 16), "HHJ Verrall", "The report is awaited")
    assert item(empty, case, "application").due == dt.date(2026, 12, 16)


def test_what_a_pause_or_an_extension_lacks_is_said_beside_each_field(empty: App, case: CaseFile) -> None:
    limit = item(empty, case, "application")
    with pytest.raises(RuleBroken) as error:
        duties.pause(empty, limit, TODAY, YESTERDAY, "")
    assert fields_of(error) == ["until", "reason"]
    with pytest.raises(RuleBroken) as error:
        duties.extend(empty, limit, dt.date(2026, 11, 17), " ", "")
    assert fields_of(error) == ["until", "by", "reason"]
    assert item(empty, case, "application") == limit


def test_only_lawyers_stretch_a_time_and_take_that_off_again(empty: App, case: CaseFile) -> None:
    limit = item(empty, case, "application")
    extended = duties.extend(empty, limit, dt.date(2026, 12, 16), "HHJ Verrall", "The report is awaited")
    act_as(empty, UserRole.WITNESS_CARE_OFFICER)
    with pytest.raises(NotAllowed):
        duties.extend(empty, limit, dt.date(2026, 12, 18), "HHJ Verrall", "More")
    with pytest.raises(NotAllowed):
        duties.take_off(empty, extended, "By mistake")
    act_as(empty, UserRole.PROSECUTOR)
    duties.take_off(empty, extended, "By mistake")
    assert item(empty, case, "application") == limit


def test_an_acceptance_is_taken_off_by_a_manager_alone(empty: App, case: CaseFile) -> None:
    duties.give_reason(empty, item(empty, case, "R6d"), "The post was on strike")
    act_as(empty, UserRole.MANAGER, "M. Vale")
    accepted = duties.accept_reason(empty, item(empty, case, "R6d"))
    act_as(empty, UserRole.PROSECUTOR)
    with pytest.raises(NotAllowed):
        duties.take_off(empty, accepted, "No good reason")
    act_as(empty, UserRole.MANAGER, "M. Vale")
    duties.take_off(empty, accepted, "No good reason")
    assert item(empty, case, "R6d").state is DueState.OVERDUE


# ------------------------------------------------------------ taking off


def test_what_is_taken_off_leaves_the_line_as_it_was_and_both_entries_to_be_read(empty: App, case: CaseFile) -> None:
    entered(empty, case, EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=YESTERDAY)
    before = item(empty, case, "R8b")
    tellings.record_told(empty, before, TODAY, "T. Garside", Channel.CALL)
    told = item(empty, case, "R8b").entered.told
    assert told is not None
    duties.take_off(empty, told, "It was her sister")
    after = item(empty, case, "R8b")
    assert replace(after, entered=before.entered) == before
    assert [(e.kind, e.reason, e.entered_by) for e in after.entered.entries] == [
        (EntryKind.TOLD, "", "R. Okafor"),
        (EntryKind.TAKEN_OFF, "It was her sister", "R. Okafor"),
    ]


def test_nothing_is_taken_off_twice_without_words_or_for_a_second_time_round(empty: App, case: CaseFile) -> None:
    given = duties.give_reason(empty, item(empty, case, "R6d"), "The post was on strike")
    with pytest.raises(RuleBroken, match="is taken off again"):
        duties.take_off(empty, given, "")
    off = duties.take_off(empty, given, "It was not")
    with pytest.raises(RuleBroken, match="taken off already"):
        duties.take_off(empty, given, "It was not")
    with pytest.raises(RuleBroken, match="Enter that again"):
        duties.take_off(empty, off, "It was after all")


# ------------------------------------------------------------ the worklist


def test_to_put_off_needs_a_day_before_it_is_due_and_a_reason(empty: App, case: CaseFile) -> None:
    limit = item(empty, case, "application")
    assert limit.due == dt.date(2026, 12, 2)
    for until, reason, fields in (
        (TODAY, "Waiting", ["until"]),
        (dt.date(2026, 12, 3), "Waiting", ["until"]),
        (TOMORROW, " ", ["reason"]),
    ):
        with pytest.raises(RuleBroken) as error:
            duties.snooze(empty, limit, until, reason)
        assert fields_of(error) == fields
    duties.snooze(empty, limit, dt.date(2026, 12, 2), "The report comes on Tuesday")
    assert item(empty, case, "application").snoozed_until == limit.due


def test_what_is_handed_over_bears_the_new_name_until_that_is_taken_off(empty: App, case: CaseFile) -> None:
    before = item(empty, case, "application")
    with pytest.raises(RuleBroken, match="Choose who does it"):
        duties.assign(empty, before, " ")
    entry = duties.assign(empty, before, "M. Strand", "Leave")
    assert item(empty, case, "application").owner_name == "M. Strand"
    duties.take_off(empty, entry, "Back from leave")
    assert item(empty, case, "application").owner_name == before.owner_name


# ------------------------------------------------------------ rights


def test_her_level_of_rights_is_set_by_hand_with_a_reason_and_follows_from_the_facts_again(
    empty: App, case: CaseFile
) -> None:
    before = item(empty, case, "R6d")
    with pytest.raises(RuleBroken, match="Every duty is counted by it"):
        duties.set_rights(empty, file_of(empty, case), RightsLevel.STANDARD, "")
    duties.set_rights(empty, file_of(empty, case), RightsLevel.STANDARD, "Her own wish")
    lower = item(empty, case, "R6d")
    assert (before.due, lower.due) == (dt.date(2026, 11, 23), dt.date(2026, 11, 27))
    duties.set_rights(empty, file_of(empty, case), None, "She thought again")
    assert item(empty, case, "R6d") == before
    act_as(empty, UserRole.WITNESS_CARE_OFFICER)
    with pytest.raises(NotAllowed):
        duties.set_rights(empty, file_of(empty, case), RightsLevel.STANDARD, "Her own wish")


def test_who_may_only_read_changes_no_duty(empty: App, case: CaseFile) -> None:
    line, file = item(empty, case, "R6d"), file_of(empty, case)
    given = duties.give_reason(empty, line, "The post was on strike")
    act_as(empty, UserRole.READ_ONLY)
    acts: tuple[Callable[[], object], ...] = (
        lambda: tellings.record_told(empty, line, TODAY, "B. Lindley", Channel.CALL),
        lambda: duties.give_reason(empty, line, "Words"),
        lambda: duties.accept_reason(empty, line),
        lambda: duties.set_not_ours(empty, line, "Words"),
        lambda: duties.pause(empty, line, TODAY, TODAY, "Words"),
        lambda: duties.extend(empty, line, TOMORROW, "HHJ Verrall", "Words"),
        lambda: duties.take_off(empty, given, "Words"),
        lambda: duties.assign(empty, line, "M. Strand"),
        lambda: duties.set_rights(empty, file, None, "Words"),
    )
    before = lines_in_the_trail(empty)
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert lines_in_the_trail(empty) == before


def test_what_one_witness_is_told_the_other_is_not(empty: App, case: CaseFile) -> None:
    second = another_complainant(empty, case, "Mair Tollgate")
    event = CaseEvent(case_id=case.case.id, kind=EventKind.BAIL_RESULT, happened_on=FRIDAY, received_on=YESTERDAY)
    record_event(empty, event)
    lines = {i.witness_id: i for i in duties_of(empty, case) if i.rule_id == "R8b"}
    tellings.record_told(empty, lines[case.witnesses[0].witness.id], TODAY, "T. Garside", Channel.CALL)
    after = {i.witness_id: i for i in duties_of(empty, case) if i.rule_id == "R8b"}
    assert after[case.witnesses[0].witness.id].state is DueState.MET
    assert after[second.witness.id] == lines[second.witness.id]


# ------------------------------------------------------------ the hour and the day


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        ("2026-06-10T22:30:00", dt.date(2026, 6, 10)),  # 23:30 in London
        ("2026-06-10T23:30:00", dt.date(2026, 6, 11)),  # half past midnight
        ("2026-03-29T00:30:00", dt.date(2026, 3, 29)),  # before the clocks go forward
        ("2026-03-29T22:59:00", dt.date(2026, 3, 29)),  # 23:59, after they did
        ("2026-03-29T23:01:00", dt.date(2026, 3, 30)),
        ("2026-10-24T23:30:00", dt.date(2026, 10, 25)),  # 00:30 in summer time, before the clocks go back
        ("2026-10-25T23:30:00", dt.date(2026, 10, 25)),  # 23:30, after they did
        ("2026-10-26T00:00:00", dt.date(2026, 10, 26)),
    ],
)
def test_due_today_and_told_today_mean_the_day_in_london_at_any_hour(
    empty: App, case: CaseFile, moment: str, today: dt.date
) -> None:
    with empty.change("event.record") as uow:
        [stopped] = [c for c in file_of(empty, case).charges if c.state is ChargeState.STOPPED]
        uow.save(stopped.model_copy(update={"stopped_on": today}))
    at = FixedClock(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC))
    empty.clock = at
    assert empty.today == today
    line = item(empty, case, "R6d")
    assert line.due is not None
    assert line.due > today
    at.move_on(line.due - today)
    while empty.today < line.due:  # a day may have 23 hours
        at.move_on(dt.timedelta(hours=1))
    assert item(empty, case, "R6d").state is DueState.TODAY
    tellings.record_told(empty, item(empty, case, "R6d"), empty.today, "B. Lindley", Channel.IN_PERSON, override=BOSS)
    told = item(empty, case, "R6d")
    assert (told.state, told.told_on) == (DueState.MET, line.due)
    tomorrow = empty.today + dt.timedelta(days=1)
    with pytest.raises(RuleBroken, match="lies in the future"):
        tellings.record_told(empty, told, tomorrow, "B. Lindley", Channel.IN_PERSON, override=BOSS)
    at.move_on(dt.timedelta(days=1))
    assert item(empty, case, "R6d").state is DueState.MET, "what was told in time stays in time"
    duties.take_off(empty, told.entered.entries[-1], "It was another")
    assert item(empty, case, "R6d").state is DueState.OVERDUE
