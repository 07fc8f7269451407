"""Which papers of a witness go together in one file, for whom, why and in what form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PAPER_WORDS, VARIANT_WORDS, Output, PaperKind, Variant
from victimplanner.services.papers import PaperRequest, has_nothing_to_print, output_problems
from victimplanner.ui.paper_words import OUTPUT_CHOICES, recipient_for
from victimplanner.ui.screens.export.view_model import ExportViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_FORMS = (Output.SCREEN, Output.ARCHIVE, Output.PROTECTED)


def ask_bundle(session: Session, model: ExportViewModel, parent: QWidget) -> FormDialog:
    """Ask for the papers of a bundle and write it. What is for the witness goes to her by itself, never in one."""
    state = model.state
    in_bundle = [choice for choice in state.choices if not choice.is_for_witness]
    variants = dict.fromkeys(v for choice in in_bundle for v in choice.variants if v is not Variant.ANONYMISED)
    copy = ChoiceField("Which &copy", [(v, VARIANT_WORDS[v]) for v in variants], name="bundle_variant")
    ticks = {choice.kind: CheckField(PAPER_WORDS[choice.kind], name=f"bundle_{choice.kind}") for choice in in_bundle}
    recipient = LineField("Who is it &for", name="recipient")
    purpose = LineField("Wh&y", name="purpose", note="kept in the disclosure log")
    output = ChoiceField("&Output", [(o, OUTPUT_CHOICES[o]) for o in _FORMS], name="bundle_output")
    passphrase = LineField(
        "&Passphrase", name="passphrase", password=True, hint="12 characters or more. Send it another way."
    )
    fields: dict[str, Any] = {
        "bundle_variant": copy,
        "recipient": recipient,
        **{f"bundle_{kind}": tick for kind, tick in ticks.items()},
        "purpose": purpose,
        "output": output,
        "passphrase": passphrase,
    }

    def request(kind: PaperKind) -> PaperRequest:
        return PaperRequest(kind, copy.value(), recipient.value(), purpose.value() or "–")

    def show_kinds() -> None:
        """Offer the papers that have this copy; those that hold something are ticked."""
        recipient.set_value(recipient_for(copy.value(), recipient.value()))
        for choice in in_bundle:
            tick = ticks[choice.kind]
            is_one = copy.value() in choice.variants
            tick.box.setEnabled(is_one)
            tick.hint.setText("" if is_one else "There is no such copy of it.")
            tick.hint.setVisible(not is_one)
            tick.set_value(is_one and not has_nothing_to_print(session.app, state.file, request(choice.kind)))

    def show_output() -> None:
        passphrase.setVisible(output.value() is Output.PROTECTED)

    def save() -> Sequence[Problem]:
        chosen = [kind for kind, tick in ticks.items() if tick.value()]
        phrase = passphrase.value() if output.value() is Output.PROTECTED else ""
        problems = output_problems(state.file, output.value(), phrase)
        if not recipient.value().strip():
            problems.append(Problem("recipient", "Say who it is for. It stands in the register."))
        if not purpose.value().strip():
            problems.append(Problem("purpose", "Say why it is made. It is kept in the disclosure log."))
        if not chosen:
            problems.append(Problem("", "Tick at least one paper. Nothing was made."))
        if problems:
            return problems
        folder = session.dialogs.choose_folder("Choose the folder for the PDF")
        if folder is None:
            return (Problem("", "No folder was chosen. Nothing was written."),)
        model.export_bundle(
            [request(kind) for kind in chosen], recipient.value(), purpose.value(), folder, output.value(), phrase
        )
        return ()

    copy.changed.connect(show_kinds)
    output.changed.connect(show_output)
    show_kinds()
    show_output()
    narrow = dict.fromkeys((*fields,), 1) | {"purpose": 2}
    return open_form(
        session.dialogs, parent, "Several papers in one file", "Export…", fields, save, spans=narrow,
        intro="One PDF of this witness alone, with a page of contents. Each paper in it is entered in the register.",
    )  # fmt: skip
