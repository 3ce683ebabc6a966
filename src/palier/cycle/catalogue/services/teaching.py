"""What groups teach the suggestion of categories. The reports themselves, and their texts, belong to the next step."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category, Lesson, Teaching
from palier.cycle.catalogue.suggestion import Correction, learn
from palier.cycle.catalogue.suggestion.learning import as_json


def note_lesson(
    *, report_id: UUID, group_id: UUID, level: Level, proposed: str, chosen: str, now: datetime
) -> Lesson | None:
    """Remember that another category was chosen; nothing when it was the one proposed.

    A report that only some of the group read teaches nothing: what it says must not show in what others are proposed.
    """
    lessons = Lesson.objects.unsealed("lessons")
    if proposed == chosen or level > Level.GROUP or not Category.objects.filter(pk=proposed).exists():
        lessons.filter(pk=report_id).delete()
        return None
    values = {"group_id": group_id, "level": level, "proposed_id": proposed, "chosen_id": chosen, "given_at": now}
    return lessons.update_or_create(pk=report_id, defaults=values)[0]


def forget_lessons(report_ids: Collection[UUID]) -> int:
    """Drop the lessons of reports that have left, or that no longer are for the whole group."""
    return Lesson.objects.unsealed("lessons").filter(pk__in=report_ids).delete()[0]


def teach(*, group_id: UUID, corrections: Sequence[Correction], now: datetime) -> bool:
    """Make a group's weights again from its corrections; whether they changed. Without corrections, none are left."""
    rows = Teaching.objects.unsealed("lessons").filter(pk=group_id)
    if not corrections:
        return bool(rows.delete()[0])
    weights = as_json(learn(corrections))
    before = rows.values_list("weights", flat=True).first()
    values = {"weights": weights, "lessons": len(corrections), "made_at": now}
    Teaching.objects.unsealed("lessons").update_or_create(pk=group_id, defaults=values)
    return before != weights
