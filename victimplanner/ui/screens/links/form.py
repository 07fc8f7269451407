"""The fields of an arrangement: declared once, in the cards in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.links import COMPANION_VIEW_WORDS
from victimplanner.ui.screens.links.state import LinksPage
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, FieldGrid, LineField, TextField, TimeField

SLOTS = ("before", "main", "after")
_SLOT_HINTS = {"before": "Settle in, test", "main": "Evidence", "after": "Debrief"}
PEOPLE = ("companion_id", "supporter_id", "staff_id", "interpreter_id", "intermediary_id")


@dataclass(frozen=True)
class _Line:
    """One field: the record's field name, how it is made, over how many columns of its card it goes."""

    name: str
    make: Callable[[], Any]
    span: int


class LinkForm(QObject):
    """All fields of one arrangement, by the names of the record's fields."""

    changed = Signal()

    def __init__(self, today: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.fields: dict[str, Any] = {}
        self.slots = self._grid(self._slot_lines(), 6, 70)
        self.place = self._grid(self._place_lines(), 2, 190)
        self.day = self._grid(self._day_lines(), 4, 110)
        self.test = self._grid(self._test_lines(), 6, 70)
        self._dirty = False

    @property
    def is_dirty(self) -> bool:
        return self._dirty

    def values(self) -> Mapping[str, object]:
        """What is typed, by field; words without spaces round them."""
        got = {name: field.value() for name, field in self.fields.items()}
        return {
            name: value.strip() if type(value) is str and not name.endswith("_id") else value
            for name, value in got.items()
        }

    def show_choices(self, page: LinksPage) -> None:
        """Offer what can be chosen now; what is chosen stays."""
        self.fields["hearing_id"].set_choices(page.occasions)
        self.fields["room_id"].set_choices(page.rooms)
        for name in PEOPLE:
            self.fields[name].set_choices(page.people)

    def show_page(self, page: LinksPage) -> None:
        """Write the arrangement of the page into the fields."""
        if page.link is None:
            return
        for name, field in self.fields.items():
            field.set_value(getattr(page.link, name))
            field.set_error("")
            field.editor.setEnabled(page.may_record)
        self._dirty = False

    def _grid(self, lines: tuple[_Line, ...], columns: int, narrowest: int) -> FieldGrid:
        grid = FieldGrid(columns, narrowest=narrowest)
        for line in lines:
            field = line.make()
            self.fields[line.name] = field
            grid.add(field, line.span)
            field.changed.connect(self.touch)
        return grid

    def touch(self) -> None:
        """Something was typed."""
        self._dirty = True
        self.changed.emit()

    def forget(self) -> None:
        """What is typed no longer counts; the next page is written into the fields."""
        self._dirty = False

    def _slot_lines(self) -> tuple[_Line, ...]:
        lines = [
            _Line("hearing_id", lambda: ChoiceField("&Occasion", [(None, "Not chosen")], name="hearing_id"), 4),
            _Line("on", lambda: DateField("Da&y", self._today, name="on"), 2),
        ]
        for slot in SLOTS:
            name = slot.capitalize()
            hint = _SLOT_HINTS[slot]
            lines += [
                _Line(f"{slot}_start", lambda s=slot, n=name, h=hint: TimeField(f"{n}, from", name=f"{s}_start", hint=h), 1),  # type: ignore[misc]
                _Line(f"{slot}_end", lambda s=slot: TimeField("to", name=f"{s}_end"), 1),  # type: ignore[misc]
            ]  # fmt: skip
        return tuple(lines)

    def _place_lines(self) -> tuple[_Line, ...]:
        def person(name: str, words: str, note: str = "") -> _Line:
            return _Line(name, lambda: ChoiceField(words, [(None, "Nobody")], name=name, note=note), 1)

        def line(name: str, words: str, span: int = 1, **more: str) -> _Line:
            return _Line(name, lambda: LineField(words, name=name, **more), span)  # type: ignore[arg-type]

        return (
            _Line("room_id", lambda: ChoiceField("&Site and room", [(None, "Not chosen")], name="room_id"), 1),
            line("site_contact", "Site contact", placeholder="Duty host"),
            line("court_room", "Co&urt at the other end", placeholder="Court 4"),
            person("companion_id", "Companion in the &room", "s.24(1A)"),
            _Line(
                "companion_view",
                lambda: ChoiceField("Her &view of the companion", list(COMPANION_VIEW_WORDS.items()), name="companion_view"),
                1,
            ),
            _Line(
                "companion_notified_on",
                lambda: DateField("Court told of the companion on", self._today, name="companion_notified_on", note="r.3.8(7)"),
                1,
            ),
            person("supporter_id", "Supporter outside"),
            person("staff_id", "Member of staff"),
            person("interpreter_id", "Interpreter in the room"),
            person("intermediary_id", "Intermediary in the room"),
        )  # fmt: skip

    def _test_lines(self) -> tuple[_Line, ...]:
        return (
            _Line("test_on", lambda: DateField("&Test call on", self._today, name="test_on"), 2),
            _Line("test_at", lambda: TimeField("at", name="test_at"), 1),
            _Line("test_passed_on", lambda: DateField("&Passed on", self._today, name="test_passed_on"), 3),
            _Line("test_note", lambda: LineField("Note on the test call", name="test_note"), 6),
            _Line(
                "link_details",
                lambda: LineField(
                    "&Link details", name="link_details", password=True,
                    hint="As the court sent them. Others are never put in their place. Never printed.",
                ),
                3,
            ),
            _Line(
                "link_details_on", lambda: DateField("Link details received on", self._today, name="link_details_on"), 6
            ),
            _Line("explained_on", lambda: DateField("Who sees whom e&xplained on", self._today, name="explained_on"), 3),
            _Line("explained_by", lambda: LineField("Explained by", name="explained_by"), 3),
            _Line(
                "is_screened",
                lambda: CheckField(
                    "The accused’s picture of her is shielded", name="is_screened",
                    hint="Only as the court directed it.",
                ),
                6,
            ),
        )  # fmt: skip

    def _day_lines(self) -> tuple[_Line, ...]:
        def line(name: str, words: str, span: int = 2, **more: str) -> _Line:
            return _Line(name, lambda: LineField(words, name=name, **more), span)  # type: ignore[arg-type]

        def text(name: str, words: str, **more: str) -> _Line:
            return _Line(name, lambda: TextField(words, lines=2, name=name, **more), 4)  # type: ignore[arg-type]

        return (
            _Line("arrives", lambda: TimeField("A&rrives at", name="arrives"), 1),
            line("entrance", "Entrance", 3, placeholder="Rear door"),
            text("leaving", "How she leaves"),
            text("keep_apart", "How she and the accused, and others, do not meet"),
            line("breaks", "Breaks", placeholder="Every 30 minutes"),
            line("refreshments", "Refreshments"),
            line("equipment", "Equipment and access", 4, placeholder="The arrangement only, never a diagnosis"),
            text("fallback", "If the link &fails", hint="Evidence another way needs permission (s.24(2))."),
        )
