"""Every read of the commitment links: who reads behind one, what it shows, which ones are alive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from django.db.models import Count, F, Prefetch, QuerySet

from palier.access.actor import Actor, Seat, partner_like
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_for
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM
from palier.cycle.slips.models import Slip, SlipKey, SlipLine, SlipUse
from palier.kernel.errors import Refused
from palier.kernel.link_keys import LinkKeys
from palier.partners.actors import seated_in
from palier.partners.models import Contact, Group, Organisation

KEYS = LinkKeys("slip")
DEAD_LINK = (
    "Ce lien n’ouvre plus rien : il a expiré, il a été révoqué, ou l’adresse a été mal recopiée. "
    "Si vous avez encore un engagement à tenir, demandez un nouveau lien à la personne qui vous a écrit, "
    "ou répondez-lui par téléphone."
)


class Mailed(Protocol):
    """What a mailed link opens, in one group, for one contact of an organisation."""

    contact: Contact
    organisation: Organisation

    @property
    def group_id(self) -> UUID:
        """The group it is of."""
        ...


def link_actor(mailed: Mailed) -> Actor:
    """Who reads behind a link: its contact, with a partner's reach in that one group, and no account."""
    seat = Seat(mailed.group_id, Role.PARTNER, mailed.organisation.pk)
    label = f"{mailed.contact.name}, {mailed.organisation.name} (par lien)"
    return Actor(user_id=None, label=label, seats=MappingProxyType({mailed.group_id: seat}))


def read_slip(*, token: str, today: date) -> Slip:
    """The slip that a token opens. A dead, revoked or forged link is `Refused`, always alike (decision 10)."""
    keys = SlipKey.objects.unsealed("link held by the contact").filter(token_hash=KEYS.hash_of(token))
    key = keys.select_related("slip__group", "slip__organisation", "slip__contact").first()
    if key is None or not key.slip.is_alive(_actions_in(key.slip), today):
        raise Refused(DEAD_LINK)
    return key.slip


def is_alive(slip: Slip, today: date) -> bool:
    """True while its link opens."""
    return slip.is_alive(_actions_in(slip), today)


def serves_until(slip: Slip) -> date:
    """The last day of its link."""
    return slip.serves_until(_actions_in(slip))


def promises_of(slip: Slip) -> list[Action]:
    """What the link shows today, by the one access rule: the promises of this slip that are still its reader's."""
    rows = actions_for(link_actor(slip)).filter(slip_lines__slip=slip).select_related("problem__place", "organisation")
    return [action for action in rows if slip.still_holds(action)]


def promises_to_send(group: Group, organisation: Organisation) -> QuerySet[Action]:
    """The living promises of an organisation that a link of this group may show, next due first."""
    rows = actions_for(partner_like(group.pk, organisation.pk)).select_related("problem__place")
    return rows.filter(
        organisation=organisation,
        problem__group=group,
        level__lte=Level.GROUP,
        problem__level__lte=Level.GROUP,
        state__in=LIVING,
        problem__state__in=LIVING_PROBLEM,
    )


def contacts_to_write_to(actor: Actor, organisation: Organisation) -> QuerySet[Contact]:
    """The present contacts of an organisation that have an address, those without an account first."""
    rows = Contact.objects.visible_to(actor).filter(organisation=organisation, departed_on__isnull=True)
    return rows.exclude(email="").order_by(F("user").asc(nulls_first=True), "name__folded")


def has_a_voice(group: Group, organisation: Organisation, today: date) -> bool:
    """True when somebody of the organisation answers for it in the group with an account of its own."""
    return any(actor.speaks_for(organisation.pk, group.pk) for actor in seated_in([group.pk], today=today))


@dataclass(frozen=True, slots=True)
class Addressee:
    """An organisation that still has promises to answer in a group, and whether somebody there has an account."""

    group: UUID
    group_name: str
    organisation: UUID
    organisation_name: str
    promises: int
    has_voice: bool


def addressees_for(actor: Actor, today: date) -> list[Addressee]:
    """To whom this reader may send a link, those without an account first. A flat number of queries."""
    led = groups_where(actor, Verb.ACTION_LEAD)
    rows = Action.objects.visible_to(actor).filter(
        state__in=LIVING, level__lte=Level.GROUP, problem__state__in=LIVING_PROBLEM
    )
    rows = rows.filter(problem__group__in=led, problem__level__lte=Level.GROUP, organisation__closed_on__isnull=True)
    columns = ("problem__group", "problem__group__name", "organisation", "organisation__name")
    counted = rows.order_by().values(*columns).annotate(promises=Count("pk"))
    seats = (seat for one in seated_in(led, today=today) for seat in one.seats.values())
    voices = {(seat.group_id, seat.organisation_id) for seat in seats}
    found = [
        Addressee(
            group=row["problem__group"],
            group_name=row["problem__group__name"],
            organisation=row["organisation"],
            organisation_name=row["organisation__name"],
            promises=row["promises"],
            has_voice=(row["problem__group"], row["organisation"]) in voices,
        )
        for row in counted
    ]
    return sorted(found, key=lambda one: (one.has_voice, one.group_name, one.organisation_name))


def slips_for(actor: Actor) -> QuerySet[Slip]:
    """The slips of the groups this reader leads, newest first, with what a line of the list shows."""
    lines = SlipLine.objects.visible_to(actor).select_related("action__problem")
    uses = SlipUse.objects.visible_to(actor)
    rows = Slip.objects.visible_to(actor).select_related("group", "organisation", "contact")
    return rows.prefetch_related(
        Prefetch("lines", lines, to_attr="all_lines"), Prefetch("uses", uses, to_attr="all_uses")
    )


def living_slips_of(contact: Contact, today: date, *, group: Group | None = None) -> list[Slip]:
    """The links that this contact may open today, in this group or in all."""
    rows = Slip.objects.unsealed("links of a contact").filter(contact=contact, revoked_at__isnull=True)
    if group is not None:
        rows = rows.filter(group=group)
    return [slip for slip in rows.select_related("group", "organisation", "contact") if is_alive(slip, today)]


def holders_of_links(slips: Iterable[Slip]) -> set[tuple[UUID, UUID]]:
    """Among the contacts of these links, those who hold one that was not ended, each with its group. One query."""
    rows = Slip.objects.unsealed("links not ended").filter(contact__in=[one.contact_id for one in slips])
    return set(rows.filter(revoked_at__isnull=True).values_list("contact", "group"))


def left_out(slip: Slip, actions: Iterable[Action]) -> list[Action]:
    """The living promises of this link that another one, made of `actions`, would show no more."""
    kept = {action.pk for action in actions}
    return [one for one in promises_of(slip) if one.state in LIVING and one.pk not in kept]


def living_slips_about(action: Action, today: date) -> Iterable[Slip]:
    """The last living slip of each contact without an account that holds this action: whom to remind of it."""
    rows = Slip.objects.unsealed("reminding").filter(lines__action=action, contact__user__isnull=True)
    found: dict[object, Slip] = {}
    for slip in rows.select_related("group", "organisation", "contact").order_by("-sent_at", "id"):
        if slip.contact_id not in found and slip.still_holds(action) and is_alive(slip, today):
            found[slip.contact_id] = slip
    return found.values()


def _actions_in(slip: Slip) -> list[Action]:
    rows = Action.objects.unsealed("how long a slip serves").filter(slip_lines__slip=slip)
    return list(rows.select_related("problem"))
