"""The directory of people, in a dialog over the window: look, add, change, take out, times away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.people import Person
from victimplanner.ui import formats, theme
from victimplanner.ui.screens.people.absences import AbsencesView, open_absences
from victimplanner.ui.screens.people.forms import ask_remove, edit_person
from victimplanner.ui.screens.people.view_model import ONLY_TIMES, PeopleViewModel, PersonLine
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    CheckField,
    Column,
    EmptyState,
    FlowRow,
    PageHeading,
    PrimaryButton,
    RecordTable,
    SearchBox,
    SecondaryButton,
    announce,
    label,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog

_NOTE = "Whom the office works with. Never a witness or the accused."


def _removed(line: PersonLine) -> str:
    on = line.person.removed_on
    return f"{formats.day_month_year(on)}: {line.person.removed_reason}" if on else line.busy


_COLUMNS = (
    Column("Name", lambda p: p.person.name, second=lambda p: p.person.organisation, stretch=4, bold=True),
    Column("Telephone", lambda p: p.person.phone or formats.UNKNOWN, second=lambda p: p.person.email, stretch=3),
    Column("Hours", lambda p: p.person.hours or formats.UNKNOWN, stretch=3),
    Column("Named in", lambda p: p.named, second=lambda p: p.still_open, width=108),
    Column(
        "Away",
        lambda p: p.away,
        second=_removed,
        pill=lambda p: ("grey", "Removed") if p.person.is_removed else None,
        stretch=4,
    ),
)


class PeopleView(QDialog):
    """A line for each person. Enter or F2 changes one; Ctrl+F searches."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("People")
        self.setObjectName("peopleView")
        self._session = session
        self.view_model = PeopleViewModel(session, self)
        self._build()
        self._connect()
        self._show()
        self.table.setFocus()
        fit_to_screen(self, 1000, 640)

    def _build(self) -> None:
        self.add = SecondaryButton("&Add person…", icon="plus", object_name="addPerson")
        self.change = PrimaryButton("&Change person…", key="F2", object_name="changePerson")
        self.away = SecondaryButton("A&bsences…", object_name="absencesOf")
        self.busy = SecondaryButton("&Take in busy times…", icon="import", object_name="takeInBusyTimes")
        self.busy.setToolTip(f"From a diary file (.ics). {ONLY_TIMES}")
        self.remove = SecondaryButton("&Remove…", kind="danger", object_name="removePerson")
        self.put_back = SecondaryButton("&Put back", object_name="putBackPerson")
        self.search = SearchBox("Find a person")
        self.search.setMinimumWidth(theme.px(260))
        self.removed = CheckField("Show removed", name="showRemoved")
        self.count = label("", "small")
        self.banners = BannerStack()
        self.table = RecordTable(_COLUMNS, "People", ring="row", object_name="people")
        self.card = Card("", flush=True)
        self.card.body.addWidget(self.table)
        self.empty = EmptyState("")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        heading = PageHeading("People", _NOTE, self.add, self.away, self.busy, self.put_back, self.remove, self.change)
        looking = FlowRow(self.search, self.count, self.removed, gap=12)
        for part, stretch in ((heading, 0), (looking, 0), (self.banners, 0), (self.card, 1), (self.empty, 1)):
            column.addWidget(part, stretch)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.view_model.search)
        self.search.left_downwards.connect(self.table.setFocus)
        self.removed.changed.connect(lambda: self.view_model.show_removed(self.removed.value()))
        self.add.clicked.connect(lambda: self.edit(None))
        self.change.clicked.connect(lambda: self._with_current(self.edit))
        self.away.clicked.connect(lambda: self._with_current(self.show_absences))
        self.busy.clicked.connect(lambda: self._with_current(self.take_in))
        self.remove.clicked.connect(lambda: self._with_current(self.ask_remove))
        self.put_back.clicked.connect(lambda: self._with_current(self.view_model.put_back))
        self.table.record_activated.connect(lambda _line: self._change_current())
        self.table.current_record_changed.connect(lambda _line: self._allow())
        for keys, act in (("F2", self._change_current), ("Ctrl+F", self._find)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view_model.state_changed.connect(self._show)

    def _show(self) -> None:
        state = self.view_model.state
        if self.count.text() != state.count_words:
            self.count.setText(state.count_words)
            if state.text:
                announce(self, state.count_words)
        self.table.set_highlight(state.text.strip())
        if tuple(self.table.records.rows()) != state.lines:
            self.table.set_rows(state.lines)
            if self.table.current_record() is None:
                self.table.select_row(0)
        self.card.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        if state.text.strip():
            self.empty.set_words("Nobody matches.", "Tick “Show removed” to look among those as well.")
        else:
            self.empty.set_words(
                "Nobody is in the directory.", "Add a person; a case list that is imported adds them too."
            )
        self._show_message()
        self._allow()

    def _show_message(self) -> None:
        state = self.view_model.state
        message = ("info", "The diary file is being read.", "") if state.is_reading else state.message
        if message is None:
            self.banners.clear()
        elif [banner.sentence for banner in self.banners.banners()] != [message[1]]:
            banner = Banner(*message, closable=not state.is_reading)
            banner.closed.connect(self.view_model.forget_message)
            self.banners.set_banners([banner])

    def _allow(self) -> None:
        """Each button works where it can do something for the current person."""
        line, may = self.table.current_record(), self.view_model.may_change
        is_named = line is not None and not line.person.is_removed
        self.add.setEnabled(may)
        self.away.setEnabled(is_named)
        for button in (self.change, self.remove):
            button.setEnabled(may and is_named)
        self.busy.setEnabled(may and is_named and not self.view_model.state.is_reading)
        self.put_back.setVisible(self.view_model.state.shows_removed)
        self.put_back.setEnabled(may and line is not None and line.person.is_removed)

    # ------------------------------------------------------------ acting

    def edit(self, person: Person | None) -> FormDialog:
        """Add a person, or change one."""
        return edit_person(self._session, self.view_model, self, person, self.table.select_record)

    def ask_remove(self, person: Person) -> FormDialog:
        """Show where somebody is named and ask who takes over."""
        return ask_remove(self._session, self.view_model, self, person)

    def show_absences(self, person: Person) -> AbsencesView:
        """Show when somebody is away."""
        return open_absences(self._session, self.view_model, person, self)

    def take_in(self, person: Person) -> None:
        """Choose a diary file and take in when this person is busy."""
        path = self._session.dialogs.open_file("Take in busy times", "Diary files (*.ics)")
        if path is not None:
            self.view_model.take_in(person, path)

    def _with_current(self, act: Callable[[Person], object]) -> None:
        line = self.table.current_record()
        if line is not None:
            act(line.person)

    def _change_current(self) -> None:
        if self.change.isEnabled():
            self._with_current(self.edit)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def open_people(session: Session, parent: QWidget | None) -> PeopleView:
    """Open the directory over the window."""
    view = PeopleView(session, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.open()
    return view
