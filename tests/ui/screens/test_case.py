"""The case page: opened and recorded, revealed for a minute, amended, and led to the exact place, by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case import Hearing, HearingKind, HearingState, PleaKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import ContactRoute, Permission
from victimplanner.domain.people import CaseRole, UserRole
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.worklist import due_of_case
from victimplanner.ui import theme
from victimplanner.ui.moved_list import MovedList
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.case.stage_row import StageRow
from victimplanner.ui.screens.case.state import Stage
from victimplanner.ui.screens.case.summary import contact_state
from victimplanner.ui.screens.case.view import CaseView
from victimplanner.ui.screens.case.view_model import CaseViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog
from victimplanner.ui.widgets.why_popover import WhyPopover


def find(session: Session, wanted: Callable[[CaseFile, WitnessFile], bool]) -> CaseFile:
    for case in read_cases(session.app):
        if wanted(case, case.witnesses[0]):
            return case
    raise AssertionError("the practice office has no such case")


def model_of(session: Session, wanted: Callable[[CaseFile, WitnessFile], bool]) -> CaseViewModel:
    model = CaseViewModel(session)
    assert model.open(find(session, wanted).case.id)
    return model


def no_plea(case: CaseFile, file: WitnessFile) -> bool:
    return not file.pleas and len(file.defendants) == 1


def two_witnesses(case: CaseFile, file: WitnessFile) -> bool:
    return len(case.witnesses) == 2


def plea_without_day(case: CaseFile, file: WitnessFile) -> bool:
    return any(plea.entered_on is None and plea.plea is PleaKind.NOT_GUILTY for plea in file.pleas)


def to_be_told(case: CaseFile, file: WitnessFile) -> bool:
    """On the way to trial, and a notice waits to be told."""
    return file.is_going_to_trial and untold_hearing(file) is not None


def untold_hearing(file: WitnessFile) -> Hearing | None:
    """A listed hearing of whose notice she was not told yet."""
    listed = (h for h in file.hearings if h.notice_received_on and h.state is HearingState.LISTED)
    return next((h for h in listed if file.told_of_hearing(h) is None), None)


def contact_late(case: CaseFile, file: WitnessFile) -> bool:
    contact = file.safe_contact
    return contact is not None and contact.confirmed_on is not None and contact.confirmed_on < dt.date(2026, 10, 26)


def code_word_held(case: CaseFile, file: WitnessFile) -> bool:
    return file.safe_contact is not None and bool(file.safe_contact.code_word)


def actions(session: Session) -> list[str]:
    return [entry.action for entry in session.app.vault.history()]


def stage(model: CaseViewModel, title: str) -> Stage:
    return next(s for s in model.state.stages if s.title == title)


class OtherTab(QWidget):
    """A tab of another screen, as the main window adds them."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, ...]] = []
        self.unsaved = False
        self.saves = True
        self.number = 2

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        self.shown.append((case_id, witness_id, subject_id, part))

    def attention(self) -> int:
        return self.number

    def has_unsaved(self) -> bool:
        return self.unsaved

    def save(self) -> bool:
        self.unsaved = self.unsaved and not self.saves
        return self.saves

    def discard(self) -> None:
        self.unsaved = False


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Callable[..., tuple[CaseView, OtherTab, CaseFile]]:
    """Open a case of the practice office in a window, with one more tab."""

    def open_page(wanted: Callable[[CaseFile, WitnessFile], bool], **place: str) -> tuple[CaseView, OtherTab, CaseFile]:
        view = CaseView(session)
        qtbot.addWidget(view)
        other = OtherTab()
        view.add_tab("measures", "Special measures", other)
        view.resize(1290, 700)
        with qtbot.waitActive(view):
            view.show()
        case = find(session, wanted)
        view.show_case(case.case.id, **place)
        qtbot.waitUntil(lambda: bool(other.shown))
        return view, other, case

    return open_page


def form(qtbot: QtBot, view: CaseView) -> FormDialog:
    found = [dialog for dialog in view.findChildren(FormDialog) if dialog.isVisible()]
    assert len(found) == 1
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key = Qt.Key.Key_Space) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key)


# ---------------------------------------------------------------- what it says


