"""From an account to the Actor that access reads by. Suspension, departure and an unsigned charter act here."""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, QuerySet

from palier.access import actor as access
from palier.access.levels import Level
from palier.access.roles import Role
from palier.partners.models import Charter, CharterSignature, DrawerGrant, Group, Mandate, Seat, User


def actor_for(user: User, *, today: date) -> access.Actor:
    """What this person is, today. A flat number of queries.

    Seats are empty when the current charter is unsigned (`charter_due` then says so), the contact has left, or
    the seat is suspended or over: access is cut at the next request.
    """
    open_seats = _open_seats(user, today)
    charter_due = bool(open_seats) and not _has_signed(user)
    seats = {} if charter_due else open_seats
    mandates = list(_open_mandates(user, today))
    return access.Actor(
        user_id=user.pk,
        label=user.name,
        seats=MappingProxyType(seats),
        mandates=frozenset(Role(mandate.role) for mandate in mandates),
        overseen_group_ids=_overseen(mandates),
        drawers=_drawers(user, seats) if seats else frozenset(),
        charter_due=charter_due,
    )


def roles_of(user: User, *, today: date) -> frozenset[Role]:
    """Every role this person holds today, the charter signed or not: what decides on the second factor."""
    seats = {seat.role for seat in _open_seats(user, today).values()}
    return frozenset(seats | {Role(mandate.role) for mandate in _open_mandates(user, today)})


def current_charter() -> Charter | None:
    """The charter published last, or None before the first publication."""
    return _published().first()


def _published() -> QuerySet[Charter]:
    return Charter.objects.filter(published_at__isnull=False).order_by("-version")


def seated_in(group_ids: Iterable[UUID], *, today: date) -> list[access.Actor]:
    """Everyone who sits in one of these groups today and signed the charter, as `actor_for` would build them.

    Mandates and drawers are left out: they open no row below the level *sealed*. A flat number of queries.
    """
    charter = current_charter()
    sitting = _seats_open_on(today).filter(group__in=list(group_ids)).values("contact__user")
    signed = CharterSignature.objects.filter(charter=charter).values("user")
    users = list(User.objects.filter(pk__in=sitting, is_active=True).filter(pk__in=signed).order_by("name", "pk"))
    seats: dict[UUID, dict[UUID, access.Seat]] = {}
    # Their keys, not the query that found them: nested in this one, it is planned from guesses and may take seconds.
    rows = _seats_open_on(today).filter(contact__user__in=[user.pk for user in users])
    for user_id, group, role, organisation in rows.values_list("contact__user", *_SEAT):
        seats.setdefault(user_id, {})[group] = access.Seat(group, Role(role), organisation)
    return [access.Actor(user.pk, user.name, seats=MappingProxyType(seats[user.pk])) for user in users]


_SEAT = ("group_id", "role", "contact__organisation_id")


def _open_seats(user: User, today: date) -> dict[UUID, access.Seat]:
    rows = _seats_open_on(today).filter(contact__user=user).values_list(*_SEAT)
    return {group: access.Seat(group, Role(role), organisation) for group, role, organisation in rows}


def _seats_open_on(today: date) -> QuerySet[Seat]:
    return (
        Seat.objects.unsealed("building the actor")
        .filter(since__lte=today, suspended_at__isnull=True, group__closed_on__isnull=True)
        .filter(Q(until__isnull=True) | Q(until__gt=today))
        .filter(Q(contact__departed_on__isnull=True) | Q(contact__departed_on__gt=today))
    )


def _has_signed(user: User) -> bool:
    return CharterSignature.objects.filter(charter__in=_published()[:1], user=user).exists()


def _open_mandates(user: User, today: date) -> QuerySet[Mandate]:
    return user.mandates.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))


def _overseen(mandates: list[Mandate]) -> frozenset[UUID]:
    within = Q(pk__in=[])
    for mandate in mandates:
        if mandate.role == Role.DISTRICT_CHIEF:
            within |= Q(district_id=mandate.district_id)
        elif mandate.role == Role.DIRECTORATE:
            within |= Q(district__department_id=mandate.department_id)
    if not within.children[1:]:
        return frozenset()
    return frozenset(Group.objects.unsealed("building the actor").filter(within).values_list("pk", flat=True))


def _drawers(user: User, seats: dict[UUID, access.Seat]) -> frozenset[UUID]:
    """Drawers opened by name, where the person still holds a police seat in the group that owns them."""
    police = [group_id for group_id, seat in seats.items() if seat.role.clearance == Level.POLICE]
    if not police:
        return frozenset()
    granted = DrawerGrant.objects.filter(user=user, revoked_at__isnull=True, group_id__in=police)
    return frozenset(granted.values_list("drawer", flat=True))
