"""What is entered about one duty: reasons, not ours, pause, extension, hand-over, putting off, taking off; and rights."""

from __future__ import annotations

from collections.abc import Sequence

from victimplanner.domain.dates import plain_date
from victimplanner.domain.errors import Problem
from victimplanner.domain.rights import RIGHTS_WORDS, RightsLevel
from victimplanner.ui.screens.duties.forms import SOMEBODY_ELSE, DutyForms
from victimplanner.ui.screens.duties.state import Act, DutyLine
from victimplanner.ui.screens.duties.words import NO_ACCOUNT, entry_words, live_entries
from victimplanner.ui.widgets import ChoiceField, DateField, LineField, TextField
from victimplanner.ui.widgets.form_dialog import FormDialog


class DutyDialogs(DutyForms):
    """One dialog for each act; `do` opens the one that is asked for."""

    def do(self, act: Act, line: DutyLine) -> None:
        """Open the dialog of an act that can be done."""
        {
            Act.REASON: self.reason,
            Act.ACCEPT: self.accept,
            Act.NOT_OURS: self.not_ours,
            Act.PAUSE: self.pause,
            Act.EXTEND: self.extend,
            Act.TAKE_OFF: self.take_off,
            Act.HAND_OVER: self.hand_over,
            Act.PUT_OFF: self.put_off,
        }[act](line)

    def reason(self, line: DutyLine) -> FormDialog:
        """Ask why a duty was not done in time, or will not be."""
        reason = TextField("&Reason", lines=3, name="reason", hint=NO_ACCOUNT)
        by = DateField(
            "Will be &done by", self._today, name="do_by",
            hint="Leave empty where nothing more is to be done.",
        )  # fmt: skip

        def save() -> Sequence[Problem]:
            return self._view_model.give_reason(line.item, reason.value(), by.value())

        return self._open(
            "Good reason", "Record reason", {"reason": reason, "do_by": by}, save, f"reason/{line.id}",
            intro=f"{line.item.title}. A manager decides whether it is a good reason; until then the result stays as it is.",
        )  # fmt: skip

    def accept(self, line: DutyLine) -> None:
        """Ask a manager whether the reason that somebody else gave is a good one."""
        given = line.item.entered.reason
        assert given is not None
        text = (
            f"{line.item.title}.\n\n{given.entered_by} gave this reason: {given.reason}\n\n"
            "Accepted, the duty counts as “good reason” and no longer as not met. Your name stands with it."
        )
        if self._session.dialogs.confirm("Good reason", text, "Accept reason"):
            for problem in self._view_model.accept_reason(line.item):
                self._session.dialogs.tell("Not accepted", problem.message)

    def not_ours(self, line: DutyLine) -> FormDialog:
        """Ask whose duty it is in this case."""
        reason = TextField("&Whose duty it is, and why", lines=3, name="reason", hint=NO_ACCOUNT)
        return self._open(
            "Not our duty", "Set as not ours", {"reason": reason},
            lambda: self._view_model.set_not_ours(line.item, reason.value()), f"not_ours/{line.id}",
            intro=f"{line.item.title}. It stays in the ledger and can be taken back.",
        )  # fmt: skip

    def pause(self, line: DutyLine) -> FormDialog:
        """Ask from when to when the time does not run."""
        first = DateField("&First day left out", self._today, name="first")
        last = DateField("&Last day left out", self._today, name="until")
        reason = TextField("&Reason", lines=2, name="reason", hint=NO_ACCOUNT)
        first.set_value(self._session.today)

        def save() -> Sequence[Problem]:
            if first.value() is None or last.value() is None:
                name = "first" if first.value() is None else "until"
                return (Problem(name, "Enter both days: the first and the last that do not count."),)
            return self._view_model.pause(line.item, first.value(), last.value(), reason.value())

        return self._open(
            "Pause", "Record pause", {"first": first, "until": last, "reason": reason}, save, f"pause/{line.id}",
            intro=f"{line.item.title}. Days of a pause are not counted; it can be taken off again.",
            spans={"first": 1, "until": 1},
        )  # fmt: skip

    def extend(self, line: DutyLine) -> FormDialog:
        """Ask for the new last day, and who set it."""
        until = DateField("&New last day", self._today, name="until")
        by = LineField("&Extended by", name="by", hint="The court, or who decided it in this office.")
        reason = TextField("&Reason", lines=2, name="reason", hint=NO_ACCOUNT)

        def save() -> Sequence[Problem]:
            if until.value() is None:
                return (Problem("until", "Enter the new last day."),)
            return self._view_model.extend(line.item, until.value(), by.value(), reason.value())

        due = f" Due so far: {plain_date(line.item.due)}." if line.item.due else ""
        return self._open(
            "Extend", "Record extension", {"until": until, "by": by, "reason": reason}, save, f"extend/{line.id}",
            intro=f"{line.item.title}.{due} The day that was counted stays to be read.", spans={"until": 1, "by": 1},
        )  # fmt: skip

    def take_off(self, line: DutyLine) -> FormDialog:
        """Ask which entry is taken off again, and why."""
        entries = {entry.id: entry for entry in live_entries(line.item)}
        which = ChoiceField("&Entry", [(key, entry_words(e)) for key, e in entries.items()], name="entry")
        reason = TextField("&Reason", lines=2, name="reason", hint="Both entries stay to be read.")
        return self._open(
            "Take off", "Take entry off", {"entry": which, "reason": reason},
            lambda: self._view_model.take_off(entries[which.value()], reason.value()), f"take_off/{line.id}",
            intro=f"{line.item.title}. Date and result are then as if it had not been entered.",
        )  # fmt: skip

    def hand_over(self, line: DutyLine) -> FormDialog:
        """Ask who does it from now on."""
        who = ChoiceField("&Hand over to", self._staff(), name="to")
        name = LineField("&Name", name="name", hint="As it stands in the directory of people.")
        reason = LineField("&Reason", name="reason", hint="May stay empty.")
        name.setVisible(False)
        who.changed.connect(lambda: name.setVisible(who.value() == SOMEBODY_ELSE))

        def save() -> Sequence[Problem]:
            to = name.value() if who.value() == SOMEBODY_ELSE else who.value()
            problems = self._view_model.hand_over(line.item, to, reason.value())
            return [
                Problem("name", p.message) if p.field == "to" and who.value() == SOMEBODY_ELSE else p for p in problems
            ]

        return self._open(
            "Hand over", "Hand over", {"to": who, "name": name, "reason": reason}, save,
            intro=f"{line.item.title}. Now with {line.item.owner_name}.",
        )  # fmt: skip

    def put_off(self, line: DutyLine) -> FormDialog:
        """Ask until when it is out of sight on the worklist."""
        until = DateField("&Until", self._today, name="until")
        reason = TextField("&Reason", lines=2, name="reason", hint="What you are waiting for.")

        def save() -> Sequence[Problem]:
            if until.value() is None:
                return (Problem("until", "Enter the day on which it shows again."),)
            return self._view_model.put_off(line.item, until.value(), reason.value())

        return self._open(
            "Put off", "Put off", {"until": until, "reason": reason}, save, f"put_off/{line.id}",
            intro=f"{line.item.title}. Out of sight on the worklist until then; the time goes on all the same.",
        )  # fmt: skip

    def rights(self) -> FormDialog | None:
        """Ask for her level of rights, set by hand or following from the facts again."""
        rights, file = self._page.rights, self._page.file
        if rights is None or file is None:
            return None
        choices: list[tuple[RightsLevel | None, str]] = [
            (None, f"Follow the facts: {RIGHTS_WORDS[rights.derived].lower()}"),
            *RIGHTS_WORDS.items(),
        ]
        level = ChoiceField("&Level of rights", choices, name="level")
        level.set_value(rights.override.level if rights.override else None)
        reason = TextField("&Reason", lines=2, name="reason", hint=f"{NO_ACCOUNT} Earlier entries stay.")
        return self._open(
            "Rights by hand", "Set rights", {"level": level, "reason": reason},
            lambda: self._view_model.set_rights(level.value(), reason.value()), f"rights/{file.witness.id}",
            intro="Enhanced rights follow from a sexual offence, from her age and from the grounds recorded. Set them "
            "by hand where no fact shows it: persistently targeted, for instance.",
        )  # fmt: skip
