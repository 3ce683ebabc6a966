"""Reads about groups and seats: the groups of a reader, who sits now, who sat when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.partners.models import Contact, Group, Organisation, Seat

ROLE_ORDER = {role.value: rank for rank, role in enumerate((Role.CHIEF, Role.DEPUTY, Role.OFFICER, Role.PARTNER))}


def groups_for(actor: Actor, *, closed: bool = False) -> QuerySet[Group]:
    """The groups this reader knows, open ones (or closed ones), each with its sectors and its present chief."""
    chiefs = Seat.objects.visible_to(actor).filter(role=Role.CHIEF, until__isnull=True)
    return (
        Group.objects.visible_to(actor)
        .filter(closed_on__isnull=not closed)
        .select_related("district__department")
        .prefetch_related("sectors", Prefetch("seats", _with_contact(chiefs), to_attr="chiefs"))
    )


def other_groups_of_department(group: Group) -> QuerySet[Group]:
    """The open groups of the same department, to choose one by its name and pass something on to it."""
    groups = Group.objects.unsealed("names of the groups of the same department")
    same = groups.filter(district__department=group.district.department_id, closed_on__isnull=True)
    return same.exclude(pk=group.pk)


def open_seats(group: Group, on: date) -> QuerySet[Seat]:
    """The seats that run on that day, unsealed: for counts and lookups inside other reads."""
    rows = Seat.objects.unsealed("who sits").filter(group=group, since__lte=on)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=on))


def seats_on(actor: Actor, group: Group, on: date) -> list[Seat]:
    """Who sat in this group on that day, chief first, then by organisation and name."""
    rows = Seat.objects.visible_to(actor).filter(group=group, since__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on))
    return sorted(_with_contact(rows), key=_order)


def seats_over_time(actor: Actor, group: Group) -> QuerySet[Seat]:
    """Every seat ever held in this group, newest first, ended ones included."""
    rows = Seat.objects.visible_to(actor).filter(group=group).exclude(until=F("since"))
    return _with_contact(rows).order_by("-since", "id")


@dataclass(frozen=True, slots=True)
class Bench:
    """The seats of one organisation in one group."""

    organisation: Organisation
    seats: list[Seat]


def benches(seats: list[Seat]) -> list[Bench]:
    """The same seats, organisation by organisation, in the order they come."""
    found: dict[str, Bench] = {}
    for seat in seats:
        organisation = seat.contact.organisation
        found.setdefault(str(organisation.pk), Bench(organisation, [])).seats.append(seat)
    return list(found.values())


def contacts_to_seat(actor: Actor, group: Group, *, police: bool = False) -> QuerySet[Contact]:
    """The present contacts this reader may offer a seat in the group: not sitting there yet, police only if asked."""
    seated = Seat.objects.unsealed("who sits already").filter(group=group, until__isnull=True).values("contact_id")
    rows = Contact.objects.visible_to(actor).filter(departed_on__isnull=True, organisation__closed_on__isnull=True)
    if police:
        rows = rows.filter(organisation__type__is_police=True)
    return (
        rows.exclude(pk__in=seated)
        .select_related("organisation")
        .order_by("organisation__name__folded", "name__folded")
    )


def police_contacts(actor: Actor) -> QuerySet[Contact]:
    """The present contacts of the police this reader may name chief."""
    rows = Contact.objects.visible_to(actor).filter(departed_on__isnull=True, organisation__type__is_police=True)
    return rows.select_related("organisation").order_by("organisation__name__folded", "name__folded")


def _with_contact(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """With contact and organisation at hand: who reads a seat reads the contact who holds it (same rule)."""
    return seats.select_related("contact__organisation__type", "contact__user")


def _order(seat: Seat) -> tuple[int, str, str]:
    return ROLE_ORDER.get(seat.role, len(ROLE_ORDER)), seat.contact.organisation.name, seat.contact.name
