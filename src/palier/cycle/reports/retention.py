"""Reports that led to no problem, past their retention: the row, its files and the words of its history leave.

A report that its readers know as attached is part of that problem's file and leaves with it (`reviews.retention`). No
yearly figure counts reports: nothing is frozen before they leave.
"""

from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.attachments.services import remove_attachments_of
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.journal.erasure import erase_words_about
from palier.journal.retention import Purge, register
from palier.search.feeding import forget

SUBJECT = "reports"
ANSWERED = (State.DECLINED, State.REDIRECTED, State.MERGED)
BATCH = 200


def count_expired(before: datetime) -> int:
    """How many answered reports are past their term."""
    return _expired(before).count()


def remove_expired(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove the next reports answered before this day, with their files; how many they were."""
    ids = list(_expired(before).order_by("state_since", "pk").values_list("pk", flat=True)[:BATCH])
    files = remove_attachments_of(actor=actor, subject_ids=ids, now=now)
    # After the removal, whose entries name the files.
    erase_words_about(actor=actor, subject_ids=[*ids, *files], reason=SUBJECT, now=now)
    Report.objects.unsealed("retention").filter(pk__in=ids).delete()
    forget(ids)
    return len(ids)


def register_reports() -> None:
    """Add answered reports to the retention table: 24 months after their answer."""
    label = "Signalements non retenus, orientés ou fusionnés"
    register(Purge(SUBJECT, label, 24, count_expired, remove_expired, longest=60))


def _expired(before: datetime) -> QuerySet[Report]:
    """By what its readers know of it: neither a link to a problem they may not read nor a merged report holds it."""
    return Report.objects.unsealed("retention").filter(state__in=ANSWERED, state_since__lt=before)
