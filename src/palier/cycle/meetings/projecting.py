"""The projector: asked for by the chief, opened by a code typed once, read as a partner of the group (decision 9)."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from palier.access.actor import Actor, partner_like, program
from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting, Projection
from palier.cycle.meetings.room_rows import new_code
from palier.cycle.meetings.services import hold
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused

CODE_LIFE = timedelta(minutes=2)
CODE_LETTERS = 6
WRONG = "Ce code n’ouvre rien : il a servi, ses deux minutes sont passées, ou il est mal recopié. Demandez-en un autre."
# Of no organisation: what is kept to named organisations is not for a wall.
NO_ORGANISATION = UUID(int=0)


def ask_projection(*, actor: Actor, meeting: Meeting, now: datetime) -> str:
    """A code to type on the projector's browser within two minutes; the one before it no longer serves."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    code = new_code(CODE_LETTERS)
    with transaction.atomic():
        hold(meeting, State.OPEN)
        Projection.objects.unsealed("projector").filter(meeting=meeting, opened_at__isnull=True).delete()
        Projection.objects.create(
            meeting=meeting, asked_by_id=actor.user_id, code_hash=_hash(code), code_until=now + CODE_LIFE
        )
    return code


def open_projection(*, code: str, now: datetime) -> Projection:
    """Open the projection that this code was made for: once, in time, while the séance lasts."""
    waiting = Projection.objects.unsealed("projector").filter(
        code_hash=_hash(code), opened_at__isnull=True, code_until__gte=now, meeting__state=State.OPEN
    )
    with transaction.atomic():
        found = waiting.select_related("meeting").first()
        # Asked of the row again: of two browsers that type it at once, one is let in.
        rows = Projection.objects.unsealed("projector")
        if found is None or not rows.filter(pk=found.pk, opened_at__isnull=True).update(opened_at=now):
            raise Refused(WRONG, field="code")
        found.opened_at = now
        teller = program("Projecteur")
        record_event(Event.PROJECTION_OPEN, actor=teller, at=now, subject=subject_of(found.meeting))
    return found


def projection_under_way(pk: str) -> Projection | None:
    """The projection of this browser, as long as it is open and its séance under way."""
    rows = Projection.objects.unsealed("projector").filter(opened_at__isnull=False, meeting__state=State.OPEN)
    return rows.filter(pk=pk).select_related("meeting__group").first()


def projections_of(actor: Actor, meeting: Meeting) -> list[Projection]:
    """The projectors open for a meeting, for those who lead it."""
    return list(Projection.objects.visible_to(actor).filter(meeting=meeting, opened_at__isnull=False))


def end_projection(*, actor: Actor, projection: Projection, now: datetime) -> None:
    """Stop a projector: its browser reads nothing more."""
    require(actor, Verb.MEETING_LEAD, projection.meeting.group_id)
    _end(actor, projection, now)


def leave_projection(*, projection: Projection, now: datetime) -> None:
    """The browser of the projector gives it up."""
    _end(program("Projecteur"), projection, now)


def reader_of_the_wall(projection: Projection) -> Actor:
    """Who reads on the projector: a partner of the group, nobody in particular. Nothing more is ever rendered to it."""
    return partner_like(projection.meeting.group_id, NO_ORGANISATION)


def _end(actor: Actor, projection: Projection, now: datetime) -> None:
    with transaction.atomic():
        if Projection.objects.unsealed("projector").filter(pk=projection.pk).delete()[0]:
            record_event(Event.PROJECTION_END, actor=actor, at=now, subject=subject_of(projection.meeting))


def _hash(code: str) -> str:
    """Of what is typed, spaces and case aside."""
    return sha256(f"palier.projector:{code.replace(' ', '').upper()}".encode()).hexdigest()
