"""The current duty in full below the table: its clock in words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from victimplanner.domain.ledger import right_title
from victimplanner.services.tellings import can_be_told, is_telling
from victimplanner.ui import theme
from victimplanner.ui.formats import counted, full_day
from victimplanner.ui.screens.duties.state import TAB_WORDS, Act, DutiesPage, DutyLine
from victimplanner.ui.screens.duties.words import reason_note
from victimplanner.ui.widgets import (
    Card,
    FlowRow,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    StatusPill,
    TwoPanes,
    label,
)

_STACK_BELOW = 720


class DutyStrip(Card):
    """One duty. `acted` tells which act was chosen, `asked` which of the other entries of the menu."""

    acted = Signal(object)  # Act
    asked = Signal(str)
    told_asked = Signal()
    why_asked = Signal()
    entries_asked = Signal()

    def __init__(self) -> None:
        super().__init__(object_name="dutyStrip")
        self.setAccessibleName("The duty chosen")
        self.body.setContentsMargins(theme.CARD_PADDING, 8, theme.CARD_PADDING, 8)
        self.title = label("", "strong", wrap=True)
        self.pill = StatusPill("grey", "Not started", "info")
        self.facts = label("", "small", wrap=True)
        self.clock = label("", "small", wrap=True)
        self.why = LinkButton("Full working", small=True, object_name="fullWorking")
        self.entries = LinkButton("All entries", small=True, object_name="allEntries")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.title)
        column.addWidget(self.clock)
        column.addWidget(self.facts)
        column.addWidget(FlowRow(self.pill, self.why, self.entries, gap=12))
        column.addStretch(1)
        self.body.addWidget(TwoPanes(words, self._buttons(), stretch=(3, 2), stack_below=_STACK_BELOW))
        self.why.clicked.connect(self.why_asked)
        self.entries.clicked.connect(self.entries_asked)

    def _buttons(self) -> QWidget:
        self.told = PrimaryButton("&Record told…", key="Ctrl+T", small=True, object_name="recordTold")
        self.reason = SecondaryButton("&Good reason…", small=True, object_name="goodReason")
        self.not_ours = SecondaryButton("Not o&ur duty…", small=True, object_name="notOurs")
        self.more = SecondaryButton("&More…", small=True, object_name="moreDuty")
        self.more.setMenu(self._menu())
        self.note = label("", "small", wrap=True)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(FlowRow(self.told, self.reason, self.not_ours, self.more, gap=6))
        column.addWidget(self.note)
        column.addStretch(1)
        self.told.clicked.connect(self.told_asked)
        self.reason.clicked.connect(lambda: self.acted.emit(self.reason_act))
        self.not_ours.clicked.connect(lambda: self.acted.emit(Act.NOT_OURS))
        self.reason_act = Act.REASON
        return box

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for words, act in (
            ("Hand &over…", Act.HAND_OVER),
            ("Put o&ff…", Act.PUT_OFF),
            ("&Pause…", Act.PAUSE),
            ("&Extend…", Act.EXTEND),
            ("&Take an entry off again…", Act.TAKE_OFF),
        ):
            self._entry(menu, words, lambda a=act: self.acted.emit(a))
        menu.addSeparator()
        for words, what in (
            ("&Correct an event…", "correct"),
            ("&Withdraw an event…", "withdraw"),
            ("&Stop a charge…", "stop_charge"),
            ("All e&vents", "events"),
            ("&Rights by hand…", "rights"),
        ):
            self._entry(menu, words, lambda w=what: self.asked.emit(w))
        return menu

    def _entry(self, menu: QMenu, words: str, act: Callable[[], None]) -> None:
        menu.addAction(words).triggered.connect(lambda _checked=False: act())

    def show_line(self, line: DutyLine | None, page: DutiesPage) -> None:
        """Write the current duty."""
        item = line.item if line is not None else None
        self.title.setText(item.title if item else "No duty is chosen.")
        self.pill.setVisible(line is not None)
        self.more.setEnabled(page.file is not None)
        for button in (self.told, self.reason, self.not_ours):
            button.setEnabled(line is not None and not line.is_waiting)
        self.why.setVisible(item is not None and item.working is not None)
        number = len(item.entered.entries) if item else 0
        self.entries.setVisible(number > 0)
        self.entries.set_words(counted(number, "entry", "entries"))
        self.clock.setText(line.clock if line else "")
        self.facts.setText(_facts(line) if line else "")
        self.note.setText(reason_note(line))
        self.note.setVisible(bool(self.note.text()))
        if line is None or item is None:
            return
        pill = line.result
        self.pill.set_pill(pill.kind, line.result_words or pill.word, pill.shape)
        self.told.set_words(_main_words(line))
        given = item.entered.reason
        to_accept = given is not None and item.entered.accepted is None and Act.ACCEPT in page.may
        self.reason_act = Act.ACCEPT if to_accept and given and given.entered_by != page.user_name else Act.REASON
        self.reason.set_words("Accept &good reason…" if self.reason_act is Act.ACCEPT else "&Good reason…")


def _main_words(line: DutyLine) -> str:
    item = line.item
    if not line.is_waiting and not can_be_told(item) and item.act_at in TAB_WORDS:
        return f"Open {TAB_WORDS[item.act_at]}"
    return "&Record told…" if line.is_waiting or is_telling(item) else "&Record done…"


def _facts(line: DutyLine) -> str:
    """The right, the owner and the telling, which a narrow table leaves out."""
    item = line.item
    parts = [right_title(item), f"owner: {item.owner_name}"]
    if item.told_on:
        parts.append(f"{'told' if is_telling(item) else 'done'} {full_day(item.told_on)}")
    if line.told_more:
        parts.append(line.told_more)
    return " · ".join(parts)
