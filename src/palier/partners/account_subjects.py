"""How accounts are named in the journal: their entries belong to no group and are read by the audit only."""

from palier.access.actor import Actor
from palier.journal.services import Subject
from palier.partners.models import Invitation, User


def account_subject(user: User) -> Subject:
    """An account as the subject of an entry."""
    return Subject("user", user.pk, user.name)


def invitation_subject(invitation: Invitation) -> Subject:
    """An invitation as the subject of an entry; the address is not copied."""
    return Subject("invitation", invitation.pk, invitation.name)


def themselves(user: User) -> Actor:
    """The person acting on its own account, to be named in the journal: it reads no row by this alone."""
    return Actor(user_id=user.pk, label=user.name)
