"""The pages of an issued copy, to read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.ui.pdf import PagePreview
from victimplanner.ui.widgets import SecondaryButton, label
from victimplanner.ui.widgets.fitting import fit_to_screen


class PagesDialog(QDialog):
    """A paper in full: turn, zoom and search it. Nothing leaves from here."""

    def __init__(self, pdf: bytes, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Issued copy")
        self.setObjectName("pagesDialog")
        self.preview = PagePreview()
        self.preview.show_pdf(pdf, "")
        self.preview.add_keys(self)
        close = SecondaryButton("Close", key="Esc", object_name="closePages")
        close.clicked.connect(self.reject)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(label(note, "small", wrap=True), 1)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.preview, 1)
        outer.addWidget(foot)
        fit_to_screen(self, 760, 740)
        self.preview.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        self.preview.close_pdf()
        super().done(result)
