"""Invitations: the only way to an account. The link's secret is stored hashed."""

from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.access.roles import MANDATE_ROLES
from palier.access.rows import SealedManager
from palier.kernel.ids import new_id
from palier.partners.models.accounts import User
from palier.partners.models.organisations import Contact
from palier.territory.models import Department, District


class InvitationRule:
    """Invitations are read by those who keep the accounts, and by the chiefs for the contacts of their groups."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The invitations `actor` may read."""
        if holds(actor, Verb.ACCOUNT_EDIT):
            return Q()
        led = groups_where(actor, Verb.GROUP_LEAD)
        if not led:
            return Q(pk__in=[])
        seated = Contact._base_manager.filter(seats__group_id__in=led).values("pk")
        return Q(contact_id__in=seated)


class Invitation(models.Model):
    """One person invited to open an account: by a chief for a contact, by the administrator for anyone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField("adresse électronique")
    name = models.CharField("nom affiché", max_length=150)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    # The mandate the account is opened with, when it is not a contact's.
    role = models.CharField(
        "mandat", max_length=20, blank=True, choices=[(role.value, role.label) for role in MANDATE_ROLES]
    )
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("expire le")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True)
    account = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")

    objects = SealedManager()
    protection: Any = InvitationRule()

    class Meta:
        ordering = ("-sent_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while the invitation is neither accepted nor revoked; it may still have expired."""
        return self.accepted_at is None and self.revoked_at is None
