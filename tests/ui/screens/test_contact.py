"""The Contact tab: safe contact before every contact, nothing lost in the log, consent never assumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission, SafeContact
from victimplanner.domain.contact_log import ContactDirection, ContactEntry, ContactOutcome
from victimplanner.domain.contact_preferences import Format
from victimplanner.domain.people import UserRole
from victimplanner.domain.support import ReferralAnswer, Share
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.contact import record_contact, save_safe_contact
from victimplanner.services.support import record_query, save_supporter
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.contact.list_card import ListCard
from victimplanner.ui.screens.contact.view import ContactView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog
from victimplanner.ui.widgets.why_popover import WhyPopover

Wanted = Callable[[WitnessFile], bool]


def through_isva(file: WitnessFile) -> bool:
    return file.safe_contact is not None and file.safe_contact.route is ContactRoute.VIA_ISVA


def directly(file: WitnessFile) -> bool:
    """Reached directly, by telephone, and confirmed lately."""
    contact = file.safe_contact
    return (
        contact is not None
        and contact.route is ContactRoute.DIRECT
        and contact.confirmed_on is not None
        and contact.confirmed_on > dt.date(2026, 11, 1)
    )


def asked(file: WitnessFile) -> bool:
    return file.contact_preference is not None


def with_question(file: WitnessFile) -> bool:
    return bool(file.support_queries)


def open_view(
    qtbot: QtBot, session: Session, wanted: Wanted, subject_id: str = "", part: str = ""
) -> tuple[ContactView, WitnessFile]:
    file = next(f for c in read_cases(session.app) for f in c.witnesses if wanted(f))
    view = ContactView(session)
    qtbot.addWidget(view)
    view.resize(1040, 640)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(file.case.id, file.witness.id, subject_id, part)
    return view, file


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def form_of(view: QWidget) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)
        form._fields[name].changed.emit()


def choose(form: FormDialog, name: str, words: str) -> None:
    """Choose in a drop-down as a person does."""
    box = form._fields[name].box
    row = box.findText(words)
    assert row >= 0
    box.setCurrentIndex(row)


def words_of(view: ContactView) -> str:
    return " ".join(banner.accessibleName() for banner in view.banners.banners())


def shown_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def entry_for(file: WitnessFile, **values: object) -> ContactEntry:
    plain: dict[str, object] = {
        "case_id": file.case.id, "witness_id": file.witness.id, "happened_on": dt.date(2026, 11, 24),
        "channel": Channel.IN_PERSON, "outcome": ContactOutcome.REACHED, "about": "Arrival at court",
    }  # fmt: skip
    return ContactEntry(**{**plain, **values})


def safe_contact_of(file: WitnessFile) -> SafeContact:
    assert file.safe_contact is not None
    return file.safe_contact


# ---------------------------------------------------------------- what she wants


def test_what_she_wants_stands_in_words_with_who_noted_it(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, asked)
    rows = dict(view.view_model.state.wishes)
    assert rows["When"] == "Monday, Tuesday, Wednesday and Thursday, 10:00 to 16:00"
    assert rows["How often"] == "Decisions and court dates only"
    assert rows["Staff"] == "A woman"
    assert rows["Pronouns"] == file.witness.pronouns
    assert file.contact_preference is not None
    assert f"by {file.contact_preference.noted_by}" in view.wishes.noted.text()
    assert not view.wishes.earlier.isVisible()


def test_what_was_never_asked_says_so(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, lambda file: not asked(file))
    rows = dict(view.view_model.state.wishes)
    assert {rows[what] for what in ("How", "When", "How often", "Interpreter", "Staff", "Formats")} == {"Not asked"}
    assert view.wishes.noted.text() == "She was not asked yet."


def test_changed_wishes_are_a_new_entry_and_the_earlier_one_is_a_link_away(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, file = open_view(qtbot, session, asked)
    view.wishes.change.click()
    form = form_of(view)
    fill(form, week_days=(4,), earliest=dt.time(12), latest=dt.time(9))
    form.try_save()
    assert "lies before the earliest" in form._fields["latest"].error_text()
    fill(form, latest=None, formats=(Format.EASY_READ,), language="Urdu", dialect="Mirpuri", pronouns="they/them")
    form.try_save()
    now = again(session, file)
    assert len(now.contact_preferences) == 2
    assert (now.witness.language, now.witness.pronouns) == ("Urdu", "they/them")
    rows = dict(view.view_model.state.wishes)
    assert rows["When"] == "Friday, from 12:00"
    assert rows["Language"].startswith("Urdu, Mirpuri")
    assert rows["Formats"] == "Easy read"
    view.wishes.earlier.click()
    kind, _title, text = dialogs.last()
    assert kind == "show_text"
    assert "Monday, Tuesday, Wednesday and Thursday, 10:00 to 16:00" in text


def test_a_wish_that_her_safe_contact_bars_is_pointed_out(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, directly)
    view.wishes.change.click()
    form = form_of(view)
    choose(form, "method", "Voicemail message")
    form.try_save()
    assert "does not allow this way" in view.wishes.warning.text()
    assert view.wishes.warning.isVisible()


# ---------------------------------------------------------------- recording a contact


def test_safe_contact_stands_above_the_form_without_any_number(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, through_isva)
    view.record_button.click()
    said = shown_in(form_of(view))
    assert f"Witness {file.witness.label}: Through ISVA only." in said
    assert "Keep from: Employer; brother." in said
    assert safe_contact_of(file).phone not in said
    assert file.witness.name not in said


def test_a_contact_begins_by_her_route_and_names_who_carries_it(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, through_isva)
    view.record_button.click()
    form = form_of(view)
    assert form._fields["channel"].value() is Channel.THROUGH_SUPPORTER
    assert form._fields["with_whom"].value() == "C. Penhale"
    choose(form, "channel", "By video")
    assert form._fields["with_whom"].value() == ""
    choose(form, "channel", "Through her ISVA or supporter")
    fill(form, about="Date of the meeting", next_step="Ask for her answer", next_on=dt.date(2026, 11, 30))
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    newest = again(session, file).contact_log[0]
    assert (newest.channel, newest.with_whom, newest.about) == (
        Channel.THROUGH_SUPPORTER, "C. Penhale", "Date of the meeting",
    )  # fmt: skip
    line = view.view_model.state.log[0]
    assert (line.next_words, line.next_day) == ("Ask for her answer", "by Mon 30 Nov")
    assert line.next_pill == ("info", "5 days left")


def test_a_barred_way_is_said_at_once_and_needs_who_decided_and_why(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, through_isva)
    before = len(file.contact_log)
    view.record_button.click()
    form = form_of(view)
    assert not form._fields["override_by"].isVisible()
    choose(form, "channel", "Telephone call")
    assert "reached through her ISVA only" in form._fields["channel"].error_text()
    assert form._fields["override_by"].isVisible()
    form.try_save()
    assert form.isVisible()
    fill(form, override_by="R. Okafor")
    form.try_save()
    assert "Say why" in form._fields["override_reason"].error_text()
    assert len(again(session, file).contact_log) == before
    fill(form, override_reason="The ISVA cannot be reached and the hearing is today.")
    form.try_save()
    line = view.view_model.state.log[0]
    assert line.mark == "Override"
    view.log.focus_line(line.id)
    assert "Decided by R. Okafor" in view.log.detail.text()
    assert "the hearing is today" in view.log.detail.text()


def test_every_override_is_one_link_away(qtbot: QtBot, session: Session, dialogs: RecorderDialogs) -> None:
    view, _ = open_view(qtbot, session, through_isva)
    assert not view.log.overrides.isVisible()
    view.record_button.click()
    form = form_of(view)
    choose(form, "channel", "Telephone call")
    fill(form, override_by="R. Okafor", override_reason="Asked by the court")
    form.try_save()
    view.log.overrides.click()
    assert "Decided by R. Okafor; done by R. Okafor" in dialogs.last()[2]


def test_what_came_from_her_passes_no_gate(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, through_isva)
    view.record_button.click()
    form = form_of(view)
    choose(form, "channel", "Telephone call")
    choose(form, "direction", "She, or somebody for her, contacted us")
    assert form._fields["channel"].error_text() == ""
    assert not form._fields["override_by"].isVisible()
    form.try_save()
    newest = again(session, file).contact_log[0]
    assert (newest.direction, newest.override_id) == (ContactDirection.IN, None)
    assert view.view_model.state.log[0].how == "Telephone call, from her"


@pytest.mark.parametrize(
    ("way", "outcome"),
    [
        ("Letter by post", ContactOutcome.SENT),
        ("Voicemail message", ContactOutcome.MESSAGE_LEFT),
        ("In person", ContactOutcome.REACHED),
    ],
)
def test_the_usual_outcome_of_a_way_is_suggested_until_one_is_chosen(
    qtbot: QtBot, session: Session, way: str, outcome: ContactOutcome
) -> None:
    view, _ = open_view(qtbot, session, directly)
    view.record_button.click()
    form = form_of(view)
    choose(form, "channel", way)
    assert form._fields["outcome"].value() is outcome
    choose(form, "outcome", "No answer, nothing left")
    choose(form, "channel", "By video")
    assert form._fields["outcome"].value() is ContactOutcome.NO_ANSWER


def test_after_somebody_else_answered_nothing_is_done_until_safe_contact_is_confirmed(
    qtbot: QtBot, session: Session
) -> None:
    view, file = open_view(qtbot, session, directly)
    view.record_button.click()
    form = form_of(view)
    choose(form, "outcome", "Somebody else answered; nothing said")
    assert "must be confirmed again" in form._fields["outcome"].hint.text()
    form.try_save()
    assert "In doubt: Telephone call on Wed 25 Nov 2026" in words_of(view)
    asked: list[Destination] = []
    view.asked.connect(asked.append)
    view.banners.banners()[0].buttons[0].click()
    assert (asked[0].tab, asked[0].subject_id) == ("overview", safe_contact_of(file).id)
    view.record_button.click()
    form = form_of(view)
    choose(form, "channel", "Telephone call")
    assert "in doubt" in form._fields["channel"].error_text()
    form._dirty = False
    form.reject()
    save_safe_contact(session.app, safe_contact_of(again(session, file)), confirmed=True)
    qtbot.waitUntil(lambda: "In doubt" not in words_of(view))


def test_a_day_to_come_and_half_a_next_step_are_refused_beside_their_fields(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    before = len(file.contact_log)
    view.record_button.click()
    form = form_of(view)
    fill(form, happened_on=dt.date(2026, 11, 26), next_step="Ring again")
    form.try_save()
    assert "lies in the future" in form._fields["happened_on"].error_text()
    assert "by which it is to be done" in form._fields["next_on"].error_text()
    fill(form, happened_on=None, next_step="")
    form.try_save()
    assert form._fields["happened_on"].error_text() == "Enter the day of the contact."
    assert len(again(session, file).contact_log) == before


# ---------------------------------------------------------------- the log


def test_a_correction_is_a_later_entry_and_the_earlier_one_stays(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    first = record_contact(
        session.app, entry_for(file, next_step="Ring again", next_on=dt.date(2026, 11, 25), about="Bus times")
    )
    qtbot.waitUntil(lambda: view.view_model.state.log[0].id == first.id)
    assert view.attention() == 1
    view.log.focus_line(first.id)
    qtbot.keyClick(view.log.table, Qt.Key.Key_F2)
    form = form_of(view)
    assert form._fields["about"].value() == "Bus times"
    fill(form, about="Train times")
    form.try_save()
    log = {entry.about: entry for entry in again(session, file).contact_log}
    assert log["Train times"].corrects_id == log["Bus times"].id == first.id
    lines = {line.entry.about: line for line in view.view_model.state.log}
    assert lines["Bus times"].outcome == ("grey", "Corrected")
    assert lines["Train times"].mark == "Correction"
    assert not lines["Bus times"].waits
    assert view.attention() == 1  # what was to follow waits once, not twice
    view.log.focus_line(first.id)
    view.log.correct.click()
    assert "Choose that entry to correct it again." in words_of(view)


def test_a_next_step_is_done_by_one_key_and_counts_no_more(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    entry = record_contact(session.app, entry_for(file, next_step="Ring again", next_on=dt.date(2026, 11, 24)))
    qtbot.waitUntil(lambda: view.view_model.state.log[0].id == entry.id)
    assert view.view_model.state.log[0].next_pill == ("overdue", "1 day late")
    view.log.focus_line(entry.id)
    qtbot.keyClick(view.log.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert again(session, file).contact_log[0].done_on == session.today
    assert view.view_model.state.log[0].next_pill == ("ok", "Done, late")
    assert view.attention() == 0
    qtbot.keyClick(view.log.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert "Nothing is to follow this contact" in words_of(view)


def test_the_newest_contact_stands_first_and_the_current_one_in_full(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, through_isva)
    older = record_contact(session.app, entry_for(file, happened_on=dt.date(2026, 9, 1), about="Earlier"))
    newer = record_contact(session.app, entry_for(file, happened_on=dt.date(2026, 11, 25), about="Later"))
    qtbot.waitUntil(lambda: view.view_model.state.log[0].id == newer.id)
    assert view.view_model.state.log[-1].id == older.id
    view.log.focus_line(older.id)
    assert "Tue 1 Sep 2026" in view.log.detail.text()
    assert "Spoke with her, or through the agreed person" in view.log.detail.text()


# ---------------------------------------------------------------- supporters


def test_consent_that_was_not_asked_shares_nothing(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, through_isva)
    supporter = file.supporters[0].model_copy(update={"consent": Permission.UNKNOWN})
    person = file.person_named(supporter.person_id)
    assert person is not None
    save_supporter(session.app, supporter, person)
    qtbot.waitUntil(lambda: view.view_model.state.supporters[0].pill == ("unknown", "Not asked"))
    assert view.view_model.state.supporters[0].shared == "Nothing"
    assert "no ISVA stands here with whom she agreed" in words_of(view)


def test_a_supporter_is_added_with_what_she_agreed_to(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    view.supporters.add.click()
    form = form_of(view)
    form.try_save()
    assert "Choose who supports her" in form._fields["person_id"].error_text()
    choose(form, "person_id", "Somebody who is not in the directory")
    assert form._fields["name"].isVisible()
    assert not form._fields["shares"].isVisible()
    choose(form, "role", "Relative")
    fill(form, name="D. Marsh", relation="Her aunt")
    choose(form, "consent", "Agreed")
    form.try_save()
    assert "Enter the day on which she agreed" in form._fields["consent_on"].error_text()
    assert "Tick what may be shared" in form._fields["shares"].error_text()
    qtbot.keyClick(form._fields["shares"].ticks[Share.DATES].box, Qt.Key.Key_Space)
    fill(form, consent_on=dt.date(2026, 11, 20), limits="Nothing about health")
    form.try_save()
    line = next(line for line in view.view_model.state.supporters if line.name == "D. Marsh")
    assert (line.pill, line.shared, line.limits) == (("ok", "Agreed"), "Court dates", "Limits: Nothing about health")
    assert len(again(session, file).supporters) == 2


def test_consent_ends_on_its_last_day(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    person = file.person_named(file.supporters[0].person_id)
    assert person is not None
    last = file.supporters[0].model_copy(update={"consent_until": dt.date(2026, 11, 25)})
    saved = save_supporter(session.app, last, person)
    qtbot.waitUntil(lambda: "until 25 Nov" in view.view_model.state.supporters[0].pill_note)
    assert view.view_model.state.supporters[0].pill == ("ok", "Agreed")
    assert view.attention() == 1  # she is asked again before it is over
    save_supporter(session.app, saved.model_copy(update={"consent_until": dt.date(2026, 11, 24)}), person)
    qtbot.waitUntil(lambda: view.view_model.state.supporters[0].pill == ("overdue", "Consent is over"))
    assert view.view_model.state.supporters[0].shared == "Nothing"


def test_support_that_has_ended_stays_in_the_table_and_shares_nothing(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    view.supporters.end.click()
    form = form_of(view)
    fill(form, ended_on=None)
    form.try_save()
    assert "last day of the support" in form._fields["ended_on"].error_text()
    fill(form, ended_on=dt.date(2026, 11, 24), end_reason="Another service took over")
    form.try_save()
    line = view.view_model.state.supporters[0]
    assert (line.pill, line.shared) == (("grey", "Ended"), "Nothing")
    assert "Another service took over" in line.detail
    assert again(session, file).supporters[0].ended_on == dt.date(2026, 11, 24)


# ---------------------------------------------------------------- referrals and questions


def test_a_referral_is_only_made_when_she_wants_it(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    view.referrals.add.click()
    form = form_of(view)
    fill(form, service="Coast Counselling", referred_on=dt.date(2026, 11, 24), offered_on=dt.date(2026, 11, 20))
    form.try_save()
    assert "only if she wants it" in form._fields["wanted"].error_text()
    choose(form, "wanted", "Wants it")
    form.try_save()
    line = view.view_model.state.referrals[0]
    assert (line.referral.service, line.wanted) == ("Coast Counselling", ("info", "Wants", "speech"))
    assert line.answer == ("unknown", "No answer yet")
    assert line.answer_note == "9 working days left"
    view.referrals.focus_line(line.id)
    qtbot.keyClick(view.referrals.table, Qt.Key.Key_F2)
    form = form_of(view)
    fill(form, answer=ReferralAnswer.WAITING_LIST, answered_on=dt.date(2026, 11, 25))
    form.try_save()
    assert again(session, file).referrals[-1].answer is ReferralAnswer.WAITING_LIST


def test_a_question_shows_its_day_and_why_and_what_may_be_shared_in_the_answer(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, with_question)
    line = view.view_model.state.queries[0]
    assert (line.due, line.pill) == ("Fri 27 Nov", ("info", "2 working days left"))
    view.queries.focus_line(line.id)
    qtbot.keyClick(view.queries.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popover = next(p for p in view.findChildren(WhyPopover) if p.isVisible())
    assert popover.title.text() == "Why Fri 27 Nov 2026?"
    assert "5 working days" in popover.working.as_text()
    popover.close()
    qtbot.keyClick(view.queries.table, Qt.Key.Key_Return)
    form = form_of(view)
    assert "May be shared with C. Penhale: court dates" in shown_in(form)
    form.try_save()
    assert "Write down what was answered" in form._fields["answer"].error_text()
    fill(form, answer="The court has listed it for 25 January.")
    form.try_save()
    answered = again(session, file).support_queries[0]
    assert (answered.answered_on, answered.answered_by) == (session.today, session.app.user.display_name)
    assert view.view_model.state.queries[0].pill == ("ok", "Answered")


def test_nothing_is_shared_with_somebody_who_is_not_her_supporter(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directly)
    view.queries.add.click()
    form = form_of(view)
    assert form._fields["asked_by"].value() == "ISVA, Harbour Light Support"
    choose(form, "supporter_id", "Nobody of her supporters")
    fill(form, asked_by="Somebody from a charity", question="When is the trial?", received_on=dt.date(2026, 11, 10))
    form.try_save()
    line = view.view_model.state.queries[0]
    assert line.pill[0] == "overdue"
    assert view.attention() == 1
    view.queries.answer.click()
    assert "is not among her supporters" in shown_in(form_of(view))
    assert len(again(session, file).support_queries) == 1


# ---------------------------------------------------------------- going there, and who may do what


def test_a_place_in_the_worklist_leads_to_the_row_itself(qtbot: QtBot, session: Session) -> None:
    file = next(f for c in read_cases(session.app) for f in c.witnesses if directly(f))
    entry = record_contact(session.app, entry_for(file, happened_on=dt.date(2026, 9, 1)))
    record_contact(session.app, entry_for(file))
    view, _ = open_view(qtbot, session, directly, entry.id)
    qtbot.waitUntil(lambda: view.log.table.hasFocus())
    assert view.log.current().id == entry.id
    row = view.log.table.visualRect(view.log.table.currentIndex()).center()
    qtbot.waitUntil(
        lambda: 0 < view.log.table.viewport().mapTo(view.page.viewport(), row).y() < view.page.viewport().height()
    )


@pytest.mark.parametrize("part", ["record", "answer"])
def test_a_place_may_open_its_dialog_at_once(qtbot: QtBot, session: Session, part: str) -> None:
    file = next(f for c in read_cases(session.app) for f in c.witnesses if with_question(f))
    view, _ = open_view(qtbot, session, with_question, file.support_queries[0].id if part == "answer" else "", part)
    titles = {"record": "Record contact", "answer": "Answer to a supporter"}
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(FormDialog)))
    assert form_of(view).windowTitle() == titles[part]


def test_who_may_only_read_sees_everything_and_changes_nothing(qtbot: QtBot, session: Session) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view, _ = open_view(qtbot, session, with_question)
    assert view.log.table.records.rowCount() >= 1
    for button in (view.record_button, view.wishes.change, view.supporters.add, view.log.correct, view.queries.answer):
        assert not button.isEnabled()
    view.queries.table.setFocus()
    qtbot.keyClick(view.queries.table, Qt.Key.Key_Return)
    qtbot.keyClick(view.queries.table, Qt.Key.Key_F2)
    assert not [d for d in view.findChildren(FormDialog) if d.isVisible()]


def test_her_name_stands_nowhere_and_every_control_has_a_name(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, with_question)
    view.record_button.click()
    form = form_of(view)
    everything = [
        text
        for child in (*view.findChildren(QWidget), *form.findChildren(QWidget))
        for text in (child.accessibleName(), child.accessibleDescription(), child.toolTip())
    ]
    assert not any(file.witness.name in text for text in everything)
    assert file.witness.name not in shown_in(view)
    assert all(field.editor.accessibleName() for field in form._fields.values())


def test_nothing_scrolls_sideways_and_narrow_tables_keep_their_words_in_the_detail(
    qtbot: QtBot, session: Session
) -> None:
    view, _ = open_view(qtbot, session, with_question)
    view.resize(440, 640)
    qtbot.waitUntil(lambda: view.log.table.isColumnHidden(4))
    qtbot.waitUntil(lambda: view.page.horizontalScrollBar().maximum() == 0)
    cards: list[ListCard] = list(view.lists)
    for card in cards:
        assert card.detail.text()


def test_another_witness_begins_at_her_first_row(qtbot: QtBot, session: Session) -> None:
    view, first = open_view(qtbot, session, through_isva)
    record_contact(session.app, entry_for(first, happened_on=dt.date(2026, 9, 1)))
    qtbot.waitUntil(lambda: view.log.table.records.rowCount() == 2)
    view.log.table.select_row(1)
    other = next(f for c in read_cases(session.app) for f in c.witnesses if directly(f))
    view.show_witness(other.case.id, other.witness.id)
    assert view.log.table.currentIndex().row() == 0
    assert view.heading.title_label.text() == f"Contact with {other.witness.label}"


def test_a_question_recorded_elsewhere_appears_by_itself(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, with_question)
    query = file.support_queries[0].model_copy(update={"question": "Where does she arrive?"})
    record_query(session.app, query)
    qtbot.waitUntil(lambda: view.view_model.state.queries[0].query.question == "Where does she arrive?")
    assert QApplication.activeModalWidget() is None
