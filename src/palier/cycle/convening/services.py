"""Every write of the invitations: asking, revoking a link, answering, opening and closing a private calendar."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.convening.models import CalendarFeed, Convocation, ConvocationKey
from palier.cycle.convening.queries import DEAD_LINK, FEED_KEYS, KEYS, may_represent, opens, own_invitation
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.services import expected_contacts
from palier.cycle.slips.queries import link_actor
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN, record_event, subject_of
from palier.kernel import events as news
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.link_keys import print_of
from palier.partners.account_subjects import account_subject
from palier.partners.models import Contact, Organisation, User

OVER = "Cette réunion n’attend plus de réponse : elle est passée, annulée, ou la séance est ouverte."


def ask_members(*, meeting: Meeting, now: datetime, today: date) -> list[Convocation]:
    """An invitation for each person that the meeting expects and that has an address; those revoked are left out.

    Written with the entry that fixes the meeting, or by the daily job: neither is worth an entry of its own.
    """
    asked = []
    for contact in expected_contacts(meeting.group, today):
        convocation = _invitation(meeting, contact)
        if convocation.address and convocation.revoked_at is None:
            asked.append(convocation)
    return asked


def add_key(*, convocation: Convocation, now: datetime) -> str:
    """The token of one more mail to the address of today; older keys go on opening unless the address changed."""
    token, token_hash = KEYS.new()
    current = print_of(convocation.pk, convocation.address)
    with transaction.atomic():
        if convocation.address_print != current:
            ConvocationKey.objects.unsealed("another address").filter(convocation=convocation).delete()
            convocation.address_print = current
            convocation.save(update_fields=["address_print"])
        ConvocationKey.objects.create(convocation=convocation, token_hash=token_hash, made_at=now)
    return token


def revoke_link(*, actor: Actor, convocation: Convocation, now: datetime) -> Convocation:
    """Kill the link of one person; what it answered stays, and it may be asked again."""
    require(actor, Verb.MEETING_LEAD, convocation.group_id)
    with transaction.atomic():
        rows = Convocation.objects.unsealed("revoking").filter(pk=convocation.pk, revoked_at__isnull=True)
        if not rows.update(revoked_at=now):
            raise Refused("Ce lien est déjà révoqué.")
        ConvocationKey.objects.unsealed("revoking").filter(convocation=convocation).delete()
        convocation.revoked_at = now
        _record(Event.MEETING_UNASK, actor, convocation, now)
    return convocation


def ask_again(*, actor: Actor, meeting: Meeting, contact: Contact, now: datetime, today: date) -> Convocation:
    """Ask one person again, with a new link: the older ones open nothing more."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    if contact.pk not in {one.pk for one in expected_contacts(meeting.group, today)}:
        raise Refused("Ce contact ne siège pas dans le groupe : rien ne lui est envoyé.")
    with transaction.atomic():
        convocation = _invitation(meeting, contact)
        if not convocation.address:
            raise Refused("Ce contact n’a pas d’adresse électronique : complétez sa fiche.")
        if not convocation.takes_answers(today):
            raise Refused(OVER)
        ConvocationKey.objects.unsealed("replaced").filter(convocation=convocation).delete()
        convocation.revoked_at = None
        convocation.save(update_fields=["revoked_at"])
        _record(Event.MEETING_ASK, actor, convocation, now)
    return convocation


def answer_by_link(
    *, actor: Actor, convocation: Convocation, answer: str, now: datetime, today: date, **representative: Any
) -> Convocation:
    """Answer from the mail, as the link's reader (`link_actor`); one revoked meanwhile answers nothing."""
    with transaction.atomic():
        fresh = Convocation.objects.unsealed("link held by the contact").select_for_update(of=("self",))
        rows = fresh.select_related("meeting__group", "contact__user", "organisation")
        convocation = rows.get(pk=convocation.pk)
        if not opens(convocation, today) or actor != link_actor(convocation):
            raise Refused(DEAD_LINK)
        return _note(actor=actor, convocation=convocation, answer=answer, now=now, today=today, **representative)


