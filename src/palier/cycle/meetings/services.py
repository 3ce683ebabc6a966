"""Every write of the meetings: planning, séance, attendance, decisions, closing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import Agreement
from palier.cycle.actions.services import propose_action
from palier.cycle.catalogue.models import Answer
from palier.cycle.meetings.lifecycle import MEETING_LIFECYCLE, State
from palier.cycle.meetings.models import Absence, AgendaItem, Attendance, Decision, Meeting
from palier.cycle.meetings.room import enter_room, leave_room
from palier.cycle.meetings.two_at_once import nobody_was_faster
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Contact, Group, Organisation, Seat
from palier.partners.services.subjects import about_group
from palier.workflow.engine import advance

DAYS_TO_REMARK = 7


def plan_meeting(
    *, actor: Actor, group: Group, planned_at: datetime, place: str, now: datetime, planned_minutes: int = 60
) -> Meeting:
    """Plan a meeting of the group."""
    require(actor, Verb.MEETING_LEAD, group.pk)
    if not place.strip():
        raise Refused("Indiquez le lieu de la réunion.", field="place")
    meeting = Meeting(
        group=group,
        planned_at=planned_at,
        planned_minutes=planned_minutes,
        place=place.strip(),
        state=State.PLANNED,
        state_since=now,
        created_at=now,
    )
    with transaction.atomic():
        meeting.save(force_insert=True)
        payload = {"planned_at": planned_at.isoformat()}
        record_event(Event.MEETING_PLAN, actor=actor, at=now, subject=subject_of(meeting), payload=payload)
    return meeting


def plan_series(
    *,
    actor: Actor,
    group: Group,
    moments: Sequence[datetime],
    place: str,
    now: datetime,
    planned_minutes: int = 60,
) -> list[Meeting]:
    """Plan several meetings at once, all or none; each then lives its own life."""
    if not moments:
        raise Refused("Cochez au moins une date.")
    with transaction.atomic():
        return [
            plan_meeting(
                actor=actor, group=group, planned_at=moment, place=place, now=now, planned_minutes=planned_minutes
            )
            for moment in moments
        ]


def move_meeting(*, actor: Actor, meeting: Meeting, planned_at: datetime, place: str, now: datetime) -> Meeting:
    """Move a planned meeting to another day or place; its members are told."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    if meeting.state != State.PLANNED:
        raise Refused("Seule une réunion prévue se déplace.")
    payload = {"planned_at": planned_at.isoformat(), "moved_from": meeting.planned_at.isoformat()}
    with transaction.atomic():
        _write(meeting, {"planned_at": planned_at, "place": place.strip() or meeting.place})
        record_event(Event.MEETING_PLAN, actor=actor, at=now, subject=subject_of(meeting), payload=payload)
    return meeting


def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str, now: datetime) -> Meeting:
    """Cancel a planned meeting, and say why."""
    return advance(
        meeting, MEETING_LIFECYCLE, "cancel", actor=actor, now=now, changes={"cancel_reason": reason.strip()}
    )


def tell_absence(*, actor: Actor, group: Group, first: date, last: date, now: datetime) -> Absence:
    """Say that the group cannot meet on these days: no date is proposed on them."""
    require(actor, Verb.MEETING_LEAD, group.pk)
    if last < first:
        raise Refused("Le dernier jour suit le premier.", field="last")
    with transaction.atomic():
        absence = Absence.objects.create(group=group, first=first, last=last)
        payload = {"first": first.isoformat(), "last": last.isoformat()}
        record_event(Event.ABSENCE_TELL, actor=actor, at=now, subject=about_group(group), payload=payload)
    return absence


def remove_absence(*, actor: Actor, absence: Absence, now: datetime) -> None:
    """Take such a period back."""
    require(actor, Verb.MEETING_LEAD, absence.group_id)
    with transaction.atomic():
        if Absence.objects.unsealed("remove").filter(pk=absence.pk).delete()[0]:
            record_event(Event.ABSENCE_REMOVE, actor=actor, at=now, subject=about_group(absence.group))


def open_meeting(
    *, actor: Actor, meeting: Meeting, now: datetime, today: date, held_at: datetime | None = None
) -> Meeting:
    """Open the séance: the attendance sheet lists those who sit in the group that day.

    `held_at` is when it was truly held, for one that is typed in afterwards.
    """
    _refuse_second_open_meeting(meeting)
    with transaction.atomic():
        changes = {"opened_at": held_at or now}
        advance(meeting, MEETING_LIFECYCLE, "open", actor=actor, now=now, changes=changes)
        expected = expected_contacts(meeting.group, day_of(held_at) if held_at else today)
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, contact=contact, organisation_id=contact.organisation_id)
            for contact in expected
        )
        enter_room(actor=actor, meeting=meeting)
    return meeting


