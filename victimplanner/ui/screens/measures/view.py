"""The Special measures tab of a case: grounds, deadline, the four facts of each measure, other adjustments."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.domain.measures import MeasureId
from victimplanner.domain.turning_18 import AT_EIGHTEEN_WORDS
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.measures.decision_dialog import DecisionDialog
from victimplanner.ui.screens.measures.dialogs import MeasuresDialogs
from victimplanner.ui.screens.measures.matrix import Matrix
from victimplanner.ui.screens.measures.other_dialogs import OtherDialogs
from victimplanner.ui.screens.measures.review_card import ReviewCard
from victimplanner.ui.screens.measures.state import COLUMNS, DIRECTION, PARTS, VIEW, MeasuresPage
from victimplanner.ui.screens.measures.summary_cards import AdjustmentsRow, EligibilityCard
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel, measure_named
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    FlowRow,
    LinkButton,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    announce,
    label,
)
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
        self.application = SecondaryButton("Applicatio&n…", object_name="application")
        self.told = SecondaryButton("&Told witness…", key="Ctrl+T", object_name="told")
        self.more = SecondaryButton("&More…", object_name="moreMeasures")
        self.edit = PrimaryButton("E&dit decision", icon="pencil", key="F2", object_name="editDecision")
        self.title = label("Special measures", "title")
        self.note = label("", "small")
        self.take_views = LinkButton("Take views…", object_name="takeViews")
        left = FlowRow(self.title, self.note, self.take_views, gap=10)
        right = FlowRow(self.more, self.application, self.told, self.edit, right=True)
        for side, policy in ((left, QSizePolicy.Policy.Preferred), (right, QSizePolicy.Policy.Expanding)):
            wrapping = QSizePolicy(policy, QSizePolicy.Policy.Minimum)
            wrapping.setHeightForWidth(True)
            side.setSizePolicy(wrapping)
        heading = QHBoxLayout()
        heading.setSpacing(theme.SPACE_3)
        heading.addWidget(left)
        heading.addWidget(right, 1)
        self.banners = BannerStack()
        self.eligibility = EligibilityCard()
        self.matrix = Matrix()
        self.adjustments = AdjustmentsRow()
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        page.body.addLayout(heading)
        page.body.addWidget(self.banners)
        page.body.addWidget(self.eligibility)
        page.body.addWidget(self.matrix, 1)
        page.body.addWidget(self.adjustments)
        self.review = ReviewCard()
        page.body.addWidget(self.review)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.application.clicked.connect(lambda: self._dialogs.application())
        self.told.clicked.connect(lambda: self._dialogs.told())
        self.edit.clicked.connect(self.edit_current)
        self.more.setMenu(self._more_menu())
        self.review.facts_asked.connect(self._others.review)
        self.review.print_asked.connect(self._ask_record)
        self.eligibility.extension_asked.connect(lambda: self._dialogs.application("late_reason"))
        self.take_views.clicked.connect(self._take_views)
        self.eligibility.review.clicked.connect(lambda: self._dialogs.grounds())
        self.eligibility.why_asked.connect(show_why)
        self.eligibility.plea_asked.connect(self._ask_plea)
        self.matrix.table.record_activated.connect(lambda _: self.edit_current())
        self.adjustments.add.clicked.connect(lambda: self._dialogs.adjustment())
        self.adjustments.chosen.connect(self._dialogs.adjustment)
        for keys, act in (
            ("F2", self.edit_current),
            ("Ctrl+T", self._tell),
            ("Shift+F1", self._why),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        self.title.setText(f"Special measures for {page.label}")
        self.note.setText("Earlier entries are kept." if page.has_views else "No views recorded.")
        self.take_views.setVisible(not page.has_views and page.may_record)
        self.told.setEnabled(bool(page.untold) and page.may_record)
        self.told.setToolTip("" if page.untold else "Nothing to tell: no decision, or all are told.")
        self.edit.setEnabled(page.may_record)
        self.application.setEnabled(page.may_decide)
        self.eligibility.show_page(page)
        self.matrix.show_page(page)
        self.adjustments.show_page(page)
        self.review.show_page(page)
        self.more.setEnabled(page.may_record)
        self.opt_out_action.setEnabled(any(then.is_under_18 for then in page.ages) or page.turns_18_on is not None)
        self.banners.set_banners(self._banners(page))

    def _banners(self, page: MeasuresPage) -> list[Banner]:
        found = []
        if page.error:
            found.append(Banner("error", page.error, key="error"))
        if page.proceedings_changed:
            found.append(
                Banner(
                    "warning", page.proceedings_changed,
                    "Directions made before do not follow by themselves: check each. Ask again for views given before.",
                    key="proceedings",
                )
            )  # fmt: skip
        if page.turns_18_on is not None:
            text = self._at_eighteen_words(page)
            found.append(
                Banner(
                    "warning", f"{page.label} turns 18 on {full_day(page.turns_18_on)}.", text,
                    [("Review grounds…", lambda: self._dialogs.grounds())], key="turns18",
                )
            )  # fmt: skip
        return found

    def _at_eighteen_words(self, page: MeasuresPage) -> str:
        """What ends on her birthday and what goes on, measure by measure, or by the rule while nothing is directed."""
        if page.at_eighteen:
            titles = {facts.id: facts.availability.measure.title for facts in page.facts}
            outcomes: dict[str, list[str]] = {}
            for line in page.at_eighteen:
                outcomes.setdefault(AT_EIGHTEEN_WORDS[line.outcome], []).append(titles[line.measure])
            return " ".join(f"{outcome}: {', '.join(names)}." for outcome, names in outcomes.items())
        if page.other_ground_than_age:
            return "Another ground holds as well; measures given for age alone end that day (s.21(8))."
        return (
            "A direction that rests on age alone ends that day (s.21(8)), unless her evidence has begun. "
            "See whether another ground holds."
        )

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        self.opt_out_action = menu.addAction("&Opt-out from the primary rule…", self._others.opt_out)
        menu.addAction("&Intermediary…", self._others.intermediary)
        menu.addAction("&Proceedings changed…", self._others.proceedings)
        menu.addAction("&Carry views over…", self._others.carry_over)
        menu.addAction("&What a reviewer asks…", self._others.review)
        return menu

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
