"""What meetings let go with time: the names of those who came, then minutes and words.

The meeting itself stays, without a word: its day and its state are what the yearly count reads. So do its decisions,
as links between an item and the action that lives on in its problem, and the number and hash of each release.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from palier.access.actor import Actor
from palier.cycle.meetings.lifecycle import PURGED_FROM
from palier.cycle.meetings.models import AgendaItem, Attendance, Decision, Meeting, MinutesRelease, Topic
from palier.journal.erasure import erase_words
from palier.journal.events import Event
from palier.journal.retention import Purge, register
from palier.journal.services import record_event, subject_of

MINUTES = "minutes"
TOPICS = "topics"
BATCH = 25
TOPIC_BATCH = 500


def count_attendances(before: datetime) -> int:
    """How many attendances still name a person after their term."""
    return _attendances(before).count()


def forget_people(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Take the person out of every attendance at a meeting held before this day; its organisation stays."""
    return _attendances(before).update(contact=None, represented_by=None, note="")


def count_meetings(before: datetime) -> int:
    """How many meetings still have their words and minutes after their term."""
    return _meetings(before).count()


def count_releases(before: datetime) -> Mapping[str, int]:
    """How many frozen minutes leave with them."""
    return {"relevés figés": _releases(_meetings(before).values_list("pk", flat=True)).count()}


def empty_meetings(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Empty the next meetings held before this day: minutes, texts, and the words of their history; how many."""
    with transaction.atomic():
        # Locked, so that no minutes are frozen meanwhile.
        rows = _meetings(before).order_by("planned_at", "pk").select_for_update(of=("self",))
        meetings = list(rows[:BATCH])
        if meetings:
            _empty(actor, meetings, now)
    return len(meetings)


def register_meetings() -> None:
    """Add attendance, minutes and topics to the retention table: 24 months."""
    label = "Présences nominatives aux réunions"
    register(Purge("attendance", label, 24, count_attendances, forget_people, longest=36))
    label = "Relevés de décisions et textes des réunions"
    register(Purge(MINUTES, label, 24, count_meetings, empty_meetings, longest=60, parts=count_releases))
    label = "Sujets apportés pour les réunions"
    register(Purge(TOPICS, label, 24, count_topics, forget_topics, longest=36))


def count_topics(before: datetime) -> int:
    """How many topics brought are past their term."""
    return _topics(before).count()


def forget_topics(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove the next of them, with their words in the journal; how many left."""
    with transaction.atomic():
        ids = list(_topics(before).order_by("pk").values_list("pk", flat=True)[:TOPIC_BATCH])
        if ids:
            erase_words(actor=actor, which=Q(subject_id__in=ids), reason=TOPICS, now=now)
            Topic.objects.unsealed("retention").filter(pk__in=ids).delete()
    return len(ids)


def _topics(before: datetime) -> QuerySet[Topic]:
    return Topic.objects.unsealed("retention").filter(created_at__lt=before)


def _empty(actor: Actor, meetings: list[Meeting], now: datetime) -> None:
    ids = [meeting.pk for meeting in meetings]
    decisions = Decision.objects.unsealed("retention").filter(item__meeting__in=ids)
    about = [*ids, *decisions.values_list("pk", flat=True), *_releases(ids).values_list("pk", flat=True)]
    erase_words(actor=actor, which=Q(subject_id__in=about), reason=MINUTES, now=now)
    decisions.update(text="")
    _releases(ids).update(content=b"", frozen_data={})
    AgendaItem.objects.unsealed("retention").filter(meeting__in=ids).update(note="")
    Attendance.objects.unsealed("retention").filter(meeting__in=ids).update(note="")
    # The version too: whoever read the meeting before can no longer move it.
    Meeting.objects.unsealed("retention").filter(pk__in=ids).update(
        place="", cancel_reason="", purged_at=now, version=F("version") + 1
    )
    for meeting in meetings:
        # After the erasure: this one stays in the meeting's history, and says why the rest is gone.
        record_event(Event.MINUTES_PURGE, actor=actor, at=now, subject=subject_of(meeting))


def _attendances(before: datetime) -> QuerySet[Attendance]:
    return Attendance.objects.unsealed("retention").filter(meeting__planned_at__lt=before, contact__isnull=False)


def _meetings(before: datetime) -> QuerySet[Meeting]:
    """Over, by the day planned and by the day held."""
    held = Q(opened_at__isnull=True) | Q(opened_at__lt=before)
    rows = Meeting.objects.unsealed("retention").filter(state__in=PURGED_FROM, purged_at__isnull=True)
    return rows.filter(held, planned_at__lt=before)


def _releases(meeting_ids: "QuerySet[Meeting, UUID] | list[UUID]") -> QuerySet[MinutesRelease]:
    return MinutesRelease.objects.unsealed("retention").filter(meeting__in=meeting_ids)
