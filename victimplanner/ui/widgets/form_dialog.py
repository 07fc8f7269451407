"""A small dialog: a few fields, Cancel and one verb, problems shown where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.errors import Problem
from victimplanner.ui import theme
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.widgets.banner import Banner, BannerStack
from victimplanner.ui.widgets.buttons import Button, SecondaryButton
from victimplanner.ui.widgets.field_grid import FieldGrid
from victimplanner.ui.widgets.form import LineField, TextField, show_problems
from victimplanner.ui.widgets.layout import ScrollPage, label

KEEP_AFTER_MS = 5000  # a copy of what was typed is kept this long after the first letter


class Kept(Protocol):
    """Where the words of a dialog are kept until they are saved or given up."""

    def earlier(self) -> tuple[str, Mapping[str, str]]: ...
    def keep(self, words: Mapping[str, str]) -> None: ...
    def forget(self) -> None: ...


class FormDialog(QDialog):
    """Fields, Cancel and one verb. `save` gives back problems; none closes the dialog."""

    def __init__(
        self,
        dialogs: Dialogs,
        title: str,
        verb: str,
        fields: Mapping[str, Any],
        save: Callable[[], Sequence[Problem]],
        *,
        intro: str = "",
        spans: Mapping[str, int] | None = None,
        columns: int = 2,
        extra: tuple[str, Callable[[], None]] | None = None,
        above: Sequence[QWidget] = (),
        body: QWidget | None = None,
        width: int = 580,
        dangerous: bool = False,
        kept: Kept | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`spans` says how many of the columns a field takes (all by default); `extra` is one more button at the left.

        `above` stands between the first words and the fields. `body` has the fields laid out already, for a long form
        in sections. `width` is in pixels at 100 % text. `dangerous`: the verb takes something away, so that Cancel is
        the default and no key but those of the button does it. `kept` keeps what is typed, every few seconds and at a
        lock, and offers it when the dialog is opened again.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("formDialog")
        self._dialogs = dialogs
        self._fields = dict(fields)
        self._save = save
        self._asks_to_save = not dangerous
        self._dirty = False
        self._kept = kept
        self._keep_timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS, timeout=self.keep_words)
        self.banners = BannerStack()
        page = ScrollPage()
        page.body.addWidget(self.banners)
        if intro:
            page.body.addWidget(label(intro, "secondary", wrap=True))
        for widget in above:
            page.body.addWidget(widget)
        if body is None:
            body = FieldGrid(columns, narrowest=170)
            for name, field in fields.items():
                body.add(field, (spans or {}).get(name, columns))
        for field in fields.values():
            field.changed.connect(self._touch)
        page.body.addWidget(body)
        page.body.addStretch(1)
        self.page = page
        key = "" if dangerous else "Ctrl+Enter"
        self.verb = Button(verb, key=key, kind="danger" if dangerous else "primary", object_name="verb")
        self.verb.clicked.connect(self.try_save)
        cancel = SecondaryButton("Cancel", key="Esc", object_name="cancel")
        cancel.clicked.connect(self.reject)
        cancel.setDefault(dangerous)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        if extra is not None:
            other = SecondaryButton(extra[0], kind="danger", object_name="extra")
            other.clicked.connect(extra[1])
            other.clicked.connect(self._finish)
            row.addWidget(other)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.verb)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(page, 1)
        outer.addWidget(foot)
        for keys in () if dangerous else ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.try_save)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._width = width
        self._offer_earlier()
        self.fit()

    def _offer_earlier(self) -> None:
        """Offer what was typed before a lock or a crash and never saved."""
        when, words = self._kept.earlier() if self._kept is not None else ("", {})
        if not any(name in self._fields for name in words):
            return
        self.banners.set_banners(
            [
                Banner(
                    "info",
                    f"What was typed here on {when} was not saved.",
                    "It was kept.",
                    [("Use it", lambda: self._use_earlier(words)), ("Leave it out", self._leave_earlier)],
                    icon="history",
                    key="kept",
                )
            ]
        )

    def _use_earlier(self, words: Mapping[str, str]) -> None:
        for name, text in words.items():
            if name in self._fields:
                self._fields[name].set_value(text)
        self._dirty = True
        self.banners.remove("kept")

    def _leave_earlier(self) -> None:
        assert self._kept is not None
        self._kept.forget()
        self.banners.remove("kept")

    def keep_words(self) -> None:
        """Keep what is typed now, as before the program locks."""
        self._keep_timer.stop()
        if self._kept is not None and self._dirty:
            texts = {name: f.value() for name, f in self._fields.items() if isinstance(f, LineField | TextField)}
            self._kept.keep({name: text for name, text in texts.items() if text.strip()})

    def _forget_words(self) -> None:
        self._keep_timer.stop()
        if self._kept is not None and self._dirty:
            self._kept.forget()

    def fit(self) -> None:
        """Be as high as the fields shown now, never higher than the screen."""
        screen = self.screen().availableGeometry()
        width, most = min(theme.px(self._width), screen.width() - 60), screen.height() - 80
        self.resize(width, most)
        outer, inner = self.layout(), self.page.content.layout()
        assert outer is not None
        assert inner is not None
        outer.activate()
        self.page.content.resize(width, most)
        inner.activate()
        frame = most - self.page.height()
        self.resize(width, min(inner.totalHeightForWidth(width) + frame + 2, most))

    def _touch(self) -> None:
        self._dirty = True
        if self._kept is not None and not self._keep_timer.isActive():
            self._keep_timer.start()

    def try_save(self) -> None:
        """Save and close, or show what is to be put right."""
        problems = [Problem(name, field.problem()) for name, field in self._fields.items() if field.problem()]
        problems = problems or list(self._save())
        if not problems:
            self._finish()
            return
        general = show_problems(self._fields, problems)
        self.banners.set_banners([Banner("error", text, key=text) for text in general])
        first = next((p.field for p in problems if p.field in self._fields), None)
        if first is not None:
            field = self._fields[first]
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            outer = self.layout()
            assert outer is not None
            outer.activate()
            self.page.ensureWidgetVisible(field, 20, 30)

    def _finish(self) -> None:
        self._forget_words()
        self._dirty = False
        self.accept()

    def reject(self) -> None:
        """Close without saving; what was typed is asked about first."""
        if self._dirty and self._asks_to_save:
            answer = self._dialogs.ask_discard("What was typed here is not saved.")
            if answer == "save":
                self.try_save()
                return
            if answer == "keep":
                return
            self._forget_words()
        super().reject()


def open_form(
    dialogs: Dialogs,
    parent: QWidget,
    title: str,
    verb: str,
    fields: Mapping[str, Any],
    save: Callable[[], Sequence[Problem]],
    **options: Any,
) -> FormDialog:
    """Open a form over `parent`; it deletes itself when closed and gives the focus back to what opened it."""
    dialog = FormDialog(dialogs, title, verb, fields, save, parent=parent, **options)
    opener = parent.window().focusWidget()

    def closed() -> None:
        dialog.deleteLater()
        if opener is not None and isValid(opener) and opener.isVisible():
            opener.setFocus()

    dialog.finished.connect(closed)
    dialog.open()
    return dialog
