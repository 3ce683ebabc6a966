"""Recording a joint operation once it was held: counts, and nothing else."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.actions.lifecycle import PROMISED, State, speaks_for_owner_or_leads
from palier.cycle.actions.models import Action, JointOperation, OperationResult, Staff
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Organisation

MOST = 999
BACK = timedelta(days=366)
JOINT = 2


def record_operation(
    *,
    actor: Actor,
    action: Action,
    held_on: date,
    staff: Mapping[Organisation, int],
    results: Mapping[str, int],
    now: datetime,
    today: date,
) -> JointOperation:
    """Write an operation that was held: how many people each partner sent, how many results of each kind.

    Zeros are left out. Raises `Refused` for a day to come: what is planned is told in the sealed drawer (decision 4).
    """
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    if action.state not in (*PROMISED, State.DONE):
        raise Refused("Une opération s’inscrit sur une action acceptée, en cours ou faite.")
    if not today - BACK <= held_on <= today:
        raise Refused("Une opération s’inscrit une fois tenue, dans l’année : indiquez son jour.", field="held_on")
    if JointOperation.objects.unsealed("one a day").filter(action=action, held_on=held_on).exists():
        raise Refused(
            "Une opération de ce jour est déjà inscrite : retirez-la d’abord pour la corriger.", field="held_on"
        )
    sent = {organisation: count for organisation, count in staff.items() if count}
    found = {kind: count for kind, count in results.items() if count}
    if len(sent) < JOINT:
        raise Refused("Une opération conjointe réunit au moins deux partenaires : indiquez l’effectif de chacun.")
    if max([*sent.values(), *found.values()]) > MOST:
        raise Refused(f"Un nombre dépasse {MOST} : vérifiez la saisie.")
    operation = JointOperation(action=action, held_on=held_on, written_at=now)
    with transaction.atomic():
        operation.save(force_insert=True)
        Staff.objects.bulk_create(
            Staff(operation=operation, organisation=who, count=count) for who, count in sent.items()
        )
        OperationResult.objects.bulk_create(
            OperationResult(operation=operation, kind=kind, count=count) for kind, count in found.items()
        )
        payload = {"held_on": held_on.isoformat(), "partners": len(sent), "staff": sum(sent.values())}
        record_event(Event.OPERATION_RECORD, actor=actor, at=now, subject=subject_of(action), payload=payload)
    return operation


def remove_operation(*, actor: Actor, operation: JointOperation, now: datetime) -> None:
    """It was not held, or its counts are wrong: it is written again, right."""
    action = operation.action
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    with transaction.atomic():
        JointOperation.objects.unsealed("removal").filter(pk=operation.pk).delete()
        payload = {"held_on": operation.held_on.isoformat()}
        record_event(Event.OPERATION_REMOVE, actor=actor, at=now, subject=subject_of(action), payload=payload)