def record_attendance(
    *, actor: Actor, meeting: Meeting, contact: Contact, state: str, now: datetime, note: str = "",
    represented_by: Contact | None = None, arrived_at: time | None = None, left_at: time | None = None,
) -> Attendance:  # fmt: skip
    """Say who is there, excused, absent or represented; a guest or a substitute is added by being recorded."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    _in_session(meeting)
    if arrived_at and left_at and left_at < arrived_at:
        raise Refused("L’heure de départ suit l’heure d’arrivée.")
    hours = {"arrived_at": arrived_at, "left_at": left_at, "represented_by": represented_by}
    values = {"state": state, "note": note.strip(), "organisation_id": contact.organisation_id, **hours}
    with transaction.atomic():
        hold(meeting, State.OPEN)
        rows = Attendance.objects.unsealed("attendance")
        attendance, _ = rows.update_or_create(meeting=meeting, contact=contact, defaults=values)
        payload = {"contact": str(contact.pk), "state": state}
        record_event(Event.MEETING_ATTEND, actor=actor, at=now, subject=subject_of(meeting), payload=payload)
    return attendance


def add_item(*, actor: Actor, meeting: Meeting, problem: Problem, now: datetime) -> AgendaItem:
    """Put a problem on the agenda, last. The item is as reserved as the problem."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    _agenda_changes(meeting)
    if not is_read_by(problem, meeting.group_id):
        raise Refused("Cette problématique n’est pas lue par ce groupe.", field="problem")
    items = AgendaItem.objects.unsealed("agenda")
    level = max(Level.GROUP, Level(problem.level))
    with transaction.atomic():
        hold(meeting, *_CHANGING)
        last = items.filter(meeting=meeting).aggregate(last=Max("rank"))["last"] or 0
        defaults = {"rank": last + 1, "level": level}
        item, is_new = items.get_or_create(meeting=meeting, problem=problem, defaults=defaults)
        if is_new:
            record_item(Event.AGENDA_ADD, actor, item, now)
    return item


def remove_item(*, actor: Actor, item: AgendaItem, now: datetime) -> None:
    """Take an item off the agenda before anything was decided on it."""
    require(actor, Verb.MEETING_LEAD, item.meeting.group_id)
    _agenda_changes(item.meeting)
    with transaction.atomic():
        hold(item.meeting, *_CHANGING)
        if Decision.objects.unsealed("agenda").filter(item=item).exists():
            raise Refused("Une décision a été prise sur ce point : il reste à l’ordre du jour.")
        if AgendaItem.objects.unsealed("agenda").filter(pk=item.pk).delete()[0]:
            record_item(Event.AGENDA_REMOVE, actor, item, now)


def take_decision(
    *,
    actor: Actor,
    meeting: Meeting,
    problem: Problem,
    title: str,
    organisation: Organisation,
    due: date,
    now: datetime,
    today: date,
    contact: Contact | None = None,
    answer: Answer | None = None,
    level: Level | None = None,
    key: UUID | None = None,
) -> Decision:
    """Decide: typing the decision creates the action. With its owner in the room it is accepted on the spot.

    Sent again with the same `key`, it is the same decision.
    """
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    _in_session(meeting)
    with transaction.atomic():
        hold(meeting, State.OPEN)
        if key and (taken := Decision.objects.unsealed("sent again").filter(item__meeting=meeting, key=key).first()):
            return taken
        item = add_item(actor=actor, meeting=meeting, problem=problem, now=now)
        action = propose_action(
            actor=actor,
            problem=problem,
            title=title,
            organisation=organisation,
            contact=contact,
            answer=answer,
            due=due,
            level=level,
            agreement=Agreement.GIVEN if is_in_the_room(meeting, organisation) else Agreement.DECIDED,
            now=now,
            today=today,
        )
        level_of_both = max(action.level, item.level)
        decision = Decision(item=item, action=action, text=action.title, level=level_of_both, taken_at=now, key=key)
        decision.save(force_insert=True)
        # A reserved decision leaves the item's outcome alone: « Décision » without one to read would betray it.
        if decision.level <= item.level:
            _set_outcome(item, AgendaItem.Outcome.DECISION, item.note)
        payload = {"meeting": str(meeting.pk), "action": str(action.pk), "problem": str(problem.pk)}
        record_event(Event.DECISION_TAKE, actor=actor, at=now, subject=subject_of(decision), payload=payload)
    return decision


def set_item_outcome(
    *, actor: Actor, item: AgendaItem, outcome: str, now: datetime, note: str = "", seen: str | None = None
) -> AgendaItem:
    """Say how an item ended; with `seen`, only if it is still the ending that was read (`ending_mark`)."""
    require(actor, Verb.MEETING_LEAD, item.meeting.group_id)
    _in_session(item.meeting)
    with transaction.atomic():
        hold(item.meeting, State.OPEN)
        nobody_was_faster(item, seen)
        decided = Decision.objects.unsealed("outcome").filter(item=item, level__lte=item.level).exists()
        if outcome == AgendaItem.Outcome.DECISION and not decided:
            raise Refused("Inscrivez la décision elle-même : elle crée l’action.", field="outcome")
        if outcome in LEAVING and item.problem.state not in LEAVING[outcome]:
            raise Refused("Cette issue change la problématique elle-même : passez par ses étapes.", field="outcome")
        _set_outcome(item, outcome, note.strip())
        record_item(Event.AGENDA_SETTLE, actor, item, now, outcome=outcome)
    return item


