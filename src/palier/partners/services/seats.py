"""Writes about seats: give, change, suspend, resume, end; the chief's seat apart. Ended, never overwritten."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Greatest

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.access.roles import SEAT_ROLES, Role
from palier.journal.events import Event
from palier.journal.services import record_event
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Contact, Group, Seat
from palier.partners.separation import refuse_keeper_in_a_group, refuse_letting_oneself_in, refuse_second_voice
from palier.partners.services.authority import ASK_CHIEF, ASK_FOUNDER, appoints, leads, require_that
from palier.partners.services.editing import unique_or_refused
from palier.partners.services.subjects import about_contact

_TAKEN = "Ce contact siège déjà dans ce groupe. Ouvrez son siège pour le modifier."
_CHIEF_APART = "Le chef de secteur se nomme avec « Nommer le chef »."


def give_seat(
    *, actor: Actor, group: Group, contact: Contact, role: Role, rank: str, since: date, now: datetime
) -> Seat:
    """Have a contact sit in the group from that day; a police role asks for a contact of the police."""
    require_that(leads(actor, group), ASK_CHIEF)
    if role is Role.CHIEF:
        raise Refused(_CHIEF_APART, field="role")
    refuse_letting_oneself_in(actor, contact.user_id)
    _check_may_sit(group, contact, role, since, now)
    with transaction.atomic():
        with unique_or_refused(_TAKEN, field="contact"):
            seat = Seat.objects.create(group=group, contact=contact, role=role, rank=rank, since=since)
        _note(Event.SEAT_GIVE, actor, seat, now, since=since.isoformat())
    return seat


def appoint_chief(*, actor: Actor, group: Group, contact: Contact, on: date, now: datetime) -> Seat:
    """Name the chief from that day; the chief before leaves the chair, not the group's history."""
    require_that(appoints(actor, group), ASK_FOUNDER)
    return seat_chief(actor=actor, group=group, contact=contact, on=on, now=now)


def seat_chief(*, actor: Actor, group: Group, contact: Contact, on: date, now: datetime) -> Seat:
    """Put the contact in the chief's chair: called once the right to name the chief has been checked."""
    refuse_letting_oneself_in(actor, contact.user_id)
    _check_may_sit(group, contact, Role.CHIEF, on, now)
    with transaction.atomic():
        present = _open(group).filter(role=Role.CHIEF).first()
        if present and present.contact_id == contact.pk:
            raise Refused("Ce contact est déjà le chef de ce groupe.", field="contact")
        if present and present.since > on:
            raise Refused(f"Le chef actuel l’est depuis le {present.since:%d/%m/%Y}.", field="on")
        # The newcomer may already sit as deputy or officer: that seat ends as the chair is taken.
        end_open_seats(_open(group).filter(Q(role=Role.CHIEF) | Q(contact=contact)), on)
        with unique_or_refused("Quelqu’un vient de nommer le chef de ce groupe. Rechargez la page.", field="contact"):
            seat = Seat.objects.create(group=group, contact=contact, role=Role.CHIEF, since=on)
        replaced = str(present.contact_id) if present else None
        _note(Event.SEAT_GIVE, actor, seat, now, since=on.isoformat(), replaced=replaced)
    return seat


def change_seat(*, actor: Actor, seat: Seat, role: Role, rank: str, on: date, now: datetime) -> Seat:
    """Give the seat another role or rank from that day: the old seat ends, a new one opens, both are kept."""
    _require_over(actor, seat)
    _check_running(seat)
    if Role.CHIEF in {role, seat.role}:
        raise Refused(_CHIEF_APART, field="role")
    if on < seat.since:
        raise Refused(f"Ce siège a commencé le {seat.since:%d/%m/%Y}.", field="on")
    _check_police(seat.contact, role)
    role_before, rank_before = seat.role, seat.rank
    with transaction.atomic():
        _move(seat, until=on)
        seat = Seat.objects.create(
            group=seat.group,
            contact=seat.contact,
            role=role,
            rank=rank,
            since=on,
            suspended_at=seat.suspended_at,
            suspension_reason=seat.suspension_reason,
        )
        _note(Event.SEAT_CHANGE, actor, seat, now, from_role=role_before, from_rank=rank_before)
    return seat


