"""The Overview tab: where this case is, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.case.stage_row import StageList
from victimplanner.ui.screens.case.state import CasePageState, NextAction
from victimplanner.ui.widgets import (
    Card,
    ChoiceBox,
    FlowRow,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    TwoPanes,
    clear_layout,
    label,
    rule,
)
from victimplanner.ui.widgets.why_popover import show_why

ALL, COMING, ATTENTION = "all", "coming", "attention"
_FILTERS = ((ALL, "All stages"), (COMING, "Still to come"), (ATTENTION, "To see to"))


class Overview(QWidget):
    """Stages at the left, next actions at the right; stacked where it is narrow."""

    stage_opened = Signal(object)  # Stage
    action_asked = Signal(object)  # NextAction
    action_done = Signal(object)  # NextAction: an agreed action is marked as done

    def __init__(self, verbs: list[tuple[str, str, Callable[[], None]]]) -> None:
        """`verbs` are (object name, words, what to do) of the buttons under the stages."""
        super().__init__()
        self.setObjectName("overview")
        self._state = CasePageState()
        self.buttons: dict[str, SecondaryButton] = {}
        self._shown_actions: tuple[NextAction, ...] | None = None
        self.stages = StageList()
        self.stages.opened.connect(self.stage_opened)
        self.stages.why_asked.connect(lambda stage, link: show_why(stage.working, link))
        done = QShortcut(QKeySequence("Ctrl+D"), self, activated=self._mark_done)
        done.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.page = ScrollPage()
        self.page.body.setContentsMargins(14, 12, 14, 12)
        self.page.body.addWidget(
            TwoPanes(self._stages_card(verbs), self._actions_card(), stretch=(27, 10), stack_below=760), 1
        )
        outer.addWidget(self.page)

    def _stages_card(self, verbs: list[tuple[str, str, Callable[[], None]]]) -> Card:
        card = Card("Where this case is", note=" ", flush=True, object_name="stagesCard")
        self.stages_card = card
        self.filter = ChoiceBox("Stages shown", object_name="stagesShown")
        self.filter.set_choices(_FILTERS)
        self.filter.currentIndexChanged.connect(lambda _: self._show_stages())
        card.add_right(self.filter)
        self.empty = QWidget()
        row = QVBoxLayout(self.empty)
        row.setContentsMargins(theme.CARD_PADDING, 10, theme.CARD_PADDING, 10)
        row.addWidget(label("Enter the plea to work out dates.", "section", wrap=True))
        self.first_plea = PrimaryButton("Enter plea…", object_name="firstPlea")
        row.addWidget(FlowRow(self.first_plea))
        row.addWidget(rule())
        self.nothing = label("", "secondary", wrap=True)
        self.nothing.setContentsMargins(theme.CARD_PADDING, 10, theme.CARD_PADDING, 10)
        card.body.setSpacing(0)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.stages)
        card.body.addWidget(self.nothing)
        card.body.addStretch(1)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(theme.CARD_PADDING, 8, theme.CARD_PADDING, 8)
        self.verbs = {}
        for name, words, act in verbs:
            button = SecondaryButton(words, small=True, object_name=name)
            button.clicked.connect(act)
            self.verbs[name] = button
        self.first_plea.clicked.connect(self.verbs["enterPlea"].click)
        foot_column.addWidget(FlowRow(*self.verbs.values()))
        card.body.addWidget(foot)
        return card

    def _actions_card(self) -> Card:
        card = Card("Next actions", flush=True, object_name="actionsCard")
        self.actions_card = card
        self.count = label("", "secondary")
        card.add_right(self.count)
        self._actions = QVBoxLayout()
        self._actions.setSpacing(0)
        self._actions.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._actions)
        card.body.addWidget(holder)
        card.body.addStretch(1)
        return card

    # ------------------------------------------------------------ showing

    def show_state(self, state: CasePageState) -> None:
        """Write everything from the state."""
        self._state = state
        self.stages_card.set_note(state.stages_note)
        self.empty.setVisible(state.needs_plea and state.witness is not None)
        for button in (*self.verbs.values(), self.first_plea):
            button.setEnabled(state.may_change and state.witness is not None)
        self._show_stages()
        self.count.setText(str(len(state.actions)) if state.actions else "")
        if state.actions != self._shown_actions:
            self._show_actions(state.actions)

    def _show_stages(self) -> None:
        wanted = {
            ALL: lambda stage: True,
            COMING: lambda stage: stage.tone not in ("ok", "grey", "refused"),
            ATTENTION: lambda stage: stage.needs_attention,
        }[self.filter.value()]
        shown = tuple(stage for stage in self._state.stages if wanted(stage))
        self.stages.show_stages(shown, self._state.may_change)
        self.nothing.setText("Nothing here. Choose All stages to see the whole case." if not shown else "")
        self.nothing.setVisible(not shown)

    def _show_actions(self, actions: tuple[NextAction, ...]) -> None:
        self._shown_actions = actions
        focused = self.actions_card.focusWidget()
        kept = focused.objectName() if focused is not None and focused.hasFocus() else ""
        clear_layout(self._actions)
        self.buttons = {}
        for action in actions:
            self._actions.addWidget(self._action(action))
        if not actions:
            nothing = label("Nothing is due for this witness.", "secondary", wrap=True)
            nothing.setContentsMargins(theme.CARD_PADDING, 12, theme.CARD_PADDING, 12)
            self._actions.addWidget(nothing)
        if kept:
            again = self.buttons.get(kept) or next(iter(self.buttons.values()), None)
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _action(self, action: NextAction) -> QWidget:
        box = QWidget()
        box.setProperty("bar", "top")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.CARD_PADDING, 9, theme.CARD_PADDING, 10)
        column.setSpacing(5)
        head = FlowRow(StatusPill(action.pill.kind, action.pill.word))
        if action.day:
            head.add(label(action.day, "secondary"))
        column.addWidget(head)
        column.addWidget(label(action.text, "body", wrap=True))
        if action.note:
            column.addWidget(label(action.note, "small", wrap=True))
        name = f"act_{action.item.key}"
        button = SecondaryButton(action.verb, small=True, object_name=name)
        button.setAccessibleName(f"{action.verb} {action.text}")
        button.clicked.connect(lambda: self.action_asked.emit(action))
        self.buttons[name] = button
        column.addWidget(FlowRow(button))
        return box

    def _mark_done(self) -> None:
        """Ctrl+D on an agreed action marks it as done; anything else is done where it belongs."""
        focused = self.actions_card.focusWidget()
        action = next((a for a in self._state.actions if focused is self.buttons.get(f"act_{a.item.key}")), None)
        if action is None or focused is None or not focused.hasFocus():
            return
        (self.action_done if action.item.rule_id == "action" else self.action_asked).emit(action)

    def focus_first(self) -> None:
        """Put the cursor on the first thing to do, or on the stages; the page begins at its top."""
        QTimer.singleShot(0, self, lambda: self.page.verticalScrollBar().setValue(0))
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.stages.rows:
            self.stages.focus_stage(
                next((r for r in self.stages.rows if r.stage.is_next), self.stages.rows[0]).stage.key
            )

    def focus_stage(self, subject_id: str) -> bool:
        """Move to the stage about a record and bring it into view."""
        self.filter.set_value(ALL)
        self._show_stages()
        if not self.stages.focus_stage(subject_id):
            return False
        row = next(row for row in self.stages.rows if row.stage.subject_id == subject_id)
        self.page.ensureWidgetVisible(row, 20, 40)
        return True
