"""Carrying sources and actions from one problem to another. Nothing becomes more open on the way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import F

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import involve
from palier.cycle.problems.models import Problem, Source
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.clock import day_of


def carry_sources(*, actor: Actor, sources: Sequence[Source], to: Problem, now: datetime) -> list[UUID]:
    """Attach these sources to another problem, at the stricter of the two levels; their ids."""
    for source in sources:
        level = max(source.level, to.level)
        Source.objects.unsealed("carry").filter(pk=source.pk).update(problem=to, level=level)
        subject = replace(subject_of(source.report), level=Level(max(level, source.report.level)))
        record_event(Event.REPORT_ATTACH, actor=actor, at=now, subject=subject, payload={"problem": str(to.pk)})
    return [source.pk for source in sources]


def carry_actions(*, actor: Actor, actions: Sequence[Action], to: Problem, now: datetime) -> list[UUID]:
    """Hang these actions on another problem, whoever promised them and when; their ids."""
    for action in actions:
        level = max(action.level, to.level)
        rows = Action.objects.unsealed("carry").filter(pk=action.pk)
        rows.update(problem=to, level=level, version=F("version") + 1)
        # Its discussion, a later step, reached through the row.
        action.remarks.unsealed("carry").update(problem=to)
        action.problem, action.level = to, level
        involve(action, now=now, today=day_of(now))
        record_event(
            Event.ACTION_CARRY, actor=actor, at=now, subject=subject_of(action), payload={"problem": str(to.pk)}
        )
    return [action.pk for action in actions]


def touch(problem: Problem, now: datetime) -> None:
    """The problem was changed: its date and its version say so."""
    rows = Problem.objects.unsealed("carry").filter(pk=problem.pk)
    rows.update(version=F("version") + 1, changed_at=now)
    problem.version, problem.changed_at = problem.version + 1, now
