"""Reports that led to no problem, past their retention: the row, its files and the words of its history leave.

A report attached to a problem is part of that problem's file and stays as long as the problem. No yearly figure counts
reports: nothing is frozen before they leave.
"""

from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.attachments.models import Attachment
from palier.attachments.services import remove_attachments_of
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.journal.erasure import erase_words_about
from palier.journal.retention import Purge, register

SUBJECT = "reports"
ANSWERED = (State.DECLINED, State.REDIRECTED, State.MERGED)
_CHUNK = 500


def count_expired(before: datetime) -> int:
    """How many answered reports are past their term."""
    return _expired(before).count()


def remove_expired(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove every report answered before this day, with its files; how many they were."""
    ids = list(_expired(before).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        files = list(Attachment.objects.unsealed("retention").filter(subject_id__in=some).values_list("pk", flat=True))
        remove_attachments_of(actor=actor, subject_ids=some, now=now)
        # After the removal, whose entries name the files.
        erase_words_about(actor=actor, subject_ids=[*some, *files], reason=SUBJECT, now=now)
        Report.objects.unsealed("retention").filter(pk__in=some).delete()
    return len(ids)


def register_reports() -> None:
    """Add answered reports to the retention table: 24 months after their answer."""
    label = "Signalements non retenus, orientés ou fusionnés"
    register(Purge(SUBJECT, label, 24, count_expired, remove_expired, longest=60))


def _expired(before: datetime) -> QuerySet[Report]:
    """One that others were merged into waits until these have left."""
    rows = Report.objects.unsealed("retention").filter(state__in=ANSWERED, state_since__lt=before)
    return rows.filter(source__isnull=True, merged__isnull=True)
