"""A place between two sectors: who follows the problem, who reads it (decision 5)."""

from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.problems.models import Problem
from palier.cycle.relations.models import BoundaryAnswer
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of


def keep_alone(*, actor: Actor, problem: Problem, now: datetime) -> BoundaryAnswer:
    """The group follows it alone: the other sector's group is not to be asked again."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    with transaction.atomic():
        rows = BoundaryAnswer.objects.unsealed("boundary")
        answer, _ = rows.update_or_create(problem=problem, defaults={"answered_at": now})
        record_event(Event.PROBLEM_KEEP, actor=actor, at=now, subject=subject_of(problem))
    return answer