def answer_on_screen(
    *, actor: Actor, meeting: Meeting, answer: str, now: datetime, today: date, **representative: Any
) -> Convocation:
    """Answer for oneself, signed in."""
    with transaction.atomic():
        own = own_invitation(actor, meeting, today)
        if own is None:
            raise NotGranted("Seules les personnes attendues à cette réunion y répondent, jusqu’à l’ouverture.")
        invitation = _invitation(meeting, own.contact)
        return _note(actor=actor, convocation=invitation, answer=answer, now=now, today=today, **representative)


def forget_answers(entry: Entry) -> None:
    """Have those who answered for another day answer anew, in the transaction that moves the meeting."""
    before = entry.detail.payload.get("moved_from")
    if entry.event != Event.MEETING_PLAN or not before or before == entry.detail.payload.get("planned_at"):
        return
    rows = Convocation.objects.unsealed("a meeting moves").filter(meeting=entry.subject_id)
    rows.update(answer="", answered_at=None, represented_by=None, represented_as="")


def listen() -> None:
    """Have answers follow the day of their meeting."""
    news.subscribe(WITHIN, forget_answers)


def open_feed(*, actor: Actor, user: User, now: datetime) -> str:
    """A private calendar at a new secret address, shown once; the address of before dies."""
    if actor.user_id != user.pk:
        raise NotGranted("Chacun ouvre son propre agenda.")
    token, token_hash = FEED_KEYS.new()
    with transaction.atomic():
        CalendarFeed.objects.unsealed("one's own").update_or_create(
            user=user, defaults={"token_hash": token_hash, "made_at": now}
        )
        record_event(Event.FEED_OPEN, actor=actor, at=now, subject=account_subject(user))
    return token


def close_feed(*, actor: Actor, user: User, now: datetime) -> None:
    """Have the secret address open nothing more."""
    if actor.user_id != user.pk:
        raise NotGranted("Chacun ferme son propre agenda.")
    with transaction.atomic():
        if CalendarFeed.objects.unsealed("one's own").filter(user=user).delete()[0]:
            record_event(Event.FEED_CLOSE, actor=actor, at=now, subject=account_subject(user))


def _invitation(meeting: Meeting, contact: Contact) -> Convocation:
    rows = Convocation.objects.unsealed("asking").select_related("contact__user", "organisation", "meeting__group")
    defaults = {"organisation": contact.organisation}
    return rows.get_or_create(meeting=meeting, contact=contact, defaults=defaults)[0]


def _note(
    *,
    actor: Actor,
    convocation: Convocation,
    answer: str,
    now: datetime,
    today: date,
    represented_by: Organisation | None = None,
    represented_as: str = "",
) -> Convocation:
    by, title = represented_by, represented_as.strip()
    if answer not in Convocation.Answer.values:
        raise Refused("Dites si vous venez, si vous êtes excusé ou par quelle organisation vous êtes représenté.")
    if answer != Convocation.Answer.REPRESENTED:
        by, title = None, ""
    elif by is None or not may_represent(convocation.meeting, today).filter(pk=by.pk).exists():
        raise Refused("Choisissez l’organisation qui vous représente.", field="represented_by")
    convocation.answer, convocation.answered_at = answer, now
    convocation.represented_by, convocation.represented_as = by, title[:60]
    convocation.save(update_fields=["answer", "answered_at", "represented_by", "represented_as"])
    _record(Event.MEETING_ANSWER, actor, convocation, now, answer=answer)
    return convocation


def _record(event: Event, actor: Actor, convocation: Convocation, now: datetime, **payload: str) -> None:
    about = {"contact": str(convocation.contact_id), **payload}
    record_event(event, actor=actor, at=now, subject=subject_of(convocation.meeting), payload=about)
