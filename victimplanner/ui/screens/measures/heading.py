"""The heading of the Special measures tab: whose measures, and what can be done; rarer things in one menu."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.measures.state import MeasuresPage
from victimplanner.ui.widgets import FlowRow, LinkButton, PrimaryButton, SecondaryButton, label


class MeasuresHeading(QWidget):
    """Title and buttons in one line; the buttons go under the title where there is no room for both."""

    opt_out_asked = Signal()
    intermediary_asked = Signal()
    proceedings_asked = Signal()
    carry_over_asked = Signal()
    review_asked = Signal()
    record_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.application = SecondaryButton("Applicatio&n…", object_name="application")
        self.told = SecondaryButton("&Told witness…", key="Ctrl+T", object_name="told")
        self.more = SecondaryButton("&More…", object_name="moreMeasures")
        self.edit = PrimaryButton("E&dit decision", icon="pencil", key="F2", object_name="editDecision")
        self.title = label("Special measures", "title")
        self.note = label("", "small")
        self.take_views = LinkButton("Take views…", object_name="takeViews")
        self.more.setMenu(self._menu())
        self._words = FlowRow(self.title, self.note, self.take_views, gap=10)
        self._buttons = FlowRow(self.more, self.application, self.told, self.edit, right=True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE_2)
        self._box.addWidget(self._words, 1)
        self._box.addWidget(self._buttons)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.opt_out = self._entry(menu, "&Opt-out from the primary rule…", self.opt_out_asked)
        self.intermediary = self._entry(menu, "&Intermediary…", self.intermediary_asked)
        self.proceedings = self._entry(menu, "&Proceedings changed…", self.proceedings_asked)
        self.carry_over = self._entry(menu, "&Carry views over…", self.carry_over_asked)
        menu.addSeparator()
        self.review = self._entry(menu, "&What a reviewer asks", self.review_asked)
        self.record = self._entry(menu, "P&rint the special measures record…", self.record_asked)
        return menu

    def _entry(self, menu: QMenu, words: str, asked: SignalInstance) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda: asked.emit())
        return action

    def show_page(self, page: MeasuresPage) -> None:
        """Write the title, and which actions there are."""
        self.title.setText(f"Special measures for {page.label}")
        self.note.setText("Earlier entries are kept." if page.has_views else "No views recorded.")
        self.take_views.setVisible(not page.has_views and page.may_record)
        self.told.setEnabled(bool(page.untold) and page.may_record)
        self.told.setToolTip("" if page.untold else "Nothing to tell: no decision, or all are told.")
        self.edit.setEnabled(page.may_record)
        self.application.setEnabled(page.may_decide)
        self._allow(self.opt_out, page.may_record and page.has_primary_rule, _NO_PRIMARY_RULE)
        for action in (self.intermediary, self.proceedings, self.carry_over):
            self._allow(action, page.may_record)
        self._arrange()

    def _allow(self, action: QAction, allowed: bool, why_not: str = "") -> None:
        action.setEnabled(allowed)
        action.setToolTip("" if allowed else why_not)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._words.sizeHint().width() + self._buttons.sizeHint().width() + self._box.spacing()
        narrow = needed > self.width()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)


_NO_PRIMARY_RULE = (
    "The primary rule is for a witness under 18, or under 18 when her interview was recorded (s.21, s.22)."
)
