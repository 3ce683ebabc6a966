"""Where a partner stands on a problem: asked by those who lead, said by itself, or by the actions it accepts."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import PART_LIFECYCLE, PROMISED, PartState
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.actions.services.reach import check_reach
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Organisation
from palier.workflow.engine import advance


def ask_partner(
    *, actor: Actor, problem: Problem, organisation: Organisation, now: datetime, today: date
) -> Involvement:
    """Ask an organisation to take part, before anything is asked of it in particular."""
    require(actor, Verb.ACTION_LEAD, problem.group_id)
    if problem.state not in LIVING_PROBLEM:
        raise Refused("Cette problématique n’est plus suivie : rouvrez-la d’abord.")
    if Involvement.objects.unsealed("asking").filter(problem=problem, organisation=organisation).exists():
        raise Refused(f"{organisation} est déjà parmi les partenaires de la problématique.", field="organisation")
    level = max(Level(problem.level), Level.GROUP)
    check_reach(problem, organisation, level)
    with transaction.atomic():
        part = _new(problem, organisation, level, now=now, today=today)
        payload = {"organisation": str(organisation.pk)}
        record_event(Event.PART_ASK, actor=actor, at=now, subject=subject_of(part), payload=payload)
    return part


def join_part(*, actor: Actor, part: Involvement, now: datetime) -> Involvement:
    """Take part."""
    return _join(part, actor, now)


def decline_part(*, actor: Actor, part: Involvement, reason: str, now: datetime) -> Involvement:
    """Take no part, and say why."""
    # Those it reads: a refusal betrays nothing that is hidden from it.
    promised = Action.objects.visible_to(actor).filter(problem=part.problem_id, organisation=part.organisation_id)
    if promised.filter(state__in=PROMISED).exists():
        raise Refused("Votre organisation a des engagements en cours ici : tenez-les, ou dites ce qui les bloque.")
    return advance(part, PART_LIFECYCLE, "decline", actor=actor, now=now, changes={"decline_reason": reason.strip()})


def finish_part(*, actor: Actor, part: Involvement, done: str, now: datetime) -> Involvement:
    """Say that one did one's part."""
    return advance(part, PART_LIFECYCLE, "finish", actor=actor, now=now, changes={"part_done": done.strip()})


def involve(action: Action, *, now: datetime, today: date) -> None:
    """The part of the organisation an action is asked of, in the transaction of the proposal, whose entry tells it.

    Read at the level of the action. One that the police kept to itself begins anew when an ordinary action opens it:
    neither its day nor its state tells that it was there before.
    """
    level = max(Level(action.level), Level(action.problem.level))
    state = PartState.IN if action.state in PROMISED else PartState.ASKED
    rows = Involvement.objects.unsealed("involving").filter(problem=action.problem, organisation=action.organisation)
    known = rows.first()
    if known is None:
        _new(action.problem, action.organisation, level, now=now, today=today, state=state)
    elif level < known.level:
        rows.update(level=level, state=state, state_since=now, asked_on=today, decline_reason="", part_done="")


def join_by(action: Action, *, actor: Actor, now: datetime) -> None:
    """Who accepts an action is in on its problem."""
    rows = Involvement.objects.unsealed("joining").select_related("problem", "organisation")
    part = rows.filter(problem=action.problem_id, organisation=action.organisation_id).first()
    if part is None or max(action.level, action.problem.level) > part.level:
        return  # what is accepted among the police moves nothing that partners read
    if part.state in (PartState.ASKED, PartState.DECLINED):
        _join(part, actor, now, said={"action": str(action.pk)})


def join_as_told(action: Action, *, now: datetime) -> None:
    """The same when somebody else noted the acceptance, in the transaction of that note, whose entry tells it."""
    rows = Involvement.objects.unsealed("joining").filter(problem=action.problem_id, organisation=action.organisation)
    rows = rows.filter(level__gte=max(action.level, action.problem.level))
    waiting = rows.filter(state__in=(PartState.ASKED, PartState.DECLINED))
    waiting.update(state=PartState.IN, state_since=now, decline_reason="", version=F("version") + 1)


def _join(part: Involvement, actor: Actor, now: datetime, *, said: dict[str, str] | None = None) -> Involvement:
    return advance(part, PART_LIFECYCLE, "join", actor=actor, now=now, changes={"decline_reason": ""}, said=said)


def _new(
    problem: Problem, organisation: Organisation, level: Level, *, now: datetime, today: date,
    state: PartState = PartState.ASKED,
) -> Involvement:  # fmt: skip
    values = {"level": level, "state": state, "state_since": now, "created_at": now, "asked_on": today}
    part = Involvement(problem=problem, organisation=organisation, **values)
    part.save(force_insert=True)
    return part
