"""The plan for the witness: what was agreed, who to call, what comes next. It may lie on a kitchen table.

Never in it: her name or address, anything of safe contact, the offence, the accused's name, statute numbers, another
witness, the name of a unit that says what it is for. It says "will ask", never "will have", until a direction is
recorded. The words are in `resources/text/papers/plan.toml`. Large print and easy read say the same in another
setting; a translation would need an approved text, and there is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import section, title
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.parts.letter_facts import may_stand
from victimplanner.documents.parts.measure_matrix import MeasureStory, stories
from victimplanner.documents.parts.plan_checks import plan_problems
from victimplanner.documents.parts.plan_setting import SETTINGS, PlanSetting
from victimplanner.documents.parts.plan_steps import steps
from victimplanner.documents.removals import REMOVED
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, full_date, join, lines, safe, unbroken
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import long_date
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import DecisionKind, DirectionKind, ViewKind
from victimplanner.domain.people import CaseRole, Person
from victimplanner.paths import resource

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_TALK_TO = (CaseRole.VICTIM_LIAISON_OFFICER, CaseRole.ISVA, CaseRole.WITNESS_CARE_OFFICER)


@cache
def plan_words() -> dict[str, Any]:
    """Return the words of the plan as they stand in the resource file."""
    return tomllib.loads(resource("text", "papers", "plan.toml").read_text("utf-8"))


def build(file: WitnessFile, meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the plan from records already cut for the witness: the same words in every way of setting them."""
    words, setting = plan_words(), SETTINGS[issue.variant]
    heads, look = words["heads"], setting.look
    contact = _contact(file)
    made = title(words["title"], _subtitle(meeting, words), look)
    made += [*setting.words(words["intro"]), setting.framed(_private(file, words))]
    danger = _bold_lead(words, "danger_head", "danger")
    made += section(heads["talk"], *_talk(file, words, setting), *setting.words(danger), look=look)
    made += section(heads["changes"], *setting.words(_changes(contact, file, words)), look=look)
    wants = _wants(file, paper_facts, words)
    if wants:
        shown = setting.table(words["wants"]["columns"], wants, (240, 239), is_first_bold=False)
        judge = _bold_lead(words["wants"], "judge_head", "judge")
        made += section(heads["wants"], *shown, *setting.words(judge), look=look)
    link = words["link"]
    shown = setting.table(link["columns"], link["rows"], (163, 158, 158), is_first_bold=True)
    made += section(heads["link"], *shown, *setting.words(_after_link(file, words)), look=look)
    rows = steps(file, meeting, paper_facts, issue.today, words, _first_name(contact))
    if rows:
        shown = setting.table(words["next"]["columns"], rows, _STEPS[issue.variant], is_first_bold=True)
        made += section(heads["next"], *shown, look=look)
    made += section(heads["talk_about"], *setting.listed(_talk_about(file, words)), look=look)
    made += section(heads["rights"], *setting.listed(_rights(file, contact, words)), look=look)
    return made


# A day with its weekday stays on one line, in large print too.
_STEPS = dict.fromkeys(SETTINGS, (148, 249, 82)) | {Variant.LARGE_PRINT: (172, 180, 127)}


def _styled(text: str, **gaps: str) -> Marked:
    """Return words of the resource file with **bold** as markup and the gaps filled with made-safe values."""
    marked = _BOLD.sub(r"<b>\1</b>", safe(text))
    return Marked(marked.format(**{name: safe(value) for name, value in gaps.items()}))


def _subtitle(meeting: MeetingFile | None, words: dict[str, Any]) -> Marked:
    held = meeting.meeting.held_on if meeting else None
    return _styled(words["subtitle_met"], day=unbroken(long_date(held))) if held else _styled(words["subtitle"])


def _private(file: WitnessFile, words: dict[str, Any]) -> Marked:
    marking = f" {words['private_marking']}" if file.office.marks_witness_papers else ""
    return join(bold(words["private_head"]), " ", words["private"], marking)


def _bold_lead(words: dict[str, Any], head: str, text: str) -> Marked:
    return join(bold(words[head]), " ", words[text])


def _reachable(file: WitnessFile, role: CaseRole) -> Person | None:
    """Return the person of a role who can be named to her: with a name that nothing was taken out of."""
    person = file.person(role)
    if person is None or not person.name.strip() or REMOVED in person.name or len(person.name) > 80:
        return None
    return person


def _contact(file: WitnessFile) -> Person | None:
    found = (_reachable(file, role) for role in (CaseRole.VICTIM_LIAISON_OFFICER, CaseRole.WITNESS_CARE_OFFICER))
    return next((person for person in found if person is not None and person.phone), None)


def _first_name(person: Person | None) -> str:
    """Return the first name, or the whole name where only an initial is recorded."""
    if person is None:
        return ""
    first = person.name.split()[0]
    return first if len(first.strip(".")) > 1 else person.name


