"""The case page: header, tabs, the case panel that never closes, the overview, and the tabs added to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.case import HearingKind
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.case.contact_dialog import open_contact_dialog
from victimplanner.ui.screens.case.dialogs import CaseDialogs
from victimplanner.ui.screens.case.header import CaseHeader, CaseTabs
from victimplanner.ui.screens.case.overview import Overview
from victimplanner.ui.screens.case.panel import CasePanel
from victimplanner.ui.screens.case.state import NextAction, Stage
from victimplanner.ui.screens.case.view_model import CaseViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Banner, BannerStack, announce

OVERVIEW = "overview"
PLEA = "plea"
_KEYS = (("Ctrl+Tab", "Next tab"), ("Ctrl+R", "Name"), ("Ctrl+E", "Export"), ("Alt+←", "Back"))


class CaseView(QWidget):
    """One case, one witness at a time. Other tabs are added with `add_tab`."""

    asked = Signal(object)  # Destination
    said = Signal(str)
    record_contact_asked = Signal(str, str)
    """A contact with the witness in view is to be recorded: case and witness."""
    keys_changed = Signal(object)
    """The keys of the tab in view as (key, what it does), for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = CaseViewModel(session, self)
        self._dialogs = CaseDialogs(session, self.view_model, self)
        self._tabs: dict[str, QWidget] = {}
        self._told: dict[str, tuple[str, str]] = {}  # which case and witness each tab was last told to show
        self._left = True
        self._build()
        self.view_model.state_changed.connect(self._show)
        self._show()

    # ------------------------------------------------------------ the contract with the main window

    @property
    def case_id(self) -> str:
        return self.view_model.case_id

    @property
    def witness_id(self) -> str:
        return self.view_model.witness_id

    def add_tab(self, key: str, title: str, widget: QWidget) -> None:
        """Add a tab. `widget` may give show_witness, has_unsaved, save, discard and attention."""
        self._tabs[key] = widget
        self.tabs.add(key, title)
        self.stack.addWidget(widget)

    def show_case(
        self, case_id: str, witness_id: str = "", tab: str = OVERVIEW, subject_id: str = "", part: str = ""
    ) -> None:
        """Show a place in a case. Unsaved work of another witness asks first; staying leaves everything as it is."""
        other = case_id != self.case_id or (bool(witness_id) and witness_id != self.witness_id)
        if other and not self._may_leave():
            return
        if case_id != self.case_id or self._left:
            self._left = False
            if not self.view_model.open(case_id, witness_id or (self.witness_id if not other else "")):
                return
        elif witness_id:
            self.view_model.show_witness(witness_id)
        key = tab if tab in self._tabs else OVERVIEW
        self._go_to(key, subject_id, part)
        if key == OVERVIEW and not subject_id:
            self.overview.focus_first()
        if key == OVERVIEW and part == PLEA:
            self._dialogs.enter_plea()

    def has_unsaved(self) -> bool:
        """Say whether anything in any tab is not saved."""
        return any(tab.has_unsaved() for tab in self._tabs.values() if hasattr(tab, "has_unsaved"))

    def save(self) -> bool:
        """Save what is unsaved in every tab; where that fails its tab is shown."""
        for key, tab in self._tabs.items():
            if hasattr(tab, "has_unsaved") and tab.has_unsaved() and not tab.save():
                self._go_to(key)
                return False
        return True

    def discard(self) -> None:
        """Throw away what is unsaved in every tab."""
        for tab in self._tabs.values():
            if hasattr(tab, "discard") and tab.has_unsaved():
                tab.discard()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.header = CaseHeader()
        self.tabs = CaseTabs()
        self.banners = BannerStack()
        self.panel = CasePanel(
            self.view_model.turn_name,
            self.view_model.turn_contact,
            self.change_contact,
            self.record_contact,
            self._dialogs.people,
        )
        self.overview = Overview(
            [
                ("enterPlea", "Enter &plea…", lambda: self._dialogs.enter_plea()),
                ("addHearing", "Add &hearing…", lambda: self._dialogs.hearing()),
                ("courtDetails", "Court &details…", self._dialogs.court),
                ("aboutWitness", "About the &witness…", self._dialogs.witness),
                ("namePeople", "&Name people…", self._dialogs.people),
            ]
        )
        self.stack = QStackedWidget()
        self.add_tab(OVERVIEW, "Overview", self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(14, 10, 14, 0)
        room.addWidget(self.banners)
        column.addWidget(self._banner_room)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.panel)
        middle.addWidget(self.stack, 1)
        column.addLayout(middle, 1)
        self.header.back.clicked.connect(lambda: self.asked.emit(Destination("cases")))
        self.header.reveal.clicked.connect(self.view_model.turn_name)
        self.header.export.clicked.connect(
            lambda: self.asked.emit(Destination("export", self.case_id, self.witness_id))
        )
        self.header.witness_chosen.connect(self._choose_witness)
        self.tabs.chosen.connect(self._go_to)
        self.overview.stage_opened.connect(self._open_stage)
        self.overview.action_asked.connect(self._act)
        self.overview.action_done.connect(lambda action: self.view_model.finish(action.subject_id))
        for keys, act in (
            ("Ctrl+R", self.view_model.turn_name),
            ("Ctrl+Shift+C", self.record_contact),
            ("Ctrl+Tab", lambda: self._step_tab(1)),
            ("Ctrl+Shift+Tab", lambda: self._step_tab(-1)),
            ("Ctrl+Shift+Backtab", lambda: self._step_tab(-1)),
            ("F6", lambda: self._step_pane(1)),
            ("Shift+F6", lambda: self._step_pane(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.header.show_state(state)
        self.panel.show_state(state)
        self.overview.show_state(state)
        self.panel.setVisible(state.witness is not None)
        self.banners.set_banners([Banner("error", state.error, key="error")] if state.error else [])
        self._banner_room.setVisible(bool(state.error))
        QTimer.singleShot(0, self, self._tell_tabs)

    def _tell_tabs(self) -> None:
        """Tell the tabs not in view which witness this is, so that their badges are right."""
        if self.view_model.state.witness is None:
            return
        now = (self.case_id, self.witness_id)
        for key, tab in self._tabs.items():
            if hasattr(tab, "show_witness") and self._told.get(key) != now:
                self._told[key] = now
                tab.show_witness(*now)
            if hasattr(tab, "attention"):
                attention = tab.attention
                self.tabs.set_attention(key, int(attention() if callable(attention) else attention))

    def _go_to(self, key: str, subject_id: str = "", part: str = "") -> None:
        tab = self._tabs[key]
        self.tabs.show_tab(key)
        now = (self.case_id, self.witness_id)
        if hasattr(tab, "show_witness") and (subject_id or part or self._told.get(key) != now):
            self._told[key] = now
            tab.show_witness(*now, subject_id, part)
        self.stack.setCurrentWidget(tab)
        self.keys_changed.emit([*getattr(tab, "KEY_HINTS", ()), *_KEYS])
        if key == OVERVIEW and subject_id:
            self._focus_subject(subject_id)

    def _focus_subject(self, subject_id: str) -> None:
        contact = self.view_model.state.witness.safe_contact if self.view_model.state.witness else None
        if contact is not None and contact.id == subject_id:
            self.panel.contact.change.setFocus(Qt.FocusReason.OtherFocusReason)
            self.panel.ensureWidgetVisible(self.panel.contact.change)
            return
        self.overview.focus_stage(subject_id)

    def _step_tab(self, step: int) -> None:
        keys = self.tabs.keys
        self._go_to(keys[(keys.index(self.tabs.current()) + step) % len(keys)])
        announce(self, f"{self.tabs.bar.accessibleTabName(self.tabs.bar.currentIndex())}")

    def _step_pane(self, step: int) -> None:
        """Go to the next pane: header, tabs, main, case panel."""
        main = self.stack.currentWidget()
        panes: list[tuple[QWidget, QWidget]] = [
            (self.header, self.header.witness),
            (self.tabs, self.tabs.bar),
            (main, _first_stop(main)),
            (self.panel, self.panel.eye),
        ]
        focused = self.focusWidget()
        now = next((n for n, (pane, _) in enumerate(panes) if focused and pane.isAncestorOf(focused)), -1)
        panes[(now + step) % len(panes)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------ acting

    def change_contact(self) -> None:
        """Open the safe contact to confirm or change it."""
        open_contact_dialog(self._session, self.view_model, self)

    def record_contact(self) -> None:
        """Ask for the dialog that records a contact, over whichever tab is in view."""
        if self.witness_id and self.view_model.state.may_change:
            self.record_contact_asked.emit(self.case_id, self.witness_id)

    def _choose_witness(self, witness_id: str) -> None:
        if witness_id == self.witness_id:
            return
        if not self._may_leave():
            self.header.witness.set_value(self.witness_id)
            return
        self.view_model.show_witness(witness_id)
        self._go_to(self.tabs.current())

    def _open_stage(self, stage: Stage) -> None:
        if stage.tab:
            self._ask(stage.tab, stage.subject_id, "")
            return
        file = self.view_model.state.witness
        if stage.defendant_id:
            self._dialogs.enter_plea(stage.defendant_id)
        elif stage.hearing_kind:
            self._dialogs.hearing(kind_wanted=HearingKind(stage.hearing_kind))
        elif file is not None:
            self._dialogs.hearing(next(h for h in file.hearings if h.id == stage.hearing_id))

    def _act(self, action: NextAction) -> None:
        if action.tab != OVERVIEW:
            self._ask(action.tab, action.subject_id, action.part)
            return
        file = self.view_model.state.witness
        hearing = next((h for h in file.hearings if h.id == action.subject_id), None) if file else None
        if hearing is not None:
            self._dialogs.hearing(hearing)
        else:
            self.change_contact()

    def _ask(self, tab: str, subject_id: str, part: str) -> None:
        self.asked.emit(Destination("case", self.case_id, self.witness_id, tab, subject_id, part))

    def _may_leave(self) -> bool:
        if not self.has_unsaved():
            return True
        answer = self._session.dialogs.ask_discard()
        if answer == "keep":
            return False
        if answer == "save":
            return self.save()
        self.discard()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._left = True
            self.view_model.leave()


def _first_stop(pane: QWidget) -> QWidget:
    """The first control of a pane that Tab would reach."""
    candidate = pane.nextInFocusChain()
    while candidate is not pane and pane.isAncestorOf(candidate):
        if candidate.focusPolicy() & Qt.FocusPolicy.TabFocus and candidate.isVisible() and candidate.isEnabled():
            return candidate
        candidate = candidate.nextInFocusChain()
    return pane
