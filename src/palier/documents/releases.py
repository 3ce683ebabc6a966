"""Releasing minutes: on freezing, bytes and data are stored, and the stored bytes are served (decision 14)."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting, MinutesRelease
from palier.cycle.meetings.services import freeze_meeting
from palier.documents.editions import EDITIONS, Edition, stand_in
from palier.documents.papers import Paper, paper_of, pdf_of, plain, text_of
from palier.documents.typesetting import RENDERER
from palier.journal.anchoring import anchor_head
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale

KEEPER = "Palier (fin du délai des remarques)"


def freeze_minutes(*, actor: Actor, meeting: Meeting, now: datetime) -> list[MinutesRelease]:
    """Freeze the minutes of a validated meeting: each edition is numbered, and its bytes are kept as released.

    The head of the journal printed on the police annex is anchored, hence mailed to the officers (decision 14).
    """
    with transaction.atomic():
        freeze_meeting(actor=actor, meeting=meeting, now=now)
        anchor_head(actor=actor, now=now)
        papers = [(edition, paper_of(meeting, edition)) for edition in EDITIONS.values()]
        return [_release(actor, meeting, edition, content, now) for edition, content in papers]


def freeze_due(*, now: datetime) -> int:
    """Freeze the minutes whose days of remarks are over, each remark answered; how many were.

    The program stands in for the chief, and the journal says so. What is not ready waits for the next day.
    """
    due = Meeting.objects.unsealed("days of remarks are over").filter(state=State.VALIDATED, remarks_until__lte=now)
    frozen = 0
    for meeting in due.select_related("group").order_by("remarks_until", "pk"):
        try:
            freeze_minutes(actor=stand_in(meeting.group_id, Role.CHIEF, KEEPER), meeting=meeting, now=now)
        except (Refused, Stale):
            continue
        frozen += 1
    return frozen


def minutes_file(meeting: Meeting, edition: Edition, kind: str = "pdf") -> bytes:
    """The paper of an edition: the bytes released, once frozen; a fresh draft before.

    A text to edit is made from the data released, or from the draft: once it leaves, it is its editor's.
    """
    rows = MinutesRelease.objects.unsealed("the caller checked the reader's level")
    release = rows.filter(meeting=meeting, level=edition.level).order_by("-released_at").first()
    if release is None or meeting.purged_at:  # once purged nothing is served: `paper_of` says so
        content = paper_of(meeting, edition)
        return pdf_of(content, edition) if kind == "pdf" else text_of(plain(content), edition, kind)
    return bytes(release.content) if kind == "pdf" else text_of(release.frozen_data, edition, kind)


def minutes_name(meeting: Meeting, edition: Edition, kind: str = "pdf") -> str:
    """The name of the file, as it lands on a desk."""
    held_on = timezone.localtime(meeting.opened_at or meeting.planned_at)
    return f"{edition.file_name}-{meeting.group.code}-{held_on:%Y-%m-%d}.{kind}"


def _release(actor: Actor, meeting: Meeting, edition: Edition, content: Paper, now: datetime) -> MinutesRelease:
    pdf = pdf_of(content, edition)
    release = MinutesRelease(
        meeting=meeting,
        level=edition.level,
        number=_next_number(meeting, edition),
        frozen_data=plain(content),
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
    start = f"{meeting.group.code}-{edition.series}-{year}-"
    rows = MinutesRelease.objects.unsealed("numbering").filter(number__startswith=start, level=edition.level)
    return f"{start}{rows.count() + 1:03d}"
