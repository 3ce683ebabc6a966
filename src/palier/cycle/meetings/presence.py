"""Who is there beside the sheet: visitors, and members who check in by themselves with the code of the séance."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from palier.access.actor import Actor, program
from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Attendance, Meeting, RoomScreen
from palier.cycle.meetings.services import hold
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Organisation

# Who checks in later than that after the opening came late: the hour is noted.
ON_TIME = timedelta(minutes=15)
THERE = (Attendance.State.PRESENT, Attendance.State.REPRESENTED)
ENDED = "Ce code n’ouvre aucune séance : elle est close, ou le code est mal recopié."


def welcome_visitor(
    *, actor: Actor, meeting: Meeting, organisation: Organisation, role: str, now: datetime
) -> Attendance:
    """Note a visitor: its organisation and its role, no name and no account."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    if not role.strip():
        raise Refused("Dites à quel titre il vient.", field="role")
    with transaction.atomic():
        hold(meeting, State.OPEN)
        row = Attendance(meeting=meeting, organisation=organisation, state=Attendance.State.PRESENT, role=role.strip())
        row.save(force_insert=True)
        payload = {"organisation": str(organisation.pk), "visitor": True}
        record_event(Event.MEETING_ATTEND, actor=actor, at=now, subject=subject_of(meeting), payload=payload)
    return row


def strike_visitor(*, actor: Actor, attendance: Attendance, now: datetime) -> None:
    """Take back a visitor noted by mistake."""
    meeting = attendance.meeting
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    with transaction.atomic():
        hold(meeting, State.OPEN)
        rows = Attendance.objects.unsealed("visitor").filter(pk=attendance.pk).exclude(role="")
        if rows.delete()[0]:
            payload = {"organisation": str(attendance.organisation_id), "visitor": False}
            record_event(Event.MEETING_ATTEND, actor=actor, at=now, subject=subject_of(meeting), payload=payload)


def meeting_of_code(code: str) -> Meeting:
    """The séance that this code opens, while it lasts."""
    screens = RoomScreen.objects.unsealed("check-in").filter(code=code.strip().upper(), meeting__state=State.OPEN)
    found = screens.select_related("meeting__group").first()
    if found is None:
        raise Refused(ENDED, field="code")
    return found.meeting


def expected_at(meeting: Meeting) -> list[Attendance]:
    """The lines of the sheet, by organisation, for whoever holds the code: those who sit, as on the paper one."""
    rows = Attendance.objects.unsealed("check-in").filter(meeting=meeting, contact__isnull=False, role="")
    return list(
        rows.select_related("organisation", "contact").order_by("organisation__name__folded", "contact__name__folded")
    )


def check_in(*, actor: Actor, meeting: Meeting, attendance: UUID, now: datetime) -> Attendance:
    """Say that one is there. The chief has the last word: who is noted present or represented is left as noted.

    Whoever holds the code may say it; signed in and speaking for the organisation, it is said in that name.
    """
    with transaction.atomic():
        hold(meeting, State.OPEN)
        row = next((one for one in expected_at(meeting) if one.pk == attendance), None)
        if row is None:
            raise Refused("Cette ligne n’est plus sur la feuille de présence.")
        if row.state in THERE:
            return row
        row.state, row.arrived_at = Attendance.State.PRESENT, _if_late(meeting, now)
        row.save(update_fields=["state", "arrived_at"])
        speaks = actor.speaks_for(row.organisation_id, meeting.group_id)
        teller = actor if speaks else program("Émargement par le code")
        payload = {"contact": str(row.contact_id), "state": row.state, "by": "code"}
        record_event(Event.MEETING_ATTEND, actor=teller, at=now, subject=subject_of(meeting), payload=payload)
    return row


def _if_late(meeting: Meeting, now: datetime) -> time | None:
    opened = meeting.opened_at or now
    return timezone.localtime(now).time().replace(second=0, microsecond=0) if now - opened > ON_TIME else None
