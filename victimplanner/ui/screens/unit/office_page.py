"""The page of the office's details: what papers print about it, its logo, and the form in which a manager changes them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from victimplanner.services.office_details import MOST_LOGO_BYTES, OfficeDetails
from victimplanner.ui import theme
from victimplanner.ui.attempt import Problems
from victimplanner.ui.screens.unit.office_model import OfficeModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    CheckField,
    FlowRow,
    KeyValueRows,
    LineField,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    TextField,
    announce,
    label,
)
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_LOGO_WIDTH, _LOGO_HEIGHT = 220, 80  # the most a logo takes on the page, at 100 % text
_MARKED = "Papers for the witness carry the marking, as all others do"
_NOT_MARKED = "Papers for the witness carry no marking; all others do"


class OfficePage(QWidget):
    """Everybody may look; Change… and the two buttons of the logo are a manager's."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = OfficeModel(session, self)
        self.banners = BannerStack()
        self.change = PrimaryButton("&Change…", key="F2", object_name="changeOffice")
        self.choose_logo = SecondaryButton("Choose &logo…", object_name="chooseLogo")
        self.remove_logo = SecondaryButton("&Remove logo…", object_name="removeLogo")
        self.facts = KeyValueRows(key_width=150, small=False, gap=4)
        self.picture = QLabel()
        self.no_logo = label("", "secondary", wrap=True)
        details, logo = Card("What papers print about the office"), Card("Logo")
        details.body.addWidget(self.facts)
        for part in (self.picture, self.no_logo, FlowRow(self.choose_logo, self.remove_logo)):
            logo.body.addWidget(part)
        page = ScrollPage(margin=0)
        for widget in (self.banners, FlowRow(self.change), details, logo):
            page.body.addWidget(widget)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.change.clicked.connect(self.ask_details)
        self.choose_logo.clicked.connect(self.ask_logo)
        self.remove_logo.clicked.connect(self.ask_removal)
        self.model.state_changed.connect(self._show)
        theme.signals().changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        state = self.model.state
        details = state.details
        self.facts.set_rows(
            [
                ("Name", details.name),
                ("Area", details.area or "–"),
                ("Address", details.address or "– Letters have no address of the sender"),
                ("Telephone", details.phone or "– The witness has no number of the office"),
                ("Hours", details.hours or "–"),
                ("The marking", _MARKED if details.marks_witness_papers else _NOT_MARKED),
                ("Beside the marking", details.handling_line or "– Nothing"),
            ]
        )
        picture = QImage.fromData(state.logo)
        self.picture.setVisible(not picture.isNull())
        if not picture.isNull():
            self.picture.setPixmap(self._fitted(picture))
            self.picture.setAccessibleName(f"The logo, {picture.width()} by {picture.height()} pixels")
        self.no_logo.setText(
            "" if state.logo else f"No logo. It is a PNG picture of up to {MOST_LOGO_BYTES // 1000} kB."
        )
        self.no_logo.setVisible(not state.logo)
        for button in (self.change, self.choose_logo):
            button.setEnabled(state.may_change)
        self.remove_logo.setEnabled(state.may_change and bool(state.logo))

    def _fitted(self, picture: QImage) -> QPixmap:
        """Return the logo as paper shows it: on white, whatever the theme, and no larger than there is room."""
        most = theme.px(_LOGO_WIDTH), theme.px(_LOGO_HEIGHT)
        if picture.width() > most[0] or picture.height() > most[1]:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(*most, keep, smooth)
        paper = QPixmap(picture.size())
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, picture)
        painter.end()
        return paper

    def ask_details(self) -> FormDialog | None:
        """Ask for the details that are words; None where the person may only look."""
        if not self.model.state.may_change:
            return None
        fields = _fields(self.model.state.details)
        return open_form(
            self._session.dialogs, self, "Office details", "Save details", fields,
            lambda: self._save(OfficeDetails(**{name: field.value() for name, field in fields.items()})),
            intro="They stand on papers made from now on. Copies issued before stay as they are.",
            spans={"name": 1, "area": 1, "phone": 1, "hours": 1},
        )  # fmt: skip

    def ask_logo(self) -> None:
        """Choose a picture and take it as the logo, or say why not."""
        path = self._session.dialogs.open_file("Logo of the office", "PNG pictures (*.png)")
        if path is not None:
            self._tell(self.model.take_logo(path), "The logo is on papers made from now on.")

    def ask_removal(self) -> None:
        """Take the logo off, once that is confirmed."""
        text = "Papers made from now on have no logo. The picture is not kept here."
        if self._session.dialogs.confirm("Remove logo", text, "Remove logo", dangerous=True):
            self._tell(self.model.remove_logo(), "The logo is removed.")

    def _save(self, details: OfficeDetails) -> Problems:
        problems = self.model.change(details)
        if not problems:
            self._tell((), "The office details are saved.")
        return problems

    def _tell(self, problems: Problems, done: str) -> None:
        self.banners.set_banners([Banner("error", problem.message, closable=True) for problem in problems])
        if not problems:
            announce(self, done)


def _fields(details: OfficeDetails) -> dict[str, Any]:
    fields = {
        "name": LineField("&Name of the office", name="name"),
        "area": LineField("&Area", name="area"),
        "phone": LineField("&Telephone", name="phone"),
        "hours": LineField("&Hours", name="hours", hint="When somebody answers."),
        "address": TextField("A&ddress", name="address", lines=4, hint="As it stands at the head of a letter."),
        "handling_line": LineField(
            "&Beside the marking", name="handling_line",
            hint="One line, at most 60 characters, on every page but those for the witness. Empty where there is none.",
        ),
        "marks_witness_papers": CheckField(
            "Papers for the &witness carry the marking", name="marks_witness_papers",
            hint="Without it her papers say less about themselves where others may see them.",
        ),
    }  # fmt: skip
    for name, field in fields.items():
        field.set_value(getattr(details, name))
    return fields
