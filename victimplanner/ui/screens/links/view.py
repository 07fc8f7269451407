"""The Live link tab of a case: one arrangement at a time, saved as a whole, apart from the court's direction."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.links import BookingState
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.links.dialogs import LinksDialogs
from victimplanner.ui.screens.links.form import LinkForm
from victimplanner.ui.screens.links.side_pane import SidePane
from victimplanner.ui.screens.links.state import TOLD, LinksPage
from victimplanner.ui.screens.links.view_model import LinksViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    ChoiceBox,
    EmptyState,
    FlowRow,
    LinkButton,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    TextField,
    TwoPanes,
    announce,
    label,
    show_problems,
)

_BANNER_KINDS = {"clash": "error", "apart": "error", "timing": "warning", "direction": "info", "safety": "warning"}
_STACK_BELOW = 860


class LinksView(QWidget):
    """One witness's link arrangements."""

    KEY_HINTS = (("Ctrl+S", "Save"), ("Ctrl+T", "Told"), ("F6", "Next pane"))
    asked = Signal(object)  # Destination
    directory_asked = Signal()
    said = Signal(str)
    """Words for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("linksView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = LinksViewModel(session, self)
        self.dialogs = LinksDialogs(session, self.view_model, self)
        self.form = LinkForm(lambda: session.today, self)
        self._build()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness. `subject_id` may be an arrangement; `part` "told" opens the telling."""
        self.form.forget()
        self.page.verticalScrollBar().setValue(0)
        self.view_model.show_witness(case_id, witness_id, subject_id)
        if part == TOLD and self.view_model.state.may_record:
            QTimer.singleShot(0, self, lambda: self.dialogs.tell())

    def has_unsaved(self) -> bool:
        return self.form.is_dirty

    def save(self) -> bool:
        """Save what is typed; what is to be put right is shown beside its field."""
        if self.view_model.state.link is None or not self.view_model.state.may_record:
            return True
        fields = {**self.form.fields, "reason": self.reason}
        problems = [p for name, f in fields.items() if (p := f.problem())]
        found = list(self.view_model.save(self.form.values(), self.reason.value())) if not problems else []
        general = show_problems(fields, found)
        if problems or found:
            self.banners.add(
                Banner("error", "Not saved: something is to be put right.", " ".join(general) or "See the fields marked.",
                       key="not_saved")
            )  # fmt: skip
            first = next((p.field for p in found if p.field in fields), None)
            if first is not None:
                fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
                self.page.ensureWidgetVisible(fields[first], 20, 60)
            return False
        return True

    def discard(self) -> None:
        """Throw away what is typed."""
        self.form.forget()
        if self.view_model.state.is_new:
            self.view_model.forget_new()
        else:
            self.view_model.refresh()

    def attention(self) -> int:
        """How many arrangements wait for something, for the badge of the tab."""
        return self.view_model.state.waiting

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.title = label("Live link arrangements", "title", wrap=True)
        self.which = ChoiceBox("Arrangement")
        self.which.setObjectName("whichArrangement")
        self.which.setMinimumContentsLength(30)
        self.pill = StatusPill("unknown", "To do")
        self.new_button = SecondaryButton("&New…", icon="plus", object_name="newArrangement")
        self.book_button = SecondaryButton("&Booking…", object_name="booking")
        self.told_button = SecondaryButton("&Told witness…", key="Ctrl+T", object_name="toldLink")
        self.cancel_button = SecondaryButton("&Cancel arrangement…", kind="danger", object_name="cancelArrangement")
        self.sheet_button = SecondaryButton("&Information sheet…", object_name="sheet")
        self.save_button = PrimaryButton("&Save", key="Ctrl+S", object_name="saveLink")
        heading = QHBoxLayout()
        heading.setSpacing(theme.SPACE_3)
        self.sheet_button.setToolTip("Export the section 28 timetable and link sheet")
        heading.addWidget(self.title, 1)
        heading.addWidget(
            FlowRow(self.book_button, self.told_button, self.sheet_button, self.save_button, right=True), 2
        )
        self.banners = BannerStack()
        self.side = SidePane()
        self.stack = QStackedWidget()
        self.stack.addWidget(TwoPanes(self._cards(), self.side, stretch=(3, 2), stack_below=_STACK_BELOW))
        self.first_button = PrimaryButton("&Plan an arrangement", icon="plus", object_name="planFirst")
        self.empty = EmptyState(
            "No remote evidence planned.",
            "Plan where she gives evidence from, when, and who sits with her. The court’s direction is apart.",
            icon="calendar", action=self.first_button,
        )  # fmt: skip
        self.stack.addWidget(self.empty)
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        page.body.addLayout(heading)
        self.chooser = FlowRow(self.which, self.pill, self.new_button, gap=10)
        page.body.addWidget(self.chooser)
        page.body.addWidget(self.banners)
        page.body.addWidget(self.stack, 1)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.which.currentIndexChanged.connect(self._choose)
        self.new_button.clicked.connect(self._begin)
        self.first_button.clicked.connect(self._begin)
        self.book_button.clicked.connect(lambda: self._after_saving(self.dialogs.book))
        self.told_button.clicked.connect(lambda: self._after_saving(self.dialogs.tell))
        self.cancel_button.clicked.connect(
            lambda: self._after_saving(lambda: self.dialogs.book(BookingState.CANCELLED))
        )
        self.sheet_button.clicked.connect(self._sheet)
        self.save_button.clicked.connect(self.save)
        self.form.changed.connect(self._typed)
        for keys, act in (("Ctrl+S", self.save), ("Ctrl+T", self.told_button.click)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _cards(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.CARD_GAP)
        self.reason = TextField(
            "&Why it has changed", lines=2, name="reason", hint="She, or the site, knows the old arrangement."
        )
        directory = LinkButton("Directory of sites…", small=True, object_name="directory")
        directory.clicked.connect(self.directory_asked)
        somebody = LinkButton("Somebody else…", small=True, object_name="somebodyElse")
        somebody.clicked.connect(lambda: self.dialogs.person())
        for title, note, parts, links in (
            ("Slots", "Any change marks “witness must be told”", (self.form.slots, self.reason), ()),
            ("Place and people", "", (self.form.place,), (directory, somebody)),
            ("The day", "", (self.form.day,), ()),
            ("Test call, link details, what she was told", "", (self.form.test,), ()),
        ):
            card = Card(title, note=note)
            card.add_right(*links)
            for part in parts:
                card.body.addWidget(part)
            column.addWidget(card)
        column.addWidget(FlowRow(self.cancel_button))
        column.addStretch(1)
        self.reason.changed.connect(self.form.touch)
        self.reason.setVisible(False)
        return holder

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        self.title.setText(f"Live link arrangements for {page.label}")
        words = [*page.arrangements]
        if page.is_new and page.link is not None:
            words.append((page.link.id, "New arrangement"))
        self.which.blockSignals(True)
        self.which.set_choices(words)
        if page.link is not None:
            self.which.set_value(page.link.id)
        self.which.blockSignals(False)
        there = page.link is not None
        self.chooser.setVisible(there)
        self.pill.set_pill(*page.booking)
        stored = there and not page.is_new
        for button in (self.book_button, self.told_button, self.cancel_button):
            button.setEnabled(stored and page.may_record)
        live = page.link is not None and page.link.is_live
        self.cancel_button.setVisible(stored and live)
        self.sheet_button.setEnabled(stored)
        self.save_button.setEnabled(there and page.may_record)
        self.new_button.setEnabled(page.may_record and not page.is_new)
        self.first_button.setEnabled(page.may_record)
        self.stack.setCurrentIndex(0 if there else 1)
        self.form.show_choices(page)
        if not self.form.is_dirty:
            self.form.show_page(page)
            self.reason.set_value("")
            self.reason.set_error("")
            self.reason.setVisible(False)
        self.side.show_page(page)
        self.banners.set_banners(self._banners(page))

    def _typed(self) -> None:
        """What is typed is looked at at once: clashes, a day that does not fit, a reason that is needed."""
        page = self.view_model.state
        self.reason.setVisible(page.needs_reason)
        self.banners.set_banners(self._banners(page, typed=True))

    def _banners(self, page: LinksPage, *, typed: bool = False) -> list[Banner]:
        found = []
        if page.error:
            found.append(Banner("error", page.error, key="error"))
        if page.link is not None and page.link.to_tell:
            since = f" It changed on {full_day(page.link.changed_on)}." if page.link.changed_on else ""
            found.append(
                Banner("warning", f"{page.label} must be told.", f"What she knew of it has changed.{since}",
                       [("Told witness…", lambda: self._after_saving(self.dialogs.tell))] if page.may_record else [],
                       key="tell")
            )  # fmt: skip
        warnings = self.view_model.warnings_for(self.form.values()) if typed and page.link else page.warnings
        found += [Banner(_BANNER_KINDS[w.kind], w.headline, w.text, key=f"{w.kind}/{w.headline}") for w in warnings]
        return found

    def _on_saved(self, words: str) -> None:
        self.form.forget()
        self._show()
        announce(self, words)
        self.said.emit(words)

    # ------------------------------------------------------------ acting

    def _choose(self) -> None:
        wanted = self.which.value()
        page = self.view_model.state
        if page.link is None or wanted == page.link.id:
            return
        if not self._may_leave():
            self.which.blockSignals(True)
            self.which.set_value(page.link.id)
            self.which.blockSignals(False)
            return
        self.form.forget()
        self.view_model.choose(str(wanted))

    def _begin(self) -> None:
        if self._may_leave():
            self.form.forget()
            self.view_model.begin()
            self.form.fields["hearing_id"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_saving(self, act: object) -> None:
        """A dialog works on what is stored: what is typed is saved first, or thrown away."""
        if self._may_leave() and callable(act):
            act()

    def _may_leave(self) -> bool:
        if not self.form.is_dirty:
            return True
        answer = self._session.dialogs.ask_discard()
        if answer == "keep":
            return False
        if answer == "save":
            return self.save()
        self.discard()
        return True

    def _sheet(self) -> None:
        file = self.view_model.state.file
        if file is not None and self._may_leave():
            self.asked.emit(Destination("export", file.case.id, file.witness.id, part="s28-sheet"))
