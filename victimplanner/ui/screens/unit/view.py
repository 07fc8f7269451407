"""The office's details, limits, days and rules in a dialog: everybody may look, a manager may change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.services.editions import pending
from victimplanner.services.proposals import Proposal
from victimplanner.ui import theme
from victimplanner.ui.attempt import Problems
from victimplanner.ui.screens.unit.moves_dialog import MovesDialog, open_moves
from victimplanner.ui.screens.unit.office_page import OfficePage
from victimplanner.ui.screens.unit.pages import DaysPage, LimitsPage, RulesPage
from victimplanner.ui.screens.unit.state import ONLY_MANAGERS, UnitLine
from victimplanner.ui.screens.unit.view_model import UnitViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    CheckField,
    DateField,
    LineField,
    PageHeading,
    SegmentedChoice,
    TextField,
    announce,
)
from victimplanner.ui.widgets.after_events import after_events
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

OFFICE, LIMITS, DAYS, RULES = "office", "limits", "days", "rules"
_SECTIONS = (OFFICE, LIMITS, DAYS, RULES)
_READ_ONLY = "Only a manager changes what stands here."


class UnitView(QDialog):
    """Four sections; F2 or Enter changes the current line. Whatever moves dates shows them first."""

    def __init__(self, session: Session, parent: QWidget | None = None, section: str = OFFICE) -> None:
        super().__init__(parent)
        self.setWindowTitle("Office details, limits and rules")
        self.setObjectName("unitView")
        self._session = session
        self.view_model = UnitViewModel(session, self)
        note = "" if self.view_model.may_change else _READ_ONLY
        self.section = SegmentedChoice(
            [(OFFICE, "Office details"), (LIMITS, "Limits"), (DAYS, "Bank holidays and closed days"),
             (RULES, "Rules in use")],
            "Section", object_name="unitSection",
        )  # fmt: skip
        self.banners = BannerStack()
        self.office = OfficePage(session)
        self.limits, self.days, self.rules = LimitsPage(), DaysPage(), RulesPage()
        self.pages = QStackedWidget()
        for page in (self.office, self.limits, self.days, self.rules):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        heading = PageHeading("Office details, limits and rules", note)
        for part, stretch in ((heading, 0), (self.section, 0), (self.banners, 0), (self.pages, 1)):
            column.addWidget(part, stretch)
        self._to_current = after_events(self, self._scroll_to_current)
        self._connect()
        self.view_model.state_changed.connect(self._show)
        self._show()
        self.limits.table.select_row(0)
        self.days.select_next(session.today)
        self.rules.table.select_row(0)
        self.show_section(section)
        fit_to_screen(self, 1040, 660)

    def _connect(self) -> None:
        self.section.changed.connect(self.show_section)
        self.limits.change.clicked.connect(self.change_current)
        self.limits.table.record_activated.connect(lambda _line: self.change_current())
        self.days.announce.clicked.connect(self.ask_holiday)
        self.days.close_day.clicked.connect(self.ask_closed_day)
        self.days.take_in.clicked.connect(self.read_list)
        self.days.take_back.clicked.connect(self.take_back)
        self.rules.see.clicked.connect(self.see_pending)
        shortcut = QShortcut(QKeySequence("F2"), self, activated=self.change_current)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_section(self, section: str) -> None:
        """Show the office's details, limits, days or rules."""
        self.section.set_value(section)
        self.pages.setCurrentIndex(_SECTIONS.index(section))
        self._show_banner()
        self._to_current.start()
        table = {LIMITS: self.limits.table, DAYS: self.days.table}.get(section)
        if table is not None and not self.section.button(section).hasFocus():
            table.setFocus()

    def _scroll_to_current(self) -> None:
        """Rows get their heights once they are shown: only then is it known where the current one lies."""
        for table in (self.limits.table, self.days.table):
            table.scrollTo(table.currentIndex())

    def _show(self) -> None:
        state = self.view_model.state
        for page in (self.limits, self.days, self.rules):
            page.show_state(state)
        waits = state.pending is not None
        self.section.set_words(RULES, "Rules in use, new ones wait" if waits else "Rules in use")
        self._show_banner()

    def _show_banner(self) -> None:
        """Wherever one is but at the rules themselves, say that new ones wait."""
        self.banners.remove("new_rules")
        banner = new_rules_banner(self._session, lambda: self.show_section(RULES))
        if banner is not None and self.section.value() != RULES:
            self.banners.add(banner)

    # ------------------------------------------------------------ limits

    def change_current(self) -> FormDialog | None:
        """Open the current line, or the office's details, to change them."""
        if self.section.value() == OFFICE:
            return self.office.ask_details()
        line = self.limits.current()
        if line is None or not self.view_model.may_change or self.section.value() != LIMITS:
            return None
        return self._change_limit(line) if line.rule_id else self._change_arrangement(line)

    def _change_limit(self, line: UnitLine) -> FormDialog:
        number = LineField("&Number of days", name="number", hint="From 0 to 400, in the rule’s own days.")
        number.set_value("" if line.number is None else str(line.number))
        default = CheckField("Go back to the &default", name="default", checked=False)

        def propose() -> tuple[Problems, Proposal | None]:
            typed = number.value().strip()
            if not default.value() and not (typed.isascii() and typed.isdigit()):
                return (Problem("number", "Enter a whole number of days, or tick the default."),), None
            return self.view_model.propose_number(line, None if default.value() else int(typed))

        return self._ask(line.title, {"number": number, "default": default}, propose, f"{line.citation}. {line.source}")

    def _change_arrangement(self, line: UnitLine) -> FormDialog:
        why = TextField(
            "&Why it is not to be had here", lines=2, name="why_not",
            hint="Leave empty where it is to be had. The reason is shown at the measure.",
        )  # fmt: skip
        why.set_value(line.why_not)
        return open_form(
            self._session.dialogs, self, line.title, "Save", {"why_not": why},
            lambda: self.view_model.set_arrangements(line, why.value()), intro=f"{line.source}.",
        )  # fmt: skip

    # ------------------------------------------------------------ days

    def ask_holiday(self) -> FormDialog:
        """Ask for a bank holiday that was announced."""
        on = DateField("&Day", name="on", today=lambda: self._session.today)
        name = LineField("&Name", name="name")
        source = LineField("&Where it was announced", name="source", hint="For instance the proclamation, or GOV.UK.")
        return self._ask(
            "Bank holiday announced", {"on": on, "name": name, "source": source},
            lambda: self.view_model.propose_holiday(on.value(), name.value(), source.value()),
            "It moves the court’s business days and the Code’s working days.", {"on": 1, "name": 1},
        )  # fmt: skip

    def ask_closed_day(self) -> FormDialog:
        """Ask for a day on which the office closes."""
        on = DateField("&Day", name="on", today=lambda: self._session.today)
        reason = LineField("&Reason", name="reason")
        return self._ask(
            "Office closed", {"on": on, "reason": reason},
            lambda: self.view_model.propose_closed_day(on.value(), reason.value()),
            "It moves the Code’s working days, never the court’s business days.", {"on": 1, "reason": 1},
        )  # fmt: skip

    def read_list(self) -> None:
        """Choose GOV.UK's list of bank holidays and show what it adds."""
        path = self._session.dialogs.open_file("GOV.UK’s list of bank holidays", "Bank holidays (*.json)")
        if path is None:
            return
        problems, proposal = self.view_model.propose_list(path)
        self.banners.remove("list")
        if problems:
            self.banners.add(Banner("info", problems[0].message, key="list", closable=True))
        elif proposal is not None:
            self._see(proposal)

    def take_back(self) -> MovesDialog | None:
        """Show what moves when the current day, entered here, counts again."""
        line = self.days.current()
        proposal = self.view_model.propose_taking_back(line) if line is not None else None
        return self._see(proposal) if proposal is not None else None

    # ------------------------------------------------------------ rules

    def see_pending(self) -> MovesDialog | None:
        """Show what the rules that wait would move."""
        problems, proposal = self.view_model.propose_pending()
        if problems:
            self.view_model.read()
        return self._see(proposal) if proposal is not None else None

    # ------------------------------------------------------------ proposing

    def _ask(
        self, title: str, fields: dict[str, Any], propose: Any, intro: str, spans: dict[str, int] | None = None
    ) -> FormDialog:
        """Ask for the facts of a change; then, and only then, show what it moves."""
        made: list[Proposal] = []

        def save() -> Sequence[Problem]:
            problems, proposal = propose()
            made[:] = [proposal] if proposal is not None else []
            return problems  # type: ignore[no-any-return]

        form = open_form(self._session.dialogs, self, title, "See what moves…", fields, save, intro=intro, spans=spans)
        form.accepted.connect(lambda: self._see(made[0]))
        return form

    def _see(self, proposal: Proposal) -> MovesDialog:
        return open_moves(self._session, self, proposal, self._confirmed)

    def _confirmed(self) -> None:
        self.view_model.read()
        announce(self, "Changed. Every date is worked out again.")


def new_rules_banner(session: Session, show: Callable[[], object]) -> Banner | None:
    """Return what is said wherever somebody works while new rules wait, None while none do. `show` shows them."""
    waiting = pending(session.app)
    if waiting is None:
        return None
    may_confirm = session.app.may("edition.apply")
    text = "No date moves until they are confirmed." if may_confirm else f"No date moves before that. {ONLY_MANAGERS}"
    return Banner("info", f"{waiting.title}.", text, [("Look at them", show)], key="new_rules", closable=True)


def open_unit(session: Session, parent: QWidget | None, section: str = OFFICE) -> UnitView:
    """Open the office's details, limits, days and rules over the window, at a section."""
    view = UnitView(session, parent, section)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.open()
    return view