def test_opening_is_recorded_once_and_reading_again_is_not(session: Session) -> None:
    model = model_of(session, two_witnesses)
    assert actions(session).count("case.open") == 1
    model.refresh()
    model.show_witness(model.state.witnesses[1][0])
    assert actions(session).count("case.open") == 1


def test_a_case_that_is_gone_is_told_in_words(session: Session) -> None:
    model = CaseViewModel(session)
    assert not model.open("0" * 32)
    assert model.state.error
    assert model.state.stages == ()


def test_without_a_plea_it_asks_for_it_and_the_plea_works_out_the_dates(session: Session) -> None:
    model = model_of(session, no_plea)
    assert model.state.needs_plea
    assert model.state.pill == ("unknown", "No plea entered")
    assert stage(model, "Plea").on is None
    assert model.state.stages[-1].on is None
    file = model.state.witness
    assert file is not None
    assert model.enter_plea(file.defendants[0], PleaKind.NOT_GUILTY, session.today) == ()
    assert not model.state.needs_plea
    assert model.state.pill == ("info", "Application due in 10 business days")
    assert stage(model, "Special measures application").on == dt.date(2026, 12, 9)


def test_a_plea_without_its_day_leaves_the_date_unknown_and_says_which_fact_is_missing(session: Session) -> None:
    model = model_of(session, plea_without_day)
    assert model.state.pill == ("unknown", "Application date cannot be worked out")
    missed = stage(model, "Special measures application")
    assert missed.working is not None
    assert missed.pills == ((("unknown", "Cannot be worked out"), "The date of the not guilty plea of D1 is missing"),)
    assert missed in model.state.stages[-2:]


def test_stages_run_by_date_and_the_next_one_is_marked(session: Session) -> None:
    for case in read_cases(session.app):
        for file in case.witnesses:
            model = CaseViewModel(session)
            model.open(case.case.id, file.witness.id)
            days = [s.on for s in model.state.stages]
            dated = [day for day in days if day is not None]
            assert days[: len(dated)] == sorted(dated)
            coming = [s for s in model.state.stages if s.is_next]
            assert len(coming) <= 1
            assert all(s.on is not None and s.on >= session.today for s in coming)


def test_directions_say_what_she_was_told_and_what_she_still_is_to_be_told(session: Session) -> None:
    untold = model_of(session, lambda case, file: any(d.told_on is None for d in file.directions))
    refused = [s for s in untold.state.stages if s.title == "Directions" and s.needs_attention]
    assert any("Tell the witness what the court decided" in words for _pill, words in refused[0].pills)
    told = model_of(session, lambda case, file: bool(file.directions) and all(d.told_on for d in file.directions))
    assert [s for s in told.state.stages if s.title == "Directions" and s.pills[0][0] == ("ok", "Told")]


def test_a_recording_says_in_plain_words_what_stands_in_its_way(session: Session) -> None:
    model = model_of(session, lambda case, file: bool(file.ordered_dates) and not file.recording_events)
    recording = next(s for s in model.state.stages if s.title == "Section 28 recording")
    words = " ".join(text for _pill, text in recording.pills)
    assert "Recording in 26 days: third-party material not settled, blocked" in words
    assert "more in Section 28" in words, "a few are named, the rest are counted"
    assert recording.needs_attention


def test_a_moved_recording_says_where_it_stood_why_and_how_much_hangs_on_it(session: Session) -> None:
    model = model_of(session, lambda case, file: bool(file.hearing_moves))
    recording = next(s for s in model.state.stages if s.title == "Section 28 recording")
    moved = [text for pill, text in recording.pills if pill.word == "Moved"]
    assert len(moved) == 1
    assert "The judge is not available" in moved[0]
    assert "hang on it" in moved[0]


