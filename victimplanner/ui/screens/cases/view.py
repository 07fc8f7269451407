"""The list of cases: search as you type, preview without names."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.dates import day_and_date_no_year
from victimplanner.domain.due_item import DueState
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.cases.preview import CasePreview
from victimplanner.ui.screens.cases.view_model import CaseRow, CasesViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    CheckField,
    Column,
    EmptyState,
    FlowRow,
    PageHeading,
    Pill,
    PrimaryButton,
    RecordTable,
    SearchBox,
    SecondaryButton,
    announce,
    label,
)

_ROOM_FOR_PREVIEW = 960  # at 100 % text
_DUE_KINDS = {
    DueState.OVERDUE: "overdue",
    DueState.TODAY: "today",
    DueState.NOT_KNOWN: "unknown",
}


def _due_pill(row: CaseRow) -> Pill:
    if row.is_closed:
        return Pill("grey", "Closed")
    item = row.next_due
    if item is None:
        return Pill("ok", "Nothing due")
    if item.state is DueState.OVERDUE:
        number = sum(1 for i in row.due if i.state is DueState.OVERDUE)
        return Pill("overdue", f"{number} overdue")
    if item.state is DueState.TODAY:
        return Pill("today", "Due today")
    words = day_and_date_no_year(item.due) if item.due else "Not known"
    return Pill(_DUE_KINDS.get(item.state, "info"), words)


_COLUMNS = (
    Column("URN", text=lambda r: r.urn, width=126, bold=True),
    Column("Case", text=lambda r: r.title, width=136, stretch=1),
    Column("Witnesses", text=lambda r: r.witnesses, width=84),
    Column("Stage", text=lambda r: r.stage, width=100),
    Column(
        "Next due",
        text=lambda r: "",
        pill=_due_pill,
        second=lambda r: r.next_due.title if r.next_due else "",
        width=168,
    ),
    Column("Measures", text=lambda r: r.measures, width=118),
    Column("Trial", text=lambda r: r.trial, width=100),
    Column("Prosecutor", text=lambda r: r.prosecutor, width=104),
)


class CasesView(QWidget):
    """All cases of this office file."""

    asked = Signal(object)  # Destination
    new_case_asked = Signal()
    import_asked = Signal()
    said = Signal(str)
    KEY_HINTS = (("↑↓", "Move"), ("Enter", "Open"), ("Ctrl+K", "Search"), ("Ctrl+N", "New case"), ("Esc", "Clear"))

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("casesView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = CasesViewModel(session, self)
        self.view_model.asked.connect(self.asked)
        self._build()
        self.view_model.state_changed.connect(self._show)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        column.setSpacing(theme.CARD_GAP)
        take_in = SecondaryButton("&Import…", icon="import", object_name="importList")
        export = SecondaryButton("E&xport for the list…", icon="document", object_name="exportList")
        new = PrimaryButton("&New case", icon="plus", key="Ctrl+N", object_name="newCase")
        take_in.clicked.connect(self.import_asked)
        export.setEnabled(self._session.app.may("paper.issue"))
        export.clicked.connect(lambda: self.asked.emit(Destination("batch")))
        new.clicked.connect(self.new_case_asked)
        column.addWidget(
            PageHeading(
                "Cases",
                "Start typing a URN, defendant, court number or paper reference. Spaces, slashes and case do not matter.",
                take_in,
                export,
                new,
            )
        )
        self.banners = BannerStack()
        column.addWidget(self.banners)
        self.search = SearchBox("Find a case")
        self.search.setObjectName("caseSearch")
        self.search.setAccessibleName("Find a case")
        self.search.setMinimumWidth(theme.px(340))
        self.count = label("", "small")
        self.closed = CheckField("Closed cases too", name="closedToo")
        column.addWidget(FlowRow(self.search, self.count, self.closed, gap=12))
        body = QHBoxLayout()
        body.setSpacing(theme.SPACE_3)
        self.table = RecordTable(_COLUMNS, "Cases", ring="row", framed=True)
        self.nothing = EmptyState("No case matches.", "", icon="search")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        left = QVBoxLayout()
        left.addWidget(self.pages, 1)
        left.addWidget(label("Names of witnesses are never searched here.", "small", wrap=True))
        body.addLayout(left, 1)
        self.preview = CasePreview()
        body.addWidget(self.preview)
        column.addLayout(body, 1)
        self._connect()

    def _connect(self) -> None:
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(80)
        self._typing.timeout.connect(lambda: self.view_model.search(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._to_table)
        self.search.left_downwards.connect(self._into_table)
        self.closed.changed.connect(lambda: self.view_model.include_closed(bool(self.closed.value())))
        self.table.record_activated.connect(self.view_model.open)
        self.table.current_record_changed.connect(self.view_model.choose)
        self.preview.open_asked.connect(self._open_current)
        QShortcut(QKeySequence("Ctrl+F"), self, self.focus_search)
        QShortcut(QKeySequence("Esc"), self.search, self.search.clear)

    def _show(self) -> None:
        state = self.view_model.state
        self.banners.set_banners([Banner("error", "The search did not work.", state.error)] if state.error else [])
        if self.count.text() != state.count_words:
            self.count.setText(state.count_words)
            if state.text:
                announce(self, state.count_words)
        self.table.set_highlight(state.text.strip())
        if tuple(self.table.records.rows()) != state.rows:
            self.table.set_rows(list(state.rows))
        words = f"No case matches “{state.text.strip()}”." if state.text.strip() else "There are no cases here yet."
        hint = "" if state.include_closed else "Tick “Closed cases too” to look among those as well."
        self.nothing.set_words(words, hint)
        self.pages.setCurrentWidget(self.table if state.rows else self.nothing)
        self.preview.show_row(state.current)

    def arrive(self) -> None:
        """The page is shown again: the cursor goes where one types."""
        self.said.emit(self.view_model.state.count_words)
        self.focus_search()

    def listed(self) -> list[tuple[str, str]]:
        """Return case and witness of every line found, in the order of the list, those not shown for their number too."""
        return self.view_model.listed()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_table(self) -> None:
        self._search_now()
        rows = self.view_model.state.rows
        if len(rows) == 1:
            self.view_model.open(rows[0])
        elif rows:
            self.table.select_row(0, 0)
            self.table.setFocus()

    def _into_table(self) -> None:
        self._search_now()
        if self.view_model.state.rows:
            if self.table.current_record() is None:
                self.table.select_row(0, 0)
            self.table.setFocus()

    def _search_now(self) -> None:
        """What was typed last counts, even within the moment that typing is waited for."""
        if self._typing.isActive():
            self._typing.stop()
            self.view_model.search(self.search.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view_model.freshness.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view_model.freshness.set_watched(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where text is large and room is scarce the list needs it all."""
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= theme.px(_ROOM_FOR_PREVIEW))

    def _open_current(self) -> None:
        if self.view_model.state.current is not None:
            self.view_model.open(self.view_model.state.current)
