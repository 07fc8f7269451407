"""Banners: what happened, what is safe, what to do. They stay until dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets.announce import announce
from victimplanner.ui.widgets.buttons import Button, IconButton, LinkButton
from victimplanner.ui.widgets.cards import IconLabel
from victimplanner.ui.widgets.edge import paint_edge
from victimplanner.ui.widgets.layout import FlowRow

Act = Callable[[], object]
_ICONS = {
    "error": ("warning", "overdue"),
    "warning": ("warning", "today"),
    "info": ("info", "info"),
    "done": ("status-ok", "ok"),
}
_WORDS = {"error": "Error", "warning": "Warning", "info": "Information", "done": "Done"}


class Banner(QFrame):
    """One message: a bold sentence, text, links to what is meant, and up to two buttons.

    `kind` is error, warning, info or done. `actions` are (words, what to do), the first one filled if `first_filled`.
    """

    closed = Signal()

    def __init__(
        self,
        kind: str,
        sentence: str,
        text: str = "",
        actions: Sequence[tuple[str, Act]] = (),
        *,
        links: Sequence[tuple[str, Act]] = (),
        icon: str = "",
        first_filled: bool = False,
        closable: bool = False,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`key` names the matter, so that a stack can replace or remove it."""
        super().__init__(parent)
        if len(actions) > 2:
            raise ValueError("A banner has at most two buttons.")
        self.key = key or sentence
        self.kind = kind
        self.sentence = sentence
        name, token = _ICONS[kind]
        self.setObjectName("banner")
        self._token = token
        self.setAccessibleName(f"{_WORDS[kind]}: {sentence} {text}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 12, 5)
        row.setSpacing(theme.SPACE_3)
        row.addWidget(IconLabel(icon or name, token, 18), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self.words = QLabel(_rich(sentence, text))
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.links: list[LinkButton] = []
        if links and not text and len(sentence) < 60:  # a short sentence keeps its links on the same line
            self.words.setWordWrap(False)
            words.addWidget(self._link_row(links, self.words))
        else:
            words.addWidget(self.words)
            if links:
                words.addWidget(self._link_row(links))
        row.addLayout(words, 1)
        self.buttons: list[Button] = []
        for number, (verb, act) in enumerate(actions):
            button = Button(verb, small=True, kind="primary" if first_filled and number == 0 else "secondary")
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons.append(button)
        if self.buttons:
            row.addWidget(FlowRow(*self.buttons, right=True))
        if closable:
            self._add_close(row)
        self.setMinimumHeight(theme.px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_edge(self, self._token, f"{self._token}.tint")

    def _link_row(self, links: Sequence[tuple[str, Act]], *before: QWidget) -> QWidget:
        row = FlowRow(*before)
        for verb, act in links:
            link = LinkButton(verb, wrap=True)
            link.clicked.connect(lambda _=False, act=act: act())
            self.links.append(link)
            row.add(link)
        return row

    def _add_close(self, row: QHBoxLayout) -> None:
        cross = IconButton("cross", "Close this message", framed=False, small=True)
        cross.clicked.connect(self.closed)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignVCenter)

    def focus_first(self) -> None:
        """Move the focus to the first link or button, as after a failed save."""
        targets: list[QWidget] = [*self.links, *self.buttons]
        if targets:
            targets[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _rich(sentence: str, text: str) -> str:
    def safe(words: str) -> str:
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")

    return f"<b>{safe(sentence)}</b> {safe(text)}".strip()


class BannerStack(QWidget):
    """The newest two matters of a page; the rest is counted ("and 2 more") and can be opened."""

    SHOWN = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bannerStack")
        self._banners: list[Banner] = []
        self._open = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE_2)
        self._more = LinkButton("", object_name="moreBanners")
        self._more.clicked.connect(self._turn)
        self._box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._show()

    def add(self, banner: Banner, *, focus: bool = False) -> Banner:
        """Show a banner above the others; one with the same key is replaced. It is read out."""
        self.remove(banner.key)
        self._banners.insert(0, banner)
        self._box.insertWidget(0, banner)
        banner.closed.connect(lambda: self.remove(banner.key))
        self._show()
        announce(self, banner.accessibleName(), urgent=banner.kind == "error")
        if focus:
            banner.focus_first()
        return banner

    def remove(self, key: str) -> None:
        """Take away the banner of a matter that has been dealt with."""
        for banner in [banner for banner in self._banners if banner.key == key]:
            self._banners.remove(banner)
            self._box.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._show()

    def clear(self) -> None:
        for banner in list(self._banners):
            self.remove(banner.key)

    def set_banners(self, banners: Sequence[Banner]) -> None:
        """Replace everything, most pressing first."""
        self.clear()
        for banner in reversed(banners):
            self.add(banner)

    def banners(self) -> list[Banner]:
        return list(self._banners)

    def _turn(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        hidden = len(self._banners) - self.SHOWN
        if hidden <= 0:
            self._open = False
        for number, banner in enumerate(self._banners):
            banner.setVisible(self._open or number < self.SHOWN)
        self._more.set_words("Show two only" if self._open else f"and {max(hidden, 0)} more")
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(self._banners))
