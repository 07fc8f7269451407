"""The ledger of one witness: every duty owed to her, finished, open or not started yet, in the order of the rights.

What has started always stands in it. Of what has not started, that which can never apply to her is left out, and the
ledger says so: duties of the Code and policy towards a victim where she is a witness only, and what is meant for adults
where she is under 18.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.due import due_for_witness, owner_of
from victimplanner.domain.due_item import DueItem, DueState, item_start
from victimplanner.domain.errors import NotFound
from victimplanner.domain.rules import RuleBook

POLICY, COURT_RULES, UNIT = "Policy", "CrimPR", "Unit"
_AFTER_THE_CODE = (POLICY, COURT_RULES, UNIT)
_GROUP_TITLES = {
    POLICY: "Policy, not yet a right of the Code",
    COURT_RULES: "Criminal Procedure Rules",
    UNIT: "Limits of this unit",
}
HERE = "duties"
"""Where an item is acted on that belongs to the ledger."""
_ADULTS_ONLY = frozenset({"meeting.offer"})


def ledger_of(
    case: CaseFile, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> tuple[DueItem, ...]:
    """List every duty of one witness: what has started, and a line for each that has not and may still.

    They stand in the order of the rights of the edition, then by the day of the event, those that wait last. A task of
    the unit that is done in the ledger and nowhere else (she no longer supports the prosecution) stands below them.
    """
    items = due_for_witness(case, file, rules, calendar, today)
    started = [item for item in items if item.right or item.act_at == HERE]
    known = {item.rule_id for item in started}
    waiting = [
        _not_started(case, file, rule)
        for rule in _duty_rules(rules, today)
        if rule.id not in known and may_apply(rule, file, today)
    ]
    return in_order_of_rights([*started, *waiting])


def duties_of(items: Iterable[DueItem]) -> list[DueItem]:
    """Return the items that are duties: owed by the Code, by the rules of court or by policy, no tasks of the unit."""
    return [item for item in items if item.right]


def in_order_of_rights(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Sort by right, then by the day of the event; a right and its parts stand together, policy and rules of court last."""

    def order(item: DueItem) -> tuple[object, ...]:
        day = item.event_on or item.received_on
        is_waiting = item.state is DueState.NOT_STARTED
        return (*right_order(item.right), is_waiting, day is None, day or dt.date.max, item.rule_id, item.about)

    return tuple(sorted(items, key=order))


def right_order(right: str) -> tuple[int, int]:
    """Return where a right stands: "8" before "8.1" before "10", and policy and rules of court after the Code."""
    if numbers := re.fullmatch(r"(\d+)(?:\.(\d+))?", right):
        return int(numbers[1]), int(numbers[2] or 0)
    return 1000, _AFTER_THE_CODE.index(right or UNIT)


def right_title(item: DueItem) -> str:
    """Return what a right is called in the edition that counts: "Right 9: The outcome of the case and any appeals"."""
    if (item.right or UNIT) in _GROUP_TITLES:
        return _GROUP_TITLES[item.right or UNIT]
    title = item.rule.right_title if item.rule else ""
    return f"Right {item.right}: {title}" if title else f"Right {item.right}"


def editions_of(items: Iterable[DueItem]) -> tuple[str, ...]:
    """Return the editions of the Code by which these duties are counted, in order of coming into force."""
    found = {item.rule.edition: item.rule.in_force for item in items if item.rule and is_of_the_code(item.rule)}
    return tuple(sorted(found, key=lambda edition: found[edition]))


def is_of_the_code(rule: DeadlineRule) -> bool:
    """Whether a rule stands in the Victims’ Code itself; one of court that serves a right as well does not."""
    return rule.citation.startswith("Code ")


def may_apply(rule: DeadlineRule, file: WitnessFile, today: dt.date) -> bool:
    """Whether a duty that has not started may ever be owed to this witness."""
    if rule.right != COURT_RULES and not file.witness.is_complainant:
        return False
    return rule.id not in _ADULTS_ONLY or not file.is_child_on(today)


def left_out_words(file: WitnessFile, today: dt.date) -> str:
    """Say which duties the ledger leaves out and why; "" when it leaves out none."""
    if not file.witness.is_complainant:
        return (
            "A witness, not a victim in this case: duties of the Victims’ Code and policy towards victims are left "
            "out unless they have started."
        )
    if file.is_child_on(today):
        return (
            "Under 18: the policy of offering a pre-trial meeting is for adults and is left out unless it has started."
        )
    return ""


def _duty_rules(rules: RuleBook, today: dt.date) -> list[DeadlineRule]:
    found = []
    for rule_id in rules.rule_ids():
        try:
            rule = rules.deadline(rule_id, today)
        except NotFound:  # of an edition to come
            continue
        if rule.right and rule.starts:
            found.append(rule)
    return found


def _not_started(case: CaseFile, file: WitnessFile, rule: DeadlineRule) -> DueItem:
    return DueItem(
        **item_start(case, file, rule.id, about=""),
        title=rule.title,
        why=f"Not started: waits for {rule.waits_for}.",
        rule_words="",
        citation=rule.citation,
        due=None,
        state=DueState.NOT_STARTED,
        standing="",
        missing="",
        owner_role=rule.owner,
        owner_name=owner_of(file, rule),
        act_at=rule.act_at,
        count_unit=rule.unit,
        right=rule.right,
        rule=rule,
    )


def sought_by(item: DueItem) -> str:
    """Return by what an item is found at its place: among the duties by its key, elsewhere by the record it is about."""
    return item.key if item.act_at == HERE else next(iter(item.subject_ids), "")


def find_line(items: Sequence[DueItem], key: str, subject_id: str = "") -> DueItem | None:
    """Return the line with a key; or else the most pressing one that is about a record (an event, a hearing)."""
    exact = next((item for item in items if item.key == key), None)
    if exact is not None or not subject_id:
        return exact
    about = [item for item in items if subject_id in item.subject_ids]
    return min(about, key=lambda item: list(DueState).index(item.state), default=None)