def test_moving_a_hearing_asks_for_its_reason_and_keeps_where_it_stood(
    session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]], qtbot: QtBot
) -> None:
    view, _other, case = page(lambda case, file: bool(file.links) and not file.recording_events)
    file = case.witnesses[0]
    recording = next(h for h in file.hearings if h.kind is HearingKind.SECTION_28_RECORDING)
    view._dialogs.hearing(recording)
    asked = form(qtbot, view)
    assert not asked._fields["reason"].isVisible()
    asked._fields["listed_on"].set_value(dt.date(2027, 1, 11))
    asked._fields["listed_on"].changed.emit()
    assert asked._fields["reason"].isVisible()
    asked.try_save()
    assert "Say why it was moved" in asked._fields["reason"].error_text()
    asked._fields["reason"].set_value("The court has no slot")
    asked.try_save()
    now = read_case(session.app, case.case.id).witnesses[0]
    last = now.moves_of(recording.id)[-1]
    assert (last.was_on, last.reason) == (recording.listed_on, "The court has no slot")


def test_next_actions_are_this_witnesss_alone_and_each_leads_somewhere(session: Session) -> None:
    model = model_of(session, two_witnesses)
    for witness_id, _words in model.state.witnesses:
        model.show_witness(witness_id)
        assert {a.item.witness_id for a in model.state.actions} <= {None, witness_id}
        assert all(
            a.verb and a.tab in ("overview", "measures", "meeting", "contact", "section_28", "links", "duties")
            for a in model.state.actions
        )


def test_unknown_channels_read_as_no(session: Session) -> None:
    model = model_of(session, two_witnesses)
    file = model.state.witness
    assert file is not None
    assert file.safe_contact is not None
    contact = file.safe_contact.model_copy(update={"voicemail": Permission.UNKNOWN, "confirmed_on": None})
    assert model.save_contact(contact, confirmed=False) == ()
    line = next(line for line in model.state.contact.lines if line.name == "voicemail")
    assert (line.words, line.tone) == ("Not known: do not use", "no")
    assert model.state.contact.confirmed == (("Never confirmed: confirm before any contact", "error"),)
    assert model.save_contact(file.safe_contact, confirmed=True) != ()  # somebody saved meanwhile


def test_safe_contact_says_whether_calls_and_texts_are_allowed_and_what_the_accused_shares(session: Session) -> None:
    model = model_of(session, two_witnesses)
    assert model.state.witness is not None
    contact = model.state.witness.safe_contact
    assert contact is not None
    update = {
        "calls": Permission.YES, "texts": Permission.NO, "other_phone": "07700 900555",
        "who_may_answer": "Her sister", "shares_with_accused": "The tablet",
    }  # fmt: skip
    assert model.save_contact(contact.model_copy(update=update), confirmed=True) == ()
    lines = {line.name: (line.words, line.tone, line.secret) for line in model.state.contact.lines}
    assert lines["calls"] == ("Allowed", "yes", "")
    assert lines["texts"] == ("No texts", "no", "")
    assert lines["other_phone"] == ("Held", "", "other_phone")
    assert lines["who_may_answer"] == ("Her sister", "", "")
    assert lines["shares_with_accused"] == ("The tablet", "no", "")
    assert "07700 900555" not in str(model.state.contact)


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (ContactRoute.VIA_ISVA, "Only through her ISVA"),
        (ContactRoute.VIA_POLICE, "Only through the police"),
        (ContactRoute.NO_CONTACT, "Do not use"),
        (ContactRoute.UNKNOWN, "Do not use"),
    ],
)
def test_no_line_of_the_box_says_that_a_way_is_open_while_her_route_is_somebody_else(
    session: Session, route: ContactRoute, words: str
) -> None:
    file = next(f for c in read_cases(session.app) for f in c.witnesses if f.safe_contact)
    assert file.safe_contact is not None
    allowed = {"calls": Permission.YES, "letters": Permission.YES, "email_allowed": Permission.YES, "route": route}
    contact = file.safe_contact.model_copy(update=allowed)
    lines = contact_state(replace(file, safe_contact=contact), session.today).lines
    assert {line.words for line in lines if line.name in ("calls", "letters", "email")} == {words}
    assert not [line.name for line in lines if line.tone == "yes"]


