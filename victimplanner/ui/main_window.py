"""The window in use: it composes the screens, carries them to where they ask, and locks.

The only module that knows several screens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from victimplanner.domain.people import USER_ROLE_WORDS
from victimplanner.services.context import App
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.idle_lock import IDLE_MINUTES, IdleLock
from victimplanner.ui.menus import Menus
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.batch.view import open_batch
from victimplanner.ui.screens.cases.new_case import ask_new_case
from victimplanner.ui.screens.cases.view import CasesView
from victimplanner.ui.screens.export.view import open_export
from victimplanner.ui.screens.guide.view import open_guide
from victimplanner.ui.screens.imports.view import open_import
from victimplanner.ui.screens.inspection.view import open_inspection
from victimplanner.ui.screens.people.view import open_people
from victimplanner.ui.screens.readiness.view import open_readiness
from victimplanner.ui.screens.sites.view import open_sites
from victimplanner.ui.screens.topics.view import open_topics
from victimplanner.ui.screens.unit.view import OFFICE, RULES, new_rules_banner, open_unit
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.worklist.view import WorklistView
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame, Banner
from victimplanner.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from victimplanner.ui.screens.case.view import CaseView
    from victimplanner.ui.screens.meeting.view import MeetingView

_CASE_TABS = (
    ("overview", "&Overview"),
    ("measures", "&Special measures"),
    ("meeting", "&Meetings"),
    ("contact", "&Contact"),
    ("section_28", "Section &28"),
    ("links", "&Live link"),
    ("duties", "Code &duties"),
    ("exports", "&Exports"),
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
        self.menus = Menus(frame)
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
        frame.add_page("calendar", "calendar", "Calendar", self._make_calendar, tip="Ctrl+3")
        frame.add_page("all_duties", "duties", "Duties", self._make_all_duties, tip="Ctrl+4")
        frame.add_page("reports", "reports", "Reports", self._make_reports, tip="Ctrl+5")
        frame.add_hidden_page("case", self._make_case)
        frame.rail.add_action("lock", "lock", "Lock", tip="Ctrl+L")
        frame.page_asked.connect(self._rail_asked)

    def _build_menus(self) -> None:
        menus = self.menus
        file = menus.menu("&File")
        menus.add(file, "&Import a list…", "Ctrl+I", self.import_list)
        menus.add(file, "&Export PDF…", "Ctrl+E", self.export)
        menus.add(file, "Export for the l&ist…", "", self.export_list)
        file.addSeparator()
        menus.add(file, "&Lock", "Ctrl+L", self.lock)
        menus.add(file, "&Close", "Ctrl+Q", self.frame.close, always=True)
        menus.add_editing(menus.menu("&Edit"))
        view = menus.menu("&View")
        menus.add(view, "&Worklist", "Ctrl+1", lambda: self.go(Destination("worklist")))
        menus.add(view, "&Cases", "Ctrl+2", lambda: self.go(Destination("cases")))
        menus.add(view, "C&alendar", "Ctrl+3", lambda: self.go(Destination("calendar")))
        menus.add(view, "&Duties", "Ctrl+4", lambda: self.go(Destination("all_duties")))
        menus.add(view, "&Reports", "Ctrl+5", lambda: self.go(Destination("reports")))
        menus.add(view, "&Back", "Alt+Left", self.back)
        view.addSeparator()
        menus.add_looks(view)
        case = menus.menu("&Case")
        self._new_action = menus.add(case, "&New case…", "Ctrl+N", self._new)
        menus.add(case, "&Find a case", "Ctrl+K", self.find_case)
        case.addSeparator()
        self._tab_actions = [menus.add(case, words, "", lambda t=tab: self._show_tab(t)) for tab, words in _CASE_TABS]
        self._tab_actions.append(menus.add(case, "First &hearing…", "", lambda: self.open_readiness(of_case=True)))
        case.aboutToShow.connect(self._allow_tabs)
        tools = menus.menu("&Tools")
        menus.add(tools, "Readiness of &all cases…", "", self.open_readiness)
        menus.add(tools, "&Inspection…", "", self.open_inspection)
        tools.addSeparator()
        menus.add(tools, "&People…", "", self.open_people)
        menus.add(tools, "&Sites and rooms…", "", self.open_sites)
        menus.add(tools, "Meeting &topics…", "", self.open_topics)
        menus.add(tools, "&Office details, limits and rules…", "", self.open_unit)
        menus.add(menus.menu("&Help"), "&Guide", "F1", lambda: open_guide(self.frame), always=True)

    def _build_idle(self) -> None:
        self.idle = IdleLock(self)
        self.idle.warned.connect(self._warn_idle)
        self.idle.went_on.connect(lambda: self.frame.banners.remove("idle"))
        self.idle.timed_out.connect(lambda: self.lock(ask=False))

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

    def _make_calendar(self) -> QWidget:
        from victimplanner.ui.screens.calendar.view import CalendarView

        assert self.session is not None
        view = CalendarView(self.session)
        view.asked.connect(self.go)
        view.said.connect(self.frame.set_status)
        return view

    def _make_all_duties(self) -> QWidget:
        from victimplanner.ui.screens.all_duties.view import AllDutiesView

        assert self.session is not None
        view = AllDutiesView(self.session)
        view.asked.connect(self.go)
        view.said.connect(self.frame.set_status)
        return view

    def _make_reports(self) -> QWidget:
        from victimplanner.ui.screens.reports.view import ReportsView

        assert self.session is not None
        view = ReportsView(self.session)
        view.asked.connect(self.go)
        view.inspection_asked.connect(self.open_inspection)
        view.readiness_asked.connect(self.open_readiness)
        view.said.connect(self.frame.set_status)
        return view

    def _make_case(self) -> QWidget:
        from victimplanner.ui.screens.case.view import CaseView
        from victimplanner.ui.screens.contact.view import ContactView
        from victimplanner.ui.screens.duties.view import DutiesView
        from victimplanner.ui.screens.links.view import LinksView
        from victimplanner.ui.screens.measures.view import MeasuresView
        from victimplanner.ui.screens.meeting.view import MeetingView
        from victimplanner.ui.screens.register.view import RegisterView
        from victimplanner.ui.screens.section_28.view import Section28View

        assert self.session is not None
        case = CaseView(self.session)
        meeting = self._meeting = MeetingView(self.session)
        links = LinksView(self.session)
        links.directory_asked.connect(self.open_sites)
        for key, title, view in (
            ("measures", "Special measures", MeasuresView(self.session)),
            ("meeting", "Meetings", meeting),
            ("contact", "Contact", ContactView(self.session)),
            ("section_28", "Section 28", Section28View(self.session)),
            ("links", "Live link", links),
            ("duties", "Code duties", DutiesView(self.session)),
            ("exports", "Exports", RegisterView(self.session)),
        ):
            case.add_tab(key, title, view)
            view.asked.connect(self.go)
            view.said.connect(self.frame.set_status)
        case.asked.connect(self.go)
        case.said.connect(self.frame.set_status)
        case.record_contact_asked.connect(self.record_contact)
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
        self.menus.set_open(True)
        self._history.clear()
        self.frame.set_locked(False)
        self.go(Destination("worklist"))
        self._offer_new_rules()
        self.idle.start()

    def lock(self, ask: bool = True) -> bool:
        """Lock: close the office file and show nothing but the unlock page. Unsaved work asks, or is kept as a draft."""
        if self.session is None:
            return True
        if ask and not self._may_leave():
            return False
        for window in QApplication.topLevelWidgets():
            is_popup = window.windowType() == Qt.WindowType.Popup  # the working of a date, for instance
            if window is self.frame or not window.isVisible() or not (window.isModal() or is_popup):
                continue
            if isinstance(window, FormDialog):  # closing a form asks about what was typed, and waits unlocked
                window.keep_words()
            else:
                window.close()
            if isinstance(window, QDialog) and window.isVisible():  # nor does one stay that waits for its own work
                window.done(QDialog.DialogCode.Rejected)
        self.idle.stop()
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
        self.menus.set_open(False)
        session.close()
        session.deleteLater()
        self._unlock.view_model.locked()
        self._unlock.focus_first()
        return True

    def _office_may_have_changed(self, changed: object) -> None:
        if self.session is not None and "Office" in getattr(changed, "kinds", ()):
            self.frame.set_practice(self.session.app.office.is_practice)
        if "RuleEdition" in getattr(changed, "kinds", ()):
            self._offer_new_rules()

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
        if destination.page == "batch":
            self.export_list()
            return
        leaving_case = self.frame.current_page() == "case" and destination.page != "case"
        other_witness = destination.page == self._here.page == "case" and (
            destination.case_id != self._here.case_id
            or (self._case is not None and destination.witness_id not in ("", self._case.witness_id))
        )
        if (leaving_case or other_witness) and not self._may_leave():
            return
        if remember and destination != self._here:
            self._history.append(self._left())
        self._here = destination
        self._new_action.setText("&New meeting…" if destination.page == "calendar" else "&New case…")
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

    def _left(self) -> Destination:
        """Where one is now: of a case the tab and the witness in view, whichever way they came there."""
        if self._case is None or self._here.page != "case":
            return self._here
        tab, witness = self._case.tabs.current(), self._case.witness_id
        if tab == self._here.tab and self._here.witness_id in ("", witness):
            return replace(self._here, witness_id=witness)
        return Destination("case", self._case.case_id, witness, tab)

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
            self.go(self._history[-1], remember=False)
            if self._here == self._history[-1]:  # whoever stays with unsaved work can still go back later
                self._history.pop()

    def find_case(self) -> None:
        """Go to the list of cases with the cursor in its search box."""
        self.go(Destination("cases"))
        page = self.frame.page("cases")
        page.focus_search()  # type: ignore[attr-defined]

    def _new(self) -> None:
        """Ctrl+N: a meeting in the calendar, elsewhere a case; the menu says which."""
        if self.frame.current_page() == "calendar":
            self.frame.page("calendar").ask_new()  # type: ignore[attr-defined]
        else:
            self.new_case()

    def new_case(self) -> None:
        if self.session is None:
            return
        case_id = ask_new_case(self.session, self.frame)
        if case_id:
            self.go(Destination("case", case_id))

    def import_list(self) -> None:
        if self.session is not None:
            open_import(self.session, self.frame)

    def open_sites(self) -> None:
        """Show the directory of sites and rooms."""
        if self.session is not None:
            open_sites(self.session, self.frame)

    def open_people(self) -> None:
        """Show the directory of people."""
        if self.session is not None:
            open_people(self.session, self.frame)

    def open_readiness(self, of_case: bool = False) -> None:
        """Show what is ready before the first hearing: of the case in view, or of all to come."""
        if self.session is not None:
            case_id = self._case.case_id if of_case and self._case is not None else ""
            open_readiness(self.session, self.frame, self.go, case_id)

    def open_inspection(self) -> None:
        """Show an inspector's questions for one case or a sample."""
        if self.session is not None:
            open_inspection(self.session, self.frame, self.go)

    def open_topics(self) -> None:
        """Show what meetings cover, and what they must not."""
        if self.session is not None:
            open_topics(self.session, self.frame)

    def open_unit(self, section: str = OFFICE) -> None:
        """Show the office's details, its own limits, the days it counts by or the rules in use."""
        if self.session is not None:
            open_unit(self.session, self.frame, section)

    def _offer_new_rules(self) -> None:
        """Say over every page that new rules wait, until they are confirmed."""
        self.frame.banners.remove("new_rules")
        banner = new_rules_banner(self.session, lambda: self.open_unit(RULES)) if self.session is not None else None
        if banner is not None:
            self.frame.add_banner(banner)

    def record_contact(self, case_id: str, witness_id: str) -> None:
        """Ask for a contact with a witness, over the tab in view."""
        from victimplanner.ui.screens.contact.record_dialog import open_record_contact

        if self.session is not None:
            open_record_contact(
                self.session, self.frame, case_id, witness_id, lambda words: self.frame.set_status(words, say=True)
            )

    def export(self) -> None:
        """Export papers of the witness in view, or the report in view."""
        if self.session is None:
            return
        if self.frame.current_page() == "reports":
            self.frame.page("reports").ask_export()  # type: ignore[attr-defined]
            return
        if self._case is None or self.frame.current_page() != "case":
            self.frame.set_status("Open a case first; papers are made for one witness.", say=True)
            return
        self.go(Destination("export", self._case.case_id, self._case.witness_id))

    def export_list(self) -> None:
        """Make one paper for every witness of the list in view: the worklist or the cases, as filtered."""
        if self.session is None:
            return
        if self.frame.current_page() not in ("worklist", "cases"):
            self.frame.set_status("Go to the worklist or the cases first; the list there says for whom.", say=True)
            return
        if not self.session.app.may("paper.issue"):
            self.frame.set_status("Your role reads papers and issues none. Ask a caseworker or a manager.", say=True)
            return
        page = self.frame.page(self.frame.current_page())
        open_batch(self.session, self.frame, page.listed())  # type: ignore[attr-defined]

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

    # ------------------------------------------------------------ idle and closing

    def _warn_idle(self) -> None:
        self.frame.add_banner(
            Banner(
                "warning",
                "The office file locks in 60 seconds.",
                "Press any key to go on. Meetings, contacts and decisions being typed are kept; other unsaved text is lost.",
                key="idle",
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.frame and isinstance(event, QCloseEvent):
            if not self._may_leave():
                event.ignore()
                return True
            self.lock(ask=False)
        return super().eventFilter(watched, event)
