"""Proposing an action to an organisation, and saying who carries it there."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE, LIVING, Agreement, Rhythm, State, speaks_for_owner_or_leads
from palier.cycle.actions.models import Action
from palier.cycle.actions.services.parts import involve
from palier.cycle.actions.services.reach import check_reach
from palier.cycle.actions.services.writing import change
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Contact, Organisation
from palier.workflow.engine import advance

# The same proposal by the same person within so little is a form sent twice.
TWICE = timedelta(minutes=1)


def propose_action_once(*, actor: Actor, problem: Problem, now: datetime, **proposal: Any) -> Action:
    """`propose_action`, or the action that this very proposal, sent twice by the same person, made a moment ago."""
    with transaction.atomic():
        # Held until commit: of two sendings at once, the second finds what the first made.
        Problem.objects.unsealed("proposing once").select_for_update().get(pk=problem.pk)
        known = _made_just_now(actor, problem, now, proposal)
        return known or propose_action(actor=actor, problem=problem, now=now, **proposal)


def _made_just_now(actor: Actor, problem: Problem, now: datetime, proposal: dict[str, Any]) -> Action | None:
    entries = Entry.objects.unsealed("one's own proposals").filter(event=Event.ACTION_PROPOSE, at__gt=now - TWICE)
    same = {
        "title": proposal["title"].strip(),
        "organisation": proposal["organisation"],
        "contact": proposal.get("contact"),
        "answer": proposal.get("answer"),
        "first_due": proposal["due"],
        "every_days": proposal.get("every_days", Rhythm.ONCE),
        "level": _level_of(actor, problem, proposal["organisation"], proposal.get("level")),
    }
    rows = Action.objects.visible_to(actor).filter(problem=problem, **same)
    return rows.filter(pk__in=entries.filter(actor_id=actor.user_id).values("subject_id")).first()


def propose_action(
    *,
    actor: Actor,
    problem: Problem,
    title: str,
    organisation: Organisation,
    due: date,
    now: datetime,
    today: date,
    answer: Answer | None = None,
    contact: Contact | None = None,
    level: Level | None = None,
    agreement: Agreement = Agreement.ASKED,
    every_days: int = Rhythm.ONCE,
) -> Action:
    """Propose that one organisation does one thing by one day.

    Without a level, the police's actions are read by the police and the others by the group: it takes the chief to
    file a police action as an ordinary one (decision 3). `agreement` is what a meeting decides (decision 25).
    """
    require(actor, Verb.ACTION_PROPOSE, problem.group_id)
    if agreement is not Agreement.ASKED:
        require(actor, Verb.ACTION_LEAD, problem.group_id)
    if problem.state not in LIVING_PROBLEM:
        raise Refused("Cette problématique n’est plus suivie : rouvrez-la d’abord.")
    _check_words(title, due, today)
    _check_owner(organisation, contact, answer)
    is_given = agreement is Agreement.GIVEN
    action = Action(
        problem=problem,
        title=title.strip(),
        organisation=organisation,
        contact=contact,
        answer=answer,
        level=_level_of(actor, problem, organisation, level),
        decided=agreement is not Agreement.ASKED,
        every_days=every_days,
        first_due=due,
        due=due,
        state=State.ACCEPTED if is_given else State.PROPOSED,
        accepted_on=today if is_given else None,
        state_since=now,
        created_at=now,
    )
    with transaction.atomic():
        action.save(force_insert=True)
        payload = {"problem": str(problem.pk), "organisation": str(organisation.pk), "due": due.isoformat()}
        payload |= {"state": action.state}
        record_event(Event.ACTION_PROPOSE, actor=actor, at=now, subject=subject_of(action), payload=payload)
        involve(action, now=now, today=today)
    return action


def take_over_action(
    *,
    actor: Actor,
    problem: Problem,
    title: str,
    organisation: Organisation,
    due: date,
    now: datetime,
    state: str = State.ACCEPTED,
    proposed_on: date | None = None,
    done_on: date | None = None,
    observation: str = "",
    reason: str = "",
) -> Action:
    """Write an action of a former tracker in its stated state (decision 24); a past date is not a fault there."""
    require(actor, Verb.ACTION_LEAD, problem.group_id)
    level = max(Level.GROUP, Level(problem.level))
    check_reach(problem, organisation, level)
    started = proposed_on or due
    reasons = {State.BLOCKED: "block_reason", State.DECLINED: "decline_reason", State.ABANDONED: "abandon_reason"}
    values: dict[str, Any] = {reasons[State(state)]: reason} if state in reasons else {}
    if state == State.DONE:
        values["done_on"] = done_on or due
    if state not in (State.PROPOSED, State.DECLINED):
        values["accepted_on"] = started
    action = Action(
        problem=problem,
        title=title.strip()[:150],
        organisation=organisation,
        level=level,
        first_due=due,
        due=due,
        state=state,
        observation=observation,
        state_since=now,
        created_at=now,
        **values,
    )
    with transaction.atomic():
        action.save(force_insert=True)
        payload = {"problem": str(problem.pk), "organisation": str(organisation.pk), "state": state, "taken_over": True}
        record_event(Event.ACTION_PROPOSE, actor=actor, at=now, subject=subject_of(action), payload=payload)
        involve(action, now=now, today=started)
    return action


def propose_action_again(*, actor: Actor, action: Action, now: datetime) -> Action:
    """Ask the same organisation once more."""
    changes = {"accepted_on": None, "noted_by": None}
    return advance(action, ACTION_LIFECYCLE, "propose_again", actor=actor, now=now, changes=changes)


def assign_action(*, actor: Actor, action: Action, contact: Contact | None, now: datetime) -> Action:
    """Say which person of the responsible organisation carries the action; nobody in particular when None."""
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    if action.state not in LIVING:
        raise Refused("Une action terminée ne se confie plus.")
    _check_owner(action.organisation, contact, None)
    said = ["contact", str(action.contact or ""), str(contact or "")]
    with transaction.atomic():
        change(action, {"contact": contact})
        subject = subject_of(action)
        record_event(Event.ACTION_ASSIGN, actor=actor, at=now, subject=subject, payload={"changes": [said]})
    return action


def _check_words(title: str, due: date, today: date) -> None:
    if not title.strip():
        raise Refused("Dites en quelques mots ce qui sera fait.", field="title")
    if due < today:
        raise Refused("L’échéance est passée : indiquez un jour à venir.", field="due")


def _check_owner(organisation: Organisation, contact: Contact | None, answer: Answer | None) -> None:
    if contact and contact.organisation_id != organisation.pk:
        raise Refused("Ce contact n’appartient pas à l’organisation responsable.", field="contact")
    if answer and answer.concerns_person:
        raise Refused(
            "Cette réponse concerne une personne : elle se traite hors du groupe et ne s’inscrit pas ici.",
            field="answer",
        )


def _level_of(actor: Actor, problem: Problem, organisation: Organisation, level: Level | None) -> Level:
    is_police = organisation.type.is_police
    wanted = level or (Level.POLICE if is_police else Level.GROUP)
    clearance = actor.clearance_in(problem.group_id)
    if clearance is None or wanted > max(clearance, Level.GROUP) or wanted == Level.SEALED:
        raise Refused(
            "Seule la police du groupe inscrit une action de police. Demandez-la au chef de secteur, ou en réunion.",
            field="organisation" if is_police else "level",
        )
    if is_police and wanted < Level.POLICE and not holds(actor, Verb.ACTION_LEAD, problem.group_id):
        raise Refused("Seul le chef de secteur classe une action de police comme ordinaire.", field="level")
    level_kept = max(wanted, Level(problem.level))
    check_reach(problem, organisation, level_kept)
    return level_kept