def _talk(file: WitnessFile, words: dict[str, Any], setting: PlanSetting) -> list[Flowable]:
    said = words["talk"]
    rows: list[tuple[str, str, str]] = []
    for role in _TALK_TO:
        person = _reachable(file, role)
        if person is None:
            continue
        what, helps = said[role.value]
        reach = lines(unbroken(person.phone[:40]), person.hours[:80])
        rows.append((lines(join(bold(person.name)), what), helps, reach))
    if not any(row[2] for row in rows) and file.office.phone:
        who, helps = said["office"]
        reach = lines(unbroken(file.office.phone[:40]), file.office.hours[:80])
        rows.append((lines(bold(who), may_stand(file.office.name)), helps, reach))
    return setting.table(said["columns"], rows, (172, 163, 144), is_first_bold=False)


def _changes(contact: Person | None, file: WitnessFile, words: dict[str, Any]) -> Marked:
    said = words["changes"]
    phone = contact.phone if contact else file.office.phone
    name = _first_name(contact) or "us"
    call = _styled(said["call"], name=name, phone=unbroken(phone[:40])) if phone else ""
    return join(*(part for text in (said["text"], call, said["always"]) if text for part in (text, " ")))


def _wants(file: WitnessFile, paper_facts: PaperFacts, words: dict[str, Any]) -> list[tuple[Marked, Marked]]:
    said = words["wants"]
    rows = []
    for story in stories(file, paper_facts):
        if story.view is None or story.view.view is ViewKind.NOT_ASKED:
            continue
        rows.append((_styled(said[story.id.value][story.view.view.value]), _what_we_do(story, paper_facts, said)))
    return rows


def _what_we_do(story: MeasureStory, paper_facts: PaperFacts, said: dict[str, Any]) -> Marked:
    if story.directions:
        return _directed(story, said)
    own = said[story.id.value]
    if story.decision is not None and story.decision.decision is not DecisionKind.APPLY:
        is_her_wish = story.view is not None and story.view.view is ViewKind.DOES_NOT_WANT
        return _styled(said["nothing"] if is_her_wish else said["will_not_ask"])
    if story.decision is not None:
        asked = story.application.served_on if story.application else None
        if asked is not None:
            parts = [_styled(said["asked"], day=full_date(asked))]
        elif story.decision.in_the_alternative and "alternative" in own:
            parts = [_styled(own["alternative"])]
        else:
            parts = [_styled(said["will_ask"])]
        parts += [_styled(own["also"])] if "also" in own else []
        if story.application and story.application.companion and "companion" in own and asked is None:
            parts.append(_styled(own["companion"]))
        return join(*(piece for part in parts for piece in (part, " ")))
    if not paper_facts.is_open(story.id) and story.view and story.view.view is not ViewKind.DOES_NOT_WANT:
        return _styled(said["cannot_ask"])
    undecided = {ViewKind.DOES_NOT_WANT: "nothing", ViewKind.UNDECIDED: "think"}
    return _styled(said[undecided.get(story.view.view if story.view else ViewKind.WANTS, "may_ask")])


def _directed(story: MeasureStory, said: dict[str, Any]) -> Marked:
    kinds = {direction.direction for _, direction in story.directions}
    newest = max((direction for _, direction in story.directions), key=lambda d: d.decided_on)
    on = full_date(newest.decided_on)
    if len(kinds) > 1:
        return _styled(said["differs"], day=on)
    key = {
        DirectionKind.GRANTED: "agreed",
        DirectionKind.GRANTED_IN_PART: "agreed_in_part",
        DirectionKind.VARIED: "changed",
        DirectionKind.DISCHARGED: "ended",
        DirectionKind.REFUSED: "refused",
    }[newest.direction]
    if key == "refused" and newest.told_on is None:  # not to be issued (see `plan_problems`); a preview says no more
        served = story.application.served_on if story.application else None
        return _styled(said["asked"], day=full_date(served)) if served else Marked("")
    return _styled(said[key], day=on, told=full_date(newest.told_on) if newest.told_on else "")


def _after_link(file: WitnessFile, words: dict[str, Any]) -> str:
    """Always said: the accused sees her. Only in a sexual case does the law bar the accused's own questions."""
    said = words["link"]
    return f"{said['after']} {said['no_questions']}" if file.is_sexual_complainant else str(said["after"])


def _talk_about(file: WitnessFile, words: dict[str, Any]) -> Sequence[Marked]:
    said = words["talk_about"]
    officer = _reachable(file, CaseRole.OFFICER_IN_CASE)
    new = _styled(said["police"])
    if officer is not None and officer.phone:
        new = _styled(said["officer"], name=officer.name, phone=unbroken(officer.phone[:40]))
    return [*(_styled(point) for point in said["points"]), new, _styled(said["therapy"])]


def _rights(file: WitnessFile, contact: Person | None, words: dict[str, Any]) -> Sequence[Marked]:
    said = words["rights"]
    complain = _styled(said["complain"], name=_first_name(contact)) if contact else _styled(said["complain_office"])
    points = [_styled(said["statement"]), _styled(said["told"]), complain]
    return [_styled(said["anonymity"]), *points] if file.is_sexual_complainant else points


DOCUMENT = DocumentSpec(
    kind=PaperKind.PLAN,
    title="Your plan",
    variants=tuple(SETTINGS),
    needs_meeting=False,
    build=build,
    problems=plan_problems,
    is_for_witness=True,
)
