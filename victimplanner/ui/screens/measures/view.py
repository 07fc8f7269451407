"""The Special measures tab of a case: grounds, deadline, the four facts of each measure, other adjustments."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.measures import MeasureId
from victimplanner.ui.formats import full_day
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.measures.age_words import at_eighteen_words, is_pressing
from victimplanner.ui.screens.measures.decision_dialog import DecisionDialog
from victimplanner.ui.screens.measures.dialogs import MeasuresDialogs
from victimplanner.ui.screens.measures.foot import MeasuresFoot
from victimplanner.ui.screens.measures.heading import MeasuresHeading
from victimplanner.ui.screens.measures.matrix import Matrix
from victimplanner.ui.screens.measures.other_dialogs import OtherDialogs
from victimplanner.ui.screens.measures.state import COLUMNS, DIRECTION, PARTS, VIEW, MeasuresPage
from victimplanner.ui.screens.measures.summary_cards import EligibilityCard
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel, measure_named
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Banner, BannerStack, ScrollPage, announce
from victimplanner.ui.widgets.why_popover import show_why


class MeasuresView(QWidget):
    """One witness's special measures. Decisions are edited in a dialog over the tab."""

    KEY_HINTS = (("↑↓←→", "Move"), ("F2", "Edit"), ("Shift+F1", "Why?"), ("Ctrl+T", "Told"))
    asked = Signal(object)  # Destination
    said = Signal(str)
    """Words for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measuresView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = MeasuresViewModel(session, self)
        self._dialogs = MeasuresDialogs(session, self.view_model, self)
        self._others = OtherDialogs(session, self.view_model, self)
        self._decision: DecisionDialog | None = None
        self._build()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness's measures.

        `subject_id` may be a direction (one she was not told of opens the telling), an application or a measure;
        `part` may be a measure, and with a measure one of "view", "decision", "direction", "use".
        """
        self.page.verticalScrollBar().setValue(0)
        shown = self.view_model.state.file
        if shown is not None and shown.witness.id != witness_id:
            self.review.set_open(False)
        self.view_model.show_witness(case_id, witness_id)
        if subject_id or part:
            QTimer.singleShot(0, self, lambda: self._go_to(subject_id, part))

    def has_unsaved(self) -> bool:
        return self._decision is not None and self._decision.has_unsaved()

    def save(self) -> bool:
        return self._decision is None or self._decision.try_save()

    def discard(self) -> None:
        if self._decision is not None:
            self._decision.leave()

    def attention(self) -> int:
        """How many measures need attention, for the badge of the tab."""
        return self.view_model.attention()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.heading = MeasuresHeading()
        self.title, self.note, self.take_views = self.heading.title, self.heading.note, self.heading.take_views
        self.application, self.told, self.edit = self.heading.application, self.heading.told, self.heading.edit
        self.opt_out_action = self.heading.opt_out
        self.banners = BannerStack()
        self.eligibility = EligibilityCard()
        self.matrix = Matrix()
        self.foot = MeasuresFoot()
        self.adjustments, self.review = self.foot.adjustments, self.foot.review
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        for part in (self.heading, self.banners, self.eligibility):
            page.body.addWidget(part)
        page.body.addWidget(self.matrix, 1)
        page.body.addWidget(self.foot)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self._connect()

    def _connect(self) -> None:
        self.application.clicked.connect(lambda: self._dialogs.application())
        self.told.clicked.connect(lambda: self._dialogs.told())
        self.edit.clicked.connect(self.edit_current)
        self.take_views.clicked.connect(self._take_views)
        for asked, act in (
            (self.heading.opt_out_asked, self._others.opt_out),
            (self.heading.intermediary_asked, self._others.intermediary),
            (self.heading.proceedings_asked, self._others.proceedings),
            (self.heading.carry_over_asked, self._others.carry_over),
            (self.heading.review_asked, self.show_review),
            (self.heading.record_asked, self._ask_record),
            (self.review.print_asked, self._ask_record),
            (self.review.facts_asked, self._others.review),
            (self.eligibility.plea_asked, self._ask_plea),
        ):
            asked.connect(act)
        self.eligibility.extension_asked.connect(lambda: self._dialogs.application("late_reason"))
        self.eligibility.review.clicked.connect(lambda: self._dialogs.grounds())
        self.eligibility.why_asked.connect(show_why)
        self.matrix.table.record_activated.connect(lambda _: self.edit_current())
        self.adjustments.add.clicked.connect(lambda: self._dialogs.adjustment())
        self.adjustments.chosen.connect(self._dialogs.adjustment)
        for keys, act in (("F2", self.edit_current), ("Ctrl+T", self._tell), ("Shift+F1", self._why)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        for part in (self.heading, self.eligibility, self.matrix, self.foot):
            part.show_page(page)
        self.banners.set_banners(self._banners(page))

    def _banners(self, page: MeasuresPage) -> list[Banner]:
        found = []
        if page.error:
            found.append(Banner("error", page.error, key="error"))
        if page.proceedings_changed:
            words = "Directions made before do not follow by themselves: check each. Ask again for views given before."
            found.append(Banner("warning", page.proceedings_changed, words, key="proceedings"))
        if page.turns_18_on is not None:
            found.append(
                Banner(
                    "warning" if is_pressing(page) else "info",
                    f"{page.label} turns 18 on {full_day(page.turns_18_on)}.", at_eighteen_words(page),
                    [("What ends, and why…", self._others.at_eighteen)], key="turns18",
                )
            )  # fmt: skip
        return found

    def show_review(self) -> None:
        """Open the reviewer's questions and go there."""
        self.review.unfold()
        QTimer.singleShot(0, self, lambda: self.page.ensureWidgetVisible(self.review, 0, 8))

    def _ask_record(self) -> None:
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("export", file.case.id, file.witness.id, part="special-measures"))

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    # ------------------------------------------------------------ going and acting

    def _go_to(self, subject_id: str, part: str) -> None:
        page = self.view_model.state
        if page.file is None:
            return
        if part == "intermediary" and not measure_named(subject_id):
            if page.may_record:
                self._others.intermediary()
            return
        if part == "review":
            self.show_review()
            return
        measure = measure_named(subject_id) or measure_named(part)
        direction = next((d for d in page.file.directions if d.id == subject_id), None)
        if direction is not None:
            self.matrix.go_to(direction.measure, DIRECTION)
            if any(d.id == subject_id for d in page.untold) and page.may_record:
                self._dialogs.told(subject_id)
        elif measure is not None:
            self.matrix.go_to(measure, part if part in COLUMNS else VIEW)
        else:
            self.application.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_current(self) -> None:
        """Open the current measure at the part of the current column."""
        line = self.matrix.current_line()
        if line is None or not self.view_model.state.may_record:
            return
        column = self.matrix.current_column()
        self.open_decision(line.id, column if column in PARTS else VIEW)

    def open_decision(self, measure: MeasureId, part: str = VIEW) -> DecisionDialog | None:
        """Open the decision dialog of a measure at a part."""
        page = self.view_model.state
        if page.file is None or self._decision is not None:
            return None
        dialog = DecisionDialog(self._session, self.view_model, self)
        self._decision = dialog
        dialog.application_asked.connect(lambda: self._dialogs.application())
        dialog.said.connect(self._on_saved)

        def closed() -> None:
            self._decision = None
            self.matrix.go_to(dialog.view_model.state.measure, self.matrix.current_column())
            dialog.deleteLater()

        dialog.finished.connect(closed)
        dialog.show_measure(measure, part)
        dialog.open()
        dialog.focus_part(part)
        return dialog

    def _take_views(self) -> None:
        first = next((f for f in self.view_model.state.facts if f.availability.is_open), None)
        if first is not None:
            self.open_decision(first.id, VIEW)

    def _tell(self) -> None:
        if self.told.isEnabled():
            self._dialogs.told()
        else:
            self._on_saved("Nothing to tell")

    def _why(self) -> None:
        """Say why, of the current cell: the working of its date, or its reason."""
        line = self.matrix.current_line()
        column = self.matrix.current_column()
        page = self.view_model.state
        working = None
        if line is not None and self.matrix.table.hasFocus():
            facts = page.facts_about(line.id)
            if column == "decision" and page.limits:
                working = page.limits[0].working
            elif column == DIRECTION and facts.direction is not None:
                working = page.workings.get(facts.direction.id)
            if working is None:
                self.matrix.show_reason()
                return
        elif page.limits:
            working = page.limits[0].working
        if working is not None:
            show_why(working, self.matrix.table if line is not None else self.eligibility)

    def _ask_plea(self) -> None:
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("case", file.case.id, file.witness.id, "overview", part="plea"))
