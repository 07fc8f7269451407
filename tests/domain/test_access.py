"""Who may do what: one table, written out again here so that a slip in it is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from victimplanner.domain.access import ACTIONS, check_access
from victimplanner.domain.errors import NotAllowed
from victimplanner.domain.people import USER_ROLE_WORDS, UserRole

R = UserRole
PACKAGE = Path(__file__).parents[2] / "victimplanner"

LOOKS = {
    "case.open",
    "witness.reveal",
    "paper.preview",
    "paper.refuse",
    "paper.view",
    "office.set_up",
    "filter.keep",
    "inspection.ask",
}
LAWYERS_WORK = {"measure.decide", "measure.apply"}
BARS = {"contact.override_bar"}
LAWYERS_OWN = {"duty.clock", "rights.set"}
MANAGERS_WORK = {
    "office.amend", "topics.amend", "duty.accept", "holiday.announce", "holiday.take_back", "edition.apply",
}  # fmt: skip


def may(role: UserRole, action: str) -> bool:
    try:
        check_access(role, action)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("role", list(R))
def test_each_role_may_do_its_own_work_and_no_more(role: UserRole, action: str) -> None:
    if action in LOOKS:
        expected = True
    elif action in LAWYERS_WORK:
        expected = role in (R.PROSECUTOR, R.MANAGER, R.PARALEGAL_OFFICER)
    elif action in BARS | LAWYERS_OWN:
        expected = role in (R.PROSECUTOR, R.MANAGER)
    elif action in MANAGERS_WORK:
        expected = role is R.MANAGER
    else:
        expected = role is not R.READ_ONLY
    assert may(role, action) is expected


@pytest.mark.parametrize("role", [R.READ_ONLY, R.VICTIM_LIAISON_OFFICER, R.WITNESS_CARE_OFFICER])
def test_a_refusal_names_the_role_what_was_kept_and_whom_to_ask(role: UserRole) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_access(role, "measure.decide")
    assert str(refusal.value) == (
        f"Your role, {USER_ROLE_WORDS[role].lower()}, may not do this. Nothing was changed. "
        "Ask a colleague whose role allows it, or your manager."
    )


def test_every_action_the_program_asks_about_stands_in_the_table_and_none_stands_there_unused() -> None:
    asked = re.compile(r'"([a-z0-9_]+\.[a-z_]+)"')
    named = {
        name
        for path in PACKAGE.rglob("*.py")
        if path.name != "access.py"
        for name in asked.findall(path.read_text(encoding="utf-8"))
    }
    assert set(ACTIONS) - named == set()


def test_an_action_nobody_thought_of_is_a_mistake_and_not_allowed_by_default() -> None:
    with pytest.raises(KeyError):
        check_access(R.MANAGER, "case.burn")
