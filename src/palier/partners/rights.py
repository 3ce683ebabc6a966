"""Requests of members about their own data: asked on screen, answered within a month by the DPO."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.account_subjects import account_subject, themselves
from palier.partners.models import RightsRequest, User

TERM = timedelta(days=30)


def ask(*, user: User, kind: RightsRequest.Kind, text: str, now: datetime) -> RightsRequest:
    """Write a member's request; one of each kind may be under way."""
    try:
        with transaction.atomic():
            request = RightsRequest.objects.create(
                user=user, kind=kind, text=text, asked_at=now, due_on=(now + TERM).date()
            )
            record_event(
                Event.RIGHTS_ASK,
                actor=themselves(user),
                at=now,
                subject=account_subject(user),
                payload={"kind": kind, "request": str(request.pk)},
            )
    except IntegrityError:
        raise Refused("Une demande de ce genre est déjà en cours ; la réponse vous parviendra ici.") from None
    return request


def answer(
    *, actor: Actor, request: RightsRequest, outcome: RightsRequest.Outcome, text: str, now: datetime
) -> RightsRequest:
    """Answer a request; a refusal says why."""
    require(actor, Verb.RIGHTS_ANSWER)
    if outcome == RightsRequest.Outcome.REFUSED and not text.strip():
        raise Refused("Un refus doit être motivé.", field="text")
    with transaction.atomic():
        written = {"outcome": outcome, "answer": text, "answered_at": now, "answered_by_id": actor.user_id}
        rows = RightsRequest.objects.unsealed("conditional update").filter(pk=request.pk, answered_at__isnull=True)
        if not rows.update(**written):
            raise Refused("Cette demande a déjà reçu une réponse.")
        for name, value in written.items():
            setattr(request, name, value)
        subject = Subject("user", request.user_id, request.user.name)
        payload = {"request": str(request.pk), "kind": request.kind, "outcome": outcome}
        record_event(Event.RIGHTS_ANSWER, actor=actor, at=now, subject=subject, payload=payload)
    return request
