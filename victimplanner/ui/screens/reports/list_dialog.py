"""The list behind a number: every row that was counted, and the way into its case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.dates import plural
from victimplanner.domain.reports.figures import Figure
from victimplanner.domain.reports.rows import Row, RowKind
from victimplanner.ui import theme
from victimplanner.ui.screens.reports.choosing import WHOLE, choices_of
from victimplanner.ui.screens.reports.row_columns import columns_of, spare_columns
from victimplanner.ui.screens.reports.view_model import ReportsViewModel
from victimplanner.ui.widgets import (
    Card,
    ChoiceBox,
    FlowRow,
    PrimaryButton,
    RecordTable,
    SecondaryButton,
    announce,
    clear_layout,
    label,
)
from victimplanner.ui.widgets.fitting import fit_to_screen

_WIDTH, _HEIGHT = 980, 660
_ROOM_FOR_ALL = 780  # pixels at 100 % text


class ListDialog(QDialog):
    """Shows the rows of one figure, or of one of its numbers. Enter opens the case of the current row."""

    row_chosen = Signal(object)
    """The row whose case is to be opened."""
    export_asked = Signal(str, str, object)
    """The id of the figure, the key of the list, and its rows in the order shown."""

    def __init__(
        self, view_model: ReportsViewModel, figure: Figure, key: str = WHOLE, row_id: str = "", *, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("The list behind the number")
        self.setObjectName("listDialog")
        self._view_model = view_model
        self.figure_id = figure.id
        self.title = label(figure.title, "section", wrap=True)
        self.how = label("", "small", wrap=True)
        self.which = ChoiceBox("Which rows", object_name="whichRows")
        self.which.setMinimumContentsLength(30)
        self.count = label("", "small")
        self.card = Card("", flush=True)
        self._kind: RowKind | None = None
        self.open_case = PrimaryButton("&Open case", key="Enter", object_name="openCase")
        self.export = SecondaryButton("&Export list…", icon="download", object_name="exportList")
        self.export.setEnabled(view_model.may_export)
        self._build()
        self.which.currentIndexChanged.connect(self._show_rows)
        self._show(key)
        view_model.state_changed.connect(self._show)
        if not self._select(row_id) and self.table.records.rows():
            self.table.select_row(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        fit_to_screen(self, _WIDTH, _HEIGHT)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        inner.setSpacing(theme.SPACE_2)
        inner.addWidget(self.title)
        inner.addWidget(self.how)
        inner.addWidget(FlowRow(self.which, self.count))
        inner.addWidget(self.card, 1)
        column.addWidget(page, 1)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.PAGE_MARGIN, 10, theme.PAGE_MARGIN, 10)
        close = SecondaryButton("Close", key="Esc", object_name="closeList")
        row.addWidget(self.export)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.open_case)
        column.addWidget(foot)
        close.clicked.connect(self.reject)
        self.export.clicked.connect(lambda: self.export_asked.emit(self.figure_id, self.key(), self.rows()))
        self.open_case.clicked.connect(self._open_current)

    def key(self) -> str:
        """Return the key of the list shown."""
        return str(self.which.value() or WHOLE)

    def rows(self) -> Sequence[Row]:
        """Return the rows as they are shown."""
        return self.table.records.rows()

    def _show(self, key: str = "") -> None:
        """Show the figure as counted now; the choice and the current row stay where they are still there."""
        figure = self._view_model.figure(self.figure_id)
        if figure is None:
            return
        self.how.setText(f"Counted: {figure.definition} Out of: {figure.denominator}")
        choices = [(choice.key, choice.words) for choice in choices_of(figure)]
        blocked = self.which.blockSignals(True)
        self.which.set_choices(choices)
        if key:
            self.which.set_value(key)
        if self.which.currentIndex() < 0 and choices:
            self.which.setCurrentIndex(0)
        self.which.blockSignals(blocked)
        self._show_rows()

    def _show_rows(self) -> None:
        kind, rows = self._view_model.rows_behind(self.figure_id, self.key())
        if kind is not self._kind:
            self._make_table(kind)
        self.table.set_rows(rows)
        self.count.setText(plural(len(rows), "row"))
        self.open_case.setEnabled(bool(rows))
        announce(self, self.count.text())

    def _make_table(self, kind: RowKind) -> None:
        """Each kind of row has columns of its own."""
        self._kind = kind
        clear_layout(self.card.body)
        self.table = RecordTable(
            columns_of(kind, self._view_model.today), "Rows counted", ring="row", sortable=True, object_name="rows"
        )
        self.table.record_activated.connect(self.row_chosen)
        self.card.body.addWidget(self.table)
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Large text in a narrow window: what the list can do without gives way."""
        narrow = self.width() < theme.px(_ROOM_FOR_ALL)
        self.table.hide_columns(spare_columns(self._kind) if narrow and self._kind is not None else ())

    def _select(self, row_id: str) -> bool:
        found = next((row for row in self.table.records.rows() if row.id == row_id), None)
        return found is not None and self.table.select_record(found)

    def _open_current(self) -> None:
        if (row := self.table.current_record()) is not None:
            self.row_chosen.emit(row)
