"""Numbering problems without betraying one by a gap (decision 6)."""

import secrets
from datetime import date

from django.db.models import F

from palier.access.levels import Level
from palier.cycle.problems.models import Problem, ReferenceSeries
from palier.partners.models import Group

# Letters and digits that cannot be taken for one another when read aloud.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def next_reference(group: Group, level: Level, today: date) -> str:
    """The reference of a new problem of this group, e.g. `DIG-2-2026-014`.

    What the whole group reads has one series without gap; police problems have theirs (`DIG-2-P-2026-003`);
    problems for named organisations get a random code, as each list of readers would see gaps in a series.
    """
    if level == Level.NAMED:
        return _random_reference(group, today)
    is_police = level > Level.GROUP
    number = _next_number(group, today.year, is_police=is_police)
    return f"{group.code}-P-{today.year}-{number:03d}" if is_police else f"{group.code}-{today.year}-{number:03d}"


def _next_number(group: Group, year: int, *, is_police: bool) -> int:
    series = ReferenceSeries.objects.unsealed("numbering")
    row, _ = series.get_or_create(group=group, year=year, is_police=is_police)
    # In the caller's transaction: the row stays held until commit, so no number is given twice or lost.
    series.filter(pk=row.pk).update(last=F("last") + 1)
    return series.values_list("last", flat=True).get(pk=row.pk)


def _random_reference(group: Group, today: date) -> str:
    while True:
        code = "".join(secrets.choice(_SIGNS) for _ in range(4))
        reference = f"{group.code}-{today.year}-N{code}"
        if not Problem.objects.unsealed("numbering").filter(reference=reference).exists():
            return reference
