"""Partner organisations, their contacts, and the places they own or manage."""

from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.access.rows import SealedManager
from palier.kernel.ids import new_id
from palier.partners.models.accounts import User
from palier.partners.models.editing import EditedRecord
from palier.territory.models import Place


class OrganisationType(EditedRecord):
    """A type of partner (18 codes, decision 27). Labels are data; a code is deprecated, never deleted."""

    code = models.CharField("code", max_length=5, primary_key=True)
    label = models.CharField("libellé", max_length=120)
    usual_contact = models.CharField("interlocuteur habituel", max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    is_police = models.BooleanField("police nationale", default=False)
    deprecated_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        ordering = ("rank", "code")

    def __str__(self) -> str:
        return self.label


class Organisation(EditedRecord):
    """A partner: a peer that reports, proposes, accepts or declines."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    type = models.ForeignKey(OrganisationType, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField("nom", max_length=150, unique=True)
    short_name = models.CharField("nom court", max_length=30, blank=True)
    created_at = models.DateTimeField("créée le")
    closed_on = models.DateField("fermée le", null=True, blank=True)

    class Meta:
        ordering = ("name__folded",)

    def __str__(self) -> str:
        return self.name


class ContactRule:
    """Who reads a contact: who shares or oversees a group with it, its own organisation, the directory’s keepers.

    A keeper by mandate reads them all. A chief, who keeps the directory of its group, also reads the colleagues of
    the organisations that sit there, and the contacts who sit nowhere yet.
    """

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The contacts `actor` may read."""
        if holds(actor, Verb.DIRECTORY_EDIT):
            return Q()
        contacts = model._base_manager
        known = actor.group_ids | actor.overseen_group_ids
        allowed = Q(pk__in=contacts.filter(seats__group_id__in=known).values("pk"))
        allowed |= Q(organisation_id__in=actor.organisation_ids)
        kept = groups_where(actor, Verb.DIRECTORY_EDIT)
        if kept:
            seated = contacts.filter(seats__group_id__in=kept, seats__until__isnull=True)
            allowed |= Q(organisation_id__in=seated.values("organisation_id"))
            allowed |= Q(pk__in=contacts.filter(seats__isnull=True).values("pk"))
        return allowed


class Contact(EditedRecord):
    """A person at a partner, in professional capacity. Replaced on departure, never overwritten."""

    class Channel(models.TextChoices):
        MAIL = "mail", "Courriel"
        PHONE = "phone", "Téléphone"
        ACCOUNT = "account", "Dans l’application"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts")
    name = models.CharField("nom", max_length=150)
    function = models.CharField("fonction", max_length=120, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone professionnel", max_length=30, blank=True)
    # Told when its organisation keeps silent (requirement 24).
    is_head = models.BooleanField("responsable de son organisation", default=False)
    channel = models.CharField("moyen préféré", max_length=10, choices=Channel.choices, default=Channel.MAIL)
    arrived_on = models.DateField("arrivée le")
    departed_on = models.DateField("départ le", null=True, blank=True)
    replaces = models.ForeignKey(  # the predecessor: a person is replaced, never overwritten
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )

    objects = SealedManager()
    protection: Any = ContactRule()

    class Meta:
        ordering = ("name__folded",)
        constraints = [
            models.CheckConstraint(
                condition=Q(departed_on__isnull=True) | Q(departed_on__gte=models.F("arrived_on")),
                name="contact_departs_after_arrival",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Stewardship(models.Model):
    """Who owns or manages a place, and since when: the key to many answers."""

    class Kind(models.TextChoices):
        OWNER = "owner", "Propriétaire"
        MANAGER = "manager", "Gestionnaire"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="stewardships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stewardships")
    kind = models.CharField("qualité", max_length=10, choices=Kind.choices)
    since = models.DateField("depuis le", null=True, blank=True)
    until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        ordering = ("kind", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "organisation", "kind"],
                condition=Q(until__isnull=True),
                name="one_open_stewardship_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_kind_display()})"
