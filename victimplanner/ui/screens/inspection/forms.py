"""What is asked before an inspection: which case or sample; and before it leaves: for whom, why, in what form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.inspection.sampling import LARGEST_SEED, MOST_DRAWN, SampleFilter
from victimplanner.domain.issued import VARIANT_WORDS, Variant
from victimplanner.services.inspection import LIST_NAME
from victimplanner.ui.screens.inspection.view_model import InspectionViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_USUAL_SIZE = "10"
_KINDS = {"xlsx": "Spreadsheets (*.xlsx)", "csv": "Lists (*.csv)"}
_FORMS = (("xlsx", "Spreadsheet (XLSX)"), ("csv", "List for any program (CSV)"))


def ask_case(session: Session, model: InspectionViewModel, parent: QWidget) -> FormDialog:
    """Ask which case, by its URN."""
    urn = LineField("&URN", name="urn", placeholder="99VP/12345/26")

    def save() -> Sequence[Problem]:
        if not urn.value().strip():
            return (Problem("urn", "Enter the URN of the case."),)
        return model.open_case(urn.value())

    return open_form(session.dialogs, parent, "One case", "Ask the questions", {"urn": urn}, save)


def ask_sample(session: Session, model: InspectionViewModel, parent: QWidget) -> FormDialog:
    """Ask how many cases, of which unit and period, and for a seed to draw an earlier sample again."""
    units = [("", "All units"), *((unit, unit) for unit in model.units())]
    fields: dict[str, Any] = {
        "size": LineField("&How many cases", name="size", hint=f"From 1 to {MOST_DRAWN}."),
        "seed": LineField("&Seed", name="seed", hint="Empty: a new one. The seed of an earlier sample draws it again."),
        "unit": ChoiceField("&Unit", units, name="unit"),
        "with_closed": CheckField("&Closed cases too", name="with_closed"),
        "charged_from": DateField("First charged &from", lambda: session.today, name="charged_from"),
        "charged_to": DateField("First charged &to", lambda: session.today, name="charged_to"),
    }
    fields["size"].set_value(_USUAL_SIZE)
    fields["with_closed"].set_value(True)

    def save() -> Sequence[Problem]:
        values = {name: field.value() for name, field in fields.items()}
        size, seed = values["size"].strip(), values["seed"].strip()
        problems = []
        if not size.isdecimal():
            problems.append(Problem("size", f"Enter how many cases to draw, from 1 to {MOST_DRAWN}."))
        if seed and (not seed.isdecimal() or int(seed) > LARGEST_SEED):
            problems.append(Problem("seed", "Enter a seed of up to nine digits, or leave it empty for a new one."))
        first, last = values["charged_from"], values["charged_to"]
        if first and last and last < first:
            problems.append(Problem("charged_to", "The last day is before the first. Choose a later one."))
        if problems:
            return problems
        chosen = SampleFilter(values["unit"], first, last, values["with_closed"])
        return model.draw(chosen, int(size), int(seed) if seed else None)

    return open_form(
        session.dialogs, parent, "Sample of cases", "Draw sample", fields, save,
        spans=dict.fromkeys(fields, 1),
        intro="Drawn at random. The same seed and filter draw the same cases again from the same list.",
    )  # fmt: skip


def ask_pack(session: Session, model: InspectionViewModel, parent: QWidget) -> FormDialog:
    """Ask for whom and why the sheets are made, and where they go: one file for each witness."""
    variant = ChoiceField(
        "&Copy", [(v, VARIANT_WORDS[v]) for v in (Variant.INSPECTION, Variant.FILE)], name="variant",
        hint="Inspection copy: staff stand as roles.",
    )  # fmt: skip
    recipient = LineField("&For whom", name="recipient", hint="It stands in the register of each case.")
    purpose = LineField("&Purpose", name="purpose", hint="Kept in the disclosure log. Name no witness.")

    def save() -> Sequence[Problem]:
        problems = []
        if not recipient.value().strip():
            problems.append(Problem("recipient", "Say who it is for. It stands in the register."))
        if not purpose.value().strip():
            problems.append(Problem("purpose", "Say why it is made. It is kept in the disclosure log."))
        if problems:
            return problems
        folder = session.dialogs.choose_folder("Folder for the sheets")
        if folder is None:
            return (Problem("", "No folder was chosen. Nothing was written."),)
        model.write_pack(variant.value(), recipient.value(), purpose.value(), folder)
        return ()

    return open_form(
        session.dialogs, parent, "Inspection sheets", "Write sheets",
        {"variant": variant, "recipient": recipient, "purpose": purpose}, save,
        intro="One PDF file for each witness: no sheet about one holds anything of another.",
    )  # fmt: skip


def ask_list(session: Session, model: InspectionViewModel, parent: QWidget) -> FormDialog:
    """Ask in what form and why the answers leave as a list."""
    form = ChoiceField("&As", _FORMS, name="form")
    purpose = LineField("&Purpose", name="purpose", hint="Kept in the history. Name no witness.")

    def save() -> Sequence[Problem]:
        if not purpose.value().strip():
            return (Problem("purpose", "Say why it is made. It is kept in the history."),)
        ending = form.value()
        target = session.dialogs.save_file("List of answers", f"{LIST_NAME}.{ending}", _KINDS[ending])
        if target is None:
            return (Problem("", "No file was chosen. Nothing was written."),)
        is_agreed = target.suffix.lower() == f".{ending}"  # to replace a file of that very name, if there is one
        whole = target if is_agreed else target.with_name(f"{target.name}.{ending}")
        model.write_list(purpose.value(), whole, replace_file=is_agreed)
        return ()

    return open_form(
        session.dialogs, parent, "List of answers", "Write list", {"form": form, "purpose": purpose}, save
    )  # fmt: skip
