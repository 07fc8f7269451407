"""Sites and rooms, in a dialog over the window: look, add, change, take out of use, import a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.links import SITE_KIND_WORDS, Room, Site
from victimplanner.ui import theme
from victimplanner.ui.screens.sites.view_model import PlaceLine, SitesViewModel, import_words
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    CheckField,
    ChoiceField,
    Column,
    EmptyState,
    LineField,
    PageHeading,
    PrimaryButton,
    RecordTable,
    SecondaryButton,
    TextField,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_NOTE = "Where evidence can be given from. Never a home address."


class SitesView(QDialog):
    """A line for each room. Enter or F2 changes the room, Shift+F2 its site."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sites and rooms")
        self.setObjectName("sitesView")
        self._session = session
        self.view_model = SitesViewModel(session, self)
        self.add_site = SecondaryButton("Add &site…", icon="plus", object_name="addSite")
        self.add_room = SecondaryButton("Add &room…", icon="plus", object_name="addRoom")
        self.take_in = SecondaryButton("&Import a list…", object_name="importSites")
        self.change_site = SecondaryButton("Change si&te…", key="Shift+F2", object_name="changeSite")
        self.change = PrimaryButton("&Change room…", key="F2", object_name="changeRoom")
        self.heading = PageHeading(
            "Sites and rooms", _NOTE, self.take_in, self.add_site, self.add_room, self.change_site, self.change
        )
        self.banners = BannerStack()
        self.table = RecordTable(
            [
                Column("Site", lambda p: p.site.name, second=lambda p: p.kind_words, stretch=4, bold=True),
                Column("Room", lambda p: p.room.name if p.room else "No room yet", stretch=2,
                       second=lambda p: p.room.equipment if p.room else ""),
                Column("Contact", lambda p: p.site.contact_name or "–", second=lambda p: p.site.phone, stretch=2),
                Column("Entrances", lambda p: p.site.entrances or "–", second=lambda p: p.site.access, stretch=4),
                Column("In use", lambda p: "", width=96, middle=True,
                       pill=lambda p: ("ok", "In use") if p.is_in_use else ("grey", "Closed")),
            ],
            "Sites and rooms", ring="row", object_name="places",
        )  # fmt: skip
        self.card = Card("", flush=True)
        self.card.body.addWidget(self.table)
        self.empty = EmptyState(
            "No site is in the directory.", "Add a site, or import a list (Site, Kind, Room, Contact …)."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        for part, stretch in ((self.heading, 0), (self.banners, 0), (self.card, 1), (self.empty, 1)):
            column.addWidget(part, stretch)
        self.add_site.clicked.connect(lambda: self.edit_site(Site(name="")))
        self.add_room.clicked.connect(self._new_room)
        self.take_in.clicked.connect(self.import_list)
        self.change.clicked.connect(self._change_current)
        self.change_site.clicked.connect(self._change_site)
        self.table.record_activated.connect(self._activated)
        for keys, act in (("F2", self._change_current), ("Shift+F2", self._change_site)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view_model.state_changed.connect(self._show)
        self._show()
        self.table.select_row(0)
        fit_to_screen(self, 1000, 640)

    def _show(self) -> None:
        lines = self.view_model.state
        self.table.set_rows(lines)
        self.card.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        may = self.view_model.may_change
        for button in (self.add_site, self.take_in):
            button.setEnabled(may)
        for button in (self.add_room, self.change, self.change_site):
            button.setEnabled(may and bool(lines))

    # ------------------------------------------------------------ acting

    def edit_site(self, old: Site) -> FormDialog:
        """Add or change a site."""
        fields: dict[str, Any] = {
            "name": LineField("&Name", name="name"),
            "kind": ChoiceField("&Kind", list(SITE_KIND_WORDS.items()), name="kind"),
            "address": LineField("&Address", name="address", hint="Of the site. Never a home address."),
            "contact_name": LineField("&Contact", name="contact_name"),
            "phone": LineField("&Telephone", name="phone"),
            "email": LineField("&E-mail", name="email"),
            "access": TextField("Acce&ss", lines=2, name="access"),
            "entrances": TextField("E&ntrances, and how people are kept apart", lines=2, name="entrances"),
            "notes": TextField("N&otes", lines=2, name="notes"),
            "is_in_use": CheckField("&In use", name="is_in_use"),
        }
        spans = dict.fromkeys(("name", "kind", "contact_name", "phone"), 1)
        return self._form("Site", "Save site", old, fields, self.view_model.save_site, spans)

    def edit_room(self, old: Room) -> FormDialog:
        """Add or change a room."""
        fields: dict[str, Any] = {
            "site_id": ChoiceField("&Site", self.view_model.site_choices, name="site_id"),
            "name": LineField("&Room", name="name"),
            "equipment": LineField("&Equipment", name="equipment"),
            "notes": TextField("N&otes", lines=2, name="notes"),
            "is_in_use": CheckField("&In use", name="is_in_use", hint=self.view_model.uses_words(old)),
        }
        return self._form("Room", "Save room", old, fields, self.view_model.save_room, {"site_id": 1, "name": 1})

    def import_list(self) -> None:
        """Choose a CSV list and add what the directory has not."""
        path = self._session.dialogs.open_file("Import sites and rooms", "Lists (*.csv *.txt)")
        if path is None:
            return
        problems, done = self.view_model.take_in(path)
        if problems:
            self.banners.add(Banner("error", problems[0].message, key="import", closable=True), focus=True)
        elif done is not None:
            self.banners.remove("import")
            self._session.dialogs.show_text("Sites imported", import_words(done))

    def _form(
        self, title: str, verb: str, old: Any, fields: dict[str, Any], save: Any, spans: dict[str, int]
    ) -> FormDialog:
        for name, field in fields.items():
            field.set_value(getattr(old, name))

        def try_save() -> Sequence[Problem]:
            values = {name: field.value() for name, field in fields.items()}
            update = {n: v.strip() if type(v) is str else v for n, v in values.items()}
            return save(old.model_copy(update=update))  # type: ignore[no-any-return]

        return open_form(self._session.dialogs, self, title, verb, fields, try_save, spans=spans)

    def _activated(self, _line: PlaceLine) -> None:
        self._change_current()

    def _change_current(self) -> None:
        line = self.table.current_record()
        if line is None or not self.view_model.may_change:
            return
        if line.room is None:
            self._new_room()
        else:
            self.edit_room(line.room)

    def _change_site(self) -> None:
        line = self.table.current_record()
        if line is not None and self.view_model.may_change:
            self.edit_site(line.site)

    def _new_room(self) -> None:
        line = self.table.current_record()
        if line is not None and self.view_model.may_change:
            self.edit_room(Room(site_id=line.site.id, name=""))


def open_sites(session: Session, parent: QWidget | None) -> SitesView:
    """Open the directory over the window."""
    view = SitesView(session, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.open()
    return view
