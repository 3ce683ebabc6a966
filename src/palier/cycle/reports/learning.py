"""Reports teach the suggestion of categories: what a person chose instead is kept, and learned from at night.

Only reports that the whole group reads teach, and only their own group: nothing of another group, of the police or of
named organisations can show in what is proposed (decisions 1 and 6).
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from palier.access.actor import Actor, program
from palier.access.levels import Level
from palier.cycle.catalogue.models import Lesson, Teaching
from palier.cycle.catalogue.services import forget_lessons, note_lesson, teach
from palier.cycle.catalogue.suggestion import Correction
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.services import Subject, record_event, subject_of
from palier.partners.models import Group

# The latest corrections of a group: enough to know its words, little enough to be made again in a second.
LESSONS = 400


def note_choice(*, actor: Actor, report: Report, proposed: str, now: datetime) -> bool:
    """Remember that a category was chosen against the one proposed first; whether there was something to learn.

    Called with the code that was proposed first, when a report is filed and when triage gives it another category.
    """
    level = Level(report.level)
    with transaction.atomic():
        noted = note_lesson(
            report_id=report.pk,
            group_id=report.group_id,
            level=level,
            proposed=proposed,
            chosen=report.category_id,
            now=now,
        )
        if noted:
            payload = {"proposed": proposed, "chosen": report.category_id}
            record_event(Event.REPORT_TEACH, actor=actor, at=now, subject=subject_of(report), payload=payload)
    return noted is not None


def learn_categories(*, now: datetime) -> int:
    """Make every group's weights again from the corrections that still hold; how many groups' weights changed.

    From nothing each time: a report erased, or kept for fewer readers since, is unlearned the same night.
    """
    rows = Lesson.objects.unsealed("category lessons: corrections").order_by("group_id", "-given_at", "report_id")
    lessons = {group: list(some) for group, some in groupby(rows, key=lambda lesson: lesson.group_id)}
    taught = set(Teaching.objects.unsealed("category lessons: whose to make again").values_list("pk", flat=True))
    return sum(_learn_of(group, lessons.get(group, []), now) for group in sorted(lessons.keys() | taught))


def _learn_of(group_id: UUID, lessons: Iterable[Lesson], now: datetime) -> bool:
    wanted = [lesson.report_id for lesson in lessons]
    found = (
        Report.objects.unsealed("category lessons: for their own group")
        .filter(group_id=group_id, level__lte=Level.GROUP)
        .in_bulk(wanted)
    )
    kept = [found[pk] for pk in wanted if pk in found][:LESSONS]
    with transaction.atomic():
        forget_lessons([pk for pk in wanted if pk not in found])
        corrections = [Correction(report.text, report.category_id) for report in reversed(kept)]
        changed = teach(group_id=group_id, corrections=corrections, now=now)
        if changed:
            label = str(Group.objects.unsealed("category lessons: the name in the journal").get(pk=group_id))
            subject = Subject("teaching", None, label, group_id, Level.GROUP)
            payload = {"lessons": len(corrections)}
            record_event(Event.LESSONS_LEARN, actor=program("Tâche de nuit"), at=now, subject=subject, payload=payload)
    return changed
