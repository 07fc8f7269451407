"""One figure of the report: its plot or its table, how it is counted, and the way to the list behind every number."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from victimplanner.domain.plot_parts import share_words
from victimplanner.domain.reports.figures import Figure
from victimplanner.domain.sheets import Cell
from victimplanner.services.plots import plot_height, plot_svg
from victimplanner.ui import theme
from victimplanner.ui.screens.reports.choosing import WHOLE, key_of
from victimplanner.ui.widgets import Card, Column, LinkButton, RecordTable, SecondaryButton, announce, label
from victimplanner.ui.widgets.after_events import after_events
from victimplanner.ui.widgets.plot import PlotView

_SIDES, _LETTER = 24, 8  # pixels of a column at 100 % text: beside its words, and for a letter of its heading
_HEADING = 8  # letters in a line of a heading
_MOST_BESIDE = 5  # columns of a table for which half the page is wide enough
_PLOT_HEIGHT = 128  # pixels at 100 % text: four plots are in view in a window of 768

_Cells = tuple[Cell, ...]


class _CardPlot(PlotView):
    """Takes the width of its card; no drawing is made to find out which width it would like."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class FigureCard(Card):
    """Shows one figure. T swaps plot and table, Enter opens the list; in the table, that behind the current number.

    A figure without a plot is a table from the start.
    """

    list_asked = Signal(str, str)
    """The id of the figure, and the key of the list."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(figure.title, note=figure.subtitle, object_name=f"figure_{figure.id}", parent=parent)
        self.figure = figure
        self.title_label.setWordWrap(True)
        self._header_row.setStretchFactor(self.title_label, 3)
        self._header_row.setStretchFactor(self.note_label, 2)
        self._header_row.setStretch(self._spring, 0)
        self._wants_table = False
        self.how_label = label("", "small", wrap=True)
        self.how_label.hide()
        self.empty_label = label("", "secondary", wrap=True)
        self.plot_view = _CardPlot(figure.title, wanted_height=_PLOT_HEIGHT)
        self.table: RecordTable | None = None
        self._draw_timer = after_events(self, self._draw)
        self.how = LinkButton("How it is counted", small=True)
        self.how.setAccessibleName(f"How {figure.title} is counted")
        self.body.setContentsMargins(theme.CARD_PADDING, 5, theme.CARD_PADDING, 8)
        self.body.setSpacing(theme.SPACE_1)
        self.body.addWidget(self.how_label)
        self.body.addWidget(self.empty_label)
        self.body.addWidget(self.plot_view, 1)
        self.body.addStretch(0)
        self.swap = _header_button("Table", f"Table of {figure.title}")
        self.list_button = _header_button("List", f"List behind {figure.title}")
        self.add_right(self.how, self.swap, self.list_button)
        self.how.clicked.connect(self._tell_how)
        self.swap.clicked.connect(self.turn)
        self.list_button.clicked.connect(self._ask_whole)
        self.plot_view.activated.connect(self._ask_whole)
        key = QShortcut(QKeySequence("T"), self.content, self.turn)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_figure(figure)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def show_figure(self, figure: Figure) -> None:
        """Show the figure as counted now. With nothing to count its own words stand here; a nought never does."""
        before, self.figure = self.figure, figure
        self.set_title(figure.title)
        self.note_label.setText(figure.subtitle)
        self.how_label.setText(f"Counted: {figure.definition} Out of: {figure.denominator}")
        self.how_label.setAccessibleName(f"How {figure.title} is counted: {self.how_label.text()}")
        self.empty_label.setText(figure.empty)
        self.empty_label.setVisible(figure.is_empty)
        self.swap.setVisible(figure.plot is not None or figure.is_empty)
        self.swap.setEnabled(figure.plot is not None)
        self.list_button.setEnabled(bool(figure.rows))
        if figure.plot is not None and (figure.plot != before.plot or not self.plot_view.accessibleDescription()):
            self.plot_view.setAccessibleDescription(figure.plot.alt_text())
            self._draw_timer.start()
        if not figure.is_empty:
            self._fill(before.header)
        self._show_part()

    def _draw(self) -> None:
        """Draw the plot once the card has its width: every width that a layout tries out costs a drawing."""
        if (plot := self.figure.plot) is not None:
            self.plot_view.show_plot(plot.alt_text(), partial(plot_svg, plot), partial(plot_height, plot))

    def turn(self) -> None:
        """Show the numbers as a table instead of the plot, or the plot again."""
        if self.figure.plot is None:
            return
        shown = self._part()
        had_focus = shown is not None and shown.hasFocus()
        self._wants_table = not self._wants_table
        self._show_part()
        now, other = ("table", "Plot") if self._wants_table else ("plot", "Table")
        self.swap.set_words(other)
        self.swap.setAccessibleName(f"{other} of {self.figure.title}")
        announce(self, f"{self.figure.title}: {now}")
        if had_focus and (part := self._part()) is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_how(self) -> None:
        """Show how the figure is counted, or hide it again."""
        shown = self.how_label.isHidden()
        self.how_label.setVisible(shown)
        self.how.set_words("Hide how it is counted" if shown else "How it is counted")
        self.how.setAccessibleName(f"{'Hide how' if shown else 'How'} {self.figure.title} is counted")
        announce(self, self.how_label.text() if shown else "")

    def shows_table(self) -> bool:
        return self.table is not None and self._part() is self.table

    def wants_row(self) -> bool:
        """Whether the card needs the whole width of the page: a table of many columns does."""
        return self.shows_table() and len(self.figure.header) - len(self.figure.more) > _MOST_BESIDE

    def focus_part(self) -> None:
        """Take the focus to the plot or the table."""
        if (part := self._part()) is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in the order in which it is read."""
        table = (self.table,) if self.table is not None else ()
        return (self.swap, self.list_button, self.how, self.plot_view, *table)

    def _part(self) -> QWidget | None:
        if self.figure.is_empty:
            return None
        return self.table if self._wants_table or self.figure.plot is None else self.plot_view

    def _show_part(self) -> None:
        shown = self._part()
        self.plot_view.setVisible(shown is self.plot_view)
        if self.table is not None:
            self.table.setVisible(shown is self.table)
        self.updateGeometry()

    def _ask_whole(self) -> None:
        if self.figure.rows:
            self.list_asked.emit(self.figure.id, WHOLE)

    def _ask_cell(self) -> None:
        if self.table is not None:
            at = self.table.currentIndex()
            self.list_asked.emit(self.figure.id, key_of(self.figure, at.row(), at.column()))

    def _fill(self, header_before: tuple[str, ...]) -> None:
        rows = self.figure.table()
        if self.table is None or self.figure.header != header_before:
            if self.table is not None:
                self.table.hide()
                self.table.deleteLater()
            self.table = RecordTable(
                _columns(self.figure, rows), f"Table of {self.figure.title}", object_name="figureTable"
            )
            self.table.show_whole()
            self.table.record_activated.connect(lambda _row: self._ask_cell())
            self.body.insertWidget(self.body.indexOf(self.plot_view), self.table)
            QWidget.setTabOrder(self.plot_view, self.table)
        self.table.set_rows(rows)


