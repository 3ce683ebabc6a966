"""Releasing minutes: on freezing, bytes and data are stored, and the stored bytes are served (decision 14)."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from palier.access.actor import Actor
from palier.cycle.meetings.models import Meeting, MinutesRelease
from palier.cycle.meetings.services import freeze_meeting
from palier.documents.editions import EDITIONS, Edition
from palier.documents.minutes import minutes_of, minutes_pdf
from palier.documents.typesetting import RENDERER, canonical
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of

_SERIES = {"partners": "RD", "police": "AP"}


def freeze_minutes(*, actor: Actor, meeting: Meeting, now: datetime) -> list[MinutesRelease]:
    """Freeze the minutes of a validated meeting: each edition is numbered, and its bytes are kept as released."""
    with transaction.atomic():
        freeze_meeting(actor=actor, meeting=meeting, now=now)
        return [_release(actor, meeting, edition, now) for edition in EDITIONS.values()]


def minutes_file(meeting: Meeting, edition: Edition) -> bytes:
    """The paper of an edition: the bytes released, once frozen; a fresh draft before."""
    rows = MinutesRelease.objects.unsealed("the caller checked the reader's level")
    release = rows.filter(meeting=meeting, level=edition.level).order_by("-released_at").first()
    if release is None or meeting.purged_at:  # once purged nothing is served: `minutes_of` says so
        return minutes_pdf(minutes_of(meeting, edition))
    return bytes(release.content)


def minutes_name(meeting: Meeting, edition: Edition) -> str:
    """The name of the file, as it lands on a desk."""
    held_on = timezone.localtime(meeting.opened_at or meeting.planned_at)
    return f"{edition.file_name}-{meeting.group.code}-{held_on:%Y-%m-%d}.pdf"


def _release(actor: Actor, meeting: Meeting, edition: Edition, now: datetime) -> MinutesRelease:
    content = minutes_of(meeting, edition)
    pdf = minutes_pdf(content)
    release = MinutesRelease(
        meeting=meeting,
        level=edition.level,
        number=_next_number(meeting, edition),
        frozen_data=json.loads(canonical(content)),
        content=pdf,
        bytes_hash=hashlib.sha256(pdf).hexdigest(),
        renderer=RENDERER,
        released_at=now,
    )
    release.save(force_insert=True)
    payload = {"number": release.number, "sha256": release.bytes_hash}
    record_event(Event.MINUTES_ISSUE, actor=actor, at=now, subject=subject_of(release), payload=payload)
    return release


def _next_number(meeting: Meeting, edition: Edition) -> str:
    year = timezone.localtime(meeting.opened_at or meeting.planned_at).year
    start = f"{meeting.group.code}-{_SERIES[edition.code]}-{year}-"
    rows = MinutesRelease.objects.unsealed("numbering").filter(number__startswith=start, level=edition.level)
    return f"{start}{rows.count() + 1:03d}"
