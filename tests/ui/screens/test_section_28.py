"""The Section 28 tab: dates as directed and never computed, steps, moves, chases, what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.people import UserRole
from victimplanner.domain.section_28 import CourtDate, RecordingEventKind, Section28Outcome, StepState
from victimplanner.services.cases import read_case, read_cases
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.section_28.view import Section28View
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import LinkButton
from victimplanner.ui.widgets.form_dialog import FormDialog

Wanted = Callable[[WitnessFile], bool]


def listed(file: WitnessFile) -> bool:
    """Two of the five dates are missing, the recording is to come."""
    return len(file.ordered_dates) == 1


def moved(file: WitnessFile) -> bool:
    return bool(file.hearing_moves)


def held(file: WitnessFile) -> bool:
    return bool(file.recording_events)


def at_the_beginning(file: WitnessFile) -> bool:
    return not file.considerations and file.is_going_to_trial and file.witness.abe_recorded_on is not None


def open_view(
    qtbot: QtBot, session: Session, wanted: Wanted, subject_id: str = "", part: str = ""
) -> tuple[Section28View, WitnessFile]:
    file = next(f for c in read_cases(session.app, include_closed=True) for f in c.witnesses if wanted(f))
    view = Section28View(session)
    qtbot.addWidget(view)
    view.resize(1040, 700)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(file.case.id, file.witness.id, subject_id, part)
    return view, file


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def form_of(view: Section28View) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)
        form._fields[name].changed.emit()


def words_of(view: Section28View) -> str:
    return " ".join(banner.accessibleName() for banner in view.banners.banners())


# ---------------------------------------------------------------- what it says


def test_what_the_order_left_out_is_missing_and_to_be_asked_for(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, listed)
    assert "Two of the five dates the court must set are missing." in words_of(view)
    assert "is silent on (d) and (e)" in words_of(view)
    assert [box.pill.text() for box in view.dates.boxes.values()] == ["Set", "Set", "Set", "Missing", "Missing"]
    assert view.dates.boxes[CourtDate.EDITING].day.text() == "Not recorded", "and never worked out"
    assert view.attention() >= 3


def test_the_letter_to_the_court_names_nobody(qtbot: QtBot, session: Session, dialogs: RecorderDialogs) -> None:
    view, file = open_view(qtbot, session, listed)
    next(b for b in view.banners.banners() if b.key == "missing").buttons[0].click()
    words = str(dialogs.last())
    assert "r.18.8(2)(d)" in words
    assert file.witness.reference in words
    assert not any(part in words for part in (*file.witness.name.split(), *file.defendants[0].name.split()))


def test_what_stands_in_the_way_is_said_in_plain_words(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, listed)
    assert "Recording in 26 days: third-party material not settled, blocked" in words_of(view)
    banner = next(b for b in view.banners.banners() if b.key == "blockers")
    assert banner.accessibleName().count("Recording in 26 days") == 1
    assert "Initial disclosure not served. No defence statement. And 8 more below." in banner.accessibleName()
    banner.buttons[0].click()
    assert view.steps.hasFocus()
    assert view.steps.current_record().id == "third_party_material"


def test_a_moved_recording_lists_what_hangs_on_it_and_leads_there(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, moved)
    banner = next(b for b in view.banners.banners() if b.sentence.startswith("Section 28 recording moved"))
    assert [link.text() for link in banner.links] == [
        "Site, room, companion, interpreter and staff are booked for 23 Dec 2026: rebook them.",
        "Plan the test call again.",
        "Tell the witness of the new position.",
    ]
    with qtbot.waitSignal(view.asked) as asked:
        banner.links[0].click()
    assert asked.args == [Destination("case", file.case.id, file.witness.id, "links", file.links[0].id)]
    box = view.dates.boxes[CourtDate.RECORDING]
    assert "was Wed 23 Dec 2026: The judge is not available" in box.earlier.text()
    assert "The judge is not available" in box.toolTip()
    assert view.dates.source.text().startswith("Order of ")


def test_what_happened_stands_newest_first_with_its_length(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, held)
    rows = view.events.records.rows()
    assert [event.kind for event in rows][-1] is RecordingEventKind.HELD
    index = view.events.records.index(len(rows) - 1, 2)
    assert index.data() == "10:40–12:35, 85 minutes recorded"


def test_where_it_is_not_open_the_page_says_why_and_leads_to_the_grounds(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, lambda f: f.case.court_kind.value == "magistrates")
    banner = next(b for b in view.banners.banners() if b.sentence == "Section 28 is not open to her.")
    assert "in force in the Crown Court" in banner.accessibleName()
    with qtbot.waitSignal(view.asked) as asked:
        banner.buttons[0].click()
    assert asked.args[0].tab == "measures"
    assert asked.args[0].case_id == file.case.id


# ---------------------------------------------------------------- considered


def test_not_sought_needs_a_reason_and_earlier_entries_stay(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, file = open_view(qtbot, session, at_the_beginning)
    assert "Section 28 is to be considered for her." in words_of(view)
    view.consider_button.click()
    form = form_of(view)
    fill(form, outcome=Section28Outcome.NOT_SOUGHT)
    form.try_save()
    assert "Say why section 28 is not sought" in form._fields["reason"].error_text()
    fill(form, reason="She wants to be in court.", explained_on=session.today)
    form.try_save()
    assert "Not sought" in view.considered.text()
    assert "to be considered" not in words_of(view)
    view.consider_button.click()
    form = form_of(view)
    fill(form, outcome=Section28Outcome.SOUGHT, reason="She has changed her mind.")
    form.try_save()
    assert [c.outcome for c in again(session, file).considerations] == [
        Section28Outcome.NOT_SOUGHT, Section28Outcome.SOUGHT,
    ]  # fmt: skip
    view.earlier.click()
    assert "She wants to be in court." in str(dialogs.last())


# ---------------------------------------------------------------- the order


def test_the_dates_that_were_missing_are_entered_as_ordered(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    form = form_of(view)
    assert not form._fields["reason"].isVisible()
    fill(form, ordered_on=session.today, date_d=dt.date(2026, 12, 30), date_e=dt.date(2027, 1, 14))
    form.try_save()
    assert {d.which: d.on for d in again(session, file).ordered_dates}[CourtDate.EDITING] == dt.date(2027, 1, 14)
    assert "missing" not in words_of(view)


def test_a_changed_date_asks_for_its_reason_and_the_old_one_stays_beside_it(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed)
    view.order_button.click()
    form = form_of(view)
    low = form.height()
    fill(form, ordered_on=session.today, recording_on=dt.date(2027, 1, 4))
    assert form._fields["reason"].isVisible()
    assert form.height() > low, "nothing to type in lies out of sight"
    form.try_save()
    assert "say why" in form._fields["reason"].error_text()
    assert not again(session, file).hearing_moves, "nothing is half written"
    fill(form, reason="The court has no slot before.", date_c=dt.date(2027, 1, 20))
    form.try_save()
    now = again(session, file)
    assert [m.reason for m in now.hearing_moves] == ["The court has no slot before."]
    assert [d.on for d in now.ordered_dates if d.which is CourtDate.FURTHER_QUESTIONS][-1] == dt.date(2027, 1, 20)
    assert "was Mon 21 Dec 2026" in view.dates.boxes[CourtDate.RECORDING].earlier.text()


def test_an_order_that_contradicts_itself_is_refused_beside_the_field(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed)
    view.order_button.click()
    form = form_of(view)
    fill(form, ordered_on=session.today, ground_rules_on=dt.date(2027, 2, 1), reason="x")
    form.try_save()
    assert "lies after the recording" in form._fields["ground_rules_on"].error_text()
    assert len(again(session, file).orders) == len(file.orders)


def test_asking_the_court_is_recorded_and_the_time_runs_anew(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed, part="chase")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(FormDialog)))
    form = form_of(view)
    fill(form, how="By telephone")
    form.try_save()
    chases = again(session, file).chases
    assert [c.about for c in chases if c.chased_on == session.today] == ["r.18.8(2)(d)", "r.18.8(2)(e)"]
    assert "Asked last on 25 Nov (By telephone). Ask again by Mon 30 Nov 2026." in words_of(view)


# ---------------------------------------------------------------- steps


def test_a_step_is_done_with_control_d_and_one_that_follows_from_a_fact_is_not(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed, subject_id="initial_disclosure")
    qtbot.waitUntil(view.steps.hasFocus)
    qtbot.keyClick(view.steps, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    line = view.view_model.state.step("initial_disclosure")
    assert line is not None
    assert line.line.state is StepState.DONE
    assert [s.state for s in again(session, file).steps if s.step == "initial_disclosure"] == [
        StepState.IN_PROGRESS, StepState.DONE,
    ]  # fmt: skip
    problems = view.view_model.finish_step(replace(line, line=view.view_model.state.step("meeting").line))  # type: ignore[union-attr]
    assert "follows from what is recorded elsewhere" in problems[0].message


def test_a_step_that_is_blocked_needs_its_words(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, listed, subject_id="section_41")
    qtbot.waitUntil(view.steps.hasFocus)
    qtbot.keyClick(view.steps, Qt.Key.Key_Return)
    form = form_of(view)
    fill(form, state=StepState.BLOCKED, note="")
    form.try_save()
    assert form._fields["note"].error_text() == "Say what blocks it."
    fill(form, note="The defence applies on 3 December")
    form.try_save()
    line = view.view_model.state.step("section_41")
    assert line is not None
    assert line.pill[1] == "Blocked"


def test_the_third_partys_ten_business_days_are_shown_and_warn_when_they_end_too_late(
    qtbot: QtBot, session: Session
) -> None:
    view, _ = open_view(qtbot, session, listed)
    line = view.view_model.state.step("third_party_material")
    assert line is not None
    form = view.dialogs.step(line)
    assert form is not None
    notice = form._fields["notice_on"]
    assert "ten business days end on Tue 8 Dec 2026" in notice.hint.text()
    assert "ten business days end Tue 8 Dec 2026 (r.17.5)" in line.detail, "and it can be read without opening it"
    fill(form, notice_on=session.today - dt.timedelta(days=2))
    assert "end on Mon 7 Dec 2026" in notice.hint.text(), "worked out again as it is typed"
    form._dirty = False
    form.reject()
    view.dialogs.move()
    moving = form_of(view)
    grh = next(h for h in view.view_model.state.file.hearings if h.kind is HearingKind.GROUND_RULES)  # type: ignore[union-attr]
    fill(moving, hearing=grh.id, listed_on=dt.date(2026, 12, 7), reason="Earlier slot")
    moving.try_save()
    assert "time ends 1 day after the ground rules hearing" in words_of(view)


# ---------------------------------------------------------------- moves and events


def test_a_vacated_recording_keeps_its_day_and_lists_what_to_do(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed)
    view.move_button.click()
    form = form_of(view)
    fill(form, hearing_state=HearingState.VACATED)
    assert not form._fields["listed_on"].isVisible()
    form.try_save()
    assert "Say why" in form._fields["reason"].error_text()
    fill(form, reason="The witness is ill")
    form.try_save()
    now = again(session, file)
    assert now.hearing_moves[-1].was_on == dt.date(2026, 12, 21)
    banner = next(b for b in view.banners.banners() if "vacated" in b.sentence)
    links = " ".join(link.text() for link in banner.links)
    assert "still booked for the old day" in links
    assert "Ask the court for a new day" in links
    assert view.dates.boxes[CourtDate.RECORDING].pill.text() == "Vacated"
    view.order_button.click()
    form = form_of(view)
    fill(form, ordered_on=session.today, recording_on=dt.date(2027, 1, 6))
    form.try_save()
    box = view.dates.boxes[CourtDate.RECORDING]
    assert (box.pill.text(), box.day.text()) == ("Set", "Wed 6 Jan 2027")
    assert "was Mon 21 Dec 2026: The witness is ill" in box.earlier.text(), "a new listing keeps where it stood"
    assert "Ask the court for a new day" not in words_of(view)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"event_kind": RecordingEventKind.FURTHER_QUESTIONS_ASKED}, "event_kind", "No recording is entered as held"),
        ({"started": dt.time(12), "ended": dt.time(11)}, "ended", "ended before it started"),
        ({"minutes": "long"}, "minutes", "whole minutes"),
        ({"event_kind": RecordingEventKind.NOT_HELD}, "text", "Say why it did not go ahead"),
        ({"happened_on": dt.date(2027, 1, 1)}, "happened_on", "lies in the future"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_field(
    qtbot: QtBot, session: Session, values: dict[str, object], field: str, words: str
) -> None:
    view, file = open_view(qtbot, session, listed)
    view.event_button.click()
    form = form_of(view)
    fill(form, **values)
    form.try_save()
    assert words in form._fields[field].error_text()
    assert not again(session, file).recording_events


def test_a_recording_that_was_held_is_recorded_with_its_length(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed, part="event")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(FormDialog)))
    form = form_of(view)
    fill(form, started=dt.time(10, 30), ended=dt.time(11, 20), minutes="44")
    form.try_save()
    event = again(session, file).recording_events[-1]
    assert (event.kind, event.minutes, event.noted_by) == (RecordingEventKind.HELD, 44, "R. Okafor")
    assert view.dates.boxes[CourtDate.RECORDING].pill.text() == "Held"
    assert "stands in the way" not in words_of(view)


def test_who_may_only_read_sees_everything_and_changes_nothing(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view, _ = open_view(qtbot, session, listed)
    assert view.steps.records.rowCount() > 10
    for button in (view.move_button, view.event_button, view.order_button, view.consider_button):
        assert not button.isEnabled()
    view._edit()
    view._done()
    assert not [d for d in view.findChildren(FormDialog) if d.isVisible()]
    view.open_step(view.view_model.state.step("initial_disclosure"))
    assert "YJCEA 1999 s.28(6)" in str(dialogs.last())
    assert view.view_model.state.steps_note.startswith("4 of 15 done, 1 blocked")


# ---------------------------------------------------------------- places and keys


@pytest.mark.parametrize("step", ["application", "section_27_direction"])
def test_a_step_that_follows_from_a_fact_cannot_be_ticked_and_leads_to_where_it_is_entered(
    qtbot: QtBot, session: Session, step: str
) -> None:
    view, _ = open_view(qtbot, session, at_the_beginning)
    line = view.view_model.state.step(step)
    assert line is not None
    view.show_step(step)
    assert "nobody ticks it" in view.steps_card.detail.text()
    with qtbot.waitSignal(view.asked) as shown:
        view.steps_card.place.click()
    view.open_step(line)
    form = form_of(view)
    assert "done_on" not in form._fields
    assert StepState.DONE not in [
        form._fields["state"].editor.itemData(n) for n in range(form._fields["state"].editor.count())
    ]
    with qtbot.waitSignal(view.asked) as asked:
        form.findChild(LinkButton, "stepPlace").click()
    assert asked.args == shown.args
    assert asked.args[0].tab == "measures"


def test_every_subject_of_the_worklist_finds_its_place(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed)
    recording = next(h for h in file.hearings if h.kind is HearingKind.SECTION_28_RECORDING)
    boxes = view.dates.boxes
    for subject, place in (
        (recording.id, boxes[CourtDate.RECORDING]), ("c", boxes[CourtDate.FURTHER_QUESTIONS]),
        (file.orders[0].id, boxes[CourtDate.EXCLUSION]), ("section_41", view.steps),
    ):  # fmt: skip
        view.show_witness(file.case.id, file.witness.id, subject)
        qtbot.waitUntil(place.hasFocus)
    assert view.steps.current_record().id == "section_41"


def test_control_d_marks_nothing_while_the_steps_are_not_in_focus(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, listed, subject_id="a")
    qtbot.waitUntil(view.dates.boxes[CourtDate.GROUND_RULES].hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert again(session, file).steps == file.steps


def test_before_any_direction_no_date_is_called_missing(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, at_the_beginning)
    assert {(box.pill.text(), box.day.text()) for box in view.dates.boxes.values()} == {("Waiting", "No direction yet")}
    view.consider_button.click()
    form = form_of(view)
    fill(form, outcome=Section28Outcome.SOUGHT)
    form.try_save()
    banner = next(b for b in view.banners.banners() if b.key == "s27")
    assert "no section 28 without it (s.28(1))" in banner.accessibleName()
    with qtbot.waitSignal(view.asked) as asked:
        banner.buttons[0].click()
    assert (asked.args[0].tab, asked.args[0].part) == ("measures", "abe_video")


def test_every_order_and_every_step_can_be_read_with_its_entries(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, _ = open_view(qtbot, session, listed, subject_id="initial_disclosure")
    qtbot.waitUntil(view.steps.hasFocus)
    qtbot.keyClick(view.steps, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert "Entries, the newest first" in str(dialogs.last())
    assert "Source: YJCEA 1999 s.28(6)" in str(dialogs.last())
    view.dates.history.click()
    assert "(c) Last date: s.28(5) application: Thu 7 Jan 2027" in str(dialogs.last())


def test_done_and_its_day_say_the_same_in_the_form(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, listed)
    form = view.dialogs.step(view.view_model.state.step("section_41"))  # type: ignore[arg-type]
    assert form is not None
    fill(form, state=StepState.DONE)
    assert form._fields["done_on"].value() == session.today
    fill(form, state=StepState.WAITING)
    assert form._fields["done_on"].value() is None


def test_where_the_room_is_narrow_the_line_below_says_what_the_table_drops(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, listed, subject_id="third_party_material")
    view.resize(500, 700)
    qtbot.waitUntil(lambda: view.steps.isColumnHidden(5) and view.steps.isColumnHidden(1))
    assert "Owed by DC 4471 I. Shah" in view.steps_card.detail.text()
    assert "Holds up: ground rules hearing" in view.steps_card.detail.text()
    view.resize(1040, 700)
    qtbot.waitUntil(lambda: not view.steps.isColumnHidden(5) and not view.steps.isColumnHidden(1))


def test_no_button_of_the_tab_takes_a_key_of_a_menu(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, listed)
    buttons = (view.move_button, view.order_button, view.event_button, view.consider_button)
    keys = [button.text()[button.text().index("&") + 1].upper() for button in buttons]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set("FEVCTH")


def test_a_step_that_is_gone_to_is_in_sight_at_large_text_and_another_witness_begins_at_the_top(
    qtbot: QtBot, session: Session, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 200)
    try:
        view, _ = open_view(qtbot, session, listed, subject_id="memory_refreshing")
        bar = view.page.verticalScrollBar()

        def in_sight() -> bool:
            row = view.steps.visualRect(view.steps.currentIndex())
            top = view.steps.viewport().mapTo(view.page.viewport(), row.topLeft()).y()
            return view.steps.hasFocus() and 0 <= top <= view.page.viewport().height() - row.height()

        qtbot.waitUntil(lambda: bar.value() > 0 and in_sight())
        other = next(f for c in read_cases(session.app) for f in c.witnesses if moved(f))
        view.show_witness(other.case.id, other.witness.id)
        assert view.steps.currentIndex().row() == 0
        qtbot.wait(50)
        assert bar.value() == 0
    finally:
        theme.apply(qapp, "light", 100)
