"""The decision on one measure: her view, our decision, the court's direction, the use. Each part saves by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.measures import MeasureId
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.screens.measures.decision_model import DecisionViewModel
from victimplanner.ui.screens.measures.decision_parts import MAKERS, DecisionPart, Part
from victimplanner.ui.screens.measures.decision_state import Message
from victimplanner.ui.screens.measures.side_pane import SidePane
from victimplanner.ui.screens.measures.state import DECISION, PARTS, USE, VIEW
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    FlowRow,
    IconLabel,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    TwoPanes,
    announce,
    label,
)
from victimplanner.ui.widgets.why_popover import show_why

_SIZE = (1030, 744)


class DecisionDialog(QDialog):
    """Opened over the Special measures tab. Closing asks about unsaved work; locking keeps a recovery copy."""

    application_asked = Signal()
    said = Signal(str)

    def __init__(self, session: Session, page_model: MeasuresViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Special measure decision")
        self.setObjectName("decisionDialog")
        self._session = session
        self.view_model = DecisionViewModel(session, page_model, self)
        self._revision = -1
        self._shown_messages: tuple[Message, ...] = ()
        self._build()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)
        screen = (parent or self).screen().availableGeometry()
        self.resize(min(theme.px(_SIZE[0]), screen.width() - 40), min(theme.px(_SIZE[1]), screen.height() - 30))

    # ------------------------------------------------------------ for the tab

    def show_measure(self, measure: MeasureId, part: str = VIEW) -> None:
        """Show a measure as it is stored."""
        self.view_model.show(measure)

    def focus_part(self, part: str) -> None:
        """Go to the first field of a part and bring the part into view."""
        shut = part == USE and self.view_model.state.use_shut
        target = self.parts[part if not shut else VIEW]
        target.focus_first()
        self.page.ensureWidgetVisible(target, 0, 20)

    def has_unsaved(self) -> bool:
        return self.view_model.has_unsaved

    def try_save(self) -> bool:
        """Save what was changed and close; else the focus goes to the banner with links to each field."""
        unread = {part: tuple(card.unreadable()) for part, card in self.parts.items() if card.unreadable()}
        if unread:
            self.view_model.refuse(unread)
        elif self.view_model.save():
            self.accept()
            return True
        if self.banners.banners():
            self.page.ensureWidgetVisible(self.banners, 0, 0)
            self.banners.banners()[0].focus_first()
        return False

    def leave(self) -> None:
        """Throw away what is typed and close."""
        self.view_model.discard()
        super().reject()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.banners = BannerStack()
        self.parts: dict[str, Part] = {part: MAKERS[part](self._session) for part in PARTS}
        self.side = SidePane()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 10, 4, 14)
        column.setSpacing(theme.CARD_GAP)
        column.addWidget(self.banners)
        for part in self.parts.values():
            column.addWidget(part)
            part.edited.connect(self.view_model.edit)
            part.earlier_asked.connect(self._show_earlier)
        column.addStretch(1)
        self.page = ScrollPage(margin=0)
        self.page.body.setContentsMargins(0, 0, 0, 0)
        panes = TwoPanes(left, self.side, stretch=(3, 1), stack_below=720)
        self.page.body.addWidget(panes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(self.page, 1)
        outer.addWidget(self._foot())
        cast(DecisionPart, self.parts[DECISION]).application_asked.connect(self.application_asked)
        self.side.explained.connect(self._on_explained)
        self.side.why.clicked.connect(self._why)
        QShortcut(QKeySequence("Ctrl+S"), self, activated=self.try_save)
        QShortcut(QKeySequence("Shift+F1"), self, activated=self._why)

    def _head(self) -> QWidget:
        bar = _bar("top")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        self.title = label("", "title")
        self.whose = label("", "secondary")
        self.before = SecondaryButton("‹", small=True, object_name="previousMeasure")
        self.after = SecondaryButton("›", small=True, object_name="nextMeasure")
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        row.addWidget(FlowRow(self.title, self.whose, gap=10), 1)
        row.addWidget(FlowRow(self.before, self.after, right=True))
        return bar

    def _foot(self) -> QWidget:
        bar = _bar("foot")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 9, 16, 9)
        self.foot_icon = IconLabel("pencil", "text_secondary")
        self.foot = label("", "small", wrap=True)
        self.cancel = SecondaryButton("Cancel", key="Esc", object_name="cancel")
        self.save_button = PrimaryButton("&Save decision", key="Ctrl+S", object_name="saveDecision")
        self.cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.try_save)
        row.addWidget(self.foot_icon)
        row.addWidget(self.foot, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.save_button)
        return bar

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        model, state = self.view_model, self.view_model.state
        anew = state.revision != self._revision
        self._revision = state.revision
        self.title.setText(model.facts.availability.measure.title)
        self.whose.setText(f"{state.page.label} · {display_urn(model.file.case.urn)}")
        for button, step, mark in ((self.before, -1, "‹ {}"), (self.after, 1, "{} ›")):
            measure = model.neighbour(step)
            button.setVisible(measure is not None)
            if measure is not None:
                title = state.page.facts_about(measure).availability.measure.title
                button.set_words(mark.format(title))
                button.setAccessibleName(f"{'Previous' if step < 0 else 'Next'} measure: {title}")
        for name, part in self.parts.items():
            part.show_state(state, anew=anew)
            part.set_editable(state.page.may_decide if name == DECISION else state.page.may_record)
        self.side.show_model(model, anew=anew)
        self.foot.setText(state.foot)
        self.foot_icon.setVisible(bool(state.foot))
        self._show_messages(state.messages)

    def _show_messages(self, messages: tuple[Message, ...]) -> None:
        if messages == self._shown_messages:
            return
        self._shown_messages = messages
        self.banners.set_banners(
            [
                Banner(
                    message.kind,
                    message.sentence,
                    message.text,
                    [(words, lambda act=act: self._act(act)) for words, act in message.acts],
                    links=[(words, lambda p=part, n=name: self._go_to(p, n)) for words, part, name in message.links],
                    first_filled=message.first_filled,
                )
                for message in messages
            ]
        )

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    # ------------------------------------------------------------ what the person does

    def _act(self, act: str) -> None:
        if act == "compare":
            self._compare()
        elif act == "keep_editing":
            self.view_model.keep_editing()
        elif act == "use_copy":
            self.view_model.use_copy()
        elif act == "leave_copy":
            self.view_model.leave_copy()

    def _compare(self) -> None:
        lines = self.view_model.compare()
        text = "\n".join(lines) if lines else "Both say the same."
        chosen = self._session.dialogs.choose("Compare versions", text, ["Save mine", "Take the stored one"])
        if chosen is not None and self.view_model.settle(keep_mine=chosen == 0) and chosen == 0:
            self.accept()

    def _go_to(self, part: str, name: str) -> None:
        field = self.parts[part].fields.get(name)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.ensureWidgetVisible(field, 0, 30)

    def _on_explained(self, lines: tuple[str, ...]) -> None:
        self.view_model.edit(VIEW, replace(self.view_model.state.forms[VIEW], explained=lines))

    def _show_earlier(self, part: str) -> None:
        self._session.dialogs.show_text("Earlier entries", self.view_model.earlier(part))

    def _why(self) -> None:
        limits = self.view_model.state.page.limits
        if limits:
            show_why(limits[0].working, self.side.why)

    def _turn(self, step: int) -> None:
        measure = self.view_model.neighbour(step)
        if measure is None or not self._may_leave(then_close=False):
            return
        self.view_model.show(measure)
        self.focus_part(VIEW)

    def _may_leave(self, *, then_close: bool) -> bool:
        if not self.has_unsaved():
            return True
        answer = self._session.dialogs.ask_discard(f"{self.view_model.state.foot.split(' · ')[0]}.")
        if answer == "keep":
            return False
        if answer == "discard":
            self.view_model.discard()
            return True
        if then_close:
            return self.try_save()
        return self.view_model.save()

    def reject(self) -> None:
        """Close; unsaved work is asked about first."""
        if self._may_leave(then_close=True) and self.isVisible():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own cross asks; the program closing the dialog, as when it locks, keeps a recovery copy."""
        if event.spontaneous():
            event.ignore()
            self.reject()
            return
        self.view_model.keep_copy()
        event.accept()
        self.done(QDialog.DialogCode.Rejected)


def _bar(place: str) -> QWidget:
    bar = QWidget()
    bar.setProperty("bar", place)
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return bar
