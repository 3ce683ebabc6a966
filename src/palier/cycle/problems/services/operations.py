"""The day and the place of a planned operation: kept in the sealed drawer alone, erased once done (decision 4)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.models import SealedNote
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Stale

# An operation whose day is past by this much is over, whether somebody said so or not.
OVER = timedelta(days=2)


def end_operation(*, actor: Actor, note: SealedNote, now: datetime) -> SealedNote:
    """The operation is done or given up: its day and its place are erased, the note stays."""
    require(actor, Verb.PROBLEM_SEAL, note.group_id)
    if not SealedNote.objects.visible_to(actor).filter(pk=note.pk).exists():
        raise NotGranted("Ce tiroir scellé ne vous est pas ouvert.")
    if not _erase(actor, note, now):
        raise Stale
    return note


def erase_past_operations(*, actor: Actor, now: datetime, today: date) -> int:
    """Erase the day and the place of the operations that are over; how many."""
    past = SealedNote.objects.unsealed("operations that are over").filter(planned_on__lte=today - OVER)
    return sum(_erase(actor, note, now) for note in past.select_related("problem"))


def _erase(actor: Actor, note: SealedNote, now: datetime) -> bool:
    """False when somebody was faster. The entry is sealed like the note: it betrays nothing (ADR 0010)."""
    with transaction.atomic():
        rows = SealedNote.objects.unsealed("operation over").filter(pk=note.pk, planned_on__isnull=False)
        if not rows.update(planned_on=None, planned_place=""):
            return False
        subject = replace(subject_of(note.problem), group_id=note.group_id, level=Level.SEALED)
        record_event(Event.OPERATION_END, actor=actor, at=now, subject=subject)
    note.planned_on, note.planned_place = None, ""
    return True
