"""The parts every screen is built from."""

from victimplanner.ui.widgets.announce import announce
from victimplanner.ui.widgets.banner import Banner, BannerStack
from victimplanner.ui.widgets.buttons import (
    Button,
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
)
from victimplanner.ui.widgets.cards import Card, EmptyState, IconLabel, KeyValueRows, PageHeading, TwoPanes
from victimplanner.ui.widgets.choice_fields import CheckField, ChoiceBox, ChoiceField
from victimplanner.ui.widgets.date_field import DateField, TimeField
from victimplanner.ui.widgets.field_grid import FieldGrid
from victimplanner.ui.widgets.form import (
    Field,
    LineField,
    SearchBox,
    TextField,
    show_problems,
)
from victimplanner.ui.widgets.frame import AppFrame
from victimplanner.ui.widgets.grouped_list import GroupedList
from victimplanner.ui.widgets.layout import FlowLayout, FlowRow, ScrollPage, clear_layout, label, rule
from victimplanner.ui.widgets.pill import Pill, StatusPill
from victimplanner.ui.widgets.rail import Rail
from victimplanner.ui.widgets.record_model import Column, Group, GroupedModel, RecordRole, RecordTableModel, SortRole
from victimplanner.ui.widgets.record_table import RecordTable
from victimplanner.ui.widgets.segmented import SegmentedChoice

__all__ = [
    "AppFrame", "Banner", "BannerStack", "Button", "Card", "CheckField", "ChoiceBox", "ChoiceField", "Column",
    "DateField", "EmptyState", "Field", "FieldGrid", "FlowLayout", "FlowRow", "Group", "GroupedList", "GroupedModel",
    "IconButton",
    "IconLabel", "KeyValueRows", "LineField", "LinkButton", "PageHeading", "Pill", "PrimaryButton", "Rail",
    "RecordRole", "RecordTable", "RecordTableModel", "ScrollPage", "SearchBox", "SecondaryButton", "SegmentedChoice",
    "SortRole", "StatusPill", "TextField", "TimeField", "TwoPanes", "announce", "clear_layout", "label", "rule",
    "show_problems",
]  # fmt: skip
