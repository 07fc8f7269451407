"""Why this date: every step of a worked-out day, in a pop-over beside what was asked about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.calendar import Count
from victimplanner.domain.dates import MONTHS, WEEKDAYS, plural
from victimplanner.domain.deadlines import Working
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day
from victimplanner.ui.widgets.announce import announce
from victimplanner.ui.widgets.buttons import SecondaryButton
from victimplanner.ui.widgets.layout import FlowRow, ScrollPage, label, rule

DAYS_A_LINE = 14
_COUNT = "Count"
_LINE_GAP = 6


def show_why(working: Working, anchor: QWidget, at: QRect | None = None) -> WhyPopover:
    """Open the working of a date beside `anchor`; the focus moves in, and back to `anchor` when it closes.

    `at` is the part of the anchor it is about, in its own pixels: the cell of a table, for instance.
    """
    popover = WhyPopover(working, anchor)
    popover.show_at(anchor, at)
    return popover


def why_title(working: Working) -> str:
    """Return "Why Wed 2 Dec 2026?", or that there is no date and why."""
    return f"Why {full_day(working.due)}?" if working.due else "Why no date?"


class DayStrip(QWidget):
    """The days of a count in cells: day, date, number. Days left out are grey with a dash, the last one is boxed."""

    def __init__(self, count: Count, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = count
        self.setAccessibleName(f"Count: {strip_words(count)}")
        self.setAccessibleDescription(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(self._cell().width() * 5 + 1)
        theme.signals().changed.connect(self.updateGeometry)

    def _cell(self) -> QSize:
        line = round(QFontMetricsF(theme.font("small")).height())
        return QSize(theme.px(29), line * 3 + theme.px(8))

    def columns(self, width: int) -> int:
        """How many days stand in a line of `width` pixels: a fortnight, or whole weeks fewer where it is narrow."""
        room = max(1, (width - 1) // self._cell().width())
        return min(DAYS_A_LINE, room if room < 7 else room // 7 * 7)

    def lines(self, width: int) -> int:
        return -(-len(self.count.days) // self.columns(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self.lines(width)
        return lines * self._cell().height() + (lines - 1) * _LINE_GAP + 2

    def sizeHint(self) -> QSize:
        width = self._cell().width() * DAYS_A_LINE + 1
        return QSize(width, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self._cell().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cell = self._cell()
        columns = self.columns(self.width())
        for place in range(len(self.count.days)):
            box = QRect(
                place % columns * cell.width(),
                place // columns * (cell.height() + _LINE_GAP),
                cell.width(),
                cell.height(),
            )
            self._paint_day(painter, box, place)
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRect, place: int) -> None:
        day = self.count.days[place]
        last, skipped = day.on == self.count.due, day.number is None
        fill = "accent" if last else "sunk" if skipped else "panel"
        ink = theme.colour("on_accent" if last else "text_secondary" if skipped else "text")
        painter.fillRect(box, theme.colour(fill))
        painter.setPen(QPen(theme.colour("accent" if last else "line"), 1))
        painter.drawRect(box)
        painter.setPen(ink)
        third = (box.height() - theme.px(4)) / 3
        month = day.on.day == 1 or place == 0
        date = f"{day.on.day} {MONTHS[day.on.month - 1][:3]}" if month else str(day.on.day)
        if QFontMetricsF(theme.font("small")).horizontalAdvance(date) > box.width() - 2:
            date = str(day.on.day)
        texts = (
            (WEEKDAYS[day.on.weekday()][:3], "small"),
            (date, "small"),
            ("–" if skipped else str(day.number), "small_strong"),
        )
        for line, (text, role) in enumerate(texts):
            painter.setFont(theme.font(role))
            top = box.top() + theme.px(1) + third * line + (theme.px(2) if line == 2 else 0)
            painter.drawText(QRectF(box.left(), top, box.width(), third), Qt.AlignmentFlag.AlignCenter, text)
        parted = round(box.top() + theme.px(2) + third * 2)
        painter.setPen(QPen(theme.colour("accent" if last else "line"), 1))
        painter.drawLine(box.left(), parted, box.right(), parted)


def strip_words(count: Count) -> str:
    """Return a count in words, day by day, for screen readers and the clipboard."""
    days = [
        f"{WEEKDAYS[day.on.weekday()][:3]} {day.on.day} {MONTHS[day.on.month - 1][:3]} "
        + (f"not counted, {day.left_out_because}" if day.number is None else f"is {day.number}")
        for day in count.days
    ]
    unit = count.unit.removesuffix("s")
    return f"{plural(count.number, unit)}. " + "; ".join(days) + "."


class WhyPopover(QFrame):
    """The steps of one date. Esc or Close shuts it; a click outside does too."""

    def __init__(self, working: Working, anchor: QWidget) -> None:
        super().__init__(anchor.window(), Qt.WindowType.Popup)  # the anchor may be made anew while this is open
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.working = working
        self._anchor = anchor
        self.title = label(why_title(working), "card_title", wrap=True)
        self.title.setObjectName("whyTitle")
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(working.as_text())
        self.strip: DayStrip | None = None
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(14), theme.px(9), theme.px(14), theme.px(9))
        head.addWidget(self.title, 1)
        head.addWidget(label("Esc closes", "small"))
        outer.addLayout(head)
        outer.addWidget(rule())
        self.page = ScrollPage(margin=0)
        self.page.content.setProperty("surface", "panel")
        self.page.body.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self.page.body.addLayout(self._rows())
        self.page.body.addStretch(1)
        outer.addWidget(self.page, 1)
        outer.addWidget(rule())
        self.copy_button = SecondaryButton("Cop&y working", icon="copy", object_name="copyWorking")
        self.close_button = SecondaryButton("Close", key="Esc", object_name="closeWhy")
        self.copied = label("", "small")
        self.copied.setObjectName("whyCopied")
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(14), theme.px(9), theme.px(14), theme.px(9))
        foot.addWidget(FlowRow(self.copy_button, self.copied), 1)
        foot.addWidget(self.close_button)
        outer.addLayout(foot)

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for row, step in enumerate(self.working.steps):
            grid.addWidget(label(step.label, "secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(row, step.label, step.text), row, 1)
        if not self.working.steps:
            grid.addWidget(label(f"Cannot be worked out: {self.working.missing}.", "strong", wrap=True), 0, 0, 1, 2)
        return grid

    def _value(self, row: int, name: str, text: str) -> QWidget:
        if name == _COUNT and self.working.count is not None and self.working.count.days:
            self.strip = DayStrip(self.working.count, text)
            return self.strip
        strong = row == 0 or name in ("Last day", "Result")
        words = label(text, "strong" if strong else "body", wrap=True)
        words.setAccessibleName(f"{name}: {text}")
        return words

    def copy(self) -> None:
        """Put the working on the clipboard, in the same words as on paper. It names no witness."""
        QGuiApplication.clipboard().setText(f"{self.title.text()}\n{self.working.as_text()}")
        self.copied.setText("Copied.")
        announce(self, "Working copied")

    # ------------------------------------------------------------ place and focus

    def show_at(self, anchor: QWidget, at: QRect | None = None) -> None:
        """Show under `anchor` (or its part `at`), or above it where there is more room; never beyond the screen."""
        about = at or anchor.rect()
        screen = anchor.screen().availableGeometry()
        width = min(theme.px(560), screen.width() - 20)
        self._fit(width, screen.height() - 20)
        below = anchor.mapToGlobal(QPoint(about.left(), about.bottom() + 5))
        above = anchor.mapToGlobal(QPoint(0, about.top() - 4)).y() - self.height()
        top = below.y()
        if top + self.height() > screen.bottom():
            top = above if above >= screen.top() else screen.bottom() - self.height()
        left = max(screen.left() + 4, min(below.x(), screen.right() - self.width() - 4))
        top = min(top, screen.bottom() - self.height() - 4)
        self.move(left, max(screen.top() + 4, top))
        self.show()
        self.activateWindow()
        self.copy_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self, width: int, most: int) -> None:
        self.resize(width, most)
        inner = self.page.content.layout()
        inner.activate()
        content = inner.totalHeightForWidth(width - 2) if inner.hasHeightForWidth() else inner.totalSizeHint().height()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        frame = most - self.page.height()  # what stands above and below the part that scrolls
        self.resize(width, min(most, content + frame + 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.page.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if focused in (self.copy_button, self.close_button):
                focused.click()  # type: ignore[union-attr]
        elif event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: object) -> None:
        super().closeEvent(event)  # type: ignore[arg-type]
        if isValid(self._anchor) and self._anchor.isVisible():
            self._anchor.activateWindow()
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()