def suspend_seat(*, actor: Actor, seat: Seat, reason: str, now: datetime) -> Seat:
    """Cut this person's access to the group at once, until resumed. The reason stays out of the journal."""
    _require_over(actor, seat)
    _check_running(seat)
    if not reason.strip():
        raise Refused("Indiquez le motif : il sera montré à la personne concernée.", field="reason")
    if seat.suspended_at:
        raise Refused("Ce siège est déjà suspendu.")
    with transaction.atomic():
        _move(seat, suspended_at=now, suspension_reason=reason.strip())
        _note(Event.SEAT_SUSPEND, actor, seat, now, Level.POLICE)
    return seat


def resume_seat(*, actor: Actor, seat: Seat, now: datetime) -> Seat:
    """Give a suspended person access again."""
    _require_over(actor, seat)
    _check_running(seat)
    if not seat.suspended_at:
        raise Refused("Ce siège n’est pas suspendu.")
    refuse_letting_oneself_in(actor, seat.contact.user_id)
    with transaction.atomic():
        _move(seat, suspended_at=None, suspension_reason="")
        _note(Event.SEAT_RESUME, actor, seat, now, Level.POLICE)
    return seat


def end_seat(*, actor: Actor, seat: Seat, on: date, now: datetime) -> Seat:
    """End the seat that day. A chief's seat ends by naming the next chief, or by the chief's departure."""
    _require_over(actor, seat)
    _check_running(seat)
    if seat.role == Role.CHIEF:
        raise Refused("Un groupe garde un chef : nommez le suivant, ou enregistrez le départ de la personne.")
    if on < seat.since:
        raise Refused(f"Ce siège a commencé le {seat.since:%d/%m/%Y}.", field="on")
    with transaction.atomic():
        _move(seat, until=on)
        _note(Event.SEAT_END, actor, seat, now, until=on.isoformat())
    return seat


def end_open_seats(seats: QuerySet[Seat], on: date) -> None:
    """End the open ones among these seats; one planned for later ends on the day it would have begun."""
    seats.filter(until__isnull=True).update(until=Greatest("since", Value(on, output_field=DateField())))


def _open(group: Group) -> QuerySet[Seat]:
    return Seat.objects.unsealed("changing seats").filter(group=group, until__isnull=True)


def _move(seat: Seat, **values: object) -> None:
    """Write, if the seat still stands as it was read."""
    rows = Seat.objects.unsealed("changing a seat").filter(
        pk=seat.pk, until__isnull=True, role=seat.role, rank=seat.rank, suspended_at=seat.suspended_at
    )
    if not rows.update(**values):
        raise Stale
    for name, value in values.items():
        setattr(seat, name, value)


def _note(event: Event, actor: Actor, seat: Seat, now: datetime, level: Level = Level.GROUP, **more: object) -> None:
    subject = about_contact(seat.contact, seat.group_id, level)
    payload = {"seat": str(seat.pk), "role": seat.role, "rank": seat.rank, **more}
    record_event(event, actor=actor, at=now, subject=subject, payload=payload)


def _require_over(actor: Actor, seat: Seat) -> None:
    """The chief leads the seats of the group, but the chief's own seat belongs to those who name chiefs."""
    if seat.role == Role.CHIEF:
        require_that(appoints(actor, seat.group), ASK_FOUNDER)
    require_that(leads(actor, seat.group), ASK_CHIEF)


def _check_running(seat: Seat) -> None:
    if seat.until:
        raise Refused(f"Ce siège a pris fin le {seat.until:%d/%m/%Y} : il ne change plus.")


def _check_may_sit(group: Group, contact: Contact, role: Role, since: date, now: datetime) -> None:
    if group.closed_on:
        raise Refused(f"Ce groupe est clos depuis le {group.closed_on:%d/%m/%Y}.")
    if contact.departed_on:
        raise Refused(f"{contact} est parti le {contact.departed_on:%d/%m/%Y}.", field="contact")
    if since < contact.arrived_on:
        raise Refused(f"{contact} est arrivé le {contact.arrived_on:%d/%m/%Y} : le siège ne peut commencer avant.")
    _check_police(contact, role)
    refuse_keeper_in_a_group(contact.user_id, day_of(now))
    refuse_second_voice(contact.user_id, [group.pk], contact.pk)


def _check_police(contact: Contact, role: Role) -> None:
    if role not in SEAT_ROLES:
        raise Refused("Ce rôle ne se tient pas dans un groupe.", field="role")
    if role.clearance == Level.POLICE and not contact.organisation.type.is_police:
        raise Refused(
            f"Le rôle « {role.label} » lit le niveau police : il est réservé aux contacts de la police nationale, "
            f"et {contact.organisation} n’en est pas. Choisissez « {Role.PARTNER.label} ».",
            field="role",
        )
