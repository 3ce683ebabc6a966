"""Every read of the meetings."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.cycle.actions.lifecycle import PROMISED
from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.actions.models import Action, Postponement, Tick
from palier.cycle.actions.queries import actions_for
from palier.cycle.meetings.lifecycle import OPEN_TOPIC, State
from palier.cycle.meetings.models import AgendaItem, Attendance, Decision, Meeting, MinutesRelease, Topic
from palier.cycle.problems.models import Source
from palier.cycle.problems.queries import sources_of

SOON = timedelta(days=15)
# How many decisions of the last meeting an item recalls.
MOST_RECALLED = 6
# Held here: the only meetings with minutes. People met all the same at those of a former tracker.
HELD = (State.OPEN, State.CLOSED, State.VALIDATED, State.FROZEN)
MET = (*HELD, State.TAKEN_OVER)


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings this reader sees, last first."""
    return Meeting.objects.visible_to(actor).select_related("group").order_by("-planned_at", "id")


def coming_meetings(actor: Actor, today: date) -> QuerySet[Meeting]:
    """The séance under way, and the meetings of the fortnight, next first; of one's own groups alone."""
    near = Q(state=State.PLANNED, planned_at__date__range=(today, today + SOON))
    rows = meetings_for(actor) if actor.seats else meetings_for(actor).none()
    return rows.filter(Q(state=State.OPEN) | near).order_by("planned_at", "id")


def minutes_to_validate(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that were held and whose minutes wait for this reader's validation."""
    return meetings_for(actor).filter(group__in=groups_where(actor, Verb.MINUTES_VALIDATE), state=State.CLOSED)


def attendance_of(actor: Actor, meeting: Meeting) -> QuerySet[Attendance]:
    """The attendance sheet, by organisation."""
    rows = Attendance.objects.visible_to(actor).filter(meeting=meeting)
    return rows.select_related("organisation", "contact", "represented_by").order_by(
        "organisation__name__folded", "contact__name__folded", "id"
    )


def agenda_of(actor: Actor, meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items this reader sees, in order, each with its decisions."""
    decisions = Decision.objects.visible_to(actor).select_related("action__organisation", "action__problem")
    rows = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    return rows.select_related("problem__place", "problem__category").prefetch_related(
        Prefetch("decisions", queryset=decisions, to_attr="shown_decisions")
    )


def decisions_of(actor: Actor, meeting: Meeting) -> QuerySet[Decision]:
    """The decisions of a meeting that this reader sees, in the order of the agenda."""
    rows = Decision.objects.visible_to(actor).filter(item__meeting=meeting)
    return rows.select_related("item__problem", "action__organisation", "action__contact").order_by(
        "item__rank", "taken_at", "id"
    )


def releases_of(actor: Actor, meeting: Meeting) -> QuerySet[MinutesRelease]:
    """The minutes released that this reader sees: numbers and hashes, the bytes left aside."""
    return MinutesRelease.objects.visible_to(actor).filter(meeting=meeting).defer("content", "frozen_data")


def topics_for(actor: Actor) -> QuerySet[Topic]:
    """The topics this reader sees, last brought first."""
    rows = Topic.objects.visible_to(actor).select_related("group", "problem__place", "place", "organisation", "meeting")
    return rows.order_by("-created_at", "id")


def topics_of(actor: Actor, meeting: Meeting) -> list[Topic]:
    """The topics that this meeting is to treat, and those answered for it, first brought first."""
    open_ones = Q(state__in=OPEN_TOPIC) if meeting.state in (State.PLANNED, State.OPEN) else Q(pk__in=[])
    rows = topics_for(actor).filter(group=meeting.group_id).filter(open_ones | Q(meeting=meeting))
    return [topic for topic in rows.order_by("created_at", "id") if _is_of(topic, meeting)]


def _is_of(topic: Topic, meeting: Meeting) -> bool:
    return topic.meeting_id == meeting.pk or topic.waits_at(meeting, ())


def next_meeting(actor: Actor, group_id: UUID) -> Meeting | None:
    """The séance under way, or else the next planned: the one that takes what is brought."""
    rows = meetings_for(actor).filter(group=group_id)
    return rows.filter(state=State.OPEN).first() or rows.filter(state=State.PLANNED).order_by("planned_at").first()


def previous_meeting(actor: Actor, meeting: Meeting) -> Meeting | None:
    """The last meeting of the group that was held before this one."""
    held = meetings_for(actor).filter(group=meeting.group_id, state__in=MET, planned_at__lt=meeting.planned_at)
    return held.exclude(pk=meeting.pk).first()


def promised_since_last(actor: Actor, meeting: Meeting) -> QuerySet[Action]:
    """What was promised and what became of it, police included: to open the meeting with.

    Promises still to be kept, and those done, declined or given up since the previous meeting; what this meeting
    itself decides is not a promise to review.
    """
    return _promised(actor, meeting, previous_meeting(actor, meeting)).filter(problem__group=meeting.group_id)


def promised_on(actor: Actor, item: AgendaItem, previous: Meeting | None) -> QuerySet[Action]:
    """The same for one item, since that previous meeting."""
    return _promised(actor, item.meeting, previous).filter(problem=item.problem_id)


def last_decisions(actor: Actor, item: AgendaItem) -> list[Decision]:
    """What the last meeting that decided on this problem decided, as far as this reader sees."""
    rows = Decision.objects.visible_to(actor).filter(item__problem=item.problem_id)
    rows = rows.exclude(item__meeting=item.meeting_id).select_related("item__meeting", "action__organisation")
    found = list(rows.order_by("-item__meeting__planned_at", "taken_at", "id")[:MOST_RECALLED])
    return [one for one in found if one.item.meeting_id == found[0].item.meeting_id]


def facts_since(actor: Actor, item: AgendaItem, previous: Meeting | None) -> QuerySet[Source]:
    """The reports attached to the problem since that previous meeting, last received first."""
    rows = sources_of(actor, item.problem).order_by("-report__created_at", "id")
    return rows.filter(attached_at__gte=_end_of(previous)) if previous else rows


def _promised(actor: Actor, meeting: Meeting, previous: Meeting | None) -> QuerySet[Action]:
    finished = Q(state__in=(ActionState.DONE, ActionState.DECLINED, ActionState.ABANDONED))
    if previous:
        finished &= Q(state_since__gte=_end_of(previous))
    awaiting = Q(state__in=(ActionState.PROPOSED, *PROMISED))
    return actions_for(actor).filter(awaiting | finished).exclude(decision__item__meeting=meeting)


def unheard_of(actor: Actor, meeting: Meeting) -> set[UUID]:
    """The promises to be kept of which nothing was heard since the previous meeting, that had them already.

    No answer, no new date, no passage noted: a fact to ask about, the police's promises included.
    """
    previous = previous_meeting(actor, meeting)
    if previous is None:
        return set()
    since = _end_of(previous)
    rows = actions_for(actor).filter(problem__group=meeting.group_id, state__in=(ActionState.PROPOSED, *PROMISED))
    moved = Postponement.objects.visible_to(actor).filter(at__gte=since).values("action")
    ticked = Tick.objects.visible_to(actor).filter(at__gte=since).values("action")
    rows = rows.exclude(pk__in=moved).exclude(pk__in=ticked)
    return set(rows.filter(state_since__lt=since).values_list("pk", flat=True))


def _end_of(meeting: Meeting) -> datetime:
    return meeting.closed_at or meeting.opened_at or meeting.planned_at
