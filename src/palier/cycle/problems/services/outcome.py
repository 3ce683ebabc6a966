"""What became of it: what sources say during the observation, requests to close, how long one watches."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, require
from palier.access.levels import Level
from palier.cycle.problems.criteria import Decision
from palier.cycle.problems.lifecycle import ACTIVE, PROBLEM_LIFECYCLE, State
from palier.cycle.problems.models import ClosureRequest, Evidence, ObservationRule, Problem
from palier.journal.events import Event
from palier.journal.services import Subject, record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from palier.territory.models import Department

# From then on, somebody may find that it is time to close.
CLOSABLE = (*ACTIVE, State.RESOLVED)
SHORTEST_OBSERVATION, LONGEST_OBSERVATION = 14, 180


def write_evidence(
    *,
    actor: Actor,
    problem: Problem,
    witness: str,
    effect: str,
    text: str,
    observed_on: date,
    now: datetime,
    today: date,
) -> Evidence:
    """Write what one source says became of the problem. Any member who reads it may: the police do not judge alone."""
    group_id = group_of_contribution(actor, problem)
    if problem.state != State.OBSERVED:
        raise Refused("Un constat s’inscrit pendant l’observation.")
    if observed_on > today:
        raise Refused("Le constat est déjà fait : indiquez un jour passé.", field="observed_on")
    if not text.strip():
        raise Refused("Dites en une ligne ce qui a été constaté.", field="text")
    row = Evidence(
        problem=problem,
        witness=witness,
        effect=effect,
        text=text.strip(),
        observed_on=observed_on,
        organisation_id=actor.seats[group_id].organisation_id,
        written_at=now,
    )
    with transaction.atomic():
        row.save(force_insert=True)
        payload = {"witness": witness, "effect": effect}
        record_event(Event.EVIDENCE_WRITE, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return row


def ask_closure(*, actor: Actor, problem: Problem, outcome: str, reason: str, now: datetime) -> ClosureRequest:
    """Ask the chief to close, with the outcome proposed. Asking is not closing (decision 17)."""
    group_id = group_of_contribution(actor, problem)
    if problem.state not in CLOSABLE:
        raise Refused("Cette problématique n’est pas, ou n’est plus, de celles que l’on peut clore.")
    if not reason.strip():
        raise Refused("Dites pourquoi il est temps de clore.", field="reason")
    if problem.closure_requests.unsealed("ask").filter(decision="").exists():
        raise Refused("Une clôture est déjà demandée : elle attend la décision du chef de secteur.")
    asked = ClosureRequest(
        problem=problem,
        asked_by_id=actor.user_id,
        organisation_id=actor.seats[group_id].organisation_id,
        outcome=outcome,
        reason=reason.strip(),
        asked_at=now,
    )
    with transaction.atomic():
        asked.save(force_insert=True)
        payload = {"outcome": outcome}
        record_event(Event.CLOSURE_ASK, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return asked


def decline_closure(*, actor: Actor, request: ClosureRequest, reason: str, now: datetime) -> ClosureRequest:
    """Do not close yet, and say why. Accepting is closing: see `close_problem`."""
    problem = request.problem
    require(actor, Verb.PROBLEM_CLOSE, problem.group_id)
    if not reason.strip():
        raise Refused("Dites pourquoi la clôture attendra.", field="reason")
    values = {"decision": Decision.DECLINED, "decline_reason": reason.strip(), "decided_at": now}
    with transaction.atomic():
        rows = ClosureRequest.objects.unsealed("decline").filter(pk=request.pk, decision="")
        if not rows.update(**values):
            raise Refused("Cette demande a déjà reçu sa suite.")
        record_event(Event.CLOSURE_DECLINE, actor=actor, at=now, subject=subject_of(problem))
    for name, value in values.items():
        setattr(request, name, value)
    return request


def settle_requests(problem: Problem, now: datetime) -> None:
    """A problem that has left answers the request that waited: closed as asked, or out in another way."""
    if problem.state not in PROBLEM_LIFECYCLE.finals:
        return
    decision = Decision.ACCEPTED if problem.state == State.CLOSED else Decision.MOOT
    waiting = problem.closure_requests.unsealed("settle").filter(decision="")
    waiting.update(decision=decision, decided_at=now)


def set_observation_days(*, actor: Actor, department: Department, days: int, now: datetime) -> ObservationRule:
    """How many days this department watches a problem before « Résolu »."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    if not SHORTEST_OBSERVATION <= days <= LONGEST_OBSERVATION:
        raise Refused(
            f"L’observation dure de {SHORTEST_OBSERVATION} à {LONGEST_OBSERVATION} jours.", field=str(department.pk)
        )
    with transaction.atomic():
        rule, _ = ObservationRule.objects.update_or_create(department=department, defaults={"days": days})
        subject = Subject("department", department.pk, department.name, None, Level.POPULATION)
        record_event(Event.OBSERVATION_CHANGE, actor=actor, at=now, subject=subject, payload={"days": days})
    return rule


def may_contribute(actor: Actor, problem: Problem) -> bool:
    """True when this reader of the problem sits in a group that follows it."""
    return _group_of(actor, problem) is not None


def group_of_contribution(actor: Actor, problem: Problem) -> UUID:
    """The group in which a member speaks of a problem it reads: the owner's, else an associated one where it sits."""
    if Problem.objects.visible_to(actor).filter(pk=problem.pk).exists():
        group_id = _group_of(actor, problem)
        if group_id is not None:
            return group_id
    raise NotGranted("Seuls les membres d’un groupe qui suit cette problématique peuvent le dire ici.")


def _group_of(actor: Actor, problem: Problem) -> UUID | None:
    own = groups_where(actor, Verb.PROBLEM_CONTRIBUTE)
    if problem.group_id in own:
        return problem.group_id
    shared = problem.associated_groups.unsealed("contribute").filter(pk__in=own).order_by("pk").first()
    return shared.pk if shared else None
