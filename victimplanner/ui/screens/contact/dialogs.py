"""All dialogs of the Contact tab."""

from __future__ import annotations

from victimplanner.ui.screens.contact.support_dialogs import SupportDialogs
from victimplanner.ui.screens.contact.wishes_dialog import WishesDialog


class ContactDialogs(WishesDialog, SupportDialogs):
    """Everything that is recorded on the tab, save a contact itself."""
