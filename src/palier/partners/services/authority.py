"""Who may keep the directory, lead a group or found one: the grants table, bounded by where the mandate runs."""

from datetime import date

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.access.roles import Role
from palier.kernel.errors import NotGranted
from palier.partners.models import Contact, Group, Mandate, Organisation, Seat
from palier.territory.models import District


def keeps_directory(actor: Actor, organisation: Organisation) -> bool:
    """True for a keeper by mandate, and for the chief of a group where the organisation sits, or if it sits nowhere."""
    if holds(actor, Verb.DIRECTORY_EDIT):
        return True
    return _keeps(actor, Seat.objects.unsealed("authority").filter(contact__organisation=organisation))


def keeps_contact(actor: Actor, contact: Contact) -> bool:
    """The same, for one contact: the chief of a group where it sits, else whoever keeps its organisation."""
    if holds(actor, Verb.DIRECTORY_EDIT):
        return True
    seats = Seat.objects.unsealed("authority").filter(contact=contact)
    if seats.filter(until__isnull=True).exists():
        return _keeps(actor, seats)
    return keeps_directory(actor, contact.organisation)


def _keeps(actor: Actor, seats: QuerySet[Seat]) -> bool:
    kept = groups_where(actor, Verb.DIRECTORY_EDIT)
    sitting = set(seats.filter(until__isnull=True).values_list("group_id", flat=True))
    return bool(kept) and (not sitting or bool(kept & sitting))


def founds_in(actor: Actor, district: District, today: date) -> bool:
    """True when the actor's mandate creates groups in this circonscription: the service's, or its département's."""
    if not holds(actor, Verb.GROUP_CREATE) or actor.user_id is None:
        return False
    if Role.ADMINISTRATOR in actor.mandates:
        return True
    over = Mandate.objects.filter(
        user_id=actor.user_id, role=Role.DIRECTORATE, department_id=district.department_id, since__lte=today
    )
    return over.filter(Q(until__isnull=True) | Q(until__gt=today)).exists()


def leads(actor: Actor, group: Group) -> bool:
    """True for the group's chief and deputies, and for whoever could have founded it."""
    return holds(actor, Verb.GROUP_LEAD, group.pk) or appoints(actor, group)


def appoints(actor: Actor, group: Group) -> bool:
    """True for who names, suspends or ends the chief of this group: a founder, never the group itself."""
    if not holds(actor, Verb.GROUP_CREATE):
        return False
    return Role.ADMINISTRATOR in actor.mandates or group.pk in actor.overseen_group_ids


def require_that(allowed: bool, remedy: str) -> None:  # noqa: FBT001 - reads as a sentence: require that …
    """Pass, or raise `NotGranted` with who to turn to."""
    if not allowed:
        raise NotGranted(f"Votre rôle ne permet pas cette action. {remedy}")


ASK_CHIEF = "Adressez-vous au chef de secteur du groupe."
ASK_FOUNDER = "Adressez-vous à la direction départementale ou à l’administrateur."
ASK_KEEPER = "Adressez-vous au chef d’un groupe où cette organisation siège, ou à l’administrateur."
