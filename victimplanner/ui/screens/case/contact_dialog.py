"""Confirming or changing how a witness may be reached. What is held secret is not shown to change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.witness import CONTACT_ROUTE_WORDS, ContactRoute, Permission, SafeContact
from victimplanner.ui.screens.case.view_model import CaseViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_PERMISSIONS = ((Permission.YES, "Yes"), (Permission.NO, "No"), (Permission.UNKNOWN, "Not known: do not use"))
_REMOVE = ("-", "–")
_SECRETS = ("phone", "address", "email", "code_word")


def open_contact_dialog(session: Session, view_model: CaseViewModel, parent: QWidget) -> FormDialog | None:
    """Ask how she may be reached, and whether she confirmed it today."""
    file = view_model.state.witness
    if file is None:
        return None
    old = file.safe_contact or SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    fields = {
        "confirmed": CheckField(
            "&Confirmed with her today, or through the agreed route", name="confirmed",
            hint="Ticked: the time until it is to be confirmed again starts anew.",
        ),
        "route": ChoiceField("&Route", list(CONTACT_ROUTE_WORDS.items()), name="route"),
        "decided_by": LineField("Decided &by", name="decided_by", hint="Needed for no contact and police only."),
        "phone": _secret("&Phone", old, "phone"),
        "times": LineField("&Times", name="times", placeholder="Mon–Thu 10am–2pm"),
        "voicemail": ChoiceField("&Voicemail", _PERMISSIONS, name="voicemail"),
        "voicemail_wording": LineField("What a message ma&y say", name="voicemail_wording"),
        "letters": ChoiceField("&Letters by post", _PERMISSIONS, name="letters"),
        "address": _secret("&Address for letters", old, "address"),
        "email_allowed": ChoiceField("&E-mail", _PERMISSIONS, name="email_allowed"),
        "email": _secret("E-mail a&ddress", old, "email"),
        "code_word": _secret("Code &word", old, "code_word"),
        "keep_from": LineField("&Keep from", name="keep_from", placeholder="Who must not know"),
    }  # fmt: skip
    for name, field in fields.items():
        if name not in (*_SECRETS, "confirmed"):
            field.set_value(getattr(old, name))

    def save() -> Sequence[Problem]:
        update = {}
        for name, field in fields.items():
            value = field.value()
            if name in _SECRETS:
                typed = value.strip()
                if typed:
                    update[name] = "" if typed in _REMOVE else typed
            elif name != "confirmed":
                update[name] = value.strip() if isinstance(value, str) else value
        update["route"] = ContactRoute(fields["route"].value())
        for name in ("voicemail", "letters", "email_allowed"):
            update[name] = Permission(fields[name].value())
        return view_model.save_contact(old.model_copy(update=update), confirmed=bool(fields["confirmed"].value()))

    return open_form(
        session.dialogs, parent, "Safe contact", "Save contact", fields, save,
        intro="Check this before any call, letter or meeting. Unknown is treated as no. "
        "What is held is not shown: leave it empty to keep it, or enter – to remove it.",
        spans=dict.fromkeys([name for name in fields if name not in ("confirmed",)], 1),
    )  # fmt: skip


def _secret(words: str, old: SafeContact, name: str) -> LineField:
    """A line for a value that is not shown: empty keeps it, a dash removes it."""
    held = bool(getattr(old, name))
    hint = f", {old.phone_hint}" if name == "phone" and old.phone_hint else ""
    placeholder = f"Held{hint}" if held else ""
    return LineField(words, name=name, placeholder=placeholder)
