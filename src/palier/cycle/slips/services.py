"""Every write of the commitment links: sending, revoking, a key more for a reminder, noting a use, answering."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.actions import services as actions_services
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE, PROMISED
from palier.cycle.actions.models import Action
from palier.cycle.slips.models import GRACE, Slip, SlipKey, SlipLine, SlipUse
from palier.cycle.slips.queries import (
    DEAD_LINK,
    KEYS,
    is_alive,
    link_actor,
    living_slips_of,
    promises_of,
    promises_to_send,
    serves_until,
)
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN, Subject, record_event
from palier.kernel import events as news
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused
from palier.partners.models import Contact, Group
from palier.workflow.engine import moves

# Openings of the same minute are one: a mail filter opens a link several times in a row.
ONE_OPENING = timedelta(minutes=1)
GONE = "Cet engagement ne s’ouvre plus par ce lien. Revenez à la liste de vos engagements."
# The services behind the answers of a link; nothing else is done through it.
_ANSWERS: dict[str, Callable[..., Action]] = {
    "accept": actions_services.accept_action,
    "decline": actions_services.decline_action,
    "complete": actions_services.complete_action,
    "postpone": actions_services.postpone_action,
    "block": actions_services.block_action,
    "take_back": actions_services.take_back_word,
    # Also what the group noted as told: its organisation contests it from the link as it would with an account.
    "resume": actions_services.resume_action,
}
_DATED = frozenset({"accept", "complete", "postpone"})


class Post(Protocol):
    """Hands a slip and the secret of its link to the mail, in the transaction under way."""

    def __call__(self, *, slip: Slip, key: SlipKey, token: str, now: datetime) -> object:
        """Enqueue the mail that carries the link."""
        ...


def send_slip(
    *, actor: Actor, group: Group, contact: Contact, actions: Sequence[Action], post: Post, now: datetime
) -> Slip:
    """Send these promises to one contact of the organisation that made them, behind a link of its own (decision 10).

    It replaces the link that this contact had in this group: its mail does not leave if it has not yet; the key of one
    that left opens the new link.
    """
    require(actor, Verb.ACTION_LEAD, group.pk)
    _check_contact(contact, group, day_of(now))
    if not actions:
        raise Refused("Choisissez au moins un engagement à envoyer.", field="promises")
    sendable = {action.pk for action in promises_to_send(group, contact.organisation)}
    if not sendable.issuperset(action.pk for action in actions):
        raise Refused(
            "Un de ces engagements ne peut plus être envoyé : il est terminé, ou réservé. Rechargez la page.",
            field="promises",
        )
    with transaction.atomic():
        # Held until commit: two sendings at the same moment follow one another.
        contact = Contact.objects.unsealed("one link at a time").select_for_update(of=("self",)).get(pk=contact.pk)
        slip = Slip(group=group, organisation=contact.organisation, contact=contact, sent_at=now)
        slip.sent_by_id = actor.user_id
        slip.stamp(contact.email)
        older = living_slips_of(contact, day_of(now), group=group)
        slip.save(force_insert=True)
        for one in older:
            _end(one, Slip.Ending.REPLACED, actor=actor, now=now)
            SlipKey.objects.unsealed("replaced").filter(slip=one).update(slip=slip)
        SlipLine.objects.bulk_create(SlipLine(slip=slip, action=action) for action in actions)
        payload = {"actions": [str(action.pk) for action in actions]}
        record_event(Event.SLIP_SEND, actor=actor, at=now, subject=_subject(slip), payload=payload)
        key, token = add_key(slip=slip, now=now)
        post(slip=slip, key=key, token=token, now=now)
    return slip


def revoke_slip(*, actor: Actor, slip: Slip, now: datetime) -> Slip:
    """Kill the link; its mail does not leave if it has not yet."""
    require(actor, Verb.ACTION_LEAD, slip.group_id)
    with transaction.atomic():
        if not _end(slip, Slip.Ending.REVOKED, actor=actor, now=now):
            raise Refused("Ce lien est déjà révoqué.")
    return slip


def settle_expired(*, now: datetime) -> int:
    """Note the links whose last day has passed, so that a date moved later opens none again; how many were."""
    rows = Slip.objects.unsealed("past their day").filter(revoked_at__isnull=True, sent_at__lt=now - GRACE)
    seen = rows.select_related("group", "organisation", "contact")
    over = [slip.pk for slip in seen.iterator() if serves_until(slip) < day_of(now)]
    return rows.filter(pk__in=over).update(revoked_at=now, ending=Slip.Ending.EXPIRED)


def follow_addresses(entry: Entry) -> None:
    """End the links of a contact whose address was corrected, in the same transaction: the old one opens no more."""
    if entry.event != Event.CONTACT_CHANGE or "email" not in entry.detail.payload.get("fields", ()):
        return
    actor = Actor(user_id=entry.actor_id, label=entry.detail.actor_label)
    rows = Slip.objects.unsealed("an address changes").filter(contact=entry.subject_id, revoked_at__isnull=True)
    for slip in rows.select_related("group", "organisation", "contact"):
        if not slip.was_sent_to(slip.contact.email):
            _end(slip, Slip.Ending.ADDRESS, actor=actor, now=entry.at)


def listen() -> None:
    """Have links follow the addresses of their contacts."""
    news.subscribe(WITHIN, follow_addresses)


def add_key(*, slip: Slip, now: datetime) -> tuple[SlipKey, str]:
    """A key of its own for one more mail of this slip, with the token to write in it; the older ones go on opening."""
    token, token_hash = KEYS.new()
    return SlipKey.objects.create(slip=slip, token_hash=token_hash, made_at=now), token


def note_opening(*, slip: Slip, now: datetime) -> None:
    """Note that the link was opened: the one thing that opening writes."""
    recent = SlipUse.objects.unsealed("one opening a minute").filter(slip=slip, what=SlipUse.What.OPENED)
    if not recent.filter(at__gt=now - ONE_OPENING).exists():
        SlipUse.objects.create(slip=slip, what=SlipUse.What.OPENED, at=now)


def answers_to(action: Action, actor: Actor) -> list[str]:
    """The answers that a link offers for this promise now: the word first (decision 25), then what became of it."""
    possible = set(moves(action, ACTION_LIFECYCLE, actor))
    if action.state in PROMISED:
        possible.add("postpone")
    if not action.may_take_back:
        possible.discard("take_back")
    return [answer for answer in _ANSWERS if answer in possible]


def answer_promise(
    *,
    actor: Actor,
    slip: Slip,
    action: Action,
    answer: str,
    now: datetime,
    today: date,
    **words: Any,
) -> Action:
    """Answer one promise by link, as its organisation would with an account; `actor` is the link's (`link_actor`)."""
    with transaction.atomic():
        fresh = Slip.objects.unsealed("link held by the contact").select_related("group", "organisation", "contact")
        slip = fresh.get(pk=slip.pk)
        if not is_alive(slip, today):
            raise Refused(DEAD_LINK)
        if actor != link_actor(slip) or action.pk not in {one.pk for one in promises_of(slip)}:
            raise Refused(GONE)
        if answer not in answers_to(action, actor):
            raise Refused("Cette réponse n’est plus possible : quelqu’un a déjà répondu.")
        dated = {"today": today} if answer in _DATED else {}
        answered = _ANSWERS[answer](actor=actor, action=action, now=now, **dated, **words)
        SlipUse.objects.create(slip=slip, action=answered, what=answer, at=now)
    return answered


def _end(slip: Slip, ending: Slip.Ending, *, actor: Actor, now: datetime) -> bool:
    """End a link, once; its entry has its waiting mail taken back."""
    rows = Slip.objects.unsealed("conditional update").filter(pk=slip.pk, revoked_at__isnull=True)
    if not rows.update(revoked_at=now, ending=ending):
        return False
    slip.revoked_at, slip.ending = now, ending
    record_event(Event.SLIP_REVOKE, actor=actor, at=now, subject=_subject(slip), payload={"ending": ending.value})
    return True


def _check_contact(contact: Contact, group: Group, today: date) -> None:
    if not contact.email:
        raise Refused("Ce contact n’a pas d’adresse électronique : complétez sa fiche.", field="contact")
    if contact.departed_on is not None and contact.departed_on <= today:
        raise Refused("Ce contact a quitté son organisation : choisissez-en un autre.", field="contact")
    if contact.organisation.closed_on is not None or group.closed_on is not None:
        raise Refused("Ce groupe ou cette organisation est clos : aucun lien ne part plus.")


def _subject(slip: Slip) -> Subject:
    """Sealed like the slip: by those who lead the group."""
    return Subject("slip", slip.pk, str(slip), slip.group_id)
