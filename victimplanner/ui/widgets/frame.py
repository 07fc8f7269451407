"""The window all pages live in: menus with the marking in the middle, rail, pages, status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenuBar,
    QSizePolicy,
    QStackedWidget,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from victimplanner.paths import resource
from victimplanner.ui import theme
from victimplanner.ui.widgets.announce import announce
from victimplanner.ui.widgets.banner import Banner, BannerStack
from victimplanner.ui.widgets.cards import IconLabel
from victimplanner.ui.widgets.layout import label, rule
from victimplanner.ui.widgets.rail import Rail

TITLE = "VictimPlanner"
PageMaker = Callable[[], QWidget]


class AppFrame(QMainWindow):
    """Pages are added with a key; the rail only asks (`page_asked`), the owner decides and calls `show_page`.

    The title never says more than the product's name. `set_locked` leaves nothing but the lock page and the marking.
    """

    page_asked = Signal(str)
    """A page or foot action was chosen in the rail."""
    page_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(window_icon())
        self.setObjectName("appFrame")
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setAccessibleName("Menus")
        self.menus.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.rail = Rail()
        self.pages = QStackedWidget()
        self.banners = BannerStack()
        """Matters of the whole window; pages have stacks of their own."""
        self._makers: dict[str, PageMaker] = {}
        self._widgets: dict[str, QWidget] = {}
        self._current = ""
        self._locked = False
        self._lock_page: QWidget | None = None
        self.rail.chosen.connect(self.page_asked)
        self.setMenuWidget(self._build_top())
        self._build_middle()
        self._build_status()
        self.setMinimumSize(900, 600)

    # --- building ------------------------------------------------------------------------------------------------

    def _build_top(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("bar", "top")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(6)
        self.marking = label("OFFICIAL-SENSITIVE", "marking")
        self.marking.setObjectName("marking")
        self.practice = label("PRACTICE", "practice")
        self.practice.hide()
        self.user = _Eliding(right=True)
        self.user.setObjectName("userText")
        left = QWidget()
        left_row = QHBoxLayout(left)
        left_row.setContentsMargins(0, 0, 0, 0)
        left_row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        left_row.addStretch(1)
        row.addWidget(left, 1)
        row.addWidget(self.marking, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.practice, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.user, 1)
        bar.setMinimumHeight(29)
        return bar

    def _build_middle(self) -> None:
        middle = QWidget()
        middle.setProperty("page", True)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(theme.PAGE_MARGIN, 10, theme.PAGE_MARGIN, 0)
        room.addWidget(self.banners)
        self._banner_room.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self._banner_room)
        column.addWidget(self.pages, 1)
        row.addLayout(column, 1)
        self._banner_room.hide()
        self.setCentralWidget(middle)

    def _build_status(self) -> None:
        bar = QStatusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(8, 0, 8, 0)
        self.status = label("", "small")
        self.status.setObjectName("statusText")
        self.status.setAccessibleName("Status")
        self.status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.status.setMinimumWidth(1)  # a long sentence at large text gives way rather than widening the window
        self.keys = _Eliding(right=True)
        self.keys.setObjectName("keyHints")
        self.idle = QWidget()
        idle_row = QHBoxLayout(self.idle)
        idle_row.setContentsMargins(8, 0, 4, 0)
        idle_row.setSpacing(5)
        line = rule(vertical=True)
        line.setFixedHeight(14)
        self.idle_text = label("", "small")
        idle_row.addWidget(line)
        idle_row.addSpacing(6)
        idle_row.addWidget(IconLabel("lock", "text_secondary", 13))
        idle_row.addWidget(self.idle_text)
        self.idle.hide()
        bar.addWidget(self.status)
        bar.addWidget(self.keys, 1)
        bar.addPermanentWidget(self.idle)
        self.setStatusBar(bar)

    # --- pages ---------------------------------------------------------------------------------------------------

    def add_page(
        self, key: str, icon: str, title: str, page: QWidget | PageMaker, *, foot: bool = False, tip: str = ""
    ) -> None:
        """Add a page to the rail. A function is called for its widget when the page is first shown."""
        self.rail.add_page(key, icon, title, foot=foot, tip=tip)
        self.add_hidden_page(key, page)

    def add_hidden_page(self, key: str, page: QWidget | PageMaker) -> None:
        """Add a page that is reached from others, for instance a case; the rail does not list it."""
        if isinstance(page, QWidget):
            self._widgets[key] = page
            self.pages.addWidget(page)
        else:
            self._makers[key] = page

    def page(self, key: str) -> QWidget:
        """The widget of a page, made now if it was not yet."""
        if key not in self._widgets:
            widget = self._makers[key]()
            self._widgets[key] = widget
            self.pages.addWidget(widget)
        return self._widgets[key]

    def show_page(self, key: str, *, mark: str = "") -> QWidget:
        """Show a page; `mark` is the rail item to mark when it is another (a case belongs to Cases)."""
        page = self.page(key)
        self._current = key
        if not self._locked:
            self.pages.setCurrentWidget(page)
        self.rail.set_current(mark or key)
        self.page_shown.emit(key)
        return page

    def current_page(self) -> str:
        return self._current

    def forget_pages(self) -> None:
        """Drop every page widget, so that nothing of a vault remains after it is locked or closed."""
        for key, widget in list(self._widgets.items()):
            self.pages.removeWidget(widget)
            widget.deleteLater()
            if key in self._makers:
                del self._widgets[key]
        self._current = ""

    # --- what the frame says -------------------------------------------------------------------------------------

    def set_marking(self, text: str) -> None:
        self.marking.setText(text)

    def set_practice(self, practice: bool) -> None:
        """Say PRACTICE beside the marking."""
        self.practice.setVisible(practice)

    def set_user_text(self, text: str) -> None:
        """For instance "R. Okafor · Prosecutor · Northmere RASSO"."""
        self.user.set_text(text)

    def set_status(self, text: str, *, say: bool = False) -> None:
        """The words at the left of the status bar; `say` has them read out."""
        self.status.setText(text)
        self.status.setToolTip(text)
        if say:
            announce(self, text)

    def set_key_hints(self, hints: str | Sequence[tuple[str, str]]) -> None:
        """The keys of the pane in focus: "↑↓ Move   Enter Open", or pairs of key and what it does."""
        text = hints if isinstance(hints, str) else "   ".join(f"{key} {does}" for key, does in hints)
        self.keys.set_text(text)

    def set_idle_minutes(self, minutes: int) -> None:
        """Say after how many idle minutes the vault locks; 0 hides it."""
        self.idle_text.setText(f"Locks after {minutes} min idle")
        self.idle.setVisible(minutes > 0)

    def add_banner(self, banner: Banner) -> None:
        """Show a matter of the whole window."""
        self._banner_room.show()
        self.banners.add(banner)

    # --- locking -------------------------------------------------------------------------------------------------

    def set_lock_page(self, page: QWidget) -> None:
        """The page shown while locked."""
        self._lock_page = page
        self.pages.addWidget(page)
        if self._locked:
            self.pages.setCurrentWidget(page)

    def is_locked(self) -> bool:
        return self._locked

    def set_locked(self, locked: bool) -> None:
        """Show nothing but the lock page, the marking and the status bar; or everything again."""
        self._locked = locked
        for part in (self.rail, self.menus):
            part.setVisible(not locked)
        if locked:
            self.user.set_text("")
        self._banner_room.setVisible(not locked and bool(self.banners.banners()))
        if locked and self._lock_page is not None:
            self.pages.setCurrentWidget(self._lock_page)
        elif not locked and self._current:
            self.pages.setCurrentWidget(self.page(self._current))


class _Eliding(QLabel):
    """Quiet words that give way: cut short with dots where room is scarce, whole in the tooltip and for readers."""

    def __init__(self, *, right: bool = False) -> None:
        super().__init__()
        self._right = right
        self.setProperty("role", "small")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setToolTip("")
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font("small")
        painter.setFont(font)
        painter.setPen(theme.colour("text_secondary"))
        text = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def window_icon() -> QIcon:
    """The icon of the window; it says nothing about a case."""
    return QIcon(str(resource("icons", "app.svg")))
