"""What may be told outside the group after a meeting: the rows of level *population*, and no organisation.

An item is told when partners have it on their agenda and either the chief wrote something for the population, or its
problem itself is open to the population. What is late, declined or given up is not told: it would point at somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import PROMISED, State
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_for
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.meetings.queries import agenda_of, previous_meeting
from palier.cycle.minutes.queries import public_words_of
from palier.cycle.problems.models import Problem
from palier.documents.editions import PARTNERS, Edition
from palier.documents.minutes import check_is_told, long_date, status_of
from palier.documents.promises import end_of
from palier.documents.typesetting import digest, french_date
from palier.territory.models import Place

AFTER = "Ce texte peut être diffusé."
BEFORE = "Projet : à ne diffuser qu’une fois validé par le chef de secteur."


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One place spoken of: what is said of it, what was done, what is under way."""

    heading: str
    words: str
    done: list[str]
    under_way: list[str]


@dataclass(frozen=True, slots=True)
class PublicElements:
    """Everything the paper for the population says."""

    title: str
    mark: str
    group: str
    dated: str
    held_on: str
    status: str
    fictional: bool
    facts: list[list[str]]
    reminder: str
    words: str
    items: list[PublicItem]
    validation: str
    fingerprint: str = ""


def public_elements_of(meeting: Meeting, edition: Edition) -> PublicElements:
    """What the population may be told of this meeting."""
    check_is_told(meeting)
    reader = edition.reader(meeting.group_id)
    held_on = timezone.localtime(meeting.takes_place_at)
    words = public_words_of(reader, meeting)
    content = PublicElements(
        title=edition.title,
        mark=edition.mark,
        group=meeting.group.name,
        dated=held_on.date().isoformat(),
        held_on=french_date(held_on),
        status=status_of(meeting),
        fictional=settings.DEMONSTRATION,
        facts=[["Réunion du", long_date(held_on.date())], ["État du document", status_of(meeting)]],
        reminder=edition.reminder,
        words=words.get(None, ""),
        items=[one for _, one in public_items(meeting, reader, words)],
        validation=AFTER if meeting.validated_at else BEFORE,
    )
    return replace(content, fingerprint=digest(content))


def public_items(meeting: Meeting, reader: Actor, words: dict[UUID | None, str]) -> list[tuple[AgendaItem, PublicItem]]:
    """The items that are told, each with what is told of it."""
    items = list(agenda_of(PARTNERS.reader(meeting.group_id), meeting))
    ids = [item.problem_id for item in items]
    open_ones = set(Problem.objects.visible_to(reader).filter(pk__in=ids).values_list("pk", flat=True))
    places = [item.problem.place_id for item in items]
    named = dict(Place.objects.visible_to(reader).filter(pk__in=places).values_list("pk", "name"))
    actions = list(_actions(meeting, reader, open_ones))
    told = []
    for item in items:
        problem, is_open = item.problem, item.problem_id in open_ones
        mine = [action for action in actions if action.problem_id == item.problem_id]
        said = words.get(item.pk, "")
        if not said and not (is_open and mine):
            continue
        heading = problem.title if is_open else named.get(problem.place_id, "Dans le secteur")
        done = [action.title for action in mine if action.state == State.DONE]
        under_way = [action.title for action in mine if action.state in PROMISED]
        told.append((item, PublicItem(heading, said, done, under_way)))
    return told


def _actions(meeting: Meeting, reader: Actor, problems: Iterable[UUID]) -> list[Action]:
    """What was done since the previous meeting, and what is promised, as the population may read it."""
    end = end_of(meeting)
    previous = previous_meeting(PARTNERS.reader(meeting.group_id), meeting)
    rows = actions_for(reader).filter(problem__in=list(problems), created_at__lte=end)
    since = timezone.localtime(end_of(previous)).date() if previous else None
    last = timezone.localtime(end).date()
    return [
        action
        for action in rows
        if action.state in PROMISED
        or (
            action.state == State.DONE
            and action.done_on
            and action.done_on <= last
            and (since is None or action.done_on >= since)
        )
    ]
