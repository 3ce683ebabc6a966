"""Handing a problem over to the group of another sector: proposed by one chief, answered by the other (decision 5)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem, Source
from palier.cycle.relations.models import Handover
from palier.cycle.triage.passing import pass_along
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Group, Organisation, Seat


def propose_handover(
    *, actor: Actor, problem: Problem, group: Group, reason: str, keeps_reading: bool, now: datetime
) -> Handover:
    """Propose a problem to another group. Nothing changes until its chief answers; partners see nothing of it."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    _check(problem, group)
    if not reason.strip():
        raise Refused("Dites pourquoi ce groupe doit reprendre la problématique.", field="reason")
    if Handover.objects.unsealed("propose").filter(problem=problem, ending="").exists():
        raise Refused("Une transmission attend déjà sa réponse : retirez-la d’abord.", field="group")
    handover = Handover(
        problem=problem,
        from_group=problem.group,
        to_group=group,
        reason=reason.strip(),
        keeps_reading=keeps_reading,
        proposed_by_id=actor.user_id,
        proposed_at=now,
    )
    with transaction.atomic():
        handover.save(force_insert=True)
        _note(Event.HANDOVER_PROPOSE, actor, handover, now)
    return handover


def accept_handover(*, actor: Actor, handover: Handover, now: datetime) -> Problem:
    """Take the problem over: the reference stays, the owner changes and counts it; its shared reports follow it."""
    require(actor, Verb.PROBLEM_LEAD, handover.to_group_id)
    problem = handover.problem
    with transaction.atomic():
        _check(problem, handover.to_group)
        _end(handover, Handover.Ending.ACCEPTED, now)
        _give(problem, handover, now)
        # Those that everyone in the former group read: what its police kept stays with it.
        shared = Source.objects.unsealed("hand over").filter(problem=problem, level__lte=Level.GROUP)
        carried = shared.filter(report__group=handover.from_group, report__level__lte=Level.GROUP)
        reports = [source.report for source in carried.select_related("report__group").order_by("attached_at", "pk")]
        pass_along(actor=actor, reports=reports, group=handover.to_group, now=now)
        payload = {
            "group": str(handover.to_group_id),
            "former": str(handover.from_group_id),
            "changes": [["groupe", str(handover.from_group), str(handover.to_group)]],
        }
        record_event(Event.HANDOVER_ACCEPT, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return problem


def decline_handover(*, actor: Actor, handover: Handover, answer: str, now: datetime) -> Handover:
    """Say no, and why: the problem stays where it is."""
    require(actor, Verb.PROBLEM_LEAD, handover.to_group_id)
    if not answer.strip():
        raise Refused("Dites pourquoi votre groupe ne reprend pas la problématique.", field="answer")
    with transaction.atomic():
        _end(handover, Handover.Ending.DECLINED, now, answer.strip())
        _note(Event.HANDOVER_DECLINE, actor, handover, now)
    return handover


def withdraw_handover(*, actor: Actor, handover: Handover, now: datetime) -> Handover:
    """Take the proposal back before it is answered."""
    require(actor, Verb.PROBLEM_LEAD, handover.from_group_id)
    with transaction.atomic():
        _end(handover, Handover.Ending.WITHDRAWN, now)
        _note(Event.HANDOVER_WITHDRAW, actor, handover, now)
    return handover


def _check(problem: Problem, group: Group) -> None:
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie : elle ne se transmet pas.")
    if problem.level > Level.GROUP:
        raise Refused("Seule une problématique lue par tout le groupe se transmet à un autre groupe.")
    if group.pk == problem.group_id:
        raise Refused("Ce groupe est déjà celui de la problématique.", field="group")
    # Those that the partners read: the others pass to the police of the other group without a word.
    promised = Action.objects.unsealed("hand over").filter(
        problem=problem, state__in=LIVING_ACTION, level__lte=Level.GROUP
    )
    seated = _seats(group).values("contact__organisation")
    absent = Organisation.objects.filter(actions__in=promised).exclude(pk__in=seated).distinct().order_by("name")
    if names := ", ".join(organisation.name for organisation in absent):
        raise Refused(
            f"Des actions restent promises par des organisations qui ne siègent pas dans ce groupe : {names}. "
            "Terminez-les, ou faites d’abord siéger ces organisations.",
            field="group",
        )


def _give(problem: Problem, handover: Handover, now: datetime) -> None:
    """Change the owner. The judicial follow-up and the police's actions are from now on read by its police."""
    former, new = handover.from_group, handover.to_group
    seated = _seats(new).filter(contact__organisation=problem.lead_organisation_id).exists()
    values = {"group": new, "lead_organisation": problem.lead_organisation if seated else None, "changed_at": now}
    rows = Problem.objects.unsealed("hand over").filter(pk=problem.pk, version=problem.version, group=former)
    if not rows.update(**values, version=F("version") + 1):
        raise Stale
    problem.associated_groups.remove(new)
    if handover.keeps_reading:
        problem.associated_groups.add(former)
    problem.version += 1
    for name, value in values.items():
        setattr(problem, name, value)


def _seats(group: Group) -> QuerySet[Seat]:
    return Seat.objects.unsealed("hand over").filter(group=group, until__isnull=True)


def _end(handover: Handover, ending: str, now: datetime, answer: str = "") -> None:
    rows = Handover.objects.unsealed("answer").filter(pk=handover.pk, ending="")
    if not rows.update(ending=ending, ended_at=now, answer=answer):
        raise Stale("Cette transmission a déjà reçu sa suite. Rechargez la page.")
    handover.ending, handover.ended_at, handover.answer = ending, now, answer


def _note(event: Event, actor: Actor, handover: Handover, now: datetime) -> None:
    """Between the police of the two groups, as long as it is not accepted."""
    subject = replace(subject_of(handover.problem), level=Level.POLICE)
    payload = {"group": str(handover.to_group_id)}
    record_event(event, actor=actor, at=now, subject=subject, payload=payload)
