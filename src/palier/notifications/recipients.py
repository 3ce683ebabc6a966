"""Who is told: the organisation that gave its word, or those who lead the group; the police like the others."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.actions.queries import parts_for
from palier.partners.actors import seated_in
from palier.partners.models import Contact

Ids = set[UUID]


def leaders_of(group_id: UUID, *, today: date) -> Ids:
    """The accounts of those who lead this group: its chief and deputy."""
    return _ids(actor for actor in seated_in([group_id], today=today) if holds(actor, Verb.ACTION_LEAD, group_id))


def members_of(group_id: UUID, *, today: date) -> Ids:
    """The accounts of all who sit in this group."""
    return _ids(seated_in([group_id], today=today))


def owners_of(action: Action, *, today: date) -> Ids:
    """The account of the person who carries the action; without one, of all who may answer for its organisation."""
    speakers = _speakers(action, today)
    contact = action.contact
    return {contact.user_id} if contact and contact.user_id in speakers else speakers


def heads_of(action: Action, *, today: date) -> Ids:
    """The accounts of the heads of the responsible organisation who sit in the group; without any, all its speakers."""
    speakers = _speakers(action, today)
    heads = Contact.objects.unsealed("recipients").filter(is_head=True, organisation=action.organisation_id)
    return speakers & set(heads.filter(user__in=speakers).values_list("user_id", flat=True)) or speakers


def asked_by(part: Involvement, *, today: date) -> Ids:
    """The accounts of those who sit in the group for the partner asked, and read what it is asked about."""
    group_id = part.problem.group_id
    seated = seated_in([group_id], today=today)
    return _readers(part, (actor for actor in seated if actor.speaks_for(part.organisation_id, group_id)))


def told_by(part: Involvement, *, today: date) -> Ids:
    """The accounts of those who lead the group where a partner said where it stands, and read it."""
    group_id = part.problem.group_id
    seated = seated_in([group_id], today=today)
    return _readers(part, (actor for actor in seated if holds(actor, Verb.ACTION_LEAD, group_id)))


def _readers(part: Involvement, actors: Iterable[Actor]) -> Ids:
    # By the rule of the rows themselves: a partner named on a reserved problem reads it, whatever its clearance.
    return _ids(actor for actor in actors if parts_for(actor).filter(pk=part.pk).exists())


def _speakers(action: Action, today: date) -> Ids:
    """Those who answer for its organisation, and read it."""
    group_id, level = action.problem.group_id, max(action.level, action.problem.level)
    seated = seated_in([group_id], today=today)
    reach = (actor for actor in seated if (actor.clearance_in(group_id) or 0) >= level)
    return _ids(actor for actor in reach if actor.speaks_for(action.organisation_id, group_id))


def _ids(actors: Iterable[Actor]) -> Ids:
    return {actor.user_id for actor in actors if actor.user_id is not None}
