"""The witness's views on the eight measures, in the witness's own words, as given at this meeting."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from victimplanner.domain.eligibility import Availability
from victimplanner.domain.measures import VIEW_WORDS, MeasureId, MeasureView, ViewKind
from victimplanner.domain.meeting import Meeting
from victimplanner.ui import theme
from victimplanner.ui.screens.meeting.lines import small_text
from victimplanner.ui.screens.meeting.pieces import bare
from victimplanner.ui.screens.meeting.state import MeetingPage
from victimplanner.ui.widgets import Card, ChoiceField, LineField, StatusPill, TextField, label


class ViewsCard(Card):
    """One line a measure: what it is, the view, the words. A measure that is not open says why."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("Views, in own words", object_name="viewsCard")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        self.body.addWidget(label("Do not record the account of the offence here.", "small", wrap=True))
        self.rows: dict[MeasureId, ViewRow] = {}
        self._meeting: Meeting | None = None
        self._views: dict[MeasureId, MeasureView] = {}
        self._day: dt.date | None = None
        self._taken_by = ""

    def show_page(self, page: MeetingPage, *, today: dt.date, user: str, anew: bool) -> None:
        assert page.record is not None
        assert page.file is not None
        self._meeting = page.record.meeting
        self._views = {view.measure: view for view in page.record.views}
        self._day = self._meeting.held_on or self._meeting.planned_on or today
        self._taken_by = user
        if not self.rows:
            for number, availability in enumerate(page.measures):
                row = ViewRow(availability, self._grid, number, self)
                row.edited.connect(lambda measure=availability.measure.id: self._take(measure))
                self.rows[availability.measure.id] = row
        for availability in page.measures:
            measure = availability.measure.id
            self.rows[measure].show_view(availability, self._views.get(measure), anew=anew)
        self.set_title(f"{page.whose} views, in {page.whose.lower()} own words")
        wanted = [a.measure.id for a in page.measures if a.is_open]
        asked = sum(1 for m in wanted if m in self._views and self._views[m].view is not ViewKind.NOT_ASKED)
        self.set_note(f"{asked} of {len(wanted)} asked; earlier views are kept")

    def views(self) -> tuple[MeasureView, ...]:
        return tuple(self._views.values())

    def first(self) -> QWidget | None:
        return next((row.view for row in self.rows.values() if row.view.isVisibleTo(self)), None)

    def _take(self, measure: MeasureId) -> None:
        assert self._meeting is not None
        row = self.rows[measure]
        view = self._views.get(measure) or MeasureView(
            case_id=self._meeting.case_id,
            witness_id=self._meeting.witness_id,
            meeting_id=self._meeting.id,
            measure=measure,
            view=ViewKind.NOT_ASKED,
            given_on=self._day or dt.date.min,
            taken_by=self._taken_by,
            how="At the meeting",
        )
        self._views[measure] = view.model_copy(
            update={
                "view": row.view.value(),
                "own_words": row.words.value(),
                "information_given": row.explained.value(),
                "condition": row.condition.value() if row.view.value() is ViewKind.ONLY_IF else "",
            }
        )
        self.edited.emit()


class ViewRow(QObject):
    """The parts of one line; they live in the card's grid."""

    edited = Signal()

    def __init__(self, availability: Availability, grid: QGridLayout, number: int, parent: QObject) -> None:
        super().__init__(parent)
        measure = availability.measure
        self.title = label(measure.title, "strong", wrap=True)
        self.title.setToolTip(measure.statute)
        self.title.setContentsMargins(0, theme.px(5), 0, 0)
        self.view = ChoiceField("", list(VIEW_WORDS.items()), name=f"view_{measure.id.value}")
        self.view.set_value(ViewKind.NOT_ASKED)
        bare(self.view, f"{measure.title}: view")
        self.words: TextField = small_text(f"{measure.title}: own words", "“…”", f"words_{measure.id.value}")
        self.condition = LineField("", placeholder="Only if …", name=f"condition_{measure.id.value}")
        bare(self.condition, f"{measure.title}: only if")
        explained = f"{measure.title}: what we explained"
        self.explained: TextField = small_text(explained, "What we explained", f"explained_{measure.id.value}")
        self.pill = StatusPill("grey", "Not available")
        self.because = label("", "small", wrap=True)
        top = number * 3
        above = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.title, top, 0, above)
        grid.addWidget(self.view, top, 1, above)
        grid.addWidget(self.pill, top, 1)
        grid.addWidget(self.words, top, 2, above)
        grid.addWidget(self.because, top, 2)
        grid.addWidget(self.explained, top + 1, 2)
        grid.addWidget(self.condition, top + 2, 1, 1, 2)
        grid.setColumnMinimumWidth(0, theme.px(120))
        for field in (self.view, self.words, self.explained, self.condition):
            field.changed.connect(self._on_changed)

    def show_view(self, availability: Availability, view: MeasureView | None, *, anew: bool) -> None:
        kind = view.view if view else ViewKind.NOT_ASKED
        shown = availability.is_open or kind is not ViewKind.NOT_ASKED
        self.view.setVisible(shown)
        self.words.setVisible(shown)
        self.pill.setVisible(not shown)
        self.because.setVisible(not shown)
        self.because.setText(availability.brief)
        self.because.setToolTip(availability.because)
        self.because.setAccessibleDescription(availability.because)
        self.view.set_value(kind)
        self.words.set_value(view.own_words if view else "")
        self.explained.set_value(view.information_given if view else "")
        self.explained.setVisible(shown and (kind is not ViewKind.NOT_ASKED or bool(self.explained.value())))
        self.condition.set_value(view.condition if view else "")
        self.condition.setVisible(shown and kind is ViewKind.ONLY_IF)

    def _on_changed(self) -> None:
        self.edited.emit()
