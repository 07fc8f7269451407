"""The case panel at the left: who she is to the case, how she may be reached, who else is on it. Never closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.case.contact_box import ContactBox
from victimplanner.ui.screens.case.state import CasePageState, PersonLine
from victimplanner.ui.widgets import IconButton, clear_layout, label
from victimplanner.ui.widgets.layout import WordScrollArea

WIDTH = 246
_WIDEST = 1.6  # times the width at most, at large text


class CasePanel(WordScrollArea):
    """Witness, safe contact, people. It scrolls; it is always there."""

    def __init__(
        self,
        turn_name: Callable[[], None],
        reveal: Callable[[str], None],
        change_contact: Callable[[], None],
        record_contact: Callable[[], object],
        name_people: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("casePanel")
        self.setAccessibleName("Case panel")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._people: tuple[PersonLine, ...] = ()
        content = QWidget()
        content.setProperty("bar", "left")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._head(turn_name))
        self.contact = ContactBox(reveal, change_contact, record_contact)
        column.addWidget(self.contact)
        people = QHBoxLayout()
        people.addWidget(label("People on this case", "strong"), 1)
        self.name_people = IconButton("pencil", "Name people…", framed=False, small=True, object_name="panelNamePeople")
        self.name_people.clicked.connect(name_people)
        people.addWidget(self.name_people)
        column.addLayout(people)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.setWidget(content)
        self._content = content
        theme.signals().changed.connect(self._size)
        self._size()

    def _head(self, turn_name: Callable[[], None]) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.badge = label("", "avatar")
        self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.witness = label("", "strong", wrap=True)
        self.about = label("", "small", wrap=True)
        self.name = label("", "small", wrap=True)
        self.name.setObjectName("witnessName")
        for part in (self.witness, self.about, self.name):
            words.addWidget(part)
        self.eye = IconButton("eye", "Reveal name", key="Ctrl+R", object_name="panelReveal")
        self.eye.clicked.connect(turn_name)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.eye, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _size(self) -> None:
        wide = min(theme.px(WIDTH), round(WIDTH * _WIDEST))
        self.setFixedWidth(wide)
        self.badge.setFixedSize(theme.px(34), theme.px(34))

    def show_state(self, state: CasePageState) -> None:
        """Write everything from the state."""
        self.badge.setText(state.label)
        self.witness.setText(f"Witness {state.label}" if state.label else "")
        self.about.setText(state.about)
        shown = bool(state.shown_name)
        self.name.setText(state.shown_name if shown else "Name hidden" if state.label else "")
        theme.set_role(self.name, "strong" if shown else "small")
        self.eye.set_icon_name("eye-off" if shown else "eye")
        self.eye.set_tip("Hide name" if shown else "Reveal name", "Ctrl+R")
        self.contact.show_contact(state.contact, state.shown_contact, state.may_change)
        self.name_people.setEnabled(state.may_change)
        if state.people != self._people or not self._rows.count():
            self._people = state.people
            self._show_people()

    def _show_people(self) -> None:
        clear_layout(self._rows)
        for line in self._people:
            self._rows.addWidget(_PersonRow(line))
        if not self._people:
            self._rows.addWidget(label("Nobody is named yet.", "small", wrap=True))


class _PersonRow(QWidget):
    """A part and a name; the telephone button opens the number and the hours under it."""

    def __init__(self, line: PersonLine) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 3)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.px(78))
        role = label(line.role, "small", wrap=True)
        name = label(line.name, "body", wrap=True)
        name.setAccessibleName(f"{line.role}: {line.name}")
        grid.addWidget(role, 0, 0)
        grid.addWidget(name, 0, 1)
        person = line.person
        reach = "\n".join(filter(None, [person.organisation, person.phone, person.hours, person.email]))
        self.reach = label(reach, "small", wrap=True)
        self.reach.hide()
        grid.addWidget(self.reach, 1, 0, 1, 3)
        if reach:
            self.phone = IconButton("phone", f"How to reach {line.role}", framed=False, small=True)
            self.phone.clicked.connect(lambda: self.reach.setVisible(self.reach.isHidden()))
            grid.addWidget(self.phone, 0, 2)
        self.setProperty("bar", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
