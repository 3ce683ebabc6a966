"""A human ranks a problem; the score helps, the reason is kept."""

from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem, Ranking
from palier.cycle.problems.priority import score_of
from palier.cycle.problems.services.content import write_fields
from palier.kernel.errors import Refused
from palier.workflow.changes import changes_of, text_change


def rank_problem(
    *,
    actor: Actor,
    problem: Problem,
    priority: str,
    reason: str,
    now: datetime,
    position: int | None = None,
    version: int | None = None,
) -> Ranking:
    """Rank it high, normal or low, perhaps with an order among its equals, and say why.

    `Stale` when the problem is no longer in the `version` that was read.
    """
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie : elle n’a plus de rang.")
    if not reason.strip():
        raise Refused("Dites en une ligne pourquoi ce rang.", field="reason")
    if position is not None and position < 1:
        raise Refused("L’ordre se compte à partir de 1.", field="position")
    row = Ranking(
        problem=problem,
        priority=priority,
        position=position,
        reason=reason.strip(),
        score=score_of(problem, now).total,
        ranked_at=now,
    )
    with transaction.atomic():
        values = {"priority": priority, "position": position}
        said = [*changes_of(problem, values), text_change("motif", "", reason)]
        write_fields(actor, problem, values, version or problem.version, now, said=said)
        row.save(force_insert=True)
    return row
