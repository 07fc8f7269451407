"""Reaching a witness: nothing barred is done without a name and a reason, and every contact is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.services.finding import again, witnesses
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactBarred, ContactRoute, Permission
from victimplanner.domain.contact_log import ContactDirection, ContactEntry, ContactOutcome
from victimplanner.domain.contact_preferences import ContactPreference, GenderWish
from victimplanner.domain.errors import Conflict, NotAllowed, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.domain.support import Supporter, SupportRole
from victimplanner.services.contact import (
    Override,
    barred,
    finish_next_step,
    record_contact,
    save_preference,
    save_safe_contact,
)
from victimplanner.services.context import App
from victimplanner.services.worklist import due_items

TODAY = dt.date(2026, 11, 25)
BOSS = Override("She rang us from a safe telephone and asked for it", "S. Whitmore")


def a_file(app: App, route: ContactRoute = ContactRoute.DIRECT, **facts: object) -> WitnessFile:
    """A witness with safe contact confirmed today."""
    file = next(f for f in witnesses(app) if f.safe_contact is not None)
    assert file.safe_contact is not None
    values = {
        "route": route, "calls": Permission.YES, "phone": "07700 900123", "letters": Permission.NO,
        "decided_by": "DC Shah",
    }  # fmt: skip
    save_safe_contact(app, file.safe_contact.model_copy(update=values | facts), confirmed=True)
    return again(app, file)


def an_entry(file: WitnessFile, channel: Channel = Channel.CALL, **more: object) -> ContactEntry:
    values: dict[str, object] = {"happened_on": TODAY, "outcome": ContactOutcome.REACHED, "about": "The date"}
    return ContactEntry(
        case_id=file.case.id,
        witness_id=file.witness.id,
        channel=channel,
        **(values | more),  # type: ignore[arg-type]
    )


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def test_a_contact_by_an_open_channel_is_kept_with_who_made_it(app: App) -> None:
    file = a_file(app)
    saved = record_contact(app, an_entry(file))
    assert (saved.made_by, saved.override_id) == ("R. Okafor", None)
    assert again(app, file).contact_log[0] == saved
    assert app.vault.history(file.case.id, 1)[0].action == "contact.record"


def test_a_barred_channel_is_used_by_name_and_reason_alone_and_the_trail_has_both(app: App) -> None:
    file = a_file(app)
    with pytest.raises(ContactBarred, match="Letters are not allowed for this witness"):
        record_contact(app, an_entry(file, Channel.LETTER))
    assert again(app, file).contact_log == file.contact_log, "nothing half-done stays behind"
    saved = record_contact(app, an_entry(file, Channel.LETTER), BOSS)
    (override,) = again(app, file).contact_overrides
    assert saved.override_id == override.id
    assert (override.decided_by, override.used_by, override.channel) == ("S. Whitmore", "R. Okafor", Channel.LETTER)
    assert override.against == ("Letters are not allowed for this witness. The contact was not recorded. "
                                "Choose another way.",)  # fmt: skip
    kinds = {entry.kind for entry in app.vault.history(file.case.id, 3)}
    assert "ContactOverride" in kinds


@pytest.mark.parametrize(
    ("override", "fields"),
    [
        (Override("", ""), ["override_reason", "override_by"]),
        (Override(" ", "S. Whitmore"), ["override_reason"]),
        (Override("She asked", " "), ["override_by"]),
    ],
)
def test_an_override_needs_who_decided_and_why(app: App, override: Override, fields: list[str]) -> None:
    file = a_file(app)
    with pytest.raises(RuleBroken) as error:
        record_contact(app, an_entry(file, Channel.LETTER), override)
    assert fields_of(error) == fields
    assert not again(app, file).contact_overrides


@pytest.mark.parametrize(
    ("role", "may"), [(UserRole.PROSECUTOR, True), (UserRole.MANAGER, True), (UserRole.WITNESS_CARE_OFFICER, False)]
)
def test_no_contact_is_overridden_by_a_lawyer_or_manager_alone(app: App, role: UserRole, may: bool) -> None:
    file = a_file(app, ContactRoute.NO_CONTACT)
    app.user = app.user.model_copy(update={"role": role})
    if may:
        assert record_contact(app, an_entry(file), BOSS).override_id
        return
    with pytest.raises(NotAllowed):
        record_contact(app, an_entry(file), BOSS)
    assert not again(app, file).contact_overrides


def test_an_override_holds_against_nothing_that_was_not_seen_when_it_was_given(app: App) -> None:
    file = a_file(app)
    seen = Override("She asked", "S. Whitmore", frozenset({"letters"}))
    assert record_contact(app, an_entry(file, Channel.LETTER), seen).override_id
    contact = again(app, file).safe_contact
    assert contact is not None
    save_safe_contact(app, contact.model_copy(update={"route": ContactRoute.NO_CONTACT}))
    with pytest.raises(ContactBarred, match="no contact"):
        record_contact(app, an_entry(file, Channel.LETTER, about="Again"), seen)
    assert len(again(app, file).contact_overrides) == 1


def test_an_override_that_was_not_needed_is_not_kept(app: App) -> None:
    file = a_file(app)
    assert record_contact(app, an_entry(file), BOSS).override_id is None
    assert not again(app, file).contact_overrides


def test_what_came_from_her_passes_no_gate(app: App) -> None:
    file = a_file(app, ContactRoute.NO_CONTACT)
    saved = record_contact(app, an_entry(file, direction=ContactDirection.IN))
    assert again(app, file).contact_log[0].id == saved.id


@pytest.mark.parametrize("outcome", [ContactOutcome.SOMEBODY_ELSE, ContactOutcome.CAME_BACK, ContactOutcome.NOT_SAFE])
def test_an_unsafe_outcome_closes_every_channel_until_safe_contact_is_confirmed(
    app: App, outcome: ContactOutcome
) -> None:
    file = a_file(app)
    record_contact(app, an_entry(file, outcome=outcome))
    file = again(app, file)
    assert file.safe_contact is not None
    assert file.safe_contact.doubted_on == TODAY
    for channel in Channel:
        assert any("in doubt" in problem.message for problem in barred(app, file, channel))
    save_safe_contact(app, file.safe_contact, confirmed=True)
    assert barred(app, again(app, file), Channel.CALL) == []


def test_a_supporter_is_used_only_while_consent_holds(app: App) -> None:
    file = a_file(app, ContactRoute.VIA_ISVA)
    assert barred(app, file, Channel.THROUGH_SUPPORTER) == []
    with app.change("support.amend") as uow:
        for supporter in uow.find(Supporter, witness_id=file.witness.id):
            uow.save(supporter.model_copy(update={"consent_until": TODAY - dt.timedelta(days=1)}))
    with pytest.raises(ContactBarred, match="agreed to share"):
        record_contact(app, an_entry(again(app, file), Channel.THROUGH_SUPPORTER))


@pytest.mark.parametrize(
    ("role", "is_open"), [(SupportRole.ISVA, True), (SupportRole.RELATIVE, False), (SupportRole.FRIEND, False)]
)
def test_who_is_reached_through_her_isva_only_is_not_reached_through_another_supporter(
    app: App, role: SupportRole, is_open: bool
) -> None:
    file = a_file(app, ContactRoute.VIA_ISVA)
    with app.change("support.amend") as uow:
        for supporter in uow.find(Supporter, witness_id=file.witness.id):
            uow.save(supporter.model_copy(update={"role": role}))
    file = again(app, file)
    assert (barred(app, file, Channel.THROUGH_SUPPORTER) == []) is is_open
    if not is_open:
        with pytest.raises(ContactBarred, match="No ISVA is recorded with whom she agreed to share"):
            record_contact(app, an_entry(file, Channel.THROUGH_SUPPORTER))
        assert again(app, file).contact_log == file.contact_log


def test_a_message_that_a_call_left_on_a_machine_passes_the_gate_of_voicemail(app: App) -> None:
    file = a_file(app, voicemail=Permission.NO)
    left = an_entry(file, outcome=ContactOutcome.MESSAGE_LEFT)
    with pytest.raises(ContactBarred, match="Voicemail messages are not allowed"):
        record_contact(app, left)
    record_contact(app, left.model_copy(update={"with_whom": "Her sister, who may answer"}))
    record_contact(app, an_entry(file, outcome=ContactOutcome.MESSAGE_LEFT, about="Again"), BOSS)
    (override,) = again(app, file).contact_overrides
    assert override.channel is Channel.VOICEMAIL


def test_no_message_is_left_by_telephone_where_calls_are_not_allowed(app: App) -> None:
    file = a_file(app, calls=Permission.NO, voicemail=Permission.YES)
    assert [problem.field for problem in barred(app, file, Channel.VOICEMAIL)] == ["calls"]


def test_a_correction_is_a_new_line_and_the_old_one_stays(app: App) -> None:
    file = a_file(app)
    first = record_contact(app, an_entry(file))
    second = record_contact(app, an_entry(file, Channel.LETTER, corrects_id=first.id, about="It was a letter"))
    ids = [entry.id for entry in again(app, file).contact_log]
    assert {first.id, second.id} <= set(ids)
    assert second.override_id is None, "a correction contacts nobody"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"happened_on": TODAY + dt.timedelta(days=1)}, "happened_on"),
        ({"next_step": "Ring again"}, "next_on"),
        ({"next_on": TODAY}, "next_step"),
    ],
)
def test_what_cannot_be_is_named_beside_its_field(app: App, facts: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as error:
        record_contact(app, an_entry(a_file(app), **facts))
    assert fields_of(error) == [field]


def test_a_next_step_is_on_the_worklist_until_it_is_done(app: App) -> None:
    file = a_file(app)
    entry = record_contact(app, an_entry(file, next_step="Ring again", next_on=TODAY + dt.timedelta(days=2)))

    def waiting() -> list[dt.date | None]:
        return [i.due for i in due_items(app) if i.rule_id == "contact.next_step" and entry.id in i.subject_ids]

    assert waiting() == [dt.date(2026, 11, 27)]
    with pytest.raises(RuleBroken, match="lies in the future"):
        finish_next_step(app, entry, TODAY + dt.timedelta(days=1))
    finish_next_step(app, entry)
    assert waiting() == []


def test_wishes_are_dated_and_earlier_ones_stay(app: App) -> None:
    file = a_file(app)
    before = len(file.contact_preferences)
    wish = ContactPreference(
        case_id=file.case.id, witness_id=file.witness.id, interpreter_gender=GenderWish.WOMAN, noted_on=TODAY
    )
    save_preference(app, wish, file.witness.model_copy(update={"language": "Polish", "pronouns": "they/them"}))
    file = again(app, file)
    assert len(file.contact_preferences) == before + 1
    assert file.contact_preference is not None
    assert file.contact_preference.interpreter_gender is GenderWish.WOMAN
    assert (file.witness.language, file.witness.pronouns) == ("Polish", "they/them")


def test_wishes_over_a_witness_changed_meanwhile_are_refused_whole(app: App) -> None:
    file = a_file(app)
    wish = ContactPreference(case_id=file.case.id, witness_id=file.witness.id, noted_on=TODAY)
    save_preference(app, wish, file.witness.model_copy(update={"language": "Welsh"}))
    with pytest.raises(Conflict):
        save_preference(app, wish.model_copy(update={"id": "e" * 32}), file.witness)
    assert len(again(app, file).contact_preferences) == len(file.contact_preferences) + 1


def test_an_interval_of_her_own_moves_the_day_on_which_it_is_confirmed_again(app: App) -> None:
    file = a_file(app, confirm_every_days=7)

    def due() -> list[dt.date | None]:
        items = due_items(app)
        return [i.due for i in items if i.rule_id == "contact.confirm" and i.witness_id == file.witness.id]

    assert due() == [dt.date(2026, 12, 2)]
    assert file.safe_contact is not None
    with pytest.raises(RuleBroken) as error:
        save_safe_contact(app, file.safe_contact.model_copy(update={"confirm_every_days": 0}))
    assert fields_of(error) == ["confirm_every_days"]


Change = Callable[[App, WitnessFile], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda app, file: record_contact(app, an_entry(file)),
        lambda app, file: save_safe_contact(app, file.safe_contact, confirmed=True),
    ],
    ids=["record a contact", "confirm safe contact"],
)
def test_who_may_only_read_changes_nothing(app: App, change: Change) -> None:
    file = a_file(app)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        change(app, file)
