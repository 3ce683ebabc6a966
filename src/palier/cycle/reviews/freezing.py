"""Drawing the figures of problems about to be purged, so that the count of a past year never changes (decision 13).

Each figure keeps the seal of the row it comes from: who counted it before counts it after, nobody else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Passage, Problem
from palier.cycle.reviews.figures import PROMISES, STOCK, movement
from palier.cycle.reviews.models import FrozenFigure
from palier.partners.models import Organisation


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes one row of frozen figures."""

    group_id: UUID
    category_id: str
    level: int
    readers: frozenset[UUID]
    year: int
    figure: str
    outcome: str


def freeze_figures(problems: Sequence[Problem]) -> None:
    """Add to the frozen figures all that these problems count for; they must be deleted in the same transaction."""
    found = {problem.pk: problem for problem in problems}
    readers = _readers_of(found)
    counts: Counter[_Key] = Counter()
    for problem_id, level, year, figure, outcome in (*_movements(found), *_promises(found)):
        problem = found[problem_id]
        named = readers.get(problem_id, frozenset()) if level == Level.NAMED else frozenset()
        key = _Key(problem.group_id, problem.category_id, level, named, year, figure, outcome)
        counts[key] += bool(figure)
    for key, number in counts.items():
        _add(key, number)


_Counted = tuple[UUID, int, int, str, str]


def _movements(problems: Mapping[UUID, Problem]) -> Iterator[_Counted]:
    """Each passage of their lives: what it did to the stock, or the mere fact of that year."""
    rows = Passage.objects.unsealed("freezing").filter(problem__in=problems).order_by("problem_id", "number")
    before: dict[UUID, str] = {}
    for problem_id, to_state, outcome, at in rows.values_list("problem_id", "to_state", "outcome", "at"):
        figure = movement(before.get(problem_id, ""), to_state, outcome)
        before[problem_id] = to_state
        level, year = problems[problem_id].level, _year(at)
        yield problem_id, level, year, "", ""
        if figure:
            yield problem_id, level, year, figure, outcome if STOCK[figure] < 0 else ""


def _promises(problems: Mapping[UUID, Problem]) -> Iterator[_Counted]:
    """Each promise of their actions. An action and its problem are read at once: the stricter of the two levels."""
    rows = Action.objects.unsealed("freezing").filter(problem__in=problems)
    for figure, (day, which) in PROMISES.items():
        for problem_id, level, on in rows.filter(which).values_list("problem_id", "level", day):
            yield problem_id, max(level, problems[problem_id].level), on.year, figure, ""


def _readers_of(problems: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    links = Problem.readers.through._base_manager.filter(problem__in=list(problems))
    found: dict[UUID, set[UUID]] = {}
    for problem_id, organisation_id in links.values_list("problem_id", "organisation_id"):
        found.setdefault(problem_id, set()).add(organisation_id)
    return {problem_id: frozenset(ids) for problem_id, ids in found.items()}


def _add(key: _Key, number: int) -> None:
    rows = FrozenFigure.objects.unsealed("freezing")
    values: dict[str, Any] = {
        "group_id": key.group_id,
        "category_id": key.category_id,
        "level": key.level,
        "year": key.year,
        "figure": key.figure,
        "outcome": key.outcome,
    }
    if key.level == Level.NAMED:
        row = FrozenFigure(**values, count=number)
        row.save(force_insert=True)
        row.readers.set(Organisation.objects.filter(pk__in=key.readers))
        return
    row, _ = rows.get_or_create(**values)
    if number:
        rows.filter(pk=row.pk).update(count=F("count") + number)


def _year(at: datetime) -> int:
    return timezone.localtime(at).year
