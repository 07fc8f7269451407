"""The forms of the directory: a person, an absence, and taking somebody out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.people import Absence, Person
from victimplanner.ui import theme
from victimplanner.ui.screens.people.view_model import PeopleViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    DateField,
    FieldGrid,
    GroupedList,
    KeyValueRows,
    LineField,
    TextField,
    TimeField,
    label,
)
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_SETTLED = "they stay as they are"


def edit_person(
    session: Session,
    view_model: PeopleViewModel,
    parent: QWidget,
    old: Person | None,
    saved: Callable[[str], object],
) -> FormDialog:
    """Add a person (None), or change one: details hold since a day, and the earlier ones are listed below.

    `saved` is told the id of the person once it is done.
    """
    fields: dict[str, Any] = {
        "name": LineField("&Name", name="name"),
        "organisation": LineField("&Organisation", name="organisation"),
        "phone": LineField("&Telephone", name="phone"),
        "hours": LineField("&Hours", name="hours", placeholder="Mon to Fri, 9am to 5pm"),
        "email": LineField("&E-mail", name="email"),
    }
    since = DateField("These details hold &since", lambda: view_model.today, name="since")
    for name, field in fields.items():
        field.set_value(getattr(old, name) if old else "")
    grid = FieldGrid(2, narrowest=170)
    for name, field in fields.items():
        grid.add(field, 2 if name == "name" else 1)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_3)
    column.addWidget(grid)
    shown = dict(fields)
    if old is not None:
        since.set_value(view_model.today)
        since.set_hint("When a detail changes, the earlier one is kept with its last day.")
        grid.add(since)
        shown["since"] = since
        column.addWidget(_earlier_card(view_model.earlier(old)))

    def save() -> Sequence[Problem]:
        values = {name: field.value().strip() for name, field in fields.items()}
        person = old.model_copy(update=values) if old else Person(**values)
        problems = view_model.save_person(person, since.value() if old else None)
        if not problems:
            saved(person.id)
        return problems

    return open_form(
        session.dialogs, parent, "Person", "Save person", shown, save, body=body,
        intro="Staff, officers, advisers, advocates, supporters. Never a witness or the accused.",
    )  # fmt: skip


def _earlier_card(lines: Sequence[tuple[str, str]]) -> Card:
    card = Card("Earlier details", object_name="earlierDetails")
    if lines:
        rows = KeyValueRows(key_width=110)
        rows.set_rows(lines)
        card.body.addWidget(rows)
    else:
        card.body.addWidget(label("None. These details have not been changed since the entry was made.", "small"))
    return card


def edit_absence(session: Session, view_model: PeopleViewModel, parent: QWidget, old: Absence) -> FormDialog:
    """Add or change an absence."""
    first, last = (
        DateField(words, lambda: view_model.today, name=name)
        for words, name in (("&First day", "first_day"), ("&Last day", "last_day"))
    )
    fields: dict[str, Any] = {
        "first_day": first,
        "first_time": TimeField("From", name="first_time", hint="Empty: the whole day."),
        "last_day": last,
        "last_time": TimeField("To", name="last_time", hint="Empty: to the end of the day."),
        "note": LineField(
            "&Note", name="note", hint="What colleagues need, such as leave or a course. No health details."
        ),
    }
    for name, field in fields.items():
        field.set_value(getattr(old, name))

    def save() -> Sequence[Problem]:
        values = {name: field.value() for name, field in fields.items()}
        if values["first_day"] is None:
            return (Problem("first_day", "Enter the first day away."),)
        values["last_day"] = values["last_day"] or values["first_day"]
        values["note"] = values["note"].strip()
        return view_model.save_absence(old.model_copy(update=values))

    spans = dict.fromkeys(("first_day", "first_time", "last_day", "last_time"), 1)
    return open_form(session.dialogs, parent, "Absence", "Save absence", fields, save, spans=spans)


def ask_remove(session: Session, view_model: PeopleViewModel, parent: QWidget, person: Person) -> FormDialog:
    """Show where somebody is named, ask who takes over and why; nothing is taken out before it is confirmed."""
    places = view_model.places(person)
    still_open = [place for place in places if not place.is_settled]
    settled = [place for place in places if place.is_settled]
    instead = ChoiceField(
        "&Who takes over", [("", "Nobody: leave these places open"), *view_model.successors(person)], name="instead",
        hint="They are asked anew for meetings. Who supports a witness is hers to choose: support ends today.",
    )  # fmt: skip
    reason = TextField("&Why", lines=2, name="reason", hint="It stays in the history.")
    fields: dict[str, Any] = {"instead": instead, "reason": reason} if still_open else {"reason": reason}
    above: list[QWidget] = []
    if places:
        shown = GroupedList(
            [
                Column("What", lambda place: place.words[:1].upper() + place.words[1:], stretch=3),
                Column("Case", lambda place: place.urn, stretch=2),
            ],
            "Where this person is named",
            object_name="places",
        )
        groups = (
            ("Still open", "somebody takes over, or the place is left open", still_open),
            ("Settled", _SETTLED, settled),
        )
        shown.set_groups([group for group in groups if group[2]])
        shown.setFixedHeight(theme.px(210))
        above.append(shown)
    intro = f"{person.name} is offered nowhere any more. "
    intro += "Where they are named:" if places else "They are named nowhere."

    def save() -> Sequence[Problem]:
        return view_model.remove(person, reason.value(), instead.value() or "")

    form = open_form(
        session.dialogs, parent, "Remove a person", "Remove person", fields, save, intro=intro, above=above,
        dangerous=True, width=640,
    )  # fmt: skip
    next(iter(fields.values())).setFocus()
    return form
