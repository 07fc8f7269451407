"""Registering a case by hand: a URN, a defendant, an offence and one complainant are enough."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.case import CourtKind, HearingKind, PleaKind
from victimplanner.domain.errors import PlannerError, RuleBroken
from victimplanner.services.cases import NewCase, NewDefendant, register_case
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    CheckField,
    ChoiceField,
    DateField,
    FieldGrid,
    LineField,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    TextField,
    show_problems,
)
from victimplanner.ui.widgets.fitting import fit_to_screen

_COURTS = (  # nothing is taken for granted: the limits differ by court
    (CourtKind.UNKNOWN, "Not known"),
    (CourtKind.CROWN, "Crown Court"),
    (CourtKind.MAGISTRATES, "Magistrates’ court"),
    (CourtKind.YOUTH, "Youth court"),
)
_PLEAS = ((None, "No plea yet"), (PleaKind.NOT_GUILTY, "Not guilty"), (PleaKind.GUILTY, "Guilty"))


def ask_new_case(session: Session, parent: QWidget | None) -> str:
    """Ask for a new case and register it; return its id, or "" when the person left."""
    dialog = NewCaseDialog(session, parent)
    dialog.exec()
    case_id = dialog.case_id
    dialog.deleteLater()
    return case_id


class NewCaseDialog(QDialog):
    """The form. Nothing is kept until everything in it holds."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New case")
        self.setObjectName("newCaseDialog")
        self._session = session
        self.case_id = ""
        today = lambda: session.today  # noqa: E731
        self.urn = LineField("&URN", name="urn", placeholder="10AB/12345/26")
        self.offence = LineField("Lead &offence", name="offence")
        self.sexual = CheckField("A &sexual offence", name="sexual", checked=True)
        self.charged_on = DateField("&Charged on", today, name="chargedOn")
        self.defendants = TextField("&Defendants, one a line", lines=2, name="defendants")
        self.plea = ChoiceField("&Plea of all of them", _PLEAS, name="plea")
        self.plea_on = DateField("Plea entered o&n", today, name="pleaOn")
        self.court_kind = ChoiceField("Cour&t", _COURTS, name="courtKind")
        self.court_name = LineField("Court na&me", name="courtName")
        self.court_case_no = LineField("Court case num&ber", name="courtCaseNo")
        self.ptph = DateField("PT&PH", today, name="ptphOn")
        self.trial = DateField("Tria&l", today, name="trialOn")
        self.witness_name = LineField("Complainant’s &name", name="witnessName", note="hidden on screen")
        self.born = DateField("Date of bi&rth", today, name="bornOn")
        self._build()
        fit_to_screen(self, 760, 600)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage()
        self.banners = BannerStack()
        page.body.addWidget(self.banners)
        for fields in (
            (self.urn, self.offence, self.charged_on),
            (self.defendants, self.plea, self.plea_on),
            (self.court_kind, self.court_name, self.court_case_no),
            (self.ptph, self.trial, self.sexual),
            (self.witness_name, self.born),
        ):
            grid = FieldGrid(columns=3)
            for field in fields:
                grid.add(field)
            page.body.addWidget(grid)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        row = QHBoxLayout(foot)
        row.addStretch(1)
        cancel = SecondaryButton("Cancel", key="Esc", object_name="newCaseCancel")
        self.register = PrimaryButton("&Register case", key="Ctrl+S", object_name="registerCase")
        cancel.clicked.connect(self.reject)
        self.register.clicked.connect(self._register)
        row.addWidget(cancel)
        row.addWidget(self.register)
        column.addWidget(foot)
        QShortcut(QKeySequence("Ctrl+S"), self, self._register)
        self.urn.setFocus()

    def _register(self) -> None:
        dates = (self.charged_on, self.plea_on, self.ptph, self.trial, self.born)
        if any(field.problem() for field in dates):
            self.banners.set_banners([Banner("error", "Not registered.", "Put the marked date right first.")])
            return
        plea = self.plea.value()
        names = [line.strip() for line in self.defendants.value().splitlines() if line.strip()]
        hearings = [(HearingKind.PTPH, self.ptph.value()), (HearingKind.TRIAL, self.trial.value())]
        new = NewCase(
            urn=self.urn.value(),
            defendants=[NewDefendant(name, plea, self.plea_on.value() if plea else None) for name in names],
            offence=self.offence.value(),
            is_sexual_offence=bool(self.sexual.value()),
            witness_name=self.witness_name.value(),
            court_kind=self.court_kind.value(),
            court_name=self.court_name.value(),
            court_case_no=self.court_case_no.value(),
            charged_on=self.charged_on.value(),
            date_of_birth=self.born.value(),
            hearings=[(kind, day) for kind, day in hearings if day is not None],
        )
        fields = {
            "urn": self.urn,
            "defendants": self.defendants,
            "offence": self.offence,
            "witness_name": self.witness_name,
            "plea_on": self.plea_on,
        }
        show_problems(fields, ())
        try:
            self.case_id = register_case(self._session.app, new)
        except RuleBroken as problem:
            rest = show_problems(fields, problem.problems)
            words = " ".join(rest) or "Put the marked fields right. What you typed is kept."
            self.banners.set_banners([Banner("error", "Not registered.", words)])
            next((field for field in fields.values() if field.error_text()), self.urn).setFocus()
            return
        except PlannerError as problem:
            self.banners.set_banners([Banner("error", "Not registered.", str(problem))])
            return
        self.accept()
