"""What a journal entry about a partner is about, and who may read it afterwards."""

from uuid import UUID

from palier.access.levels import Level
from palier.journal.services import Subject
from palier.partners.models import Charter, Contact, Group, Organisation, User


def about_group(group: Group, level: Level = Level.GROUP) -> Subject:
    """A group: its members read the entry."""
    return Subject("group", group.pk, str(group), group.pk, level)


def about_organisation(organisation: Organisation) -> Subject:
    """An organisation: it belongs to no group."""
    return Subject("organisation", organisation.pk, str(organisation), None, Level.GROUP)


def about_contact(contact: Contact, group_id: UUID | None = None, level: Level = Level.GROUP) -> Subject:
    """A contact, in one group when the matter is its seat there."""
    return Subject("contact", contact.pk, str(contact), group_id, level)


def about_user(user: User) -> Subject:
    """An account: read by the auditors only."""
    return Subject("user", user.pk, str(user), None, Level.POLICE)


def about_charter(charter: Charter) -> Subject:
    """A version of the charter."""
    return Subject("charter", charter.pk, str(charter), None, Level.GROUP)
