"""What a manager can do with the topics of meetings: word them, add, take out of use, put back as they were."""

from __future__ import annotations

from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.record import new_id
from victimplanner.domain.topics import Topic, TopicGroup, TopicLine
from victimplanner.services.context import App


def save_topic(app: App, topic: Topic) -> Topic:
    """Word a line of the template as this office wants it, or add one (an empty id).

    Records made before keep their line: a line taken out of use is asked for no more and still prints where it was.

    Raises: RuleBroken without words, or where nothing would be left that a meeting opens with or covers.
    """
    if not topic.title.strip():
        raise RuleBroken(Problem("title", "Write the line. It stands in every agenda and record."))
    if not topic.why.strip():
        raise RuleBroken(Problem("why", "Say why. Whoever holds the meeting reads it."))
    kept = Topic(
        topic.id or f"own.{new_id()[:12]}", topic.title.strip(), topic.group, topic.why.strip(), topic.is_in_use
    )
    before = next((known for known in app.topics if known.id == kept.id and known.is_in_use), None)
    leaves = before is not None and (not kept.is_in_use or before.group is not kept.group)
    if before is not None and leaves and not _others_in_use(app, before):
        field = "group" if kept.is_in_use else "is_in_use"
        raise RuleBroken(Problem(field, "It is the last line of its group. Nothing was changed. Add another first."))
    with app.change("topics.amend") as uow:
        lines = uow.find(TopicLine)
        line = next((line for line in lines if line.topic_id == kept.id), None)
        is_new = line is None
        line = line or TopicLine(topic_id=kept.id, title="", group=kept.group, position=len(lines))
        line = line.model_copy(
            update={
                "title": kept.title,
                "group": kept.group,
                "why": kept.why,
                "is_in_use": kept.is_in_use,
                "changed_on": app.today,
                "changed_by": app.user.display_name,
            }
        )
        uow.add(line) if is_new else uow.save(line)
    return kept


def _others_in_use(app: App, topic: Topic) -> bool:
    return any(t.group is topic.group and t.is_in_use and t.id != topic.id for t in app.topics)


def reset_topic(app: App, topic_id: str) -> None:
    """Put a line of the program back as it was. Raises: NotFound for a line that is the office's own; RuleBroken where
    it would leave the group that it was moved to without a line.
    """
    shipped = next((t for t in app.template.topics if t.id == topic_id), None)
    if shipped is None:
        raise NotFound("This line is your office’s own: there are no earlier words. Take it out of use instead.")
    now = next(topic for topic in app.topics if topic.id == topic_id)
    if now.is_in_use and now.group is not shipped.group and not _others_in_use(app, now):
        raise RuleBroken(
            Problem(
                "", "It is the last line of the group it was moved to. Nothing was changed. Add another there first."
            )
        )
    with app.change("topics.amend") as uow:
        for line in uow.find(TopicLine, topic_id=topic_id):
            uow.delete(line)


def topics_in(app: App, *groups: TopicGroup) -> tuple[Topic, ...]:
    """Return the lines in use of some groups, in order."""
    return tuple(topic for topic in app.topics if topic.group in groups and topic.is_in_use)
