"""What a change does to what is due: what moves, starts, stops and is finished; nothing else is named."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import TODAY, a_file, day
from tests.duties import an_entry, an_event, items_of, with_entries, with_events
from victimplanner.domain.case import Hearing, HearingKind, Plea, PleaKind
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import EntryKind
from victimplanner.domain.moved_dates import MovedDate, Shift, moved_dates

DAYS = st.dates(min_value=day("2026-10-05"), max_value=day("2026-12-31"))


def between(before: WitnessFile, after: WitnessFile) -> tuple[MovedDate, ...]:
    return moved_dates(items_of(before), items_of(after))


def by_rule(moved: tuple[MovedDate, ...]) -> dict[str, Shift]:
    return {line.item.rule_id: line.shift for line in moved if line.item is not None}


def bail(file: WitnessFile, received: str, **more: object) -> WitnessFile:
    return with_events(file, an_event(file, EventKind.BAIL_RESULT, day("2026-11-20"), day(received), **more))


def test_what_did_not_change_moves_nothing() -> None:
    file = bail(a_file("2026-11-18"), "2026-11-24")
    assert between(file, file) == ()


def test_a_new_event_starts_what_hangs_on_it_and_only_that() -> None:
    file = a_file("2026-11-18")
    (line,) = between(file, bail(file, "2026-11-24"))
    assert (line.shift, line.was, line.now) == (Shift.STARTED, None, TODAY)
    assert line.title == "Tell: bail hearing, bail conditions, warrant"
    assert line.witness == file.witness.masked


def test_an_event_put_right_moves_its_dates_from_the_old_day_to_the_new() -> None:
    file = a_file("2026-11-18")
    old = an_event(file, EventKind.BAIL_RESULT, day("2026-11-20"), day("2026-11-23"))
    new = old.model_copy(update={"id": "5" * 32, "first_id": old.id, "received_on": day("2026-11-24")})
    (line,) = between(with_events(file, old), with_events(file, new))
    assert (line.shift, line.was, line.now) == (Shift.MOVED, day("2026-11-24"), day("2026-11-25"))


def test_what_was_entered_about_an_event_goes_over_to_what_puts_it_right() -> None:
    file = a_file("2026-11-18")
    old = an_event(file, EventKind.BAIL_RESULT, day("2026-11-20"), day("2026-11-23"))
    file = with_entries(with_events(file, old), an_entry("R8b", old.id, on=day("2026-11-24")))
    corrected = old.model_copy(update={"id": "5" * 32, "first_id": old.duty_about, "received_on": day("2026-11-24")})
    again = corrected.model_copy(update={"id": "6" * 32, "first_id": corrected.duty_about})
    for event in (corrected, again):
        after = replace(file, events=(old.model_copy(update={"withdrawn_on": TODAY}), event))
        assert [item.told_on for item in items_of(after, "R8b")] == [day("2026-11-24")]
        assert between(file, after) == (), "a date behind a finished duty moves nobody"


def test_a_withdrawn_event_stops_what_hung_on_it() -> None:
    file = a_file("2026-11-18")
    (line,) = between(bail(file, "2026-11-24"), bail(file, "2026-11-24", withdrawn_on=TODAY))
    assert (line.shift, line.was, line.now) == (Shift.STOPPED, TODAY, None)


def test_what_is_told_is_finished_and_not_stopped() -> None:
    file = bail(a_file("2026-11-18"), "2026-11-24")
    event = file.events[0]
    told = with_entries(file, an_entry("R8b", event.id, on=TODAY))
    assert by_rule(between(file, told)) == {"R8b": Shift.FINISHED}
    assert by_rule(between(told, file)) == {"R8b": Shift.STARTED}, "and goes on when that is taken off"


def test_a_guilty_plea_says_what_stops_why_and_what_starts() -> None:
    file = a_file("2026-11-18")
    plea = Plea(
        case_id=file.case.id, defendant_id=file.defendants[0].id, plea=PleaKind.GUILTY, entered_on=day("2026-11-24"),
        sequence=2,
    )  # fmt: skip
    moved = between(file, replace(file, pleas=(*file.pleas, plea)))
    assert by_rule(moved) == {"R9a": Shift.STARTED, "application": Shift.STOPPED, "meeting.offer": Shift.STOPPED}
    stopped = next(line for line in moved if line.item and line.item.rule_id == "application")
    assert (stopped.was, stopped.note) == (day("2026-12-02"), "D1 pleaded guilty, Tue 24 Nov 2026.")


def test_an_extension_of_the_application_moves_the_offer_of_a_meeting_with_it() -> None:
    file = a_file("2026-11-18")
    extended = with_entries(
        file, an_entry("application", "D1", EntryKind.EXTENDED, until=day("2026-12-16"), reason="Report")
    )
    moved = between(file, extended)
    assert {(line.was, line.now) for line in moved} == {(day("2026-12-02"), day("2026-12-16"))}
    assert by_rule(moved) == {"application": Shift.MOVED, "meeting.offer": Shift.MOVED}


def test_what_starts_comes_first_then_what_moves_stops_and_is_finished() -> None:
    file = bail(a_file("2026-11-18"), "2026-11-24")
    told = with_entries(file, an_entry("R8b", file.events[0].id, on=TODAY))
    after = with_events(told, an_event(file, EventKind.SENTENCE, day("2026-11-24"), day("2026-11-24")))
    shifts = [line.shift for line in between(file, after)]
    assert shifts == sorted(shifts, key=list(Shift).index)
    assert set(shifts) == {Shift.STARTED, Shift.FINISHED}


def facts(number: int, on: object) -> WitnessFile:
    """One of several small differences in one and the same case."""
    file = STEADY
    hearing = Hearing(
        id="7" * 32,
        case_id=file.case.id,
        kind=HearingKind.TRIAL,
        listed_on=day("2027-05-10"),
        notice_received_on=on,  # type: ignore[arg-type]
    )
    event = an_event(file, EventKind.BAIL_RESULT, on, on, id="8" * 32)  # type: ignore[arg-type]
    return (file, replace(file, hearings=(hearing,)), with_events(file, event))[number]


STEADY = a_file("2026-11-18")


@given(st.tuples(st.integers(0, 2), DAYS), st.tuples(st.integers(0, 2), DAYS))
def test_back_again_undoes_every_line(one: tuple[int, object], other: tuple[int, object]) -> None:
    a, b = facts(*one), facts(*other)
    there, back = between(a, b), between(b, a)
    opposite = {Shift.MOVED: {Shift.MOVED}, Shift.STARTED: {Shift.STOPPED, Shift.FINISHED}}

    def key(line: MovedDate) -> str:
        assert isinstance(line.item, DueItem)
        return line.item.key

    returned = {key(line): line for line in back}
    assert {key(line) for line in there} == set(returned)
    for line in there:
        if line.shift in opposite:
            assert returned[key(line)].shift in opposite[line.shift]
            assert (returned[key(line)].was, returned[key(line)].now) == (line.now, line.was)
