"""Making the index anew, or only what is behind: by batches, each in its transaction, so that it can be interrupted."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from palier.search.feeding import BEHIND, RULES, refresh
from palier.search.kinds import Kind, kinds
from palier.search.models import Line

BATCH = 500
Say = Callable[[int, int], None]


def count_behind() -> int:
    """How many rows the index lacks, or says as they no longer are; lines whose row has left included."""
    return sum(_behind(kind).count() + _orphans(kind).count() for kind in kinds())


def is_behind() -> bool:
    """Whether some line was marked as behind: a look at an index, for the planner of jobs."""
    return Line.objects.unsealed("index").filter(rules=BEHIND).exists()


def mark_all() -> None:
    """Have every line count as behind."""
    Line.objects.unsealed("index").update(rules=BEHIND)


def catch_up(say: Say = lambda _done, _total: None) -> int:
    """Bring what is behind up to date; how many rows were. `say` is told how far it is, after each batch."""
    total, done = sum(_behind(kind).count() for kind in kinds()), 0
    for kind in kinds():
        last: UUID | None = None
        while ids := _next(kind, last):
            with transaction.atomic():
                refresh(kind, ids)
            last, done = ids[-1], done + len(ids)
            say(done, total)
        _orphans(kind).delete()
    return done


def _next(kind: Kind, last: UUID | None) -> list[UUID]:
    rows = _behind(kind).order_by("pk")
    return list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:BATCH])


def _behind(kind: Kind) -> QuerySet[Any]:
    """Looked at in the plain rows: what a line repeats needs no join here."""
    fresh = Line.objects.unsealed("index").filter(kind=kind.name, rules=RULES, part="", object_id=OuterRef("pk"))
    return _plain(kind).filter(~Exists(fresh))


def _orphans(kind: Kind) -> QuerySet[Any]:
    lines = Line.objects.unsealed("index").filter(kind=kind.name)
    return lines.filter(~Exists(_plain(kind).filter(pk=OuterRef("object_id"))))


def _plain(kind: Kind) -> QuerySet[Any]:
    return kind.rows().model._default_manager.unsealed("index")  # type: ignore[no-any-return]  # sealed manager
