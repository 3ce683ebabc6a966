"""Warning those who lead a group before its maximum interval without a meeting is passed, and once when it is."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery

from palier.access.actor import Actor
from palier.cycle.convening.cadence_ladder import reached
from palier.cycle.convening.models import CadenceWarning
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import HELD
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.clock import day_of
from palier.partners.models import Group


def warn_of_silence(*, actor: Actor, now: datetime, today: date) -> int:
    """Give today's warning to each open group that has one coming; how many were. The same day twice is once."""
    groups = Group.objects.unsealed("warning").filter(closed_on__isnull=True)
    given = 0
    for meeting, latest in silences(groups.values_list("pk", flat=True), today).items():
        rung = reached(latest, today)
        given += rung is not None and _warn(actor, meeting, rung.value, now, today)
    return given


def silences(group_ids: Iterable[UUID], today: date) -> dict[Meeting, date]:
    """The last meeting of each group that met and has none planned in time, with the last day of its interval.

    Two statements, however many groups.
    """
    ids = list(group_ids)
    newest = Meeting.objects.unsealed("cadence").filter(group=OuterRef("group"), state__in=HELD)
    last = newest.order_by("-opened_at", "id").values("pk")[:1]
    rows = Meeting.objects.unsealed("cadence").filter(group__in=ids, state__in=HELD)
    held = rows.filter(pk=Subquery(last)).select_related("group")
    coming: dict[UUID, date] = {}
    planned = Meeting.objects.unsealed("cadence").filter(
        group__in=ids, state=State.PLANNED, planned_at__date__gte=today
    )
    for group_id, moment in planned.order_by("-planned_at").values_list("group", "planned_at"):
        coming[group_id] = day_of(moment)
    found = {}
    for meeting in held:
        latest = day_of(meeting.takes_place_at) + timedelta(days=meeting.group.maximum_interval_days)
        # Passed, it is told even when a date is fixed since: the interval was not held.
        if today > latest or coming.get(meeting.group_id, date.max) > latest:
            found[meeting] = latest
    return found


def _warn(actor: Actor, meeting: Meeting, rung: str, now: datetime, today: date) -> bool:
    try:
        with transaction.atomic():
            # The row first: a second worker stops here, before the journal.
            CadenceWarning.objects.create(meeting=meeting, rung=rung, given_on=today)
            payload = {"rung": rung}
            record_event(Event.CADENCE_WARN, actor=actor, at=now, subject=subject_of(meeting), payload=payload)
    except IntegrityError:
        return False
    return True