def close_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Close the séance: every item has its outcome, and attendance is complete; the room is shown nothing more."""
    with transaction.atomic():
        advance(meeting, MEETING_LIFECYCLE, "close", actor=actor, now=now, changes={"closed_at": now})
        leave_room(meeting, now)
    return meeting


def resume_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Go back into séance: something was forgotten."""
    _refuse_second_open_meeting(meeting)
    with transaction.atomic():
        advance(meeting, MEETING_LIFECYCLE, "resume", actor=actor, now=now, changes={"closed_at": None})
        enter_room(actor=actor, meeting=meeting)
    return meeting


def validate_meeting(*, actor: Actor, meeting: Meeting, now: datetime, days: int = DAYS_TO_REMARK) -> Meeting:
    """The chief validates the minutes; attendees then have so many days to remark."""
    changes = {"validated_at": now, "remarks_until": now + timedelta(days=days)}
    return advance(meeting, MEETING_LIFECYCLE, "validate", actor=actor, now=now, changes=changes)


def withdraw_validation(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Take the validation back, before the minutes are frozen."""
    changes = {"validated_at": None, "remarks_until": None}
    return advance(meeting, MEETING_LIFECYCLE, "withdraw", actor=actor, now=now, changes=changes)


def freeze_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Nothing changes any more."""
    return advance(meeting, MEETING_LIFECYCLE, "freeze", actor=actor, now=now)


def is_in_the_room(meeting: Meeting, organisation: Organisation) -> bool:
    """True when the organisation is present or represented at this meeting, and has not left it."""
    there = (Attendance.State.PRESENT, Attendance.State.REPRESENTED)
    rows = Attendance.objects.unsealed("decision")
    return rows.filter(meeting=meeting, organisation=organisation, state__in=there, left_at__isnull=True).exists()


def is_read_by(problem: Problem, group_id: UUID) -> bool:
    """True when the problem is the group's, or when the group is associated with it."""
    associated = problem.associated_groups.unsealed("agenda").filter(pk=group_id)
    return problem.group_id == group_id or associated.exists()


def expected_contacts(group: Group, today: date) -> list[Contact]:
    """Those who sit in the group that day, guests left out: whom a meeting expects."""
    seats = (
        Seat.objects.unsealed("attendance sheet")
        .filter(group=group, since__lte=today, suspended_at__isnull=True)
        .filter(Q(until__isnull=True) | Q(until__gt=today))
        .filter(Q(contact__departed_on__isnull=True) | Q(contact__departed_on__gt=today))
        .exclude(rank=Seat.Rank.GUEST)
        .select_related("contact__organisation", "contact__user")
    )
    return [seat.contact for seat in seats]


def _refuse_second_open_meeting(meeting: Meeting) -> None:
    others = Meeting.objects.unsealed("one séance at a time").filter(group=meeting.group_id, state=State.OPEN)
    if others.exclude(pk=meeting.pk).exists():
        raise Refused("Une autre séance de ce groupe est ouverte : clôturez-la d’abord.")


_CHANGING = (State.PLANNED, State.OPEN)
# The outcomes that end the problem as well, and the states that bear them out (see `ending`).
LEAVING: dict[str, tuple[ProblemState, ...]] = {
    AgendaItem.Outcome.CLOSURE: (ProblemState.CLOSED,),
    AgendaItem.Outcome.REDIRECTED: (ProblemState.REDIRECTED,),
}


def _agenda_changes(meeting: Meeting) -> None:
    if meeting.state not in _CHANGING:
        raise Refused("L’ordre du jour d’une réunion close ne change plus.")


def hold(meeting: Meeting, *states: State) -> None:
    """Keep the meeting in one of these states until the transaction ends: who closes it meanwhile waits.

    The row is written as it was, so that neither its version nor its dates move. `Stale` when a colleague was faster.
    """
    rows = Meeting.objects.unsealed("hold").filter(pk=meeting.pk, state__in=states)
    if not rows.update(version=F("version")):
        raise Stale


def _in_session(meeting: Meeting) -> None:
    if meeting.state != State.OPEN:
        raise Refused("La séance n’est pas ouverte.")


def _set_outcome(item: AgendaItem, outcome: str, note: str) -> None:
    item.outcome, item.note = outcome, note
    item.save(update_fields=["outcome", "note"])


def record_item(event: Event, actor: Actor, item: AgendaItem, now: datetime, **payload: str) -> None:
    """Written about the item, not the meeting: the entry is as reserved as the problem it speaks of.

    Its label is the reference, without a word of the problem: nothing of an item taken off is left to erase later.
    """
    subject = replace(subject_of(item), label=item.problem.reference)
    payload |= {"meeting": str(item.meeting_id), "problem": str(item.problem_id)}
    record_event(event, actor=actor, at=now, subject=subject, payload=payload)


def _write(meeting: Meeting, values: dict[str, Any]) -> None:
    version = meeting.version
    rows = Meeting.objects.unsealed("change").filter(pk=meeting.pk, version=version)
    if not rows.update(**values, version=version + 1):
        raise Stale
    for name, value in {**values, "version": version + 1}.items():
        setattr(meeting, name, value)
