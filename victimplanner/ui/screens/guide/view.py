"""The guide, in a window of its own so that it can stay open beside the work."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFrame, QTextBrowser, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.guide.view_model import GuideViewModel
from victimplanner.ui.widgets.fitting import fit_to_screen


class GuideView(QDialog):
    """Shows the guide. Links to elsewhere are not followed: the program opens no connection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Guide")
        self.setObjectName("guideView")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.text = QTextBrowser()
        self.text.setObjectName("guideText")
        self.text.setAccessibleName("Guide")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("reading", True)
        self.text.document().setDocumentMargin(theme.px(18))
        self.text.setMarkdown(GuideViewModel(self).state)
        column.addWidget(self.text)
        fit_to_screen(self, 760, 640)


def open_guide(parent: QWidget | None) -> GuideView:
    """Open the guide beside the window."""
    view = GuideView(parent)
    view.show()
    return view
