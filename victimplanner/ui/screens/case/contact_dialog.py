"""Confirming or changing how a witness may be reached. What is held secret is not shown to change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.contact import CONTACT_ROUTE_WORDS, ContactRoute, Permission, SafeContact
from victimplanner.domain.errors import Problem
from victimplanner.ui import theme
from victimplanner.ui.screens.case.view_model import CaseViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Card, CheckField, ChoiceField, FieldGrid, LineField, label
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_PERMISSIONS = ((Permission.YES, "Yes"), (Permission.NO, "No"), (Permission.UNKNOWN, "Not known: do not use"))
_REMOVE = ("-", "–")
_SECRETS = ("phone", "other_phone", "address", "email", "code_word")
_CHANNELS = ("calls", "texts", "voicemail", "letters", "email_allowed")
_SECTIONS = (
    ("Route", ("route", "decided_by", "times", "confirm_every_days")),
    ("Telephone", ("phone", "calls", "other_phone", "texts", "who_may_answer", "voicemail", "voicemail_wording")),
    ("Post and e-mail", ("letters", "address", "email_allowed", "email")),
    ("Who must not know", ("keep_from", "code_word", "shares_with_accused")),
)
_WHOLE = ("who_may_answer", "shares_with_accused")  # over both columns


def open_contact_dialog(session: Session, view_model: CaseViewModel, parent: QWidget) -> FormDialog | None:
    """Ask how she may be reached, and whether she confirmed it today."""
    file = view_model.state.witness
    if file is None:
        return None
    old = file.safe_contact or SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    fields = _fields(old, file.office.contact_confirm_days)

    def save() -> Sequence[Problem]:
        typed = str(fields["confirm_every_days"].value()).strip()
        if typed and not typed.isdecimal():
            return (Problem("confirm_every_days", "Enter a number of days from 1 to 366, or leave it empty."),)
        update = _typed(fields)
        update["confirm_every_days"] = int(typed) if typed else None
        return view_model.save_contact(old.model_copy(update=update), confirmed=bool(fields["confirmed"].value()))

    doubt = [label(f"In doubt: {old.doubt}", "error", wrap=True)] if old.doubted_on else []
    return open_form(
        session.dialogs, parent, "Safe contact", "Save contact", fields, save,
        intro="Check this before any call, letter or meeting. Unknown is treated as no. "
        "What is held is not shown: leave it empty to keep it, or enter – to remove it.",
        above=doubt, body=_body(fields), width=640,
    )  # fmt: skip


def _fields(old: SafeContact, office_days: int) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "confirmed": CheckField(
            "&Confirmed with her today, or through the agreed route", name="confirmed",
            hint="Ticked: the time until it is to be confirmed again starts anew, and a doubt is over.",
        ),
        "route": ChoiceField("&Route", list(CONTACT_ROUTE_WORDS.items()), name="route"),
        "decided_by": LineField("Decided &by", name="decided_by", hint="Needed for no contact and police only."),
        "times": LineField("&Times", name="times", placeholder="Mon–Thu 10am–2pm"),
        "confirm_every_days": LineField(
            "Con&firm again every … days", name="confirm_every_days", hint=f"Empty: the office’s {office_days} days."
        ),
        "phone": _secret("&Phone", old, "phone"),
        "calls": ChoiceField("Ca&lls", _PERMISSIONS, name="calls"),
        "other_phone": _secret("&Other phone", old, "other_phone"),
        "texts": ChoiceField("Te&xt messages", _PERMISSIONS, name="texts"),
        "who_may_answer": LineField(
            "Who else ma&y answer", name="who_may_answer", placeholder="Her sister; ask for her by first name only"
        ),
        "voicemail": ChoiceField("&Voicemail", _PERMISSIONS, name="voicemail"),
        "voicemail_wording": LineField("What a &message may say", name="voicemail_wording"),
        "letters": ChoiceField("L&etters by post", _PERMISSIONS, name="letters"),
        "address": _secret("&Address for letters", old, "address"),
        "email_allowed": ChoiceField("E-ma&il", _PERMISSIONS, name="email_allowed"),
        "email": _secret("E-mail a&ddress", old, "email"),
        "keep_from": LineField("&Keep from", name="keep_from", placeholder="Who must not know"),
        "code_word": _secret("Code &word", old, "code_word"),
        "shares_with_accused": LineField(
            "What the accused shares with her or can &see", name="shares_with_accused",
            placeholder="An address, a device, an account",
        ),
    }  # fmt: skip
    for name, field in fields.items():
        if name == "confirm_every_days":
            field.set_value(str(old.confirm_every_days or ""))
        elif name not in (*_SECRETS, "confirmed"):
            field.set_value(getattr(old, name))
    return fields


def _body(fields: dict[str, Any]) -> QWidget:
    """The tick on top, as it is what one comes for; the rest in sections."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.CARD_GAP)
    column.addWidget(fields["confirmed"])
    for title, names in _SECTIONS:
        card = Card(title)
        grid = FieldGrid(2, narrowest=170)
        for name in names:
            grid.add(fields[name], 2 if name in _WHOLE else 1)
        card.body.addWidget(grid)
        column.addWidget(card)
    return body


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what is to be changed, the number of days left out: a secret only where something was typed."""
    update: dict[str, Any] = {}
    for name, field in fields.items():
        value = field.value()
        if name in _SECRETS:
            typed = value.strip()
            if typed:
                update[name] = "" if typed in _REMOVE else typed
        elif name not in ("confirmed", "confirm_every_days"):
            update[name] = value.strip() if type(value) is str else value
    update["route"] = ContactRoute(update["route"])
    for name in _CHANNELS:
        update[name] = Permission(update[name])
    return update


def _secret(words: str, old: SafeContact, name: str) -> LineField:
    """A line for a value that is not shown: empty keeps it, a dash removes it."""
    held = bool(getattr(old, name))
    hint = f", {old.phone_hint}" if name == "phone" and old.phone_hint else ""
    placeholder = f"Held{hint}" if held else ""
    return LineField(words, name=name, placeholder=placeholder)
