"""What meetings cover, in a dialog over the window: everybody may look, a manager may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.topics import TOPIC_GROUP_WORDS, Topic, TopicGroup
from victimplanner.ui import theme
from victimplanner.ui.screens.topics.view_model import TopicLineState, TopicsViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    CheckField,
    ChoiceField,
    Column,
    GroupedList,
    PageHeading,
    PrimaryButton,
    SecondaryButton,
    TextField,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_NOTE = "What every meeting covers, and what it must not. Records keep the words they were made with."


class TopicsView(QDialog):
    """The lines in three groups. Enter or F2 changes one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Meeting topics")
        self.setObjectName("topicsView")
        self._session = session
        self.view_model = TopicsViewModel(session, self)
        may = self.view_model.may_change
        self.add = SecondaryButton("&Add line…", icon="plus", object_name="addTopic")
        self.put_back = SecondaryButton("&Put back as it was…", icon="undo", object_name="putBackTopic")
        self.change = PrimaryButton("&Change line…", key="F2", object_name="changeTopic")
        note = _NOTE if may else f"{_NOTE} Only a manager changes the lines."
        heading = PageHeading("Meeting topics", note, self.add, self.put_back, self.change)
        self.banners = BannerStack()
        self.list = GroupedList(
            [
                Column("Line", lambda line: line.topic.title, second=lambda line: line.topic.why, stretch=1, bold=True),
                Column(
                    "State",
                    lambda line: "In use",
                    width=190,
                    pill=lambda line: line.pill,
                    second=lambda line: "" if line.topic.is_in_use else line.changed_words,
                ),
            ],
            "Meeting topics",
            object_name="topics",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        state = self.view_model.state
        self.source = Banner("warning", state.confidence, f"Source: {state.source}.")
        for part, stretch in ((heading, 0), (self.source, 0), (self.banners, 0), (self.list, 1)):
            column.addWidget(part, stretch)
        self.add.setEnabled(may)
        self.add.clicked.connect(self._add_line)
        self.change.clicked.connect(self.change_current)
        self.put_back.clicked.connect(self.put_current_back)
        self.list.record_activated.connect(lambda _line: self.change_current())
        self.list.current_record_changed.connect(lambda _line: self._allow())
        shortcut = QShortcut(QKeySequence("F2"), self, activated=self.change_current)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view_model.state_changed.connect(self._show)
        self._show()
        self.list.select_first()
        self.list.setFocus()
        fit_to_screen(self, 920, 680)

    def _show(self) -> None:
        self.list.set_groups(self.view_model.state.groups)
        self._allow()

    def _allow(self) -> None:
        line, may = self.list.current_record(), self.view_model.may_change
        self.change.setEnabled(may and line is not None)
        self.put_back.setEnabled(may and line is not None and line.can_be_put_back)

    # ------------------------------------------------------------ acting

    def change_current(self) -> None:
        """Open the current line to change it."""
        line = self.list.current_record()
        if line is not None and self.view_model.may_change:
            self.edit(line.topic)

    def put_current_back(self) -> None:
        """Give the current line the program's own words again, after showing both."""
        line: TopicLineState | None = self.list.current_record()
        if line is None or line.shipped is None:
            return
        text = f"It reads now: {line.topic.title}\n\nAs it was: {line.shipped.title}"
        if self._session.dialogs.confirm("Put a line back", text, "Put back as it was"):
            problems = self.view_model.put_back(line)
            self.banners.set_banners([Banner("error", p.message, closable=True) for p in problems])

    def edit(self, topic: Topic) -> FormDialog:
        """Change a line, or add one (an empty id)."""
        fields: dict[str, Any] = {
            "title": TextField("&Line", lines=2, name="title", hint="It stands in every agenda and record."),
            "why": TextField("&Why", lines=2, name="why", hint="For whoever holds the meeting."),
            "group": ChoiceField("&Group", list(TOPIC_GROUP_WORDS.items()), name="group"),
            "is_in_use": CheckField(
                "In &use", name="is_in_use",
                hint="A line out of use is asked for no more. Records that have it keep it.",
            ),
        }  # fmt: skip
        for name, field in fields.items():
            field.set_value(getattr(topic, name))

        def save() -> Sequence[Problem]:
            values = {name: field.value() for name, field in fields.items()}
            texts = {name: " ".join(values[name].split()) for name in ("title", "why")}
            problems, saved = self.view_model.save(Topic(topic.id, **values | texts))
            if not problems:
                self.list.select_record(saved)
            return problems

        intro = "Records signed before keep the words they were signed with; so does what was noted in an open one."
        return open_form(self._session.dialogs, self, "Line of a meeting", "Save line", fields, save, intro=intro)

    def _add_line(self) -> None:
        line = self.list.current_record()
        self.edit(Topic("", "", line.topic.group if line else TopicGroup.TOPIC))


def open_topics(session: Session, parent: QWidget | None) -> TopicsView:
    """Open what meetings cover over the window."""
    view = TopicsView(session, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.open()
    return view
