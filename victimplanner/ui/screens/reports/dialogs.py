"""The dialogs of the Reports page: months of one's own, the unit's aim, and what to export, for whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.reports.rows import Row
from victimplanner.services.report_files import Content, FileForm, FileRequest, ListShown, file_problems
from victimplanner.ui.screens.reports.periods import own_months
from victimplanner.ui.screens.reports.view_model import ReportsViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, LineField, announce
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_FORM_WORDS = {
    FileForm.XLSX: "Spreadsheet (XLSX)",
    FileForm.CSV: "List for any program (CSV)",
    FileForm.PDF: "Report to read or print (PDF)",
}
_KINDS = {
    FileForm.XLSX: "Spreadsheets (*.xlsx)",
    FileForm.CSV: "Lists (*.csv)",
    FileForm.PDF: "PDF files (*.pdf)",
}
_READERS = ((False, "Somebody inside the office"), (True, "Somebody outside the office"))
_READER_HINT = (
    "Outside: numbers from 1 to 4 become “under 5”, and the list of open cases is left out. Send one file for a period: "
    "from two with different filters small numbers can be worked back."
)


class ReportDialogs:
    """Asks over the page; what is answered goes through the view-model."""

    def __init__(self, session: Session, parent: QWidget, view_model: ReportsViewModel) -> None:
        self._session = session
        self._parent = parent
        self._view_model = view_model
        view_model.written.connect(lambda name: announce(parent, f"Exported to {name}"))

    def choose_months(self) -> FormDialog:
        """Ask for the first and the last month of a period."""
        months = own_months(self._session.today)
        now = self._view_model.state.chosen
        first = ChoiceField("&First month", months, name="first")
        last = ChoiceField("&Last month", months, name="last")
        first.set_value(now.first.replace(day=1))
        last.set_value(now.last.replace(day=1))

        def save() -> Sequence[Problem]:
            if last.value() < first.value():
                return (Problem("last", "The last month is before the first. Choose a later one."),)
            self._view_model.choose_months(first.value(), last.value())
            return ()

        return open_form(
            self._session.dialogs, self._parent, "Months to count", "Count", {"first": first, "last": last}, save,
            spans={"first": 1, "last": 1},
        )  # fmt: skip

    def set_aim(self) -> FormDialog | None:
        """Ask what the unit aims at, for the figures that show an aim."""
        choices = self._view_model.aim_choices()
        if not choices:
            return None
        figure = ChoiceField("&Figure", choices, name="figure")
        share = LineField("&Aim, in per cent", name="share", hint="A whole number from 1 to 100.")
        off = CheckField("&No aim", name="off")

        def show_known() -> None:
            known = self._view_model.aim(figure.value())
            share.set_value("" if known is None else str(known))

        def save() -> Sequence[Problem]:
            typed = share.value().strip().removesuffix("%").strip()
            if not off.value() and not typed.isdecimal():
                return (Problem("share", "Enter a whole number from 1 to 100, or tick “No aim”."),)
            return self._view_model.set_aim(figure.value(), None if off.value() else int(typed))

        figure.changed.connect(show_known)
        show_known()
        return open_form(
            self._session.dialogs, self._parent, "Unit aim", "Save aim",
            {"figure": figure, "share": share, "off": off}, save,
            intro="A line to aim at. It is the unit’s own and no rule of law.",
        )  # fmt: skip

    def export_report(self, form: FileForm = FileForm.XLSX) -> FormDialog:
        """Ask for an export of the figures, or of the duties as filtered."""
        contents = (
            (Content.FIGURES, "The figures and their tables"),
            (Content.LIST, "The list of duties, as filtered"),
        )
        content = ChoiceField("&What", contents, name="content")
        return self._ask(content, form)

    def export_list(self, figure_id: str, key: str, rows: Sequence[Row], parent: QWidget | None = None) -> FormDialog:
        """Ask for an export of the list behind a number, its rows in the order shown."""
        content = ChoiceField("&What", ((Content.LIST, "The list as shown"),), name="content")
        return self._ask(content, FileForm.XLSX, self._view_model.list_shown(figure_id, key, rows), parent)

    def _ask(
        self, content: ChoiceField, form: FileForm, shown: ListShown | None = None, parent: QWidget | None = None
    ) -> FormDialog:
        of_list = shown is not None
        forms = [(one, words) for one, words in _FORM_WORDS.items() if not of_list or one is not FileForm.PDF]
        form_field = ChoiceField("&As", forms, name="form")
        form_field.set_value(form)
        reader = ChoiceField("&For whom", _READERS, name="is_for_outside", hint=_READER_HINT)
        if of_list:
            reader.set_choices(_READERS[:1])
            reader.set_hint("A list of cases stays inside the office.")
        purpose = LineField("&Purpose", name="purpose", hint="Kept in the history. Name no witness.", longest=200)

        def save() -> Sequence[Problem]:
            request = FileRequest(content.value(), form_field.value(), reader.value(), purpose.value())
            problems = file_problems(request)
            if problems:
                return problems
            chosen = self._target(request)
            if chosen is None:
                return (Problem("", "Not written: no file was chosen. Choose Export again, or Cancel."),)
            target, is_agreed = chosen
            return self._view_model.export(request, target, shown, replace_file=is_agreed)

        return open_form(
            self._session.dialogs, parent or self._parent, "Export a report", "Export…",
            {"content": content, "form": form_field, "is_for_outside": reader, "purpose": purpose}, save,
            intro="The file says the filters, the number of rows, who made it and when.",
            spans={"content": 1, "form": 1},
        )  # fmt: skip

    def _target(self, request: FileRequest) -> tuple[Path, bool] | None:
        """Ask where; return the file, and whether the person agreed to replace one of that name."""
        name = self._view_model.file_name(request)
        target = self._session.dialogs.save_file("Export a report", name, _KINDS[request.form])
        if target is None or target.suffix.lower() == f".{request.form}":
            return None if target is None else (target, True)
        return target.with_name(f"{target.name}.{request.form}"), False
