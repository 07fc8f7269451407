"""Reports: the filter, four key numbers, and every figure with its plot, its table and the list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.reports.choosing import WHO_WORDS, right_words, unit_words
from victimplanner.domain.reports.figures import Figure
from victimplanner.domain.reports.rows import Row
from victimplanner.services.report_files import FileForm
from victimplanner.ui import theme
from victimplanner.ui.screens.reports.card_grid import CardGrid
from victimplanner.ui.screens.reports.choosing import WHOLE
from victimplanner.ui.screens.reports.dialogs import ReportDialogs
from victimplanner.ui.screens.reports.figure_card import FigureCard
from victimplanner.ui.screens.reports.key_number import KeyNumber
from victimplanner.ui.screens.reports.list_dialog import ListDialog
from victimplanner.ui.screens.reports.periods import OWN, periods
from victimplanner.ui.screens.reports.state import ReportsState
from victimplanner.ui.screens.reports.view_model import ReportsViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    ChoiceBox,
    FlowRow,
    PageHeading,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    label,
)

_NARROWEST_NUMBER, _NARROWEST_CARD = 210, 490
_ASK_OWN = "ask"  # the choice that asks for months


class _Page(ScrollPage):
    """As large as the window lets it be; asked how large it wants to be, Qt would draw every plot at widths nobody sees."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class ReportsView(QWidget):
    """The page of the rail."""

    asked = Signal(object)  # Destination
    said = Signal(str)
    inspection_asked = Signal()
    readiness_asked = Signal()
    KEY_HINTS = (("Tab", "Next plot"), ("Enter", "Open list"), ("T", "Table"), ("F5", "Count again"))

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportsView")
        self.setProperty("page", True)
        self.view_model = ReportsViewModel(session, self)
        self.dialogs = ReportDialogs(session, self, self.view_model)
        self._numbers: dict[str, KeyNumber] = {}
        self._cards: dict[str, FigureCard] = {}
        self._left_from: tuple[str, str, str] | None = None  # the list from which a case was opened, and its row
        self._list: ListDialog | None = None
        self._ordered: set[str] = set()  # figures whose cards are in the order of Tab
        self._build()
        self._connect()
        self._show()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        may_export = self.view_model.may_export
        self.inspection = SecondaryButton("&Inspection pack…", object_name="inspection")
        self.readiness = SecondaryButton("&Readiness…", object_name="readiness")
        self.aim = SecondaryButton("Set the unit &aim…", object_name="aim")
        if not self.view_model.may_set_aims:
            self.aim.hide()  # to show it here, before it has a place, would open a window of its own
        self.export = SecondaryButton("Export &list…", icon="download", object_name="exportReport")
        self.export_pdf = PrimaryButton("Export &PDF…", icon="document", key="Ctrl+E", object_name="exportPdf")
        self.export.setEnabled(may_export)
        self.export_pdf.setEnabled(may_export)
        self.heading = PageHeading(
            "Reports",
            "Compliance. Every number opens the list behind it.",
            self.inspection,
            self.readiness,
            self.aim,
            self.export,
            self.export_pdf,
        )
        self.banners = BannerStack()
        self.period = _choice("Period", "period", 21)
        self.unit = _choice("Unit", "unit", 14)
        self.right = _choice("Right or duty", "right", 20)
        self.who = _choice("Adults or children", "who", 15)
        self.who.set_choices(list(WHO_WORDS.items()))
        self.scope = label("", "small")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress of the count")
        self.progress.setMaximumWidth(theme.px(180))
        self.progress.setTextVisible(False)
        self.progress_words = label("", "small")
        self.stop = SecondaryButton("&Stop", small=True, object_name="stopCounting")
        self.counting = FlowRow(self.progress, self.progress_words, self.stop)
        self.numbers = CardGrid(4, narrowest=_NARROWEST_NUMBER)
        self.look_first = label("", "body", wrap=True)
        self.first = CardGrid(2, narrowest=_NARROWEST_CARD)
        self.further_title = label("Further figures", "section")
        self.further = CardGrid(2, narrowest=_NARROWEST_CARD)
        self.page = _Page()
        body = self.page.body
        for part in (
            self.heading,
            self.banners,
            FlowRow(self.period, self.unit, self.right, self.who, self.scope),
            self.counting,
            self.numbers,
            self.look_first,
            self.first,
            self.further_title,
            self.further,
        ):
            body.addWidget(part)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def _connect(self) -> None:
        model = self.view_model
        model.state_changed.connect(self._show)
        model.asked.connect(self.asked)
        model.said.connect(self.said)
        self.period.activated.connect(lambda _row: self._choose_period())
        self.unit.activated.connect(lambda _row: model.choose_unit(self.unit.value()))
        self.right.activated.connect(lambda _row: model.choose_duties(*self.right.value()))
        self.who.activated.connect(lambda _row: model.choose_who(self.who.value()))
        self.stop.clicked.connect(model.cancel)
        self.inspection.clicked.connect(self.inspection_asked)
        self.readiness.clicked.connect(self.readiness_asked)
        self.aim.clicked.connect(self.dialogs.set_aim)
        self.export.clicked.connect(lambda: self.ask_export(FileForm.XLSX))
        self.export_pdf.clicked.connect(lambda: self.ask_export(FileForm.PDF))
        QShortcut(QKeySequence("F5"), self, model.recount)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self._show_filter(state)
        self._show_counting(state)
        report = state.report
        if report is not None:
            self.scope.setText(f"{report.scope}.")
            self.look_first.setText(f"Look at first: {report.look_first}")
            self._show_numbers(report.key_numbers)
            self._show_cards(self.first, report.front)
            self._show_cards(self.further, state.further)
            shown = {figure.id for figure in (*report.front, *state.further)}
            self._cards = {figure_id: card for figure_id, card in self._cards.items() if figure_id in shown}
            if shown != self._ordered:
                self._order_tabs([figure.id for figure in (*report.front, *state.further)])
        self.scope.setVisible(report is not None)
        self.look_first.setVisible(report is not None and bool(report.look_first))
        self.further_title.setVisible(report is not None)
        if self.isVisible():  # a count that ends while another page is in view says nothing there
            self.said.emit(state.counted_at)

    def _show_filter(self, state: ReportsState) -> None:
        today = self.view_model.today
        own = [(OWN, state.chosen.period_words())] if state.period == OWN else []
        usual = [(period.key, period.words) for period in periods(today)]
        self.period.set_choices([*usual, *own, (_ASK_OWN, "Other months…")])
        self.period.set_value(state.period)
        self.unit.set_choices([(None, "All units"), *((unit, unit_words(unit)) for unit in state.units)])
        self.unit.set_value(state.chosen.unit)
        rights = [((right, None), right_words(right)) for right in state.rights]
        duties = [((None, rule_id), words) for rule_id, words in state.duties]
        self.right.set_choices([((None, None), "All rights and duties"), *rights, *duties])
        self.right.set_value((state.chosen.right, state.chosen.rule_id))
        self.who.set_value(state.chosen.who)

    def _show_counting(self, state: ReportsState) -> None:
        done, total, words = state.progress
        self.counting.setVisible(state.is_counting)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress_words.setText(words)
        banner = Banner(
            "warning", "Not counted.", state.error, [("Count again", self.view_model.recount)], key="not counted"
        )
        self.banners.set_banners([banner] if state.error else [])

    def _show_numbers(self, figures: tuple[Figure, ...]) -> None:
        for figure in figures:
            if figure.id not in self._numbers:
                button = self._numbers[figure.id] = KeyNumber(f"number_{figure.id}")
                button.clicked.connect(lambda _checked=False, key=figure.id: self.open_list(key))
            words, detail = ("", figure.empty) if figure.is_empty else (figure.words, figure.detail)
            self._numbers[figure.id].show_number(words, figure.title, detail, has_list=bool(figure.rows))
        self.numbers.set_cards([self._numbers[figure.id] for figure in figures])

    def _show_cards(self, grid: CardGrid, figures: tuple[Figure, ...]) -> None:
        for figure in figures:
            if figure.id in self._cards:
                self._cards[figure.id].show_figure(figure)
            else:
                card = self._cards[figure.id] = FigureCard(figure)
                card.list_asked.connect(self.open_list)
        grid.set_cards([self._cards[figure.id] for figure in figures])

    def _order_tabs(self, figure_ids: Sequence[str]) -> None:
        """Tab goes from card to card, and within each as it is read."""
        self._ordered = set(figure_ids)
        stops = [stop for figure_id in figure_ids for stop in self._cards[figure_id].tab_stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def number(self, figure_id: str) -> KeyNumber:
        """Return the button of a key number."""
        return self._numbers[figure_id]

    def card(self, figure_id: str) -> FigureCard:
        """Return the card of a figure."""
        return self._cards[figure_id]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view_model.freshness.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view_model.freshness.set_watched(False)

    def arrive(self) -> None:
        """The page is shown again. Whoever comes back from a case finds the list open at the same row."""
        self.view_model.arrive()
        self.said.emit(self.view_model.state.counted_at)
        left, self._left_from = self._left_from, None
        if left is not None:
            self.open_list(*left)
        elif self.focusWidget() in (None, self.inspection):  # where Qt puts the focus of a page that had none
            self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ intentions

    def open_list(self, figure_id: str, key: str = WHOLE, row_id: str = "") -> ListDialog | None:
        """Open the list behind a figure or one of its numbers."""
        figure = self.view_model.figure(figure_id)
        if figure is None or not figure.rows:
            return None
        opener = self.window().focusWidget()
        dialog = self._list = ListDialog(self.view_model, figure, key, row_id, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.row_chosen.connect(self._open_row)
        dialog.export_asked.connect(lambda figure, which, rows: self.dialogs.export_list(figure, which, rows, dialog))
        dialog.finished.connect(lambda _result: self._list_closed(opener))
        dialog.open()
        return dialog

    def ask_export(self, form: FileForm = FileForm.PDF) -> None:
        """Export the figures, or the list of duties as filtered."""
        if self.view_model.may_export and self.view_model.state.report is not None:
            self.dialogs.export_report(form)

    def _open_row(self, row: Row) -> None:
        """Leave the list for the case of a row."""
        dialog = self._list
        if dialog is None:
            return
        self._left_from = (dialog.figure_id, dialog.key(), row.id)
        dialog.accept()
        self.view_model.open_row(row)

    def _list_closed(self, opener: QWidget | None) -> None:
        self._list = None
        if opener is not None and isValid(opener) and self.isAncestorOf(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_period(self) -> None:
        key = self.period.value()
        if key == _ASK_OWN:
            self.period.set_value(self.view_model.state.period)
            self.dialogs.choose_months()
        else:
            self.view_model.choose_period(key)


def _choice(name: str, object_name: str, letters: int) -> ChoiceBox:
    box = ChoiceBox(name, object_name=object_name)
    box.setMinimumContentsLength(letters)
    return box
