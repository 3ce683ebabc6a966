"""Answers that concern a person: dealt with outside the group, told there by yes or no (requirement 20)."""

from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.cycle.actions.models import OutsideMeasure
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from palier.partners.models import Organisation


def may_mark_outside(actor: Actor, problem: Problem, answer: Answer) -> bool:
    """Those who lead, and whoever speaks in the group for a partner of the type that gives this answer."""
    if holds(actor, Verb.ACTION_LEAD, problem.group_id):
        return True
    seat = actor.seats.get(problem.group_id)
    return seat is not None and Organisation.objects.filter(pk=seat.organisation_id, type=answer.partner_type).exists()


def mark_outside(*, actor: Actor, problem: Problem, answer: Answer, is_engaged: bool, now: datetime) -> OutsideMeasure:
    """Say whether such an answer was engaged: yes or no, and nothing else."""
    require(actor, Verb.ACTION_ANSWER, problem.group_id)
    if not answer.concerns_person:
        raise Refused("Cette réponse s’inscrit comme une action.", field="answer")
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie.")
    if not may_mark_outside(actor, problem, answer):
        raise NotGranted("Cette réponse se note par le chef de secteur ou par un partenaire de ce type.")
    with transaction.atomic():
        rows = OutsideMeasure.objects.unsealed("marking")
        measure, _ = rows.update_or_create(problem=problem, answer=answer, defaults={"is_engaged": is_engaged})
        payload = {"answer": answer.pk, "is_engaged": is_engaged}
        record_event(Event.OUTSIDE_MARK, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return measure