def _header_button(words: str, name: str) -> SecondaryButton:
    button = SecondaryButton(words, small=True)
    button.setAccessibleName(name)
    return button


def _columns(figure: Figure, rows: Sequence[_Cells]) -> list[Column]:
    """The first column names the line, and says under it what else is to say of it; numbers stand at the right."""
    numbers = figure.header[1 : len(figure.header) - len(figure.more)]
    first = Column(figure.category, text=_text_at(0), second=_more_of(figure), bold=True, stretch=4, width=120)
    return [
        first,
        *(
            Column(
                _broken(title),
                text=_text_at(place),
                right=not any(isinstance(row[place], str) for row in rows),
                stretch=1,
                width=_SIDES + _LETTER * max(map(len, _broken(title).split("\n"))),
            )
            for place, title in enumerate(numbers, start=1)
        ),
    ]


def _broken(title: str) -> str:
    """A heading goes on in a next line: a table of many numbers has narrow columns."""
    return "\n".join(textwrap.wrap(title, _HEADING, break_long_words=False))


def _more_of(figure: Figure) -> Callable[[_Cells], str]:
    """What the figure says of a line besides numbers: "Not known: 2 · Median late: 3 working days"."""
    start = len(figure.header) - len(figure.more)

    def words(row: _Cells) -> str:
        said = zip(figure.more, row[start:], strict=True)
        return " · ".join(f"{heading}: {cell}" for heading, cell in said if cell not in ("", "0", "–"))

    return words


def _text_at(place: int) -> Callable[[_Cells], str]:
    return lambda row: cell_words(row[place])


def cell_words(cell: Cell) -> str:
    """Return a cell as it is read: a share in whole per cent, a dash for what there is none of."""
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, float):
        return share_words(cell)
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)
