"""Answers that concern a person: dealt with outside the group, told there by yes or no (requirement 20)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.cycle.actions.models import OutsideMeasure
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Organisation


def answers_to_mark(actor: Actor, problem: Problem, *, today: date) -> QuerySet[Answer]:
    """The answers about a person that this reader may speak of: all for those who lead, those of its own type else."""
    answers = Answer.objects.in_use(today).filter(concerns_person=True)
    if holds(actor, Verb.ACTION_LEAD, problem.group_id):
        return answers
    seat = actor.seats.get(problem.group_id)
    mine = Organisation.objects.filter(pk__in=[seat.organisation_id] if seat else [])
    return answers.filter(partner_type__in=mine.values("type"))


def mark_outside(
    *,
    actor: Actor,
    problem: Problem,
    answer: Answer,
    is_engaged: bool | None,
    seen: bool | None,
    now: datetime,
    today: date,
) -> OutsideMeasure | None:
    """Say whether such an answer was engaged: yes or no, and nothing else; None takes back what was said.

    `seen` is what was said when it was read: a faster colleague is not overwritten.
    """
    require(actor, Verb.ACTION_ANSWER, problem.group_id)
    if not answer.concerns_person:
        raise Refused("Cette réponse s’inscrit comme une action.", field="answer")
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie.")
    if not answers_to_mark(actor, problem, today=today).filter(pk=answer.pk).exists():
        raise NotGranted("Cette réponse se note par le chef de secteur ou par un partenaire de ce type.")
    with transaction.atomic():
        measure = _write(problem, answer, is_engaged=is_engaged, seen=seen)
        payload = {"answer": answer.pk, "is_engaged": is_engaged}
        record_event(Event.OUTSIDE_MARK, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return measure


def _write(problem: Problem, answer: Answer, *, is_engaged: bool | None, seen: bool | None) -> OutsideMeasure | None:
    rows = OutsideMeasure.objects.unsealed("marking").filter(problem=problem, answer=answer)
    if seen is None:
        if is_engaged is None:
            return None
        measure, is_new = rows.get_or_create(problem=problem, answer=answer, defaults={"is_engaged": is_engaged})
        if not is_new:
            raise Stale
        return measure
    known = rows.filter(is_engaged=seen)
    done = known.delete()[0] if is_engaged is None else known.update(is_engaged=is_engaged)
    if not done:
        raise Stale
    return rows.first()
