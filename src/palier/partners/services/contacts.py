"""Writes about contacts: arrive, change details, be replaced, depart. A person is never overwritten by another."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere
from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.services import record_event
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused
from palier.partners.models import Contact, DrawerGrant, Invitation, Organisation, Seat
from palier.partners.services.authority import (
    ASK_FOUNDER,
    ASK_KEEPER,
    appoints,
    keeps_contact,
    leads,
    require_that,
)
from palier.partners.services.editing import write
from palier.partners.services.seats import end_open_seats
from palier.partners.services.subjects import about_contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """How a contact is named and reached, in professional capacity."""

    name: str
    function: str = ""
    email: str = ""
    phone: str = ""
    channel: str = Contact.Channel.MAIL
    is_head: bool = False

    def checked(self) -> dict[str, Any]:
        """The same, tidied; refused without a name or without the means of the preferred channel."""
        values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(self).items()}
        values["email"] = values["email"].lower()
        if not values["name"]:
            raise Refused("Indiquez le nom du contact.", field="name")
        if values["channel"] == Contact.Channel.PHONE and not values["phone"]:
            raise Refused("Indiquez le téléphone, ou choisissez un autre moyen de le joindre.", field="phone")
        if values["channel"] != Contact.Channel.PHONE and not values["email"]:
            raise Refused("Indiquez l’adresse électronique, ou choisissez le téléphone.", field="email")
        return values


def arrive_contact(*, actor: Actor, organisation: Organisation, details: Details, on: date, now: datetime) -> Contact:
    """Enter a person who now speaks for the organisation. A seat and an account are given apart."""
    require_that(holds_anywhere(actor, Verb.DIRECTORY_EDIT), ASK_KEEPER)
    values = details.checked()
    _check_organisation_open(organisation)
    _check_no_double(organisation, values["email"])
    with transaction.atomic():
        contact = Contact.objects.create(organisation=organisation, arrived_on=on, **values)
        payload = {"organisation": str(organisation.pk), "arrived_on": on.isoformat()}
        record_event(Event.CONTACT_ARRIVE, actor=actor, at=now, subject=about_contact(contact), payload=payload)
    return contact


def change_contact(*, actor: Actor, contact: Contact, seen: int, details: Details, now: datetime) -> Contact:
    """Correct how the same person is reached; the person concerned may do it too. Another person is a replacement."""
    own = contact.user_id is not None and contact.user_id == actor.user_id
    require_that(own or keeps_contact(actor, contact), ASK_KEEPER)
    _check_present(contact)
    values = details.checked()
    _check_no_double(contact.organisation, values["email"], but=contact)
    if values["email"] != contact.email:
        _check_address_is_ours(actor, contact)
    with transaction.atomic():
        if changed := write(contact, seen, dict(values)):
            if "email" in changed:
                _kill_invitations(contact, now)
            subject = about_contact(contact)
            record_event(Event.CONTACT_CHANGE, actor=actor, at=now, subject=subject, payload={"fields": changed})
    return contact


def replace_contact(*, actor: Actor, contact: Contact, seen: int, details: Details, on: date, now: datetime) -> Contact:
    """Have a newcomer take over from `contact` on that day: the old one departs, history stays.

    Its seats move on in the groups that the actor leads; another group gives its own seats, and sees one end.
    """
    _require_mover(actor, contact)
    _check_departure(contact, on)
    values = details.checked()
    _check_organisation_open(contact.organisation)
    _check_no_double(contact.organisation, values["email"])
    with transaction.atomic():
        successor = Contact.objects.create(organisation=contact.organisation, arrived_on=on, replaces=contact, **values)
        seats = [seat for seat in _open_seats(contact).select_related("group") if leads(actor, seat.group)]
        _leave(contact, seen, on, now)
        for seat in seats:
            Seat.objects.create(group_id=seat.group_id, contact=successor, role=seat.role, rank=seat.rank, since=on)
        payload = {"replaced": str(contact.pk), "on": on.isoformat(), "groups": [str(seat.group_id) for seat in seats]}
        record_event(Event.CONTACT_REPLACE, actor=actor, at=now, subject=about_contact(successor), payload=payload)
    return successor


def depart_contact(*, actor: Actor, contact: Contact, seen: int, on: date, now: datetime) -> Contact:
    """Record that a person leaves: every seat ends that day and access is cut from that day, today included."""
    _require_mover(actor, contact)
    _check_departure(contact, on)
    with transaction.atomic():
        _leave(contact, seen, on, now)
        payload = {"departed_on": on.isoformat()}
        record_event(Event.CONTACT_DEPART, actor=actor, at=now, subject=about_contact(contact), payload=payload)
    return contact


def _leave(contact: Contact, seen: int, on: date, now: datetime) -> None:
    """Departure, end of seats, drawers and unused links. A seat planned for later ends the day it would have begun."""
    write(contact, seen, {"departed_on": on})
    _kill_invitations(contact, now)
    groups = list(_open_seats(contact).values_list("group_id", flat=True))
    end_open_seats(_open_seats(contact), on)
    if contact.user_id and on <= day_of(now):
        grants = DrawerGrant.objects.filter(user_id=contact.user_id, group_id__in=groups, revoked_at__isnull=True)
        grants.update(revoked_at=now)


def _kill_invitations(contact: Contact, now: datetime) -> None:
    """A link mailed to a former address, or to who leaves, opens nothing any more."""
    rows = Invitation.objects.unsealed("a contact moves").filter(contact=contact, accepted_at__isnull=True)
    rows.filter(revoked_at__isnull=True).update(revoked_at=now)


def _open_seats(contact: Contact) -> QuerySet[Seat]:
    return Seat.objects.unsealed("a contact moves").filter(contact=contact, until__isnull=True)


def _require_mover(actor: Actor, contact: Contact) -> None:
    require_that(keeps_contact(actor, contact), ASK_KEEPER)
    for seat in _open_seats(contact).filter(role=Role.CHIEF).select_related("group"):
        require_that(appoints(actor, seat.group), f"Cette personne est chef de secteur. {ASK_FOUNDER}")


def _check_address_is_ours(actor: Actor, contact: Contact) -> None:
    """The address opens the account, hence every group where the contact sits: who leads them all changes it."""
    if contact.user_id is None and not all(leads(actor, s.group) for s in _open_seats(contact).select_related("group")):
        raise Refused(
            "Ce contact siège aussi dans un groupe que vous ne conduisez pas, et cette adresse y ouvre l’accès. "
            "Demandez la correction à l’administrateur.",
            field="email",
        )


def _check_departure(contact: Contact, on: date) -> None:
    _check_present(contact)
    if on < contact.arrived_on:
        raise Refused(f"Le départ ne peut précéder l’arrivée ({contact.arrived_on:%d/%m/%Y}).", field="on")


def _check_present(contact: Contact) -> None:
    if contact.departed_on:
        raise Refused(f"Ce contact est parti le {contact.departed_on:%d/%m/%Y} : sa fiche ne change plus.")


def _check_organisation_open(organisation: Organisation) -> None:
    if organisation.closed_on:
        closed = f"Cette organisation est fermée depuis le {organisation.closed_on:%d/%m/%Y}."
        raise Refused(closed, field="organisation")


def _check_no_double(organisation: Organisation, email: str, but: Contact | None = None) -> None:
    """One open contact per address in an organisation."""
    if not email:
        return
    rows = Contact.objects.unsealed("looking for a double").filter(
        organisation=organisation, email=email, departed_on__isnull=True
    )
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if rows.exists():
        raise Refused("Un contact de cette organisation a déjà cette adresse. Ouvrez sa fiche.", field="email")
