"""From an entry of the journal to its notices, in the same transaction (decision 15): who is told of what.

An entry is told to the other side: what the responsible organisation says goes to those who lead the group, what these
say goes to the organisation. Nobody is told what it did itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from palier.cycle.actions.ladder import ON_THE_AGENDA, TO_THE_HEAD, Rung
from palier.cycle.actions.lifecycle import PartState, State
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.convening.cadence_ladder import Rung as CadenceRung
from palier.cycle.meetings.models import Meeting, Topic
from palier.cycle.problems.models import ClosureRequest, Problem
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN
from palier.kernel import events as news
from palier.kernel.clock import day_of
from palier.notifications.kinds import Kind
from palier.notifications.models import Notice
from palier.notifications.recipients import asked_by, heads_of, leaders_of, members_of, owners_of, told_by

# A proposal to answer within so few days does not wait for the summary of the morning.
SHORT = timedelta(days=3)
TAKEN_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry has to say, and to whom."""

    kind: Kind
    recipients: Iterable[UUID]
    about: dict[str, Any] = field(default_factory=dict)
    is_urgent: bool = False
    state: str = ""
    tells_author: bool = False


def note(entry: Entry) -> None:
    """Write the notices of this entry; none when its event is told to nobody."""
    teller = TELLERS.get(entry.event)
    told = teller(entry, entry.subject_id) if teller and entry.subject_id else None
    if told is None:
        return
    about = {"kind": told.kind, "is_urgent": told.is_urgent, "state": told.state, **told.about}
    common = {"entry": entry.seq, "created_at": entry.at, "author_id": entry.actor_id, **about}
    ids = set(told.recipients) if told.tells_author else set(told.recipients) - {entry.actor_id}
    Notice.objects.unsealed("noting").bulk_create([Notice(recipient_id=pk, **common) for pk in sorted(ids)])


def listen() -> None:
    """Have notices written with the entries they tell of."""
    news.subscribe(WITHIN, note)


def _filed(entry: Entry, pk: UUID) -> Told | None:
    """Received: its author is told, though it filed the report itself."""
    told = _report_told(entry, pk)
    return told and replace(told, tells_author=True)


def _report_answered(entry: Entry, pk: UUID) -> Told | None:
    told = _report_told(entry, pk)
    return told and replace(told, state=told.about["report"].state)


def _report_told(entry: Entry, pk: UUID) -> Told | None:
    """To the one who brought it; to nobody when the entry is more reserved than the report."""
    report = Report.objects.unsealed("noting").filter(pk=pk, level__gte=entry.level).first()
    if report is None or report.reporter_id is None:
        return None
    return Told(Kind.REPORT, [report.reporter_id], {"report": report})


def _proposed(entry: Entry, pk: UUID) -> Told | None:
    action, today = _action(pk), day_of(entry.at)
    if action is None or entry.detail.payload.get("taken_over"):
        return None
    asked = action.state == State.PROPOSED
    kind = Kind.ASKED if asked else Kind.DECIDED
    is_urgent = asked and action.due <= today + SHORT
    return _told(kind, owners_of(action, today=today), action, is_urgent=is_urgent)


def _moved(entry: Entry, pk: UUID) -> Told | None:
    action, today = _action(pk), day_of(entry.at)
    if action is None:
        return None
    if entry.detail.payload.get("move") == TAKEN_BACK:  # its organisation speaks anew: those who lead are told
        return _told(Kind.ANSWERED, leaders_of(action.problem.group_id, today=today), action, is_urgent=True)
    if action.state == State.PROPOSED:
        return _told(Kind.ASKED, owners_of(action, today=today), action)
    is_urgent = action.state in (State.DECLINED, State.BLOCKED)
    return _told(Kind.ANSWERED, _other_side(entry, action, today), action, is_urgent=is_urgent)


def _noted(entry: Entry, pk: UUID) -> Told | None:
    """The organisation in whose name it was noted, which may contest it."""
    action = _action(pk)
    return _told(Kind.ANSWERED, owners_of(action, today=day_of(entry.at)), action) if action else None


def _dated(entry: Entry, pk: UUID) -> Told | None:
    action = _action(pk)
    return _told(Kind.DATED, _other_side(entry, action, day_of(entry.at)), action) if action else None


def _assigned(entry: Entry, pk: UUID) -> Told | None:
    """The person who now carries it; nobody when it is nobody in particular."""
    action = _action(pk)
    if action is None or action.contact is None or action.contact.user_id is None:
        return None
    readers = owners_of(action, today=day_of(entry.at)) & {action.contact.user_id}
    return _told(Kind.ASKED if action.state == State.PROPOSED else Kind.ASSIGNED, readers, action)


def _reminded(entry: Entry, pk: UUID) -> Told | None:
    action, today = _action(pk), day_of(entry.at)
    if action is None:
        return None
    rung = Rung(entry.detail.payload["rung"])
    recipients = heads_of(action, today=today) if rung in TO_THE_HEAD else owners_of(action, today=today)
    if rung in ON_THE_AGENDA or not recipients:  # nobody there to read it: those who lead are told at once
        recipients = recipients | leaders_of(action.problem.group_id, today=today)
    kind = Kind.SILENT if action.state == State.PROPOSED else Kind.COMING if rung == Rung.COMING else Kind.LATE
    return _told(kind, recipients, action, is_urgent=rung in TO_THE_HEAD | ON_THE_AGENDA)


