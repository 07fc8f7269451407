"""The Code duties tab: the ledger in words, what is entered about a duty, events and what they move."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case import ChargeState, CourtKind, PleaKind
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.moved_dates import Shift
from victimplanner.domain.people import CaseRole, Person, UserRole
from victimplanner.domain.rights import RightsLevel
from victimplanner.domain.witness import Witness
from victimplanner.services.case_events import record_event
from victimplanner.services.cases import NewCase, NewDefendant, name_person, read_case, register_case
from victimplanner.services.duties import give_reason
from victimplanner.services.ledger import Part, witness_ledger
from victimplanner.services.tellings import record_told
from victimplanner.ui import theme
from victimplanner.ui.duty_words import moved_words
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.case.view_model import CaseViewModel
from victimplanner.ui.screens.duties.event_form import CHARGE_GOES_ON, CHARGE_STOPPED
from victimplanner.ui.screens.duties.state import Act, DutyLine
from victimplanner.ui.screens.duties.view import DutiesView
from victimplanner.ui.screens.duties.view_model import DutiesViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog
from victimplanner.ui.widgets.why_popover import WhyPopover

HEARD, RECEIVED = dt.date(2026, 11, 18), dt.date(2026, 11, 23)


@pytest.fixture
def case_id(empty_session: Session) -> str:
    """One case with two complainants, a not guilty plea a week ago, a bail hearing heard of on Monday."""
    app = empty_session.app
    made = register_case(
        app,
        NewCase(
            urn="99VP1234526",
            defendants=[NewDefendant("Kieran Marrick", PleaKind.NOT_GUILTY, HEARD)],
            offence="Rape",
            is_sexual_offence=True,
            witness_name="Carys Penhale",
            court_kind=CourtKind.CROWN,
            charged_on=dt.date(2026, 10, 2),
            date_of_birth=dt.date(1998, 4, 2),
        ),
    )
    with app.change("case.amend") as uow:
        uow.add(
            Witness(case_id=made, number=2, reference="W-B2", name="Ewa Nowakowska", date_of_birth=dt.date(1990, 1, 1))
        )
    name_person(app, made, CaseRole.WITNESS_CARE_OFFICER, Person(name="T. Garside"))
    record_event(app, CaseEvent(case_id=made, kind=EventKind.BAIL_RESULT, happened_on=HEARD, received_on=RECEIVED))
    return made


@pytest.fixture
def model(empty_session: Session, case_id: str) -> DutiesViewModel:
    made = DutiesViewModel(empty_session)
    made.show_witness(case_id, first(empty_session, case_id).witness.id)
    return made


def first(session: Session, case_id: str) -> WitnessFile:
    return read_case(session.app, case_id).witnesses[0]


def line(model: DutiesViewModel, rule_id: str) -> DutyLine:
    found = [line for line in model.state.all_lines if line.item.rule_id == rule_id]
    assert len(found) == 1
    return found[0]


def an_event(model: DutiesViewModel, kind: EventKind, **facts: object) -> CaseEvent:
    return CaseEvent(case_id=model._case_id, kind=kind, **facts)  # type: ignore[arg-type]


def as_manager(session: Session, name: str = "M. Ferrant") -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.MANAGER, "display_name": name})


# ---------------------------------------------------------------- the ledger in words


def test_the_two_stage_clock_is_told_in_words_with_how_long_the_court_took(model: DutiesViewModel) -> None:
    bail = line(model, "R8b")
    assert bail.clock == (
        "Bail hearing, bail conditions or warrant, Wed 18 Nov. Received Mon 23 Nov + 1 working day = Tue 24 Nov. "
        "The clock starts on receipt, not at the event. The court took 3 working days (limit 5)."
    )
    assert bail.result.word == "Overdue"
    assert bail.result_words == "1 working day late"


def test_her_level_of_rights_says_why_and_since_when(model: DutiesViewModel) -> None:
    assert model.state.rights is not None
    assert model.state.rights.level is RightsLevel.ENHANCED
    assert model.state.rights_words == "from 2 Oct: sexual offence"


def test_all_open_and_ours_are_counted_and_shown(model: DutiesViewModel) -> None:
    counts = dict(model.state.counts)
    assert counts[Part.ALL] == len(model.state.all_lines)
    for part in Part:
        model.show_part(part)
        assert len(model.state.lines) == counts[part]
    assert 0 < counts[Part.OPEN] < counts[Part.OURS] < counts[Part.ALL]
    model.show_part(Part.OPEN)
    assert all(line.item.is_open for line in model.state.lines)


def test_the_badge_counts_what_is_late_due_or_not_known_and_owed_by_us(model: DutiesViewModel) -> None:
    before = model.state.attention
    assert not model.give_reason(line(model, "R8b").item, "The file was at court.", None)
    as_manager(model._session)
    assert not model.accept_reason(line(model, "R8b").item)
    assert model.state.attention == before - 1


def test_a_receipt_that_is_missing_is_said_and_no_day_is_guessed(model: DutiesViewModel) -> None:
    own = model.state.file
    assert own is not None
    model.record_event(an_event(model, EventKind.REQUIRED_TO_ATTEND, witness_id=own.witness.id, happened_on=HEARD))
    duty = line(model, "R8c")
    assert duty.item.due is None
    assert "the day on which the information was received is missing" in duty.clock


def test_what_the_police_may_have_done_is_not_known_and_never_called_late(model: DutiesViewModel) -> None:
    charge = line(model, "R6c")
    assert (charge.result.word, charge.result_words) == ("Not known", "")
    assert "it is not recorded whether and when this was done" in charge.clock


# ---------------------------------------------------------------- why something cannot be done


def test_what_cannot_be_done_says_why_and_what_can(model: DutiesViewModel) -> None:
    bail, waiting, application = line(model, "R8b"), line(model, "R9b"), line(model, "application")
    assert model.why_not(Act.EXTEND, bail) == "Code Right 8.1 leaves no room to change the time. Give a reason instead."
    assert "waits for a sentence" in model.why_not(Act.TOLD, waiting)
    assert "press Enter for Special measures" in model.why_not(Act.TOLD, application)
    assert model.why_not(Act.EXTEND, application) == ""
    assert "due already" in model.why_not(Act.PUT_OFF, bail)
    assert "Nothing was entered" in model.why_not(Act.TAKE_OFF, bail)
    assert "Choose a duty" in model.why_not(Act.TOLD, None)


def test_a_reader_may_do_nothing_and_reads_why(empty_session: Session, model: DutiesViewModel) -> None:
    empty_session.app.user = empty_session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    model.refresh()
    assert not model.state.may_add
    assert "Your role may not" in model.why_not(Act.TOLD, line(model, "R8b"))


def test_whoever_gave_a_reason_does_not_accept_it(empty_session: Session, model: DutiesViewModel) -> None:
    as_manager(empty_session, "R. Okafor")
    model.give_reason(line(model, "R8b").item, "The file was at court.", None)
    assert "You gave this reason yourself" in model.why_not(Act.ACCEPT, line(model, "R8b"))
    as_manager(empty_session)
    model.refresh()
    assert model.why_not(Act.ACCEPT, line(model, "R8b")) == ""
    assert model.accept_reason(line(model, "R8b").item) == ()
    duty = line(model, "R8b")
    assert duty.result.word == "Good reason"
    assert "Accepted by M. Ferrant." in duty.clock


def test_a_reason_alone_leaves_the_duty_overdue(model: DutiesViewModel) -> None:
    model.give_reason(line(model, "R8b").item, "The file was at court.", dt.date(2026, 11, 27))
    duty = line(model, "R8b")
    assert duty.item.state is DueState.OVERDUE
    assert duty.told_more == "Reason given, to be done by 27 Nov"


# ---------------------------------------------------------------- entries


def test_every_entry_stays_to_be_read_those_taken_off_too(model: DutiesViewModel) -> None:
    model.set_not_ours(line(model, "R8b").item, "Told by the police in this case.")
    assert line(model, "R8b").result.word == "Not our duty"
    entry = line(model, "R8b").item.entered.not_ours
    assert entry is not None
    assert model.take_off(entry, "It was ours.") == ()
    duty = line(model, "R8b")
    assert duty.result.word == "Overdue"
    assert "Not our duty: Told by the police in this case (taken off again)" in duty.entries
    assert "taken off “Not our duty: Told by the police in this case”. It was ours." in duty.entries


def test_an_extension_moves_the_date_says_so_and_can_be_taken_off_again(model: DutiesViewModel) -> None:
    moved: list[object] = []
    model.moved.connect(moved.append)
    assert model.extend(line(model, "application").item, dt.date(2026, 12, 9), "HHJ Ferreira-Lunt", "Disclosure") == ()
    duty = line(model, "application")
    assert duty.item.due == dt.date(2026, 12, 9)
    assert "Extended to Wed 9 Dec." in duty.clock
    assert len(moved) == 1
    assert model.take_off(duty.item.entered.extensions[0], "It was another case.") == ()
    assert line(model, "application").item.due == dt.date(2026, 12, 2)


# ---------------------------------------------------------------- events and what they move


def test_before_an_outcome_is_saved_what_stops_and_must_be_told_is_known(model: DutiesViewModel) -> None:
    found = model.foresee_event(an_event(model, EventKind.OUTCOME, happened_on=HEARD, received_on=RECEIVED))
    assert not isinstance(found, str)
    told = {m.item.rule_id: m.shift.value for m in found if m.item and m.item.witness_id == model._witness_id}
    assert told["R9a"] == "started"
    assert told["application"] == "stopped"
    assert line(model, "R9a").is_waiting, "nothing was written"


def test_an_event_without_a_day_says_what_is_missing_instead(model: DutiesViewModel) -> None:
    assert model.foresee_event(an_event(model, EventKind.OUTCOME)) == "Enter at least one of the two days."


def test_what_a_change_moves_for_another_witness_is_not_told_here(model: DutiesViewModel) -> None:
    told: list[tuple[object, ...]] = []
    model.moved.connect(told.append)
    model.record_event(an_event(model, EventKind.SENTENCE, happened_on=HEARD, received_on=RECEIVED))
    assert told
    assert {m.item.witness_id for m in told[0]} == {model._witness_id}  # type: ignore[attr-defined]


def test_an_event_put_right_moves_the_date_and_keeps_what_was_entered(model: DutiesViewModel) -> None:
    bail = line(model, "R8b")
    model.give_reason(bail.item, "The file was at court.", None)
    old = model.state.event_of(bail)
    assert old is not None
    new = an_event(model, EventKind.BAIL_RESULT, happened_on=HEARD, received_on=dt.date(2026, 11, 24))
    assert model.correct_event(old, new, "Wrong day.") == ()
    after = line(model, "R8b")
    assert after.item.due == dt.date(2026, 11, 25)
    assert after.item.entered.reason is not None


# ---------------------------------------------------------------- the tab


def open_view(qtbot: QtBot, session: Session, case_id: str, subject_id: str = "", part: str = "") -> DutiesView:
    view = DutiesView(session)
    qtbot.addWidget(view)
    view.resize(1040, 640)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(case_id, first(session, case_id).witness.id, subject_id, part)
    return view


def go_to(view: DutiesView, rule_id: str) -> DutyLine:
    found = line(view.view_model, rule_id)
    view.table.select_record(found)
    view.table.setFocus()
    return found


def form_of(view: DutiesView) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)
        form._fields[name].changed.emit()


def answer_modal(**values: object) -> None:
    """Fill and save the dialog that is about to open and waits."""

    def answer() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, FormDialog)
        fill(form, **values)
        form.try_save()
        if form.isVisible():  # the test says what is wrong; it does not wait for ever
            form.reject()

    QTimer.singleShot(0, answer)


def ledger(session: Session, case_id: str) -> dict[str, DueItem]:
    case = read_case(session.app, case_id)
    return {item.rule_id: item for item in witness_ledger(session.app, case, case.witnesses[0])}


def test_the_most_pressing_duty_is_current_at_first(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = open_view(qtbot, empty_session, case_id)
    assert view.table.current_record().item.rule_id == "R8b"
    assert view.strip.pill.text() == "1 working day late"
    assert view.strip.title.text() == "Tell: bail hearing, bail conditions, warrant"


def test_of_two_that_are_late_the_one_longest_due_is_current_at_first(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    long_ago = CaseEvent(case_id=case_id, kind=EventKind.SENTENCE, happened_on=HEARD, received_on=HEARD)
    record_event(empty_session.app, long_ago)
    view = open_view(qtbot, empty_session, case_id)
    assert view.table.current_record().item.rule_id == "R9b", "it stands below the bail hearing of right 8.1"


def test_where_nothing_is_open_the_first_row_is_current_and_none_that_waits(
    qtbot: QtBot, empty_session: Session
) -> None:
    app = empty_session.app
    made = register_case(app, NewCase(urn="99VP7654321", defendants=[NewDefendant("Kieran Marrick")], offence="Rape",
        is_sexual_offence=True, witness_name="Carys Penhale"))  # fmt: skip
    her = first(empty_session, made).witness.id
    record_event(app, CaseEvent(case_id=made, witness_id=her, kind=EventKind.REPORTED, happened_on=HEARD))
    for item in ledger(empty_session, made).values():
        if item.is_open:
            how = Channel.LETTER if item.rule is not None and item.rule.is_told else None
            record_told(app, item, HEARD, "DC 4471", how)
    view = open_view(qtbot, empty_session, made)
    assert not any(line.item.is_open for line in view.view_model.state.lines)
    assert view.table.current_record() is view.view_model.state.lines[0]
    assert view.table.current_record().item.state is DueState.MET


def test_an_item_of_the_worklist_opens_with_its_row_current_whatever_was_shown(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    view.view_model.show_part(Part.OURS)
    court = line(view.view_model, "R8b0")
    view.show_witness(case_id, first(empty_session, case_id).witness.id, court.id)
    qtbot.waitUntil(lambda: view.table.current_record().id == court.id)
    event = first(empty_session, case_id).events[0]
    view.show_witness(case_id, first(empty_session, case_id).witness.id, event.id)
    qtbot.waitUntil(lambda: view.table.current_record().item.rule_id == "R8b")


def test_told_by_keyboard_alone(qtbot: QtBot, empty_session: Session, case_id: str, dialogs: RecorderDialogs) -> None:
    dialogs.discard = "discard"
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R6c")
    answer_modal(told_on=dt.date(2026, 10, 5), told_by="DC Shah", how=Channel.IN_PERSON)
    with qtbot.waitSignal(view.said):
        qtbot.keyClick(view.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    duty = line(view.view_model, "R6c")
    assert (duty.told, duty.told_more, duty.result.word) == ("5 Oct", "DC Shah, in person", "Met")
    view.record_told()
    assert "It is recorded already." in dialogs.last()[1]


def test_what_this_office_tells_her_passes_the_gate(
    qtbot: QtBot, empty_session: Session, case_id: str, dialogs: RecorderDialogs
) -> None:
    dialogs.discard = "discard"
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R8b")
    answer_modal(channel=Channel.CALL)
    view.record_told()
    assert ledger(empty_session, case_id)["R8b"].told_on is None, "her safe contact is not recorded"
    answer_modal(channel=Channel.CALL, override_by="M. Ferrant", override_reason="She rang and asked.")
    view.record_told()
    assert ledger(empty_session, case_id)["R8b"].state is DueState.MET_LATE
    assert first(empty_session, case_id).contact_log[0].about == "Tell: bail hearing, bail conditions, warrant"


def test_enter_on_a_duty_that_waits_asks_for_the_event_that_starts_it(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R9b")
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    form = form_of(view)
    assert form._fields["kind"].value() == EventKind.SENTENCE
    assert form._fields["custody_months"].isVisible()
    fill(form, happened_on=HEARD, received_on=RECEIVED, custody_months="18", is_specified_offence=True)
    form.try_save()
    now = ledger(empty_session, case_id)
    assert now["R9b"].due == dt.date(2026, 11, 24)
    assert now["R11a"].state is not DueState.NOT_STARTED, "twelve months or more for a specified offence"
    banner = next(b for b in view.banners.banners() if b.key == "moved")
    assert "Tell the sentence, its meaning and effect, due Tue 24 Nov 2026" in banner.accessibleName()


def test_the_form_says_what_stops_and_must_be_told_while_one_types(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    view.dialogs.add_event(EventKind.OUTCOME)
    form = form_of(view)
    changes = form.findChild(object, "movedList")
    fill(form, happened_on=HEARD)
    qtbot.waitUntil(lambda: "Must be told (1)\nTell the outcome of the case" in changes.words())  # type: ignore[union-attr]
    words = changes.words()  # type: ignore[union-attr]
    assert "Stops" in words
    assert "Serve the special measures application (D1): the case has its outcome (18 Nov 2026)" in words
    fill(form, happened_on=dt.date(2027, 1, 1))
    qtbot.waitUntil(lambda: "lies in the future" in changes.words())  # type: ignore[union-attr]


def test_withdrawing_support_and_saying_it_is_untrue_are_kept_apart_in_words(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    view.heading.add.click()
    form = form_of(view)
    fill(form, kind=EventKind.SUPPORT_WITHDRAWN)
    assert "is another event" in form._fields["kind"].hint.text()
    assert "Concerns W1 alone." in form._fields["kind"].hint.text()
    fill(form, kind=EventKind.RETRACTED)
    assert "the two are kept apart" in form._fields["kind"].hint.text()
    assert form._fields["detail"].hint.text() == "Do not record her account here."


def test_a_charge_is_stopped_and_goes_on_after_all(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = open_view(qtbot, empty_session, case_id)
    view.strip.asked.emit("stop_charge")
    form = form_of(view)
    assert form._fields["kind"].value() == CHARGE_STOPPED
    form.try_save()
    assert "Enter the day on which it was stopped." in form._fields["happened_on"].error_text()
    fill(form, happened_on=dt.date(2026, 11, 24))
    form.try_save()
    assert first(empty_session, case_id).charges[0].state is ChargeState.STOPPED
    assert ledger(empty_session, case_id)["R6d"].due == dt.date(2026, 11, 25)
    view.dialogs.add_event(CHARGE_GOES_ON)
    form_of(view).try_save()
    assert first(empty_session, case_id).charges[0].state is ChargeState.LIVE
    assert ledger(empty_session, case_id)["R6d"].state is DueState.NOT_STARTED


def test_f2_puts_the_event_right_and_its_withdrawal_stops_what_it_started(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R8b")
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    form = form_of(view)
    fill(form, received_on=dt.date(2026, 11, 24))
    form.try_save()
    assert "Say what was wrong" in form._fields["reason"].error_text()
    fill(form, reason="Stamped on the 24th.")
    form.try_save()
    assert ledger(empty_session, case_id)["R8b"].due == dt.date(2026, 11, 25)
    view.strip.asked.emit("withdraw")
    form = form_of(view)
    fill(form, reason="It was another case.")
    form.try_save()
    assert ledger(empty_session, case_id)["R8b"].state is DueState.NOT_STARTED


def test_what_cannot_be_done_is_explained_and_nothing_opens(
    qtbot: QtBot, empty_session: Session, case_id: str, dialogs: RecorderDialogs
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R8b")
    view.strip.acted.emit(Act.EXTEND)
    assert dialogs.last() == ("tell", "Code Right 8.1 leaves no room to change the time. Give a reason instead.", "")
    assert not [d for d in view.findChildren(FormDialog) if d.isVisible()]


def test_a_duty_that_is_finished_elsewhere_leads_there(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "application")
    assert view.strip.told.text() == "Open Special measures"
    with qtbot.waitSignal(view.asked) as asked:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    place: Destination = asked.args[0]
    assert (place.tab, place.case_id) == ("measures", case_id)


def test_a_manager_accepts_what_somebody_else_gave_as_reason(
    qtbot: QtBot, empty_session: Session, case_id: str, dialogs: RecorderDialogs
) -> None:
    give_reason(empty_session.app, ledger(empty_session, case_id)["R8b"], "The file was at court.")
    as_manager(empty_session)
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R8b")
    assert view.strip.reason.text() == "Accept &good reason…"
    view.strip.reason.click()
    assert "R. Okafor gave this reason: The file was at court." in dialogs.last()[1]
    assert ledger(empty_session, case_id)["R8b"].state is DueState.EXCUSED


def test_rights_set_by_hand_say_who_and_why(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = open_view(qtbot, empty_session, case_id)
    view.strip.asked.emit("rights")
    form = form_of(view)
    fill(form, level=RightsLevel.STANDARD, reason="She asked for it.")
    form.try_save()
    assert view.heading.pill.text() == "Standard rights"
    assert view.heading.rights.text() == "set by R. Okafor on 25 Nov 2026: She asked for it"
    assert ledger(empty_session, case_id)["R8b"].due == dt.date(2026, 11, 30), "five working days instead of one"


def test_shift_f1_shows_the_whole_working(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = open_view(qtbot, empty_session, case_id)
    go_to(view, "R8b")
    qtbot.keyClick(view.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, WhyPopover)
    assert popover.title.text() == "Why Tue 24 Nov 2026?"
    popover.close()


def test_one_witness_at_a_time(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = open_view(qtbot, empty_session, case_id)
    view.dialogs.add_event(EventKind.OUTCOME)
    form = form_of(view)
    changes = form.findChild(object, "movedList")
    fill(form, happened_on=HEARD)
    qtbot.waitUntil(lambda: "of other witnesses of the case" in changes.words())  # type: ignore[union-attr]
    form.reject()
    other = read_case(empty_session.app, case_id).witnesses[1].witness
    shown = [
        view.table.records.index(row, column).data()
        for row in range(view.table.records.rowCount())
        for column in range(7)
    ]
    assert not any("W2" in str(text) or other.reference in str(text) for text in shown)
    assert all(line.item.witness_id == first(empty_session, case_id).witness.id for line in view.view_model.state.lines)


@pytest.mark.parametrize(("width", "height", "scale"), [(1040, 640, 100), (970, 590, 100), (850, 480, 200)])
def test_nothing_scrolls_sideways(
    qtbot: QtBot, qapp: QApplication, empty_session: Session, case_id: str, width: int, height: int, scale: int
) -> None:
    view = open_view(qtbot, empty_session, case_id)
    try:
        theme.set_text_scale(qapp, scale)
        view.resize(width, height)
        qtbot.waitUntil(lambda: view.table.horizontalScrollBar().maximum() == 0)
        assert view.page.horizontalScrollBar().maximum() == 0
    finally:
        theme.set_text_scale(qapp, 100)


def test_a_plea_says_before_it_is_entered_what_it_stops_and_starts(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    case = CaseViewModel(empty_session)
    assert case.open(case_id, "")
    file = first(empty_session, case_id)
    found = case.foresee_plea(file.defendants[0], PleaKind.GUILTY, dt.date(2026, 11, 24))
    own = {m.item.rule_id: m for m in found if m.item and m.item.witness_id == file.witness.id}
    assert own["application"].shift is Shift.STOPPED
    assert moved_words(own["application"]).startswith("Serve the special measures application (D1): D1 pleaded guilty")
    assert own["R9a"].shift is Shift.STARTED
    assert len(first(empty_session, case_id).pleas) == 1, "nothing was written"
