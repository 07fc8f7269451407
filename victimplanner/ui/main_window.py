"""The window in use: it composes the screens, carries them to where they ask, and locks.

The only module that knows several screens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from victimplanner.domain.people import USER_ROLE_WORDS
from victimplanner.services.context import App
from victimplanner.ui import looks, theme
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.cases.new_case import ask_new_case
from victimplanner.ui.screens.cases.view import CasesView
from victimplanner.ui.screens.export.view import open_export
from victimplanner.ui.screens.guide.view import open_guide
from victimplanner.ui.screens.imports.view import open_import
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.worklist.view import WorklistView
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame, Banner

if TYPE_CHECKING:
    from victimplanner.ui.screens.case.view import CaseView
    from victimplanner.ui.screens.meeting.view import MeetingView

IDLE_MINUTES = 10
_WARN_SECONDS = 60
_THEMES = (("system", "&Follow system"), ("light", "&Light"), ("dark", "&Dark"), ("contrast", "&High contrast"))
_CASE_TABS = (("overview", "&Overview"), ("measures", "&Special measures"), ("meeting", "&Meetings"))
_EDITING = (  # the editors have these keys themselves; here they are found by looking
    ("&Undo", "Ctrl+Z", "undo"),
    ("&Redo", "Ctrl+Y", "redo"),
    ("Cu&t", "Ctrl+X", "cut"),
    ("&Copy", "Ctrl+C", "copy"),
    ("&Paste", "Ctrl+V", "paste"),
    ("Select &all", "Ctrl+A", "selectAll"),
)


class MainWindow(QObject):
    """Runs the frame while an office file is open, and locks it.

    `frame` is shown already; `unlock` is its lock page.
    """

    def __init__(self, frame: AppFrame, unlock: UnlockView, tasks: TaskRunner, dialogs: Dialogs) -> None:
        super().__init__(frame)
        self.frame = frame
        self.session: Session | None = None
        self._unlock = unlock
        self._tasks = tasks
        self._dialogs = dialogs
        self._history: list[Destination] = []
        self._here = Destination("worklist")
        self._case: CaseView | None = None
        self._meeting: MeetingView | None = None
        self._actions: list[QAction] = []
        self._build_pages()
        self._build_menus()
        self._build_idle()
        unlock.view_model.opened.connect(self.open_session)
        frame.installEventFilter(self)

    # ------------------------------------------------------------ building

    def _build_pages(self) -> None:
        frame = self.frame
        frame.add_page("worklist", "worklist", "Worklist", self._make_worklist, tip="Ctrl+1")
        frame.add_page("cases", "cases", "Cases", self._make_cases, tip="Ctrl+2")
        frame.add_hidden_page("case", self._make_case)
        frame.rail.add_action("lock", "lock", "Lock", tip="Ctrl+L")
        frame.page_asked.connect(self._rail_asked)

    def _build_menus(self) -> None:
        file = self.frame.menus.addMenu("&File")
        self._add(file, "&Import a list…", "Ctrl+I", self.import_list)
        self._add(file, "&Export PDF…", "Ctrl+E", self.export)
        file.addSeparator()
        self._add(file, "&Lock", "Ctrl+L", self.lock)
        self._add(file, "&Close", "Ctrl+Q", self.frame.close, always=True)
        edit = self.frame.menus.addMenu("&Edit")
        for words, key, name in _EDITING:
            self._add(edit, words, "", lambda n=name: _ask_editor(n)).setText(f"{words}\t{key}")
        view = self.frame.menus.addMenu("&View")
        self._add(view, "&Worklist", "Ctrl+1", lambda: self.go(Destination("worklist")))
        self._add(view, "&Cases", "Ctrl+2", lambda: self.go(Destination("cases")))
        self._add(view, "&Back", "Alt+Left", self.back)
        view.addSeparator()
        self._add(
            view, "Text &larger", "Ctrl++", lambda: self._scale(theme.larger_scale(theme.text_scale())), always=True
        )
        self._add(
            view, "Text &smaller", "Ctrl+-", lambda: self._scale(theme.smaller_scale(theme.text_scale())), always=True
        )
        self._add(view, "Text as &set", "Ctrl+0", lambda: self._scale(100), always=True)
        view.addSeparator()
        group = QActionGroup(self)
        for name, words in _THEMES:
            action = self._add(view, words, "", lambda _checked=False, n=name: self._set_theme(n))
            action.setCheckable(True)
            action.setChecked(name == str(theme.chosen()))
            group.addAction(action)
        case = self.frame.menus.addMenu("&Case")
        self._add(case, "&New case…", "Ctrl+N", self.new_case)
        self._add(case, "&Find a case", "Ctrl+K", self.find_case)
        case.addSeparator()
        self._tab_actions = [self._add(case, words, "", lambda t=tab: self._show_tab(t)) for tab, words in _CASE_TABS]
        case.aboutToShow.connect(self._allow_tabs)
        help_menu = self.frame.menus.addMenu("&Help")
        self._add(help_menu, "&Guide", "F1", lambda: open_guide(self.frame), always=True)

    def _add(self, menu: QMenu, words: str, key: str, act: Callable[..., object], *, always: bool = False) -> QAction:
        """Add an entry; `always`: it works on the unlock page too, because it shows nothing of an office file."""
        action = QAction(words, self.frame)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        self.frame.addAction(action)
        if not always:
            self._actions.append(action)
            action.setEnabled(False)
        return action

    def _build_idle(self) -> None:
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval((IDLE_MINUTES * 60 - _WARN_SECONDS) * 1000)
        self._idle.timeout.connect(self._warn_idle)
        self._last_minute = QTimer(self)
        self._last_minute.setSingleShot(True)
        self._last_minute.setInterval(_WARN_SECONDS * 1000)
        self._last_minute.timeout.connect(lambda: self.lock(ask=False))
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def _make_worklist(self) -> QWidget:
        assert self.session is not None
        view = WorklistView(self.session)
        view.asked.connect(self.go)
        view.new_case_asked.connect(self.new_case)
        view.import_asked.connect(self.import_list)
        view.said.connect(self.frame.set_status)
        return view

    def _make_cases(self) -> QWidget:
        assert self.session is not None
        view = CasesView(self.session)
        view.asked.connect(self.go)
        view.new_case_asked.connect(self.new_case)
        view.import_asked.connect(self.import_list)
        view.said.connect(self.frame.set_status)
        return view

    def _make_case(self) -> QWidget:
        from victimplanner.ui.screens.case.view import CaseView
        from victimplanner.ui.screens.measures.view import MeasuresView
        from victimplanner.ui.screens.meeting.view import MeetingView

        assert self.session is not None
        case = CaseView(self.session)
        meeting = self._meeting = MeetingView(self.session)
        for key, title, view in (
            ("measures", "Special measures", MeasuresView(self.session)),
            ("meeting", "Meetings", meeting),
        ):
            case.add_tab(key, title, view)
            view.asked.connect(self.go)
            view.said.connect(self.frame.set_status)
        case.asked.connect(self.go)
        case.said.connect(self.frame.set_status)
        case.keys_changed.connect(self.frame.set_key_hints)
        self._case = case
        return case

    # ------------------------------------------------------------ the session

    def open_session(self, app: App) -> None:
        """An office file was unlocked: show what is due."""
        self.session = Session(app, self._dialogs, TaskRunner(self), self)
        office = app.office
        user = app.user
        self._unlock.forget_typed()
        self.frame.set_practice(office.is_practice)
        self.frame.set_user_text(f"{user.display_name} · {USER_ROLE_WORDS[user.role]} · {office.name}")
        self.frame.set_idle_minutes(IDLE_MINUTES)
        self.session.changed.connect(self._office_may_have_changed)
        for action in self._actions:
            action.setEnabled(True)
        self._history.clear()
        self.frame.set_locked(False)
        self.go(Destination("worklist"))
        self._idle.start()

    def lock(self, ask: bool = True) -> bool:
        """Lock: close the office file and show nothing but the unlock page. Unsaved work asks, or is kept as a draft."""
        if self.session is None:
            return True
        if ask and not self._may_leave():
            return False
        for window in QApplication.topLevelWidgets():
            is_popup = window.windowType() == Qt.WindowType.Popup  # the working of a date, for instance
            if window is not self.frame and window.isVisible() and (window.isModal() or is_popup):
                window.close()
        for timer in (self._idle, self._last_minute):
            timer.stop()
        if self._meeting is not None:
            self._meeting.keep_copy()  # what was being typed comes back after unlocking
        session, self.session = self.session, None
        self._case = self._meeting = None
        self.frame.banners.clear()
        self.frame.forget_pages()
        self.frame.set_locked(True)
        self.frame.set_practice(False)
        self.frame.set_user_text("")
        self.frame.set_idle_minutes(0)
        self.frame.set_status("Office file locked")
        self.frame.set_key_hints([("Tab", "Next field"), ("Enter", "Unlock"), ("F1", "Help")])
        for action in self._actions:
            action.setEnabled(False)
        session.close()
        session.deleteLater()
        self._unlock.view_model.locked()
        self._unlock.focus_first()
        return True

    def _office_may_have_changed(self, changed: object) -> None:
        if self.session is not None and "Office" in getattr(changed, "kinds", ()):
            self.frame.set_practice(self.session.app.office.is_practice)

    # ------------------------------------------------------------ going places

    def go(self, destination: Destination, *, remember: bool = True) -> None:
        """Go where a screen asked, after asking about unsaved work."""
        if self.session is None:
            return
        if destination.page == "export":
            open_export(
                self.session,
                self.frame,
                destination.case_id,
                destination.witness_id,
                destination.part or None,
                destination.subject_id,
            )
            return
        leaving_case = self.frame.current_page() == "case" and destination.page != "case"
        other_case = (
            destination.page == "case" and self._here.page == "case" and destination.case_id != self._here.case_id
        )
        if (leaving_case or other_case) and not self._may_leave():
            return
        if remember and destination != self._here:
            self._history.append(self._here)
        self._here = destination
        if destination.page == "case":
            self.frame.set_status("")
            view = self.frame.show_page("case", mark="cases")
            view.show_case(  # type: ignore[attr-defined]
                destination.case_id,
                destination.witness_id,
                destination.tab or "overview",
                destination.subject_id,
                destination.part,
            )
            return
        view = self.frame.show_page(destination.page)
        view.arrive()  # type: ignore[attr-defined]
        self.frame.set_key_hints(view.KEY_HINTS)  # type: ignore[attr-defined]

    def _show_tab(self, tab: str) -> None:
        if self._case is not None and self.frame.current_page() == "case":
            self.go(Destination("case", self._case.case_id, self._case.witness_id, tab))

    def _allow_tabs(self) -> None:
        """The tabs of a case can be chosen only while one is in view."""
        for action in self._tab_actions:
            action.setEnabled(self.session is not None and self.frame.current_page() == "case")

    def back(self) -> None:
        """Go back to where one came from, to the same row."""
        if self._history:
            self.go(self._history.pop(), remember=False)

    def find_case(self) -> None:
        """Go to the list of cases with the cursor in its search box."""
        self.go(Destination("cases"))
        page = self.frame.page("cases")
        page.focus_search()  # type: ignore[attr-defined]

    def new_case(self) -> None:
        if self.session is None:
            return
        case_id = ask_new_case(self.session, self.frame)
        if case_id:
            self.go(Destination("case", case_id))

    def import_list(self) -> None:
        if self.session is not None:
            open_import(self.session, self.frame)

    def export(self) -> None:
        """Export papers of the witness in view."""
        if self.session is None:
            return
        if self._case is None or self.frame.current_page() != "case":
            self.frame.set_status("Open a case first; papers are made for one witness.", say=True)
            return
        self.go(Destination("export", self._case.case_id, self._case.witness_id))

    def _rail_asked(self, key: str) -> None:
        if key == "lock":
            self.lock()
        else:
            self.go(Destination(key))

    def _may_leave(self) -> bool:
        if self._case is None or not self._case.has_unsaved():
            return True
        answer = self._dialogs.ask_discard()
        if answer == "keep":
            return False
        if answer == "save":
            return bool(self._case.save())
        self._case.discard()
        return True

    # ------------------------------------------------------------ looks

    def _scale(self, scale: int) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.set_text_scale(application, scale)
        self.frame.set_status(f"Text at {theme.text_scale()} %", say=True)
        self._remember_looks()

    def _set_theme(self, name: str) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, name, theme.text_scale())
        self._remember_looks()

    def _remember_looks(self) -> None:
        looks.remember(looks.Looks(str(theme.chosen()), theme.text_scale()))

    # ------------------------------------------------------------ idle and closing

    def _warn_idle(self) -> None:
        self.frame.add_banner(
            Banner(
                "warning",
                "The office file locks in 60 seconds.",
                "Press any key to go on. What you typed is kept.",
                key="idle",
            )
        )
        self._last_minute.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel) and self.session is not None:
            self._idle.start()
            if self._last_minute.isActive():
                self._last_minute.stop()
                self.frame.banners.remove("idle")
        if watched is self.frame and isinstance(event, QCloseEvent):
            if not self._may_leave():
                event.ignore()
                return True
            self.lock(ask=False)
        return super().eventFilter(watched, event)


def _ask_editor(name: str) -> None:
    """Have the text field with the focus do what the Edit menu says; nothing where none has it."""
    command = getattr(QApplication.focusWidget(), name, None)
    if callable(command):
        command()