def _told(kind: Kind, recipients: Iterable[UUID], action: Action, *, is_urgent: bool = False) -> Told:
    return Told(kind, recipients, {"action": action}, is_urgent=is_urgent, state=action.state)


def _action(pk: UUID) -> Action | None:
    return Action.objects.unsealed("noting").select_related("problem", "contact").filter(pk=pk).first()


def _other_side(entry: Entry, action: Action, today: date) -> Iterable[UUID]:
    leaders, owners = leaders_of(action.problem.group_id, today=today), owners_of(action, today=today)
    return owners if entry.actor_id in leaders and entry.actor_id not in owners else leaders


def _part_asked(entry: Entry, pk: UUID) -> Told | None:
    """To the partner that is asked to take part."""
    part = _part(pk)
    recipients = asked_by(part, today=day_of(entry.at)) if part else ()
    return Told(Kind.PART_ASKED, recipients, {"part": part}, state=part.state) if part else None


def _part_moved(entry: Entry, pk: UUID) -> Told | None:
    """To those who lead, unless the acceptance of an action, which they are told of, says it already."""
    part = _part(pk)
    if part is None or entry.detail.payload.get("action"):
        return None
    is_urgent = part.state == PartState.DECLINED
    recipients = told_by(part, today=day_of(entry.at))
    return Told(Kind.PART_ANSWERED, recipients, {"part": part}, is_urgent=is_urgent, state=part.state)


def _part(pk: UUID) -> Involvement | None:
    return Involvement.objects.unsealed("noting").select_related("problem").filter(pk=pk).first()


def _closure_asked(entry: Entry, pk: UUID) -> Told | None:
    problem = _problem(pk)
    if problem is None:
        return None
    return Told(Kind.CLOSURE_ASKED, leaders_of(problem.group_id, today=day_of(entry.at)), {"problem": problem})


def _closure_declined(entry: Entry, pk: UUID) -> Told | None:
    problem = _problem(pk)
    if problem is None:
        return None
    asked = ClosureRequest.objects.unsealed("noting").filter(problem=problem, decided_at=entry.at)
    askers = [pk for pk in asked.values_list("asked_by", flat=True) if pk]
    return Told(Kind.CLOSURE_DECLINED, askers, {"problem": problem})


def _meeting_moved(entry: Entry, pk: UUID) -> Told | None:
    """To all who sit in the group, when a meeting is moved or called off; a meeting fixed is read on the home page."""
    before = entry.detail.payload.get("moved_from")
    if not before and entry.detail.payload.get("move") != "cancel":
        return None
    meeting = Meeting.objects.unsealed("noting").filter(pk=pk).first()
    if meeting is None:
        return None
    today, days = day_of(entry.at), [day_of(meeting.planned_at)]
    days += [day_of(datetime.fromisoformat(before))] if before else []
    members = members_of(meeting.group_id, today=today)
    return Told(Kind.MEETING, members, {"meeting": meeting}, is_urgent=min(days) <= today + SHORT, state=meeting.state)


def _cadence_warned(entry: Entry, pk: UUID) -> Told | None:
    """To those who lead the group that has not met; at once from the day before on."""
    meeting = Meeting.objects.unsealed("noting").filter(pk=pk).first()
    if meeting is None:
        return None
    rung = entry.detail.payload["rung"]
    leaders = leaders_of(meeting.group_id, today=day_of(entry.at))
    return Told(Kind.CADENCE, leaders, {"meeting": meeting}, is_urgent=rung != CadenceRung.WEEK, state=rung)


def _topic_moved(entry: Entry, pk: UUID) -> Told | None:
    """To the one who brought it, while it sits in the group."""
    topic = Topic.objects.unsealed("noting").filter(pk=pk).first()
    if topic is None or topic.parked_by_id is None:
        return None
    author = members_of(topic.group_id, today=day_of(entry.at)) & {topic.parked_by_id}
    return Told(Kind.TOPIC, author, {"topic": topic}, state=topic.state)


def _problem(pk: UUID) -> Problem | None:
    return Problem.objects.unsealed("noting").filter(pk=pk).first()


TELLERS: dict[str, Callable[[Entry, UUID], Told | None]] = {
    Event.REPORT_FILE: _filed,
    Event.REPORT_MOVE: _report_answered,
    Event.REPORT_TRANSFER: _report_answered,
    Event.REPORT_ATTACH: _report_answered,
    Event.ACTION_PROPOSE: _proposed,
    Event.ACTION_MOVE: _moved,
    Event.ACTION_TELL: _noted,
    Event.ACTION_POSTPONE: _dated,
    Event.ACTION_HOLD: _dated,
    Event.ACTION_ASSIGN: _assigned,
    Event.ACTION_REMIND: _reminded,
    Event.PART_ASK: _part_asked,
    Event.PART_MOVE: _part_moved,
    Event.MEETING_PLAN: _meeting_moved,
    Event.MEETING_MOVE: _meeting_moved,
    Event.CADENCE_WARN: _cadence_warned,
    Event.TOPIC_MOVE: _topic_moved,
    Event.CLOSURE_ASK: _closure_asked,
    Event.CLOSURE_DECLINE: _closure_declined,
}
