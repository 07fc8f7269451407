"""The small dialogs of the Meetings tab: a few fields, one verb, problems shown where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.ui import theme
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    FieldGrid,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    label,
    show_problems,
)


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
        parent: QWidget | None = None,
    ) -> None:
        """`spans` says how many of the columns a field takes (all by default); `extra` is one more button at the left."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("formDialog")
        self._dialogs = dialogs
        self._fields = dict(fields)
        self._save = save
        self._dirty = False
        self.banners = BannerStack()
        page = ScrollPage()
        page.body.addWidget(self.banners)
        if intro:
            page.body.addWidget(label(intro, "secondary", wrap=True))
        grid = FieldGrid(columns, narrowest=170)
        for name, field in fields.items():
            grid.add(field, (spans or {}).get(name, columns))
            field.changed.connect(self._touch)
        page.body.addWidget(grid)
        page.body.addStretch(1)
        self.page = page
        self.verb = PrimaryButton(verb, key="Ctrl+Enter", object_name="verb")
        self.verb.clicked.connect(self.try_save)
        cancel = SecondaryButton("Cancel", key="Esc", object_name="cancel")
        cancel.clicked.connect(self.reject)
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
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, activated=self.try_save)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fit()

    def _fit(self) -> None:
        screen = self.screen().availableGeometry()
        width = min(theme.px(580), screen.width() - 60)
        self.resize(width, 200)
        self.page.content.setFixedWidth(width)
        self.page.content.layout().activate()
        wanted = self.page.content.layout().totalHeightForWidth(width)
        wanted = max(wanted, self.page.content.sizeHint().height())
        self.page.content.setMinimumWidth(0)
        self.page.content.setMaximumWidth(16777215)
        self.resize(width, min(wanted + theme.px(70), screen.height() - 80))

    def _touch(self) -> None:
        self._dirty = True

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
            self._fields[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self._dirty = False
        self.accept()

    def reject(self) -> None:
        """Close without saving; what was typed is asked about first."""
        if self._dirty:
            answer = self._dialogs.ask_discard("What was typed here is not saved.")
            if answer == "save":
                self.try_save()
                return
            if answer == "keep":
                return
        super().reject()
