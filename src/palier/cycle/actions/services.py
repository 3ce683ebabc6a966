"""Every write of the actions: proposing, answering, keeping one's word, moving a date."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE, LIVING, State, speaks_for_owner_or_leads
from palier.cycle.actions.models import Action, Postponement
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Contact, Organisation
from palier.workflow.changes import text_change
from palier.workflow.engine import advance


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
    decided: bool = False,
    accepted: bool = False,
) -> Action:
    """Propose that one organisation does one thing by one day.

    Without a level, the police's actions are read by the police and the others by the group: it takes the chief to
    file a police action as an ordinary one (decision 3). `accepted` is for a meeting whose owner is present
    (decision 25).
    """
    require(actor, Verb.ACTION_PROPOSE, problem.group_id)
    if accepted or decided:
        require(actor, Verb.ACTION_LEAD, problem.group_id)
    if problem.state not in LIVING_PROBLEM:
        raise Refused("Cette problématique n’est plus suivie : rouvrez-la d’abord.")
    _check_words(title, due, today)
    _check_owner(organisation, contact, answer)
    action = Action(
        problem=problem,
        title=title.strip(),
        organisation=organisation,
        contact=contact,
        answer=answer,
        level=_level_of(actor, problem, organisation, level),
        decided=decided,
        first_due=due,
        due=due,
        state=State.ACCEPTED if accepted else State.PROPOSED,
        accepted_on=today if accepted else None,
        state_since=now,
        created_at=now,
    )
    with transaction.atomic():
        action.save(force_insert=True)
        payload = {"problem": str(problem.pk), "organisation": str(organisation.pk), "due": due.isoformat()}
        payload |= {"state": action.state}
        record_event(Event.ACTION_PROPOSE, actor=actor, at=now, subject=subject_of(action), payload=payload)
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
        level=max(Level.GROUP, Level(problem.level)),
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
    return action


def accept_action(*, actor: Actor, action: Action, now: datetime, today: date) -> Action:
    """Give one's word."""
    return advance(action, ACTION_LIFECYCLE, "accept", actor=actor, now=now, changes={"accepted_on": today})


def decline_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Say no, and why."""
    return advance(
        action, ACTION_LIFECYCLE, "decline", actor=actor, now=now, changes={"decline_reason": reason.strip()}
    )


def start_action(*, actor: Actor, action: Action, now: datetime) -> Action:
    """Begin, or go on after a block."""
    return advance(action, ACTION_LIFECYCLE, "start", actor=actor, now=now, changes={"block_reason": ""})


def complete_action(
    *, actor: Actor, action: Action, observation: str, now: datetime, today: date, ticket: str = ""
) -> Action:
    """Report it done, with what was observed."""
    changes = {"observation": observation.strip(), "done_on": today, "ticket": ticket or action.ticket}
    return advance(action, ACTION_LIFECYCLE, "complete", actor=actor, now=now, changes=changes)


def block_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Say what prevents it."""
    return advance(action, ACTION_LIFECYCLE, "block", actor=actor, now=now, changes={"block_reason": reason.strip()})


def abandon_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Give it up, and why."""
    return advance(
        action, ACTION_LIFECYCLE, "abandon", actor=actor, now=now, changes={"abandon_reason": reason.strip()}
    )


def resume_action(*, actor: Actor, action: Action, now: datetime) -> Action:
    """It was not done after all."""
    return advance(action, ACTION_LIFECYCLE, "resume", actor=actor, now=now, changes={"done_on": None})


def propose_action_again(*, actor: Actor, action: Action, now: datetime) -> Action:
    """Ask the same organisation once more."""
    return advance(action, ACTION_LIFECYCLE, "propose_again", actor=actor, now=now, changes={"accepted_on": None})


def postpone_action(*, actor: Actor, action: Action, due: date, reason: str, now: datetime, today: date) -> Action:
    """Move the date. The first one stays, the moves are counted, the police's included (decision 25)."""
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    if action.state not in LIVING:
        raise Refused("L’échéance d’une action terminée ne se reporte pas.")
    if due <= max(today, action.due):
        raise Refused("La nouvelle échéance doit être dans l’avenir et après l’échéance actuelle.", field="due")
    if not reason.strip():
        raise Refused("Dites pourquoi l’échéance est reportée.", field="reason")
    with transaction.atomic():
        moved = Postponement(action=action, due_before=action.due, due_after=due, reason=reason.strip(), at=now)
        _write(action, {"due": due, "postponements": action.postponements + 1, "on_hold_until": None})
        moved.save(force_insert=True)
        said = ["échéance", f"{moved.due_before:%d/%m/%Y}", f"{due:%d/%m/%Y}"]
        payload = {"changes": [said, text_change("motif", "", moved.reason)]}
        record_event(Event.ACTION_POSTPONE, actor=actor, at=now, subject=subject_of(action), payload=payload)
    return action


def hold_action(*, actor: Actor, action: Action, until: date, now: datetime, today: date) -> Action:
    """Legitimately on hold until a day: not late meanwhile; the due date stays."""
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    if action.state not in LIVING:
        raise Refused("Une action terminée ne se met pas en attente.")
    if until <= today:
        raise Refused("Le jour de reprise doit être dans l’avenir.", field="until")
    with transaction.atomic():
        _write(action, {"on_hold_until": until})
        payload = {"changes": [["en attente jusqu’au", "", f"{until:%d/%m/%Y}"]]}
        record_event(Event.ACTION_POSTPONE, actor=actor, at=now, subject=subject_of(action), payload=payload)
    return action


def _write(action: Action, values: dict[str, Any]) -> None:
    version = action.version
    rows = Action.objects.unsealed("change").filter(pk=action.pk, state=action.state, version=version)
    if not rows.update(**values, version=version + 1):
        raise Stale
    for name, value in {**values, "version": version + 1}.items():
        setattr(action, name, value)


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
    return max(wanted, Level(problem.level))
