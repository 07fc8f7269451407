"""Those who support a witness, what may be shared with them, referrals, and their queries."""

from __future__ import annotations

from victimplanner.domain.contact import Permission
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.people import Person
from victimplanner.domain.support import Referral, ReferralAnswer, Supporter, SupportQuery
from victimplanner.services.context import App


def save_supporter(app: App, supporter: Supporter, person: Person) -> Supporter:
    """Add or change a supporter; a person who is not in the directory yet is added to it, in one go.

    Raises: RuleBroken listing everything to put right, Conflict.
    """
    problems = []
    if not person.name.strip():
        problems.append(Problem("name", "Enter the supporter’s name, or the name of the service."))
    if supporter.consent is Permission.YES and supporter.consent_on is None:
        problems.append(Problem("consent_on", "Enter the day on which she agreed."))
    if supporter.consent_on and supporter.consent_on > app.today:
        problems.append(Problem("consent_on", "That day lies in the future. Enter the day on which she was asked."))
    if supporter.consent is Permission.YES and not supporter.shares:
        problems.append(Problem("shares", "Tick what may be shared. She agreed to something."))
    if supporter.ended_on and supporter.started_on and supporter.ended_on < supporter.started_on:
        problems.append(Problem("ended_on", "The end lies before the start. Check the two days."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("support.amend") as uow:
        if not uow.find(Person, id=person.id):
            uow.add(person.model_copy(update={"name": person.name.strip()}))
        if before := uow.find(Supporter, id=supporter.id):
            if before[0].person_id != supporter.person_id and before[0].consent is Permission.YES:
                message = "Her consent was for somebody else. Nothing was changed. End that support and add a new one."
                raise RuleBroken(Problem("person_id", message))
            return uow.save(supporter)
        return uow.add(supporter)


def save_referral(app: App, referral: Referral) -> Referral:
    """Add or change a referral. Raises: RuleBroken listing everything to put right, Conflict."""
    problems = []
    if not referral.service.strip():
        problems.append(Problem("service", "Name the service."))
    if referral.offered_on > app.today:
        problems.append(Problem("offered_on", "That day lies in the future. Enter the day on which it was offered."))
    if referral.referred_on is not None:
        if referral.wanted is not Permission.YES:
            problems.append(
                Problem("wanted", "She is referred only if she wants it. Say that she does, or take the day out.")
            )
        if referral.referred_on > app.today:
            problems.append(Problem("referred_on", "That day lies in the future. Enter the day of the referral."))
        elif referral.referred_on < referral.offered_on:
            problems.append(Problem("referred_on", "The referral lies before the offer. Check the two days."))
    if referral.answer is not ReferralAnswer.WAITING and referral.answered_on is None:
        problems.append(Problem("answered_on", "Enter the day on which the service answered."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("support.refer") as uow:
        return uow.save(referral) if uow.find(Referral, id=referral.id) else uow.add(referral)


def record_query(app: App, query: SupportQuery) -> SupportQuery:
    """Note a question from a supporter; its target runs from the day it came.

    Raises: RuleBroken listing everything to put right.
    """
    problems = []
    if not query.question.strip():
        problems.append(Problem("question", "Write down what was asked."))
    if not query.asked_by.strip():
        problems.append(Problem("asked_by", "Say who asked: a role and a service are enough."))
    if query.received_on > app.today:
        problems.append(Problem("received_on", "That day lies in the future. Enter the day on which it came."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("support.query") as uow:
        return uow.save(query) if uow.find(SupportQuery, id=query.id) else uow.add(query)


def answer_query(app: App, query: SupportQuery) -> SupportQuery:
    """Note the answer to a question. Raises: RuleBroken without an answer or a day, Conflict."""
    problems = []
    if not query.answer.strip():
        problems.append(Problem("answer", "Write down what was answered."))
    if query.answered_on is None:
        problems.append(Problem("answered_on", "Enter the day of the answer."))
    elif query.answered_on > app.today:
        problems.append(Problem("answered_on", "That day lies in the future. Enter the day of the answer."))
    elif query.answered_on < query.received_on:
        problems.append(Problem("answered_on", "The answer lies before the question. Check the day."))
    if problems:
        raise RuleBroken(*problems)
    done = query.model_copy(update={"answered_by": query.answered_by.strip() or app.user.display_name})
    with app.change("support.query") as uow:
        return uow.save(done)
