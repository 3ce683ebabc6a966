"""Who keeps the service stays outside its groups, and nobody lets itself in (decision 8).

The administrator and the data-protection officer read no content: their account holds no seat. Whoever gives seats
gives none to its own account: it takes a second person, and the group reads in its history who did it.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.kernel.errors import Refused
from palier.partners.models import Mandate, Seat

KEEPERS = (Role.ADMINISTRATOR, Role.DPO)


def refuse_letting_oneself_in(actor: Actor, user_id: UUID | None) -> None:
    """Refuse a seat, or a contact that sits, given by a person to its own account."""
    if user_id is not None and actor.user_id == user_id:
        raise Refused(
            "Vous ne pouvez pas vous donner un siège à vous-même : demandez-le au chef du groupe, à la direction "
            "départementale ou à un autre administrateur.",
            field="contact",
        )


def refuse_keeper_in_a_group(user_id: UUID | None, today: date) -> None:
    """Refuse a seat to an account that administers the service or protects its data."""
    if user_id is None:
        return
    held = Mandate.objects.filter(user_id=user_id, role__in=KEEPERS)
    if held.filter(Q(until__isnull=True) | Q(until__gt=today)).exists():
        raise Refused(
            "Cette personne est administrateur ou délégué à la protection des données : elle ne lit aucun contenu et "
            "ne siège dans aucun groupe. Terminez d’abord ce mandat.",
            field="contact",
        )


def refuse_member_as_keeper(user_id: UUID, role: Role, today: date) -> None:
    """Refuse the mandate of administrator or of DPO to an account that sits in a group."""
    seats = Seat.objects.unsealed("keeping the service apart").filter(contact__user_id=user_id)
    if role in KEEPERS and seats.filter(Q(until__isnull=True) | Q(until__gt=today)).exists():
        raise Refused(
            f"Cette personne siège dans un groupe : le mandat « {role.label} » ne se donne qu’à qui ne lit aucun "
            "contenu. Mettez d’abord fin à ses sièges, ou choisissez une autre personne.",
            field="role",
        )


def refuse_second_voice(user_id: UUID | None, group_ids: Iterable[UUID], besides: UUID) -> None:
    """Refuse a second contact of one account in a group: what it reads must not depend on a draw."""
    if user_id is None:
        return
    seats = Seat.objects.unsealed("one voice in a group").filter(contact__user_id=user_id, until__isnull=True)
    if seats.filter(group_id__in=group_ids).exclude(contact_id=besides).exists():
        raise Refused("Cette personne siège déjà dans ce groupe pour une autre organisation.", field="contact")
