"""Topics brought by members before a meeting: parked, taken back, and always answered."""

from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import OPEN_TOPIC, TOPIC_LIFECYCLE, State, TopicState
from palier.cycle.meetings.models import AgendaItem, Meeting, Topic
from palier.cycle.meetings.services import add_item, is_read_by
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from palier.partners.models import Group
from palier.territory.models import Place
from palier.workflow.engine import advance


def park_topic(
    *,
    actor: Actor,
    group: Group,
    text: str,
    now: datetime,
    problem: Problem | None = None,
    place: Place | None = None,
    level: Level | None = None,
) -> Topic:
    """Bring a topic for the next meeting of one's group; as reserved as the problem or the place it speaks of."""
    require(actor, Verb.TOPIC_PARK, group.pk)
    seat = actor.seats.get(group.pk)
    if seat is None:
        raise NotGranted("Seuls les membres du groupe y apportent des sujets.")
    if not text.strip():
        raise Refused("Dites en une phrase de quoi il faut parler.", field="text")
    if problem and not is_read_by(problem, group.pk):
        raise Refused("Cette problématique n’est pas lue par ce groupe.", field="problem")
    if group.closed_on:
        raise Refused("Ce groupe est clos : il ne se réunit plus.")
    asked = (Level.GROUP, level, problem and problem.level, place and place.level)
    topic = Topic(
        group=group,
        problem=problem,
        place=place,
        level=max(one for one in asked if one),
        text=text.strip(),
        organisation_id=seat.organisation_id,
        parked_by_id=actor.user_id,
        state=TopicState.WAITING,
        state_since=now,
        created_at=now,
    )
    with transaction.atomic():
        topic.save(force_insert=True)
        record_event(Event.TOPIC_PARK, actor=actor, at=now, subject=subject_of(topic))
    return topic


def withdraw_topic(*, actor: Actor, topic: Topic, now: datetime) -> Topic:
    """Take one's own topic back, before it is on an agenda."""
    return advance(topic, TOPIC_LIFECYCLE, "withdraw", actor=actor, now=now)


def list_topic(*, actor: Actor, topic: Topic, meeting: Meeting, now: datetime) -> Topic:
    """Put a topic on the agenda of a meeting: with its problem when it has one, else as a topic of its own."""
    _check(topic, meeting)
    with transaction.atomic():
        if topic.problem:
            item = add_item(actor=actor, meeting=meeting, problem=topic.problem, now=now)
            if item.level > topic.level:
                raise Refused("Ce point est réservé à la police : répondez au sujet par un mot, ou ouvrez le point.")
        return advance(topic, TOPIC_LIFECYCLE, "list", actor=actor, now=now, changes={"meeting": meeting})


def answer_topic(*, actor: Actor, topic: Topic, meeting: Meeting | None, answer: str, now: datetime) -> Topic:
    """Answer a topic with a word, which its author reads."""
    changes = {"meeting": meeting, "answer": answer.strip()}
    return advance(topic, TOPIC_LIFECYCLE, "answer", actor=actor, now=now, changes=changes)


def postpone_topic(*, actor: Actor, topic: Topic, meeting: Meeting, answer: str, now: datetime) -> Topic:
    """Put a topic off to the meeting after this one, and say why."""
    _check(topic, meeting)
    changes = {"meeting": meeting, "answer": answer.strip()}
    return advance(topic, TOPIC_LIFECYCLE, "postpone", actor=actor, now=now, changes=changes)


def list_topics_of(*, actor: Actor, meeting: Meeting, items: list[AgendaItem], now: datetime) -> None:
    """Topics about the problems of these points are on the agenda too, unless their readers do not read the point."""
    levels = {item.problem_id: item.level for item in items}
    rows = Topic.objects.unsealed("agenda").filter(group=meeting.group_id, problem__in=levels, state__in=OPEN_TOPIC)
    for topic in rows.select_related("meeting", "organisation"):
        hidden = levels[topic.problem_id] > topic.level  # type: ignore[index]  # filtered: it has a problem
        if not hidden and topic.waits_at(meeting, ()):
            advance(topic, TOPIC_LIFECYCLE, "list", actor=actor, now=now, changes={"meeting": meeting})


def _check(topic: Topic, meeting: Meeting) -> None:
    if meeting.group_id != topic.group_id or meeting.state not in (State.PLANNED, State.OPEN):
        raise Refused("Choisissez une réunion de ce groupe, prévue ou en séance.")
