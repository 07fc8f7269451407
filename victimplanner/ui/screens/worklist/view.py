"""The worklist: what is due, by which rule, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.due_item import DueItem
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.worklist.banners import WorklistBanners
from victimplanner.ui.screens.worklist.bar import WorklistBar, matching_words
from victimplanner.ui.screens.worklist.detail import ItemDetail
from victimplanner.ui.screens.worklist.dialogs import WorklistDialogs
from victimplanner.ui.screens.worklist.empty import EmptyOffice
from victimplanner.ui.screens.worklist.leave import LeaveForm
from victimplanner.ui.screens.worklist.view_model import WorklistViewModel
from victimplanner.ui.screens.worklist.words import COLUMNS, OWNER, RULE, number_words, status_words
from victimplanner.ui.session import Session
from victimplanner.ui.telling import ask_told
from victimplanner.ui.widgets import (
    EmptyState,
    Group,
    GroupedList,
    LinkButton,
    PageHeading,
    PrimaryButton,
    SecondaryButton,
    announce,
)
from victimplanner.ui.widgets.why_popover import show_why

_ROOM_FOR_COLUMN = {OWNER: 900, RULE: 740}  # widths of the page at 100 % text
_ROOM_FOR_DETAIL = 1500  # of the page itself: a window of 1600
_ROOM_FOR_HEADING = 900
_KEPT_KEYS = 9
_NOTE = "What is due, for whom, by which rule, and why."


class WorklistView(QWidget):
    """The first page after unlocking."""

    asked = Signal(object)  # Destination
    new_case_asked = Signal()
    import_asked = Signal()
    said = Signal(str)
    KEY_HINTS = (
        ("↑↓", "Move"),
        ("Enter", "Open"),
        ("Shift+F1", "Why"),
        ("Ctrl+D", "Done"),
        ("F5", "Recount"),
        ("Ctrl+K", "Find"),
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("worklistView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = WorklistViewModel(session, self)
        self.view_model.asked.connect(self.asked)
        self.dialogs = WorklistDialogs(session, self.view_model, self)
        self._groups_shown: object = None
        self._announced = ""
        self._hidden: set[int] = set()
        self._build()
        self._connect()
        self.view_model.state_changed.connect(self._show)
        self._show()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        column.setSpacing(theme.CARD_GAP)
        self.more = SecondaryButton("&More…", object_name="moreWork")
        self.done = SecondaryButton("Mark as &done…", key="Ctrl+D", object_name="markDone")
        self.open = SecondaryButton("&Open case", key="Enter", object_name="openItem")
        self.new = PrimaryButton("&New case", icon="plus", key="Ctrl+N", object_name="newCase")
        self.banners = WorklistBanners(self.view_model)
        self.bar = WorklistBar(self.view_model)
        self.heading = PageHeading("Worklist", _NOTE, self.more, self.done, self.open, self.new)
        for part in (self.heading, self.banners, self.bar):
            column.addWidget(part)
        self.list = GroupedList(COLUMNS, "Worklist", several=True)
        self.nothing = EmptyState("Nothing is due.", "", icon="check")
        self.empty = EmptyOffice()
        self.pages = QStackedWidget()
        for page in (self.list, self.nothing, self.empty):
            self.pages.addWidget(page)
        self.show_more = LinkButton("Show more", object_name="showMore")
        self.detail = ItemDetail()
        self.detail.hide()
        panes = QHBoxLayout()
        panes.setSpacing(theme.SPACE_3)
        panes.addWidget(self.pages, 1)
        panes.addWidget(self.detail)
        column.addLayout(panes, 1)
        column.addWidget(self.show_more)
        self.more.setMenu(self._menu())

    def _menu(self) -> QMenu:
        menu = QMenu(self.more)
        self._entries = []
        for words, act, on_item, needs in (
            ("&Put off…", self._put_off, True, "duty.plan"),
            ("&Hand over…", self._hand_over, True, "duty.plan"),
            ("&Why this date?\tShift+F1", self._why, True, ""),
            ("&Leave and leavers…", self._ask_leave, False, "duty.plan"),
            ("E&xport for the list…", lambda: self.asked.emit(Destination("batch")), False, "paper.issue"),
        ):
            if not on_item:
                menu.addSeparator()
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self._entries.append((action, on_item, needs))
        menu.addMenu(self.bar.filters)
        menu.aboutToShow.connect(self._allow)
        return menu

    def _connect(self) -> None:
        model = self.view_model
        self.bar.search.left_downwards.connect(self._into_list)
        self.bar.search.returnPressed.connect(self._into_list)
        self.bar.keep_asked.connect(lambda: self.dialogs.keep_filter())
        self.bar.manage_asked.connect(lambda: self.dialogs.manage_filters())
        self.list.record_activated.connect(model.acts.go)
        self.list.current_record_changed.connect(model.choose)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.show_more.clicked.connect(model.show_more)
        self.detail.open_asked.connect(self._open_current)
        self.detail.done_asked.connect(self._finish_current)
        self.detail.why_asked.connect(self._why)
        self.open.clicked.connect(self._open_current)
        self.done.clicked.connect(self._finish_current)
        self.new.clicked.connect(self.new_case_asked)
        self.empty.new_case_asked.connect(self.new_case_asked)
        self.empty.import_asked.connect(self.import_asked)
        self.empty.practice_asked.connect(model.fill_practice)
        theme.signals().changed.connect(self._give_room)
        for keys, act in (
            ("Ctrl+D", self._finish_current),
            ("Ctrl+T", self._finish_current),
            ("F5", self._recount),
            ("Shift+F1", self._why),
            ("Ctrl+F", self.bar.search.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, act)
        for number in range(1, _KEPT_KEYS + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda n=number: self._use_filter(n))

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.banners.show_state(state)
        self.bar.show_state(state)
        self._show_groups()
        self.empty.show_filling(state.is_filling)
        self.detail.show_detail(state.detail)
        self.list.set_highlight(state.choices.text.strip())
        is_plain = state.choices.is_plain
        self.nothing.set_words("Nothing is due." if is_plain else "Nothing matches the filter.", state.next_words)
        for part in (self.bar, self.done, self.more):
            part.setVisible(state.has_cases)
        self.open.setVisible(state.has_cases and self._is_roomy())
        self.show_more.setVisible(state.has_cases and state.has_more)
        shown_page = self.empty if not state.has_cases else self.list if state.groups else self.nothing
        began = self.pages.currentWidget() is self.empty and shown_page is self.list
        self.pages.setCurrentWidget(shown_page)
        if began and self.isVisible():
            self.list.setFocus()
        self.detail.setVisible(state.has_cases and self.width() >= theme.px(_ROOM_FOR_DETAIL))
        self.said.emit(status_words(state))
        self._announce(matching_words(state))

    def _announce(self, words: str) -> None:
        """Read out how many match, where another choice changed that."""
        if words != self._announced:
            if self._announced and self.isVisible():
                announce(self, words)
            self._announced = words

    def _show_groups(self) -> None:
        """Fill the list; where the current item has gone, the one that took its place is current."""
        groups = self.view_model.state.groups
        if groups == self._groups_shown:
            return
        before, current = self.list.groups.records(), self.list.current_record()
        place = next((n for n, item in enumerate(before) if current is not None and item.key == current.key), 0)
        bar = self.list.verticalScrollBar()
        scrolled = bar.value()
        self._groups_shown = groups
        self.list.set_groups([Group(g.title, g.note, g.items, number_words(g)) for g in groups])
        after = self.list.groups.records()
        if self.list.current_record() is None and after:
            same = next((item for item in after if current is not None and item.key == current.key), None)
            self.list.select_record(same or after[min(place, len(after) - 1)])
        bar.setValue(min(scrolled, bar.maximum()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view_model.freshness.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view_model.freshness.set_watched(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """From 1600 pixels on, the item in full stands beside the list."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Large text in a narrow window: owner and rule give way; the rule stands in “Why this date?” as well."""
        hidden = {column for column, least in _ROOM_FOR_COLUMN.items() if self.width() < theme.px(least)}
        if hidden != self._hidden:
            self._hidden = hidden
            self.list.set_hidden(hidden)
        self.heading.set_words("Worklist", _NOTE if self._is_roomy() else "")
        self.open.setVisible(self.view_model.state.has_cases and self._is_roomy())
        roomy = self.width() >= theme.px(_ROOM_FOR_DETAIL) and self.view_model.state.has_cases
        self.detail.setVisible(roomy)
        self.view_model.show_details(roomy)

    def _is_roomy(self) -> bool:
        """Whether the heading has room for all; otherwise Enter alone opens the case."""
        return self.width() >= theme.px(_ROOM_FOR_HEADING)

    def arrive(self) -> None:
        """The page is shown again: keep the row, take the focus."""
        self.said.emit(status_words(self.view_model.state))
        if not self.view_model.state.has_cases:
            self.empty.focus_first()
            return
        if self.list.current_record() is None:
            self.list.select_first()
        self.list.setFocus()

    # ------------------------------------------------------------ intentions

    def _into_list(self) -> None:
        if self.list.groups.records():
            self.list.setFocus()

    def _scrolled(self, value: int) -> None:
        """At the end of the list further lines are read."""
        bar = self.list.verticalScrollBar()
        if self.isVisible() and bar.maximum() > 0 and value >= bar.maximum():
            self.view_model.show_more()

    def listed(self) -> list[tuple[str, str]]:
        """Return case and witness of the items marked, or of all in view when one at most is; each witness once."""
        marked = self._chosen()
        items = marked if len(marked) > 1 else self.list.groups.records()
        return list(dict.fromkeys((item.case_id, item.witness_id) for item in items))

    def _chosen(self) -> list[DueItem]:
        return self.list.chosen_records()

    def _allow(self) -> None:
        for action, on_item, needs in self._entries:
            may = not needs or self._session.app.may(needs)
            action.setEnabled(may and (not on_item or bool(self._chosen())))

    def _open_current(self) -> None:
        if (item := self.list.current_record()) is not None:
            self.view_model.acts.go(item)

    def _finish_current(self) -> None:
        """Ctrl+D: done at once, asked for in the small dialog, or gone to where it is done."""
        if (item := self.list.current_record()) is None or not self.view_model.acts.is_one(self._chosen()):
            return
        asked = self.view_model.acts.finish(item)
        if asked is not None and ask_told(self._session, self, *asked):
            self.view_model.acts.told(asked[0])

    def _put_off(self) -> None:
        if items := self._chosen():
            self.dialogs.put_off(items)

    def _hand_over(self) -> None:
        if items := self._chosen():
            self.dialogs.hand_over(items)

    def _ask_leave(self) -> None:
        LeaveForm(self._session, self.view_model, self).open()

    def _use_filter(self, number: int) -> None:
        if self.view_model.use_filter(number):
            announce(self, self.view_model.state.filters[number - 1].name)

    def _recount(self) -> None:
        self.view_model.recount()
        announce(self, matching_words(self.view_model.state))

    def _why(self) -> None:
        item = self.list.current_record()
        working = self.view_model.acts.working(item) if item is not None else None
        if working is not None:
            show_why(working, self.list.viewport(), self.list.visualRect(self.list.currentIndex()))