@pytest.mark.parametrize(
    ("confirmed_on", "days", "words", "tone"),
    [
        (dt.date(2026, 11, 16), 10, ("Confirm again by 26 Nov", "small"), "ok"),
        (dt.date(2026, 11, 15), 10, ("Confirm again by 25 Nov: today", "error"), "today"),
        (dt.date(2026, 11, 14), 10, ("Confirm again by 24 Nov: 1 day late", "error"), "overdue"),
        (dt.date(2026, 11, 14), None, ("Confirm again by 14 Dec", "small"), "ok"),
    ],
)
def test_the_day_to_confirm_again_is_her_own_interval_or_the_offices_and_red_when_past(
    session: Session, confirmed_on: dt.date, days: int | None, words: tuple[str, str], tone: str
) -> None:
    model = model_of(session, two_witnesses)
    assert model.state.witness is not None
    contact = model.state.witness.safe_contact
    assert contact is not None
    changed = contact.model_copy(update={"confirmed_on": confirmed_on, "confirm_every_days": days})
    assert model.save_contact(changed, confirmed=False) == ()
    assert (model.state.contact.confirmed[1], model.state.contact.tone) == (words, tone)


def test_a_doubt_stands_in_the_box_until_she_confirms(
    session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    contact = case.witnesses[0].safe_contact
    assert contact is not None
    doubt = "Telephone call on Tue 24 Nov 2026, somebody else answered; nothing said."
    doubted = contact.model_copy(update={"doubted_on": dt.date(2026, 11, 24), "doubt": doubt})
    assert view.view_model.save_contact(doubted, confirmed=False) == ()
    assert view.panel.contact.doubt.isVisible()
    assert view.panel.contact.doubt.text() == f"In doubt: {doubt}"
    now = read_case(session.app, case.case.id).witnesses[0].safe_contact
    assert now is not None
    assert view.view_model.save_contact(now, confirmed=True) == ()
    assert not view.panel.contact.doubt.isVisible()


def test_a_barred_route_needs_who_decided(session: Session) -> None:
    model = model_of(session, two_witnesses)
    file = model.state.witness
    assert file is not None
    assert file.safe_contact is not None
    barred = file.safe_contact.model_copy(update={"route": ContactRoute.NO_CONTACT, "decided_by": ""})
    assert [p.field for p in model.save_contact(barred, confirmed=False)] == ["decided_by"]


def test_who_may_only_read_sees_everything_and_changes_nothing(session: Session) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    model = model_of(session, no_plea)
    assert not model.state.may_change
    file = model.state.witness
    assert file is not None
    problems = model.enter_plea(file.defendants[0], PleaKind.GUILTY, session.today)
    assert problems[0].field == ""
    assert "may not do this" in problems[0].message


# ---------------------------------------------------------------- names


def test_her_name_stands_only_in_the_panel_and_only_for_a_minute(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    name = case.witnesses[0].witness.name
    everything = lambda: [  # noqa: E731
        text
        for child in view.findChildren(QWidget)
        for text in (child.accessibleName(), child.accessibleDescription(), child.toolTip(), child.windowTitle())
    ]
    assert not any(name in text for text in everything())
    assert view.panel.name.text() == "Name hidden"
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert view.panel.name.text() == name
    assert [label for label in view.findChildren(QLabel) if name in label.text()] == [view.panel.name]
    assert not any(name in text for text in everything())
    assert actions(session).count("witness.reveal") == 1
    view.view_model._name_timer.setInterval(1)  # the minute, shortened
    view.view_model._name_timer.start()
    qtbot.waitUntil(lambda: view.panel.name.text() == "Name hidden")


@pytest.mark.parametrize("leaving", ["again", "witness", "page", "case"])
def test_the_name_hides_when_asked_on_switching_and_on_leaving(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]], leaving: str
) -> None:
    view, _other, case = page(two_witnesses)
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    view.view_model.turn_contact("phone")
    assert view.view_model.state.shown_name
    if leaving == "again":
        qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    elif leaving == "witness":
        view.show_case(case.case.id, case.witnesses[1].witness.id)
    elif leaving == "case":
        view.show_case(find(session, no_plea).case.id)
    else:
        view.hide()
    assert view.view_model.state.shown_name == ""
    assert leaving == "again" or view.view_model.state.shown_contact == ("", "")


