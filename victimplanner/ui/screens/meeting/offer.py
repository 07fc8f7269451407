"""The offer of a meeting and the answer to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.meeting import MEETING_KIND_WORDS, TRANSITIONS, MeetingState
from victimplanner.services.contact import MEETING_SHARES
from victimplanner.ui.contact_gate import GateFields
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.meeting.state import MeetingPage, state_pill
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    FieldGrid,
    LineField,
    PrimaryButton,
    SecondaryButton,
    StatusPill,
    label,
    show_problems,
)

_ANSWER_WORDS = {
    MeetingState.ACCEPTED: "Accepts",
    MeetingState.DECLINED: "Declines",
    MeetingState.LATER: "Asks to be asked later",
    MeetingState.NO_REPLY: "No reply",
}
_WITH_FORM = (MeetingState.OFFERED, MeetingState.DECLINED, MeetingState.LATER, MeetingState.NO_REPLY)


FOR_ADULTS = (
    "Every adult complainant of a sexual offence is offered a meeting after a not guilty plea. Coming is a choice. Use the "
    "safe route."
)
FOR_CHILDREN = (
    "This entitlement is for adults. For a witness under 18 there are other routes: a special measures meeting, with the "
    "parent or guardian. Coming is a choice. Use the safe route."
)


class OfferForm(Card):
    """The first offer: shown where no meeting has been offered yet."""

    offered = Signal(object, object, str, object, object)  # day, channel, by whom, which meeting, override

    def __init__(self, session: Session) -> None:
        super().__init__("Offer a meeting", note="No meeting has been offered yet.", object_name="offerCard")
        self._session = session
        self.words = label("", "secondary", wrap=True)
        self.body.addWidget(self.words)
        self.on = DateField("Offered on", session.app.clock.today, name="offered_on")
        self.gate = GateFields(session.app, "How", shares=MEETING_SHARES, parent=self)
        self.by = LineField("By whom", name="offered_by")
        self.kind = ChoiceField(
            "Which meeting", [(k, w[:1].upper() + w[1:]) for k, w in MEETING_KIND_WORDS.items()], name="kind"
        )
        grid = FieldGrid(4)
        grid.add(self.on)
        grid.add(self.by)
        grid.add(self.kind, 2)
        grid.add(self.gate.channel, 2)
        grid.add(self.gate.by)
        grid.add(self.gate.reason)
        self.body.addWidget(grid)
        self.button = PrimaryButton("Save &offer", key="Ctrl+S", object_name="saveOffer")
        self.button.clicked.connect(self.send)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.fields = {"offered_on": self.on, "offered_by": self.by, **self.gate.fields}

    def fill(self, file: WitnessFile | None) -> None:
        """Start anew: today, by the user, by the first way that is safe."""
        is_child = file is not None and file.is_child_on(self._session.today)
        self.words.setText(FOR_CHILDREN if is_child else FOR_ADULTS)
        self.on.set_value(self._session.today)
        self.by.set_value(self._session.app.user.display_name)
        show_problems(self.fields, ())
        self.gate.show_file(file)

    def send(self) -> None:
        if self.on.problem():
            self.on.set_error(self.on.problem())
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.offered.emit(self.on.value(), self.gate.value(), self.by.value(), self.kind.value(), self.gate.override())


class AnswerCard(Card):
    """How the offer stands, and the form for the answer."""

    answered = Signal(object, object, str, object)

    def __init__(self, session: Session, act: Callable[[str], None]) -> None:
        super().__init__("Offer and answer", object_name="answerCard")
        self._session = session
        self.pill = StatusPill("info", "Offered")
        self.again = SecondaryButton("Offer again…", small=True, object_name="offerAgain")
        self.again.clicked.connect(lambda: act("offer_again"))
        self.lapse = SecondaryButton("Let it lapse…", small=True, object_name="lapseOffer")
        self.lapse.clicked.connect(lambda: act("lapse"))
        self.add_right(self.pill, self.lapse, self.again)
        self.story = label("", wrap=True)
        self.body.addWidget(self.story)
        self.answer = ChoiceField("Answer", list(_ANSWER_WORDS.items()), name="answer")
        self.on = DateField("On", session.app.clock.today, name="answered_on")
        self.reason = LineField("Reason, in few words", name="answer_reason", hint="Nothing about the offence.")
        self.again_on = DateField("Ask again on", session.app.clock.today, name="ask_again_on")
        self.form = QWidget()
        row = QHBoxLayout(self.form)
        row.setContentsMargins(0, 0, 0, 0)
        grid = FieldGrid(4)
        for field in (self.answer, self.on, self.reason, self.again_on):
            grid.add(field)
        row.addWidget(grid, 1)
        self.button = SecondaryButton("Save answer", object_name="saveAnswer")
        self.button.clicked.connect(self.send)
        self.body.addWidget(self.form)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.answer.changed.connect(self._follow)
        self.fields = {
            "answered_on": self.on,
            "answer_reason": self.reason,
            "ask_again_on": self.again_on,
            "state": self.answer,
        }

    def show_page(self, page: MeetingPage, *, anew: bool) -> None:
        stored = page.stored.meeting if page.stored else None
        self.setVisible(stored is not None and not page.has_record)
        if stored is None or page.has_record:
            return
        self.pill.set_pill(*state_pill(stored))
        self.story.setText(_story(page.stored))
        self.again.setVisible(MeetingState.OFFERED in TRANSITIONS[stored.state])
        self.again.set_words("Offer again…" if stored.state is not MeetingState.LAPSED else "Reopen the offer…")
        self.lapse.setVisible(MeetingState.LAPSED in TRANSITIONS[stored.state])
        possible = [(k, w) for k, w in _ANSWER_WORDS.items() if k in TRANSITIONS[stored.state]]
        shown = bool(possible) and stored.state in _WITH_FORM
        self.form.setVisible(shown)
        self.button.setVisible(shown)
        if anew:
            self.answer.set_choices(possible)
            self.on.set_value(self._session.today)
            self.reason.set_value("")
            self.again_on.set_value(None)
            show_problems(self.fields, ())
        self._follow()

    def _follow(self) -> None:
        self.again_on.setVisible(self.answer.value() in (MeetingState.LATER, MeetingState.NO_REPLY))

    def send(self) -> None:
        for field in (self.on, self.again_on):
            if field.problem():
                field.set_error(field.problem())
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        later = self.answer.value() in (MeetingState.LATER, MeetingState.NO_REPLY)
        self.answered.emit(
            self.answer.value(), self.on.value(), self.reason.value(), self.again_on.value() if later else None
        )


def _story(file: MeetingFile) -> str:
    """What happened so far, in sentences."""
    meeting, parts = file.meeting, []
    if meeting.offered_on:
        by = f" by {meeting.offered_by}" if meeting.offered_by else ""
        how = f" {meeting.offer_method[:1].lower()}{meeting.offer_method[1:]}," if meeting.offer_method else ""
        parts.append(f"Offered {full_day(meeting.offered_on)},{how}{by}.".replace(",.", ".").replace("  ", " "))
    if meeting.state is MeetingState.CANCELLED:
        last = file.changes[-1] if file.changes else None
        when = f" on {full_day(last.happened_on)}" if last and last.happened_on else ""
        parts.append(f"Cancelled{when}: {last.reason if last else ''}")
    elif meeting.state is MeetingState.LAPSED:
        last = file.changes[-1] if file.changes else None
        parts.append(f"The offer lapsed. {last.reason if last else ''}".strip())
    elif meeting.state is MeetingState.DID_NOT_ATTEND:
        parts.append(f"Did not attend. {meeting.answer_reason}".strip())
    elif meeting.answered_on:
        word = _ANSWER_WORDS.get(meeting.state, "Answered")
        reason = f": {meeting.answer_reason}" if meeting.answer_reason else ""
        parts.append(f"{word}, {full_day(meeting.answered_on)}{reason}".rstrip(".") + ".")
    if meeting.ask_again_on:
        parts.append(f"Ask again on {full_day(meeting.ask_again_on)}.")
    if not meeting.answered_on and meeting.state is MeetingState.OFFERED:
        parts.append("No answer is recorded yet.")
    return " ".join(parts)
