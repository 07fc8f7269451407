"""One line of "Where this case is": day, shape, what, and what holds it up. Arrow keys go from line to line."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.formats import day_month_year
from victimplanner.ui.screens.case.state import Stage
from victimplanner.ui.screens.case.words import Words
from victimplanner.ui.widgets import IconLabel, LinkButton, StatusPill, label

_DAY_WIDTH = 84


class StageRow(QFrame):
    """A stage. Enter or a double click opens it where it is acted on."""

    opened = Signal(object)  # Stage
    why_asked = Signal(object, object)  # Stage, the link pressed
    stepped = Signal(int)  # +1 down, -1 up

    def __init__(self, stage: Stage, *, can_open: bool) -> None:
        super().__init__()
        self.stage = stage
        self._can_open = can_open
        self.setObjectName(f"stage_{stage.key}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self._words())
        self.setAccessibleDescription("Enter opens it" if can_open else "")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.CARD_PADDING, 7, theme.CARD_PADDING, 8)
        row.setSpacing(theme.SPACE_2)
        self._day = label(day_month_year(stage.on) if stage.on else "not set", "body")
        icon = IconLabel(f"status-{stage.shape}", stage.tone, 18)
        words = QVBoxLayout()
        words.setSpacing(3)
        self._what = label("", "body", wrap=True)
        self._what.setTextFormat(Qt.TextFormat.RichText)
        self._what.setAccessibleName(f"{stage.title}. {stage.fact}".strip())
        words.addWidget(self._what)
        self._colour()
        theme.signals().changed.connect(self._colour)
        self.why: LinkButton | None = None
        self.act: LinkButton | None = None
        self._add_pills(words)
        row.addWidget(self._day, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _add_pills(self, words: QVBoxLayout) -> None:
        stage = self.stage
        for number, (pill, text) in enumerate(stage.pills):
            line = QHBoxLayout()
            line.setSpacing(theme.SPACE_2)
            drawn = StatusPill(pill.kind, pill.word)
            drawn.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
            if text:
                line.addWidget(Words(text))
            if stage.working is not None and number == 0:
                self.why = LinkButton("Why this date?" if stage.on else "Why?", object_name="why")
                self.why.setAccessibleName(f"Why this date: {stage.title}")
                self.why.clicked.connect(lambda: self.why_asked.emit(stage, self.why))
                line.addWidget(self.why)
            elif stage.link and self._can_open and number == 0:
                self.act = LinkButton(stage.link, object_name="act")
                self.act.setAccessibleName(f"{stage.link} {stage.title}")
                self.act.clicked.connect(lambda: self.opened.emit(stage))
                line.addWidget(self.act)
            line.addStretch(1)
            words.addLayout(line)

    def _colour(self) -> None:
        """Title and fact run on in one line, the fact quieter; the words themselves are never read as markup."""
        quiet = theme.hex_colour("text_secondary")
        self._what.setText(
            f'<span style="font-weight:600">{escape(self.stage.title)}</span> '
            f'<span style="color:{quiet}">{escape(self.stage.fact)}</span>'
        )
        self._day.setFixedWidth(theme.px(_DAY_WIDTH))

    def _words(self) -> str:
        stage = self.stage
        day = day_month_year(stage.on) if stage.on else "Not set"
        pills = " ".join(f"{pill.word}. {text}".strip() for pill, text in stage.pills)
        return " ".join(filter(None, [f"{day}: {stage.title}.", stage.fact, pills]))

    # ------------------------------------------------------------ keys and looks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._can_open:
            self.opened.emit(self.stage)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_F1 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.why is not None:
            self.why_asked.emit(self.stage, self)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._can_open:
            self.opened.emit(self.stage)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.stage.is_next:
            painter.fillRect(self.rect(), theme.colour("selected"))
            painter.fillRect(0, 0, 3, self.height(), theme.colour("accent"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -2))
        painter.end()


class StageList(QWidget):
    """All stages, one tab stop: arrow keys move inside."""

    opened = Signal(object)
    why_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stages")
        self.setAccessibleName("Where this case is")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 0)
        self._column.setSpacing(0)
        self.rows: list[StageRow] = []
        self._stages: tuple[Stage, ...] = ()
        self._may_change = True

    def show_stages(self, stages: tuple[Stage, ...], may_change: bool) -> None:
        """Show stages; the focused one keeps the focus when they are made anew."""
        if (stages, may_change) == (self._stages, self._may_change) and self.rows:
            return
        self._stages, self._may_change = stages, may_change
        focused = next((row.stage.key for row in self.rows if row.hasFocus()), None)
        for old in self.rows:
            old.hide()
            old.deleteLater()
            self._column.removeWidget(old)
        self.rows = []
        for stage in stages:
            row = StageRow(stage, can_open=bool(stage.tab) or (may_change and stage.opens_here))
            row.opened.connect(self.opened)
            row.why_asked.connect(self.why_asked)
            row.stepped.connect(lambda step, r=row: self._step(r, step))
            self._column.addWidget(row)
            self.rows.append(row)
        self._make_current(next((row for row in self.rows if row.stage.is_next), self.rows[0] if self.rows else None))
        if focused is not None:
            self.focus_stage(focused)

    def focus_stage(self, wanted: str) -> bool:
        """Move to the stage with this key, or about this record."""
        row = next((r for r in self.rows if wanted in (r.stage.key, r.stage.subject_id)), None)
        if row is None:
            return False
        self._make_current(row)
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _step(self, row: StageRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self._make_current(self.rows[place])
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _make_current(self, row: StageRow | None) -> None:
        for other in self.rows:
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is row else Qt.FocusPolicy.ClickFocus)