def test_secret_contact_values_are_shown_one_at_a_time_and_recorded(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(code_word_held)
    contact = case.witnesses[0].safe_contact
    assert contact is not None
    lines = view.panel.contact.lines
    assert lines["phone"].words.text() == contact.phone_hint
    press(qtbot, lines["phone"].link, Qt.Key.Key_Return)
    assert lines["phone"].words.text() == contact.phone
    assert lines["phone"].link.hasFocus()
    press(qtbot, lines["code_word"].link)
    assert lines["code_word"].words.text() == contact.code_word
    assert lines["phone"].words.text() == contact.phone_hint
    assert actions(session).count("contact.reveal") == 2
    press(qtbot, lines["code_word"].link)
    assert lines["code_word"].words.text() == "Held"


def test_a_second_number_is_revealed_apart_from_the_first(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(code_word_held)
    contact = case.witnesses[0].safe_contact
    assert contact is not None
    assert (
        view.view_model.save_contact(contact.model_copy(update={"other_phone": "07700 900555"}), confirmed=True) == ()
    )
    lines = view.panel.contact.lines
    press(qtbot, lines["phone"].link)
    press(qtbot, lines["other_phone"].link)
    assert lines["other_phone"].words.text() == "07700 900555"
    assert lines["phone"].words.text() == contact.phone_hint
    assert actions(session).count("contact.reveal") == 2


# ---------------------------------------------------------------- by keyboard


def test_a_contact_is_asked_for_from_every_tab_by_one_key_and_from_the_box(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    asked: list[tuple[str, str]] = []
    view.record_contact_asked.connect(lambda case_id, witness_id: asked.append((case_id, witness_id)))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_C, keys)
    view.show_case(case.case.id, tab="measures")
    qtbot.keyClick(view, Qt.Key.Key_C, keys)
    press(qtbot, view.panel.contact.record)
    assert asked == [(case.case.id, case.witnesses[0].witness.id)] * 3


def test_control_tab_goes_round_the_tabs_and_each_is_told_its_witness(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, other, case = page(two_witnesses)
    assert other.shown == [(case.case.id, case.witnesses[0].witness.id, "", "")]
    qtbot.keyClick(view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert view.stack.currentWidget() is other
    assert len(other.shown) == 1  # shown already
    qtbot.keyClick(view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert view.stack.currentWidget() is view.overview
    view.show_case(case.case.id, case.witnesses[1].witness.id, "measures", "live_link", "view")
    assert other.shown[-1] == (case.case.id, case.witnesses[1].witness.id, "live_link", "view")


def test_badges_read_as_words(qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]) -> None:
    view, other, _case = page(two_witnesses)
    qtbot.waitUntil(lambda: view.tabs.bar.accessibleTabName(1) == "Special measures, 2 need attention")
    wide = view.tabs.bar.tabRect(1).width()
    other.number = 0
    view.view_model.refresh()
    qtbot.waitUntil(lambda: view.tabs.bar.accessibleTabName(1) == "Special measures")
    assert view.tabs.bar.tabRect(1).width() < wide


@pytest.mark.parametrize(
    ("answer", "moves", "unsaved"), [("keep", False, True), ("discard", True, False), ("save", True, False)]
)
def test_switching_the_witness_asks_about_unsaved_work(
    qtbot: QtBot,
    dialogs: RecorderDialogs,
    page: Callable[..., tuple[CaseView, OtherTab, CaseFile]],
    answer: str,
    moves: bool,
    unsaved: bool,
) -> None:
    view, other, case = page(two_witnesses)
    other.unsaved = True
    dialogs.discard = answer  # type: ignore[assignment]
    press(qtbot, view.header.witness, Qt.Key.Key_Down)
    second = case.witnesses[1].witness.id
    if view.header.witness.value() == second:
        view.header.witness.activated.emit(1)  # without a screen the list does not tell by itself
    assert (view.witness_id == second) is moves
    assert view.header.witness.value() == view.witness_id
    assert view.has_unsaved() is unsaved
    assert dialogs.asked[0][0] == "ask_discard"


def test_a_save_that_fails_shows_its_tab(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, other, _case = page(two_witnesses)
    other.unsaved, other.saves = True, False
    assert not view.save()
    assert view.stack.currentWidget() is other
    view.discard()
    assert not view.has_unsaved()


def test_arrows_walk_the_stages_and_enter_opens_what_can_be_opened(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(to_be_told)
    rows = view.overview.stages.rows
    tab_stops = [row for row in rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(tab_stops) == 1
    rows[0].setFocus()
    for row in rows[1:]:
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Down)
        assert row.hasFocus()
    limit = next(row for row in rows if row.stage.working is not None)
    limit.setFocus()
    with qtbot.waitSignal(view.asked) as asked:
        qtbot.keyClick(limit, Qt.Key.Key_Return)
    assert asked.args == [Destination("case", case.case.id, case.witnesses[0].witness.id, "measures")]


def test_shift_f1_on_the_application_says_why(
    qtbot: QtBot, qapp: QApplication, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, _case = page(to_be_told)
    row = next(row for row in view.overview.stages.rows if row.stage.working is not None)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popover = qapp.activePopupWidget()
    assert isinstance(popover, WhyPopover)
    with qtbot.waitSignal(popover.destroyed):
        qtbot.keyClick(popover, Qt.Key.Key_Escape)
    qtbot.waitUntil(row.hasFocus)


def test_a_next_action_leads_to_the_exact_place(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(lambda case, file: any(d.told_on is None for d in file.directions))
    action = next(a for a in view.view_model.state.actions if a.item.rule_id == "decision.told")
    button = view.overview.buttons[f"act_{action.item.key}"]
    assert button.accessibleName() == "Record told… Tell the witness what the court decided"
    with qtbot.waitSignal(view.asked) as asked:
        press(qtbot, button)
    untold = [d.id for d in case.witnesses[0].directions if d.told_on is None]
    assert asked.args[0].tab == "measures"
    assert asked.args[0].subject_id in untold


def test_control_d_marks_an_agreed_action_as_done(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, _case = page(lambda case, file: any(a.done_on is None for a in file.actions))
    agreed = next(a for a in view.view_model.state.actions if a.item.rule_id == "action")
    button = view.overview.buttons[f"act_{agreed.item.key}"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert agreed.item.key not in {a.item.key for a in view.view_model.state.actions}


def test_f6_goes_from_pane_to_pane(qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]) -> None:
    view, _other, _case = page(two_witnesses)
    view.header.witness.setFocus()
    for pane in (view.tabs, view.overview, view.panel, view.header):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_F6)
        assert pane.isAncestorOf(view.focusWidget())


def test_back_and_export_ask_the_window(qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]) -> None:
    view, _other, case = page(two_witnesses)
    with qtbot.waitSignal(view.asked) as asked:
        press(qtbot, view.header.back)
    assert asked.args == [Destination("cases")]
    with qtbot.waitSignal(view.asked) as asked:
        press(qtbot, view.header.export)
    assert asked.args == [Destination("export", case.case.id, case.witnesses[0].witness.id)]


def test_a_subject_on_the_overview_gets_the_cursor(
    session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(to_be_told)
    hearing = untold_hearing(case.witnesses[0])
    assert hearing is not None
    view.show_case(case.case.id, tab="overview", subject_id=hearing.id)
    focused = view.focusWidget()
    assert isinstance(focused, StageRow)
    assert focused.stage.hearing_id == hearing.id
    contact = case.witnesses[0].safe_contact
    assert contact is not None
    view.show_case(case.case.id, tab="overview", subject_id=contact.id)
    assert view.panel.contact.change.hasFocus()


# ---------------------------------------------------------------- the forms


def test_the_plea_is_entered_by_keyboard_and_a_day_to_come_is_refused_in_place(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(no_plea)
    press(qtbot, view.overview.first_plea)
    dialog = form(qtbot, view)
    day = dialog._fields["plea_on"].editor
    qtbot.keyClicks(day, "+3")
    qtbot.keyClick(day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "lies in the future" in dialog._fields["plea_on"].error_text()
    day.clear()
    qtbot.keyClicks(day, "18 Nov")
    qtbot.keyClick(day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    file = read_case(session.app, case.case.id).witnesses[0]
    plea = file.plea_of(file.defendants[0])
    assert plea is not None
    assert (plea.plea, plea.entered_on) == (PleaKind.NOT_GUILTY, dt.date(2026, 11, 18))
    assert view.header.pill.text() == "Application due in 5 business days"


def test_the_next_action_on_a_hearing_leads_to_its_duty(
    qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, _case = page(to_be_told)
    action = next(a for a in view.view_model.state.actions if a.item.rule_id == "R8a")
    with qtbot.waitSignal(view.asked) as asked:
        press(qtbot, view.overview.buttons[f"act_{action.item.key}"])
    assert (asked.args[0].tab, asked.args[0].subject_id) == ("duties", action.subject_id)


def test_told_of_a_hearing_is_saved_for_the_witness_in_view_and_for_no_other(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    first, second = case.witnesses
    trial = next(h for h in first.hearings if h.kind is HearingKind.TRIAL)
    view.show_case(case.case.id, witness_id=second.witness.id)
    view._dialogs.hearing(trial)
    dialog = form(qtbot, view)
    told = dialog._fields["told_on"].editor
    told.clear()
    qtbot.keyClicks(told, "tomorrow")
    qtbot.keyClick(told, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "lies in the future" in dialog._fields["told_on"].error_text()
    told.clear()
    qtbot.keyClicks(told, "today")
    qtbot.keyClick(told, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    now = read_case(session.app, case.case.id)
    assert now.witness(second.witness.id).told_of_hearing(trial) == session.today
    assert now.witness(first.witness.id).told_of_hearing(trial) == first.told_of_hearing(trial) != session.today
    assert next(h for h in now.witnesses[0].hearings if h.id == trial.id) == trial, "the hearing itself stands"


def test_a_recording_is_added_for_this_witness_alone(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    view.overview.verbs["addHearing"].click()
    dialog = form(qtbot, view)
    kind = dialog._fields["kind"]
    kind.box.setCurrentIndex(kind.box.findText("Section 28 recording"))
    assert dialog._fields["alone"].value()
    qtbot.keyClicks(dialog._fields["listed_on"].editor, "14 Jan 2027")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first, second = read_case(session.app, case.case.id).witnesses
    assert [h.kind for h in first.hearings].count(HearingKind.SECTION_28_RECORDING) == 1
    assert HearingKind.SECTION_28_RECORDING not in [h.kind for h in second.hearings]


def test_confirming_contact_keeps_what_is_held_and_renews_the_day(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(contact_late)
    before = case.witnesses[0].safe_contact
    assert before is not None
    press(qtbot, view.panel.contact.change)
    dialog = form(qtbot, view)
    assert before.phone not in [field.editor.text() for field in dialog._fields.values() if hasattr(field, "line")]
    press(qtbot, dialog._fields["confirmed"].editor)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    after = read_case(session.app, case.case.id).witnesses[0].safe_contact
    assert after is not None
    assert (after.phone, after.code_word, after.confirmed_on) == (before.phone, before.code_word, session.today)
    assert after.confirmed_by == session.app.user.display_name
    assert "contact.confirm" not in {a.item.rule_id for a in view.view_model.state.actions if a.pill.kind == "overdue"}


def test_her_own_interval_and_new_ways_are_entered_and_a_word_for_a_number_is_refused(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(contact_late)
    press(qtbot, view.panel.contact.change)
    dialog = form(qtbot, view)
    fields = dialog._fields
    fields["confirm_every_days"].set_value("a week")
    dialog.try_save()
    assert "number of days from 1 to 366" in fields["confirm_every_days"].error_text()
    fields["confirm_every_days"].set_value("400")
    dialog.try_save()
    assert "number of days from 1 to 366" in fields["confirm_every_days"].error_text()
    fields["confirm_every_days"].set_value("7")
    fields["texts"].set_value(Permission.YES)
    fields["other_phone"].set_value("07700 900555")
    fields["shares_with_accused"].set_value("The tablet")
    dialog.try_save()
    after = read_case(session.app, case.case.id).witnesses[0].safe_contact
    assert after is not None
    assert (after.confirm_every_days, after.texts, after.other_phone) == (7, Permission.YES, "07700 900555")
    assert after.shares_with_accused == "The tablet"
    press(qtbot, view.panel.contact.change)
    dialog = form(qtbot, view)
    assert dialog._fields["confirm_every_days"].value() == "7"
    assert dialog._fields["other_phone"].value() == ""
    assert dialog._fields["other_phone"].line.placeholderText() == "Held"


def test_facts_about_the_witness_and_the_court_are_amended(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    view.overview.verbs["aboutWitness"].click()
    dialog = form(qtbot, view)
    minutes = dialog._fields["abe_minutes"]
    minutes.set_value("an hour")
    dialog.try_save()
    assert "whole minutes" in minutes.error_text()
    minutes.set_value("62")
    dialog._fields["interpreter_need"].set_value("Welsh")
    dialog.try_save()
    view.overview.verbs["courtDetails"].click()
    dialog = form(qtbot, view)
    dialog._fields["court_case_no"].set_value("T20260017")
    dialog.try_save()
    file = read_case(session.app, case.case.id).witnesses[0]
    assert (file.witness.abe_minutes, file.witness.interpreter_need) == (62, "Welsh")
    assert file.case.court_case_no == "T20260017"
    assert any(line.name == "interpreter" for line in view.view_model.state.contact.lines)


def test_a_person_is_named_and_stands_in_the_panel(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(two_witnesses)
    press(qtbot, view.panel.name_people)
    dialog = form(qtbot, view)
    role = dialog._fields["role"]
    role.box.setCurrentIndex(role.box.findText("Counsel"))
    assert dialog._fields["name"].value()  # whoever has the part now
    dialog._fields["name"].set_value("")
    dialog.try_save()
    assert dialog._fields["name"].error_text() == "Enter the name."
    dialog._fields["name"].set_value("N. Averill")
    dialog.try_save()
    person = read_case(session.app, case.case.id).witnesses[0].person(CaseRole.COUNSEL)
    assert person is not None
    assert person.name == "N. Averill"
    assert ("Counsel", "N. Averill") in [(p.role, p.name) for p in view.view_model.state.people]


def test_leaving_a_form_with_something_typed_asks_first(
    qtbot: QtBot, dialogs: RecorderDialogs, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, _case = page(no_plea)
    view.overview.verbs["courtDetails"].click()
    dialog = form(qtbot, view)
    name = dialog._fields["court_name"].editor
    qtbot.keyClicks(name, "x")
    dialogs.discard = "keep"
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialogs.discard = "discard"
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


# ---------------------------------------------------------------- at any size


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_scrolls_sideways(
    qapp: QApplication, qtbot: QtBot, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]], scale: int
) -> None:
    theme.set_text_scale(qapp, scale)
    try:
        view, _other, _case = page(lambda case, file: bool(file.directions) and len(case.witnesses) == 2)
        view.resize(1204, 650)
        qapp.processEvents()
        assert view.overview.page.horizontalScrollBar().maximum() == 0
        assert view.panel.widget().minimumSizeHint().width() <= view.panel.viewport().width()
    finally:
        theme.set_text_scale(qapp, 100)


def test_a_page_that_is_gone_takes_no_notice_of_the_theme(qapp: QApplication, qtbot: QtBot, session: Session) -> None:
    view = CaseView(session)
    view.show_case(find(session, two_witnesses).case.id)
    with qtbot.waitSignal(view.destroyed):
        view.deleteLater()
    theme.set_text_scale(qapp, 110)
    theme.set_text_scale(qapp, 100)


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))


def test_closing_a_case_says_before_what_it_stops_and_opening_it_again_what_goes_on(
    qtbot: QtBot, session: Session, page: Callable[..., tuple[CaseView, OtherTab, CaseFile]]
) -> None:
    view, _other, case = page(to_be_told)
    waiting = [item.title for item in due_of_case(session.app, case) if item.witness_id == view.witness_id]
    assert waiting
    view.overview.verbs["courtDetails"].click()
    dialog = form(qtbot, view)
    changes = dialog.findChild(MovedList)
    choose(dialog._fields["case_state"].box, "Closed: nothing falls due")
    qtbot.waitUntil(lambda: "Stops" in changes.words())
    assert waiting[0] in changes.words()
    dialog.try_save()
    assert read_case(session.app, case.case.id).case.closed_on == session.today
    view.overview.verbs["courtDetails"].click()
    again = form(qtbot, view)
    choose(again._fields["case_state"].box, "Open")
    qtbot.waitUntil(lambda: waiting[0] in again.findChild(MovedList).words())
    again.try_save()
    assert read_case(session.app, case.case.id).case.closed_on is None
