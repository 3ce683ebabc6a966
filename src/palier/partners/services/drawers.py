"""Writes about sealed drawers: opened to named police of one group, and closed again (decision 1)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.clock import day_of
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.actors import actor_for
from palier.partners.models import DrawerGrant, Group, Seat, User
from palier.partners.services.editing import unique_or_refused


def grant_drawer(*, actor: Actor, group: Group, drawer: UUID, user: User, reason: str, now: datetime) -> DrawerGrant:
    """Open a drawer of this group to one of its police members, by name and with a reason.

    The chief may; a deputy only once a reader of that drawer, or while it has no reader: no role opens a drawer
    that someone else filled.
    """
    _require_keeper(actor, group, drawer)
    seat = actor_for(user, today=day_of(now)).seats.get(group.pk)
    if seat is None or seat.role.clearance != Level.POLICE:
        raise Refused(
            f"{user} n’a pas de siège de police ouvert dans ce groupe, charte signée. Donnez-lui d’abord un siège.",
            field="user",
        )
    why = _said(reason, "Dites pourquoi le tiroir est ouvert à cette personne.")
    with transaction.atomic():
        with unique_or_refused(f"{user} lit déjà ce tiroir.", field="user"):
            grant = DrawerGrant.objects.create(drawer=drawer, group=group, user=user, granted_at=now, reason=why)
        _note(Event.DRAWER_GRANT, actor, grant, now)
    return grant


def revoke_drawer(*, actor: Actor, grant: DrawerGrant, reason: str, now: datetime) -> DrawerGrant:
    """Close the drawer to this person at once, with a reason."""
    _require_keeper(actor, grant.group, grant.drawer)
    why = _said(reason, "Dites pourquoi le tiroir est refermé à cette personne.")
    with transaction.atomic():
        rows = DrawerGrant.objects.filter(pk=grant.pk, revoked_at__isnull=True)
        if not rows.update(revoked_at=now, closing_reason=why):
            raise Stale
        grant.revoked_at, grant.closing_reason = now, why
        _note(Event.DRAWER_REVOKE, actor, grant, now)
    return grant


def open_grants(group_id: UUID, drawer: UUID) -> QuerySet[DrawerGrant]:
    """The grants in force on a drawer, each with its person; shown to the drawer's own keepers only."""
    grants = DrawerGrant.objects.filter(group_id=group_id, drawer=drawer, revoked_at__isnull=True)
    return grants.select_related("user").order_by("granted_at", "id")


def grants_shown_to(actor: Actor, drawer: UUID) -> QuerySet[DrawerGrant]:
    """Every grant ever given on a drawer by the groups that this person heads, or that named them; last first.

    A drawer that changed hands has a register in each group, and neither reads the other's (decision 1).
    """
    if actor.user_id is None:
        return DrawerGrant.objects.none()
    headed = [group_id for group_id, seat in actor.seats.items() if seat.role is Role.CHIEF]
    named = DrawerGrant.objects.filter(drawer=drawer, user_id=actor.user_id, revoked_at__isnull=True)
    naming = named.filter(group__in=list(actor.seats)).values("group")
    grants = DrawerGrant.objects.filter(Q(group__in=headed) | Q(group__in=naming), drawer=drawer)
    return grants.select_related("user").order_by("-granted_at", "id")


def may_be_named(group_id: UUID, drawer: UUID, *, today: date) -> QuerySet[User]:
    """The police of the group who do not read this drawer yet, by name."""
    roles = [role for role in Role if role.clearance == Level.POLICE]
    seats = Seat.objects.unsealed("whom a drawer may be opened to").filter(
        group_id=group_id, role__in=roles, since__lte=today, suspended_at__isnull=True
    )
    seated = seats.filter(Q(until__isnull=True) | Q(until__gt=today)).values("contact__user")
    named = open_grants(group_id, drawer).values("user")
    return User.objects.filter(pk__in=seated, is_active=True).exclude(pk__in=named).order_by("name")


def _said(reason: str, refusal: str) -> str:
    if not reason.strip():
        raise Refused(refusal, field="reason")
    return reason.strip()


def _require_keeper(actor: Actor, group: Group, drawer: UUID) -> None:
    require(actor, Verb.PROBLEM_SEAL, group.pk)
    is_chief = Role.CHIEF in actor.roles_in(group.pk)
    if is_chief or drawer in actor.drawers or not open_grants(group.pk, drawer).exists():
        return
    raise NotGranted("Ce tiroir est ouvert à des personnes nommées. Adressez-vous au chef de secteur du groupe.")


def _note(event: Event, actor: Actor, grant: DrawerGrant, now: datetime) -> None:
    subject = Subject("drawer", grant.drawer, "Tiroir scellé", grant.group_id, Level.SEALED)
    record_event(event, actor=actor, at=now, subject=subject, payload={"user": str(grant.user_id)})
