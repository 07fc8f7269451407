"""What stands round the matrix: grounds and deadline above it, other adjustments under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.witness import Adjustment, AdjustmentState
from victimplanner.ui import theme
from victimplanner.ui.screens.measures.age_words import short_age_words
from victimplanner.ui.screens.measures.dialogs import ADJUSTMENT_WORDS
from victimplanner.ui.screens.measures.state import LimitLine, MeasuresPage
from victimplanner.ui.widgets import (
    FlowRow,
    LinkButton,
    SecondaryButton,
    StatusPill,
    clear_layout,
    label,
    rule,
)
from victimplanner.ui.widgets.pill import Pill, paint_pill, pill_size

_STACK_BELOW = 720
_ADJUSTMENT_KINDS = {
    AdjustmentState.ASKED_FOR: "info",
    AdjustmentState.ARRANGED: "ok",
    AdjustmentState.REFUSED: "refused",
}


class EligibilityCard(QFrame):
    """Eligible because ...; application deadline ... Side by side, stacked where it is narrow."""

    why_asked = Signal(object, object)  # Working, the link pressed
    plea_asked = Signal()
    extension_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setObjectName("eligibilityCard")
        self.setAccessibleName("Eligibility and application deadline")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._grounds(), 9)
        self._rule = rule(vertical=True)
        self._box.addWidget(self._rule)
        self._box.addWidget(self._deadline(), 5)

    def _grounds(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(theme.CARD_PADDING, 4, theme.CARD_PADDING, 6)
        column.setSpacing(2)
        self.review = LinkButton("Review grounds…", object_name="reviewGrounds")
        head = QHBoxLayout()
        head.addWidget(label("Eligible because", "small"), 1)
        head.addWidget(self.review)
        column.addLayout(head)
        self.pills = FlowRow()
        column.addWidget(self.pills)
        self.note = label("", "small", wrap=True)
        column.addWidget(self.note)
        column.addStretch(1)
        return part

    def _deadline(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(theme.CARD_PADDING, 7, theme.CARD_PADDING, 4)
        column.setSpacing(0)
        self.limit_title = label("", "small", wrap=True)
        column.addWidget(self.limit_title)
        self._limits = QVBoxLayout()
        self._limits.setSpacing(2)
        column.addLayout(self._limits)
        column.addStretch(1)
        return part

    def show_page(self, page: MeasuresPage) -> None:
        """Write everything from the page."""
        pills = []
        for ground in page.grounds:
            pill = StatusPill(ground.kind, ground.word)
            pill.setToolTip(ground.detail)
            pill.setAccessibleDescription(ground.detail)
            pills.append(pill)
        self.pills.set_widgets(*pills)
        self.note.setText(" ".join(filter(None, [page.grounds_note, short_age_words(page)])))
        self.review.setEnabled(page.may_record)
        self.limit_title.setText(page.limit_title)
        clear_layout(self._limits)
        lines = (*page.limits, *page.responses)
        self._box.setStretch(0, 7 if len(lines) > 1 else 9)  # each in one line
        for number, line in enumerate(lines):
            self._limits.addWidget(self._limit(line, first=number == 0, alone=len(lines) == 1))
        if len(page.limits) > 1 and page.limits[0].working.due is not None:
            self._limits.addWidget(FlowRow(self._extension()))
        if page.no_limit:
            self._limits.addWidget(label(page.no_limit, "strong", wrap=True))
            if "plea to" in page.no_limit:
                link = LinkButton("Enter plea…", object_name="enterPleaLink")
                link.clicked.connect(self.plea_asked)
                self._limits.addWidget(FlowRow(link))

    def _limit(self, limit: LimitLine, *, first: bool, alone: bool) -> QWidget:
        """The earliest limit in large figures; those of further accused and responses due in a line each."""
        kind, word = limit.pill
        day = label(limit.day, "number" if first else "strong")
        why = LinkButton("Why this date?" if alone and limit.working.due else "Why?", object_name="whyLimit")
        why.setAccessibleName(f"Why this date: {limit.working.rule.title}{', ' + limit.about if limit.about else ''}")
        why.clicked.connect(lambda: self.why_asked.emit(limit.working, why))
        row = FlowRow(gap=8)
        if limit.about:
            row.add(label(limit.about, "small_strong"))
        if limit.working.due is None:
            return self._unknown_limit(limit, row, why)
        for part in (day, StatusPill(kind, word), why):
            row.add(part)
        if limit.extension is not None:
            row.add(StatusPill(*limit.extension))
        if first and (alone or not limit.about):
            row.add(self._extension())
        return row

    def _extension(self) -> LinkButton:
        extension = LinkButton("Record an extension…", object_name="recordExtension")
        extension.clicked.connect(self.extension_asked)
        return extension

    def _unknown_limit(self, limit: LimitLine, row: FlowRow, why: LinkButton) -> QWidget:
        """Which fact is missing, and the way to enter it."""
        kind, word = limit.pill
        words = f"Cannot be worked out: {limit.working.missing}." if limit.working.missing else f"{limit.day}. {word}."
        enter = LinkButton("Enter plea…", object_name="enterPleaLink")
        enter.clicked.connect(self.plea_asked)
        for part in (StatusPill(kind, "Not known"), enter, why):
            row.add(part)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(words, "strong", wrap=True))
        column.addWidget(row)
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_STACK_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
        self._rule.setVisible(not narrow)


class AdjustmentsRow(QFrame):
    """Other adjustments as pills that open, and a button to add one."""

    chosen = Signal(object)  # Adjustment

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setObjectName("adjustments")
        self.setAccessibleName("Other adjustments, not special measures")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.CARD_PADDING, 4, theme.CARD_PADDING, 4)
        row.setSpacing(theme.SPACE_3)
        self.pills = FlowRow()
        self.add = SecondaryButton("A&dd…", icon="plus", small=True, object_name="addAdjustment")
        self.add.setAccessibleName("Add an adjustment")
        row.addWidget(self.pills, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_page(self, page: MeasuresPage) -> None:
        """Write the adjustments of the page."""
        parts: list[QWidget] = [label("Other adjustments", "strong"), label("not special measures", "small")]
        for adjustment in page.adjustments:
            parts.append(self._pill(adjustment))
        if not page.adjustments:
            parts.append(label("None noted.", "secondary"))
        self.pills.set_widgets(*parts)
        self.add.setEnabled(page.may_record)

    def _pill(self, adjustment: Adjustment) -> QWidget:
        words = f"{adjustment.text}: {ADJUSTMENT_WORDS[adjustment.state]}"
        button = _PillButton(Pill(_ADJUSTMENT_KINDS[adjustment.state], words))
        button.clicked.connect(lambda: self.chosen.emit(adjustment))
        return button


class _PillButton(LinkButton):
    """A pill that can be pressed, to change what it says."""

    def __init__(self, pill: Pill) -> None:
        self._pill = pill
        super().__init__(pill.word, object_name="adjustment")
        self.setAccessibleName(f"{pill.word}. Change…")

    def sizeHint(self) -> QSize:
        size = pill_size(self._pill).toSize()
        return QSize(size.width() + 5, max(theme.SMALLEST_TARGET, size.height() + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = pill_size(self._pill)
        box = QRectF(2, (self.height() - size.height()) / 2, size.width(), size.height())
        paint_pill(painter, box, self._pill)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
