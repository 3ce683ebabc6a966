"""What was already tried: a line by family of answers."""

from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.problems.models import Attempt, Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.workflow.changes import text_change

MOST = 20


def add_attempt(*, actor: Actor, problem: Problem, family: str, text: str, now: datetime) -> Attempt:
    """Write one thing that was tried, and what it changed."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if not text.strip():
        raise Refused("Dites en une ligne ce qui a été tenté, et son effet.", field="text")
    if problem.attempts.unsealed("count").count() >= MOST:
        raise Refused(f"{MOST} lignes au plus : regroupez ce qui se ressemble.", field="text")
    with transaction.atomic():
        attempt = Attempt(problem=problem, family=family, text=text.strip(), written_at=now)
        attempt.save(force_insert=True)
        _record(actor, problem, now, "", _said(attempt))
    return attempt


def remove_attempt(*, actor: Actor, attempt: Attempt, now: datetime) -> None:
    """Take a line away: it was written by mistake."""
    problem = attempt.problem
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    with transaction.atomic():
        Attempt.objects.unsealed("remove").filter(pk=attempt.pk).delete()
        _record(actor, problem, now, _said(attempt), "")


def _said(attempt: Attempt) -> str:
    return f"{attempt.get_family_display()} : {attempt.text}"


def _record(actor: Actor, problem: Problem, now: datetime, before: str, after: str) -> None:
    payload = {"changes": [text_change("déjà tenté", before, after)]}
    record_event(Event.PROBLEM_CHANGE, actor=actor, at=now, subject=subject_of(problem), payload=payload)
