"""The import dialog: columns, a preview of every row, and the writing with progress and cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from victimplanner.domain.dates import plural
from victimplanner.domain.importing import ImportRow, Outcome
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.screens.imports.view_model import ImportState, ImportViewModel, messages_of
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    ChoiceField,
    Column,
    FlowRow,
    Pill,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    announce,
    clear_layout,
    label,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.pill_button import PillButton

_PILLS = {
    Outcome.IMPORTED: ("ok", "Imported"),
    Outcome.WARNING: ("today", "Look at"),
    Outcome.REFUSED: ("refused", "Refused"),
    Outcome.LEFT_OUT: ("grey", "Left out"),
}
_COUNT_WORDS = {
    Outcome.IMPORTED: "to import",
    Outcome.WARNING: "to import, look at",
    Outcome.REFUSED: "refused",
    Outcome.LEFT_OUT: "left out",
}


def _first_message(row: ImportRow) -> str:
    texts = messages_of(row)
    return texts[0] if texts else "Nothing to check."


def _others(row: ImportRow) -> str:
    more = len(messages_of(row)) - 1
    return f"and {plural(more, 'more note')} beside the list" if more > 0 else ""


_COLUMNS = (
    Column("Row", text=lambda r: str(r.number), width=46, right=True),
    Column("Result", text=lambda r: "", pill=lambda r: Pill(*_PILLS[r.outcome]), width=100),
    Column("URN", text=lambda r: display_urn(r.urn) if r.urn else "–", width=116, bold=True),
    Column("What happens, and what to check", text=_first_message, second=_others, stretch=1),
)


def open_import(session: Session, parent: QWidget | None) -> None:
    """Ask for a list and import it."""
    path = session.dialogs.open_file("Import a list", "Lists (*.csv *.txt);;All files (*)")
    if path is None:
        return
    dialog = ImportDialog(session, parent)
    dialog.view_model.read(path)
    dialog.table.setFocus()
    dialog.exec()
    dialog.deleteLater()


class ImportDialog(QDialog):
    """Shows what will happen to every row before anything is written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import a list")
        self.setObjectName("importDialog")
        self.view_model = ImportViewModel(session, self)
        self._mapping_shown: object = None
        self._build()
        self.view_model.state_changed.connect(self._show)
        self._show()
        fit_to_screen(self, 1100, 680)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        body = QVBoxLayout()
        body.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 0)
        body.setSpacing(theme.CARD_GAP)
        self.title = label("", "section")
        body.addWidget(self.title)
        self.banners = BannerStack()
        body.addWidget(self.banners)
        self.counts = {
            outcome: PillButton(kind, "", object_name=f"only_{outcome.value}") for outcome, (kind, _) in _PILLS.items()
        }
        for outcome, button in self.counts.items():
            button.clicked.connect(lambda _checked=False, o=outcome: self.view_model.show_only(o))
        body.addWidget(FlowRow(*self.counts.values()))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        columns = Card("Columns", note="What each is taken for")
        self._columns_page = ScrollPage(margin=0, gap=theme.SPACE_2)
        columns.body.addWidget(self._columns_page)
        self.table = RecordTable(_COLUMNS, "Rows of the list", ring="row", framed=True)
        self.row_card = Card("Row")
        self.row_card.setObjectName("importRow")
        self._row_page = ScrollPage(margin=0, gap=theme.SPACE_2)
        self.row_card.body.addWidget(self._row_page)
        side = QSplitter(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.addWidget(self.row_card)
        side.addWidget(columns)
        split.addWidget(self.table)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(740), theme.px(310)])
        side.setSizes([theme.px(240), theme.px(260)])
        self.table.current_record_changed.connect(self._show_row)
        body.addWidget(split, 1)
        column.addLayout(body, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("bar", "foot")
        row = QHBoxLayout(foot)
        self.foot_words = label("Nothing is written until you choose Import.", "small", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress of the import")
        self.progress.setMaximumWidth(theme.px(220))
        self.cancel = SecondaryButton("Cancel", key="Esc", object_name="importCancel")
        self.write = PrimaryButton("&Import", key="Ctrl+Enter", object_name="importWrite")
        self.cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self.view_model.write)
        row.addWidget(self.foot_words, 1)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        row.addWidget(self.write)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.view_model.write)
        return foot

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.title.setText(f"Import {state.file_name}" if state.file_name else "Import a list")
        self._show_banners(state)
        for outcome, number in state.counts:
            words = f"{number} {_COUNT_WORDS[outcome]}" + (" only" if state.only is outcome else "")
            self.counts[outcome].set_words(words)
            self.counts[outcome].setChecked(state.only is outcome)
        for button in self.counts.values():
            button.setVisible(bool(state.counts))
        if tuple(self.table.records.rows()) != state.rows:
            self.table.set_rows(list(state.rows))
            if state.rows:
                self.table.select_row(0, 0)
        if state.mapping is not self._mapping_shown:
            self._mapping_shown = state.mapping
            self._show_columns(state)
        done, total, text = state.progress
        self.progress.setVisible(state.is_busy)
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.foot_words.setText(
            text if state.is_busy else state.done_words or "Nothing is written until you choose Import."
        )
        cases = len(state.plan.cases) if state.plan else 0
        self.write.set_words(f"&Import {cases} {'case' if cases == 1 else 'cases'}" if cases else "&Import")
        self.write.setEnabled(state.can_import)
        self.write.setVisible(state.done is None)
        self.cancel.set_words("Close" if state.done is not None else "Stop" if state.is_busy else "Cancel")

    def _show_banners(self, state: ImportState) -> None:
        banners = []
        if state.error:
            banners.append(Banner("error", "Not everything worked." if state.done else "Not imported.", state.error))
        if state.done is not None:
            banners.append(Banner("done", "Imported.", state.done_words))
            announce(self, f"Imported. {state.done_words}")
        if state.notes:  # once done: what was left as it is here
            banners.append(Banner("info", "About this list.", " ".join(state.notes)))
        self.banners.set_banners(banners)

    def _show_row(self, row: ImportRow | None) -> None:
        """Everything there is to say about the current row, one note a line."""
        clear_layout(self._row_page.body)
        self.row_card.set_title(f"Row {row.number}" if row else "No row chosen")
        self.row_card.set_note("" if row is None else display_urn(row.urn) if row.urn else "no URN")
        if row is None:
            return
        texts = messages_of(row) or ["Nothing to check."]
        for text in texts:
            self._row_page.body.addWidget(label(text, wrap=True))
        self._row_page.body.addStretch(1)

    def _show_columns(self, state: ImportState) -> None:
        clear_layout(self._columns_page.body)
        if state.mapping is None:
            return
        for column in state.mapping.columns:
            how = {"guessed": "guessed", "chosen": "chosen by you", "raw": ""}[column.how.value]
            field = ChoiceField(column.key, state.choices, name=f"column{column.position}", note=how)
            field.set_value(column.field)
            field.changed.connect(lambda key=column.key, f=field: self.view_model.take_column_as(key, f.value()))
            self._columns_page.body.addWidget(field)
        self._columns_page.body.addStretch(1)

    def reject(self) -> None:
        """Esc and Cancel: stop the writing while it runs, else close."""
        if self.view_model.state.is_busy:
            self.view_model.cancel()
            return
        super().reject()
