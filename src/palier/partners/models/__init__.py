"""Tables of the partners, one module per subject."""

from palier.partners.models.accounts import Mandate, User
from palier.partners.models.charter import Charter, CharterSignature
from palier.partners.models.groups import DrawerGrant, Group, Seat
from palier.partners.models.invitations import Invitation
from palier.partners.models.organisations import Contact, Organisation, OrganisationType, Stewardship
from palier.partners.models.rights import RightsRequest
from palier.partners.models.wording import Page, Term

__all__ = [
    "Charter",
    "CharterSignature",
    "Contact",
    "DrawerGrant",
    "Group",
    "Invitation",
    "Mandate",
    "Organisation",
    "OrganisationType",
    "Page",
    "RightsRequest",
    "Seat",
    "Stewardship",
    "Term",
    "User",
]
