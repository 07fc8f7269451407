"""The Contact tab of a case: what she wants, her supporters, every contact, and what supporters asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.deadlines import Working
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.contact.cards import LogCard, QueriesCard, ReferralsCard, SupportersCard, WishesCard
from victimplanner.ui.screens.contact.dialogs import ContactDialogs
from victimplanner.ui.screens.contact.list_card import ListCard
from victimplanner.ui.screens.contact.record_dialog import open_record_contact
from victimplanner.ui.screens.contact.state import ANSWER, RECORD, LogLine
from victimplanner.ui.screens.contact.view_model import ContactViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    PageHeading,
    PrimaryButton,
    ScrollPage,
    TwoPanes,
    announce,
)
from victimplanner.ui.widgets.form_dialog import FormDialog
from victimplanner.ui.widgets.why_popover import show_why

_NOTE = "Every contact stands in the log. What is not known counts as no."
_STACK_BELOW = 860


class ContactView(QWidget):
    """One witness's contacts. Everything is edited in dialogs over the tab."""

    KEY_HINTS = (("Ctrl+Shift+C", "Record contact"), ("F2", "Change"), ("Ctrl+D", "Done"), ("Shift+F1", "Why?"))
    asked = Signal(object)  # Destination
    said = Signal(str)
    """Words for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contactView")
        self.setProperty("page", True)
        self._session = session
        self._sought = False  # somebody was led to a line, and the page follows it until another witness is shown
        self.view_model = ContactViewModel(session, self)
        self.dialogs = ContactDialogs(session, self.view_model, self)
        self._build()
        self._connect()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness. `subject_id` may be any entry of the tab; `part` "record" or "answer" opens that dialog."""
        before = self.view_model.state.file
        self.view_model.show_witness(case_id, witness_id)
        if before is None or before.witness.id != witness_id:
            self._sought = False
            for card in self.lists:
                card.table.select_row(0)
        self.page.verticalScrollBar().setValue(0)
        if subject_id or part:
            QTimer.singleShot(0, self, lambda: self._go_to(subject_id, part))

    def has_unsaved(self) -> bool:
        return False

    def save(self) -> bool:
        return True

    def discard(self) -> None:
        """Nothing is kept open here: dialogs ask for themselves."""

    def attention(self) -> int:
        """How many things are due here today or late, for the badge of the tab."""
        return self.view_model.state.waiting

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.record_button = PrimaryButton("&Record contact…", key="Ctrl+Shift+C", object_name="recordContact")
        self.heading = PageHeading("Contact", _NOTE, self.record_button)
        self.banners = BannerStack()
        self.wishes = WishesCard()
        self.supporters = SupportersCard()
        self.log = LogCard()
        self.queries = QueriesCard()
        self.referrals = ReferralsCard()
        self.lists: tuple[ListCard, ...] = (self.supporters, self.log, self.queries, self.referrals)
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        for part in (
            self.heading,
            self.banners,
            TwoPanes(self.wishes, self.supporters, stretch=(2, 3), stack_below=_STACK_BELOW),
            self.log,
            TwoPanes(self.queries, self.referrals, stretch=(1, 1), stack_below=_STACK_BELOW),
        ):
            page.body.addWidget(part)
        page.body.addStretch(1)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _connect(self) -> None:
        self.page.verticalScrollBar().rangeChanged.connect(self._keep_line_in_sight)
        self.record_button.clicked.connect(self.record)
        self.wishes.change.clicked.connect(self.dialogs.wishes)
        self.wishes.earlier.clicked.connect(self.dialogs.earlier_wishes)
        self.supporters.add.clicked.connect(lambda: self.dialogs.supporter())
        self.supporters.end.clicked.connect(lambda: self._with(self.supporters, self.dialogs.end_support))
        self.log.overrides.clicked.connect(self._show_overrides)
        self.log.done.clicked.connect(self._finish)
        self.referrals.add.clicked.connect(lambda: self.dialogs.referral())
        self.queries.add.clicked.connect(lambda: self.dialogs.query())
        self.queries.answer.clicked.connect(lambda: self._with(self.queries, self.dialogs.answer))
        self.queries.why.clicked.connect(lambda: self._why_of(self.queries))
        changing: dict[ListCard, Callable[..., object]] = {
            self.supporters: self.dialogs.supporter,
            self.log: self.correct,
            self.queries: self.dialogs.query,
            self.referrals: self.dialogs.referral,
        }
        self._changing = changing
        buttons = {
            self.supporters: self.supporters.change,
            self.log: self.log.correct,
            self.queries: self.queries.change,
            self.referrals: self.referrals.change,
        }
        for card, act in changing.items():
            buttons[card].clicked.connect(lambda _=False, c=card, a=act: self._with(c, a))
            opening = self.dialogs.answer if card is self.queries else act
            card.table.record_activated.connect(lambda _line, c=card, a=opening: self._with(c, a))
        for keys, do in (("F2", self._change), ("Ctrl+D", self._finish), ("Shift+F1", self._why)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=do)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        self.heading.set_words(f"Contact with {page.label}", _NOTE)
        for card in (self.wishes, self.supporters, self.log, self.queries, self.referrals):
            card.show_page(page)
        self.record_button.setEnabled(page.may_record and page.file is not None)
        self.banners.set_banners(self._banners())

    def _banners(self) -> list[Banner]:
        page = self.view_model.state
        found = []
        if page.error:
            found.append(Banner("error", page.error, key="error"))
        if page.doubt:
            found.append(
                Banner("error", f"In doubt: {page.doubt}", "Confirm her safe contact before anything else is done.",
                       [("Go to safe contact", self._go_to_safe_contact)], icon="shield", key="doubt")
            )  # fmt: skip
        if page.no_go_between:
            actions = [("Add supporter…", lambda: self.dialogs.supporter())] if page.may_record else []
            found.append(
                Banner("warning", page.no_go_between, "Until then nobody may be asked to reach her.", actions,
                       key="go_between")
            )  # fmt: skip
        return found

    def _show_overrides(self) -> None:
        self._session.dialogs.show_text("Barred ways used all the same", self.view_model.state.overrides)

    def _tell(self, words: str) -> None:
        """Say why nothing was done."""
        self.banners.add(Banner("info", words, key="told", closable=True))

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    # ------------------------------------------------------------ going and acting

    def record(self) -> FormDialog | None:
        """Open the dialog that adds a contact to the log."""
        file = self.view_model.state.file
        if file is None or not self.view_model.state.may_record:
            return None
        return open_record_contact(self._session, self, file.case.id, file.witness.id, self._on_saved)

    def correct(self, line: LogLine) -> FormDialog | None:
        """Open the dialog that adds an entry which puts an earlier one right; the last correction is corrected."""
        if line.is_corrected:
            self._tell("A later entry corrects this one. Choose that entry to correct it again.")
            return None
        entry = line.entry
        return open_record_contact(self._session, self, entry.case_id, entry.witness_id, self._on_saved, corrects=entry)

    def _go_to(self, subject_id: str, part: str) -> None:
        card = next((card for card in self.lists if subject_id and card.focus_line(subject_id)), None)
        self._sought = card is not None
        if part == RECORD:
            self.record()
        elif part == ANSWER and card is self.queries:
            self._with(self.queries, self.dialogs.answer)
        elif card is None:
            self.record_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_line_in_sight(self) -> None:
        """Row heights settle after a line was gone to: follow it."""
        card = self._focused() if self._sought else None
        if card is not None:
            card.table.keep_in_sight(card.table.currentIndex())

    def _go_to_safe_contact(self) -> None:
        file = self.view_model.state.file
        if file is not None and file.safe_contact is not None:
            self.asked.emit(Destination("case", file.case.id, file.witness.id, "overview", file.safe_contact.id))

    def _with(self, card: ListCard, act: Callable[..., object]) -> None:
        """Do something with the current line of a card."""
        line = card.current()
        if line is not None and self.view_model.state.may_record:
            act(line)

    def _focused(self) -> ListCard | None:
        return next((card for card in self.lists if card.table.hasFocus()), None)

    def _change(self) -> None:
        """F2 changes the current line of the table in focus; elsewhere, what she wants."""
        card = self._focused()
        if card is not None:
            self._with(card, self._changing[card])
        elif self.view_model.state.may_record:
            self.dialogs.wishes()

    def _finish(self) -> None:
        """Ctrl+D: what was to follow the current contact is done."""
        line = self.log.current()
        if line is None or not self.view_model.state.may_record:
            return
        problems = self.view_model.finish(line)
        if problems:
            self._tell(problems[0].message)

    def _why(self) -> None:
        """Shift+F1: how the date of the current line was worked out."""
        self._why_of(self._focused() or self.queries)

    def _why_of(self, card: ListCard) -> None:
        line = card.current()
        working: Working | None = getattr(line, "working", None)
        if working is None:
            self._tell("No date is worked out for this line.")
            return
        show_why(working, card.table, card.table.visualRect(card.table.currentIndex()))
