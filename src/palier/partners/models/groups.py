"""Groups (GPO), the seats people hold in them, and the sealed drawers opened by name."""

from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.roles import SEAT_ROLES
from palier.access.rows import SealedManager
from palier.kernel.ids import new_id
from palier.partners.models.accounts import User
from palier.partners.models.editing import EditedRecord
from palier.partners.models.organisations import Contact
from palier.territory.models import District, Sector


class GroupRule:
    """A group is known to those who sit in it, who oversee it, and who create groups."""

    def __init__(self, path: str = "pk") -> None:
        self.path = path

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The groups (or their seats) `actor` may read."""
        if holds(actor, Verb.GROUP_CREATE) and holds(actor, Verb.ACCOUNT_EDIT):
            return Q()
        return Q(**{f"{self.path}__in": actor.group_ids | actor.overseen_group_ids})


class Group(EditedRecord):
    """A groupe de partenariat opérationnel (GPO): permanent on a sector, ad hoc for a place, or thematic."""

    class Shape(models.TextChoices):
        SECTOR = "sector", "De secteur (permanent)"
        AD_HOC = "ad_hoc", "Ad hoc (un lieu, une durée)"
        THEMATIC = "thematic", "Thématique"

    class Attachment(models.TextChoices):
        CLSPD = "clspd", "Au sein du CLSPD ou du CISPD"
        STANDALONE = "standalone", "Hors CLSPD"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField("code", max_length=20, unique=True)
    name = models.CharField("nom", max_length=120)
    shape = models.CharField("forme", max_length=10, choices=Shape.choices, default=Shape.SECTOR)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="groups")
    sectors = models.ManyToManyField(Sector, related_name="groups", blank=True)
    theme = models.CharField("thème ou lieu", max_length=150, blank=True)
    attachment = models.CharField(
        "rattachement", max_length=12, choices=Attachment.choices, default=Attachment.STANDALONE
    )
    target_interval_days = models.PositiveSmallIntegerField("intervalle visé (jours)", default=15)
    maximum_interval_days = models.PositiveSmallIntegerField("intervalle maximal (jours)", default=31)
    created_at = models.DateTimeField("créé le")
    opened_on = models.DateField("ouvert le")
    # An ad hoc group says from the start until when it is meant to last.
    planned_end_on = models.DateField("fin prévue le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)

    objects = SealedManager()
    protection: Any = GroupRule()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(target_interval_days__gte=1, maximum_interval_days__gte=models.F("target_interval_days")),
                name="group_cadence_is_ordered",
            ),
            models.CheckConstraint(
                condition=~Q(shape="ad_hoc") | (Q(planned_end_on__isnull=False) & ~Q(theme="")),
                name="ad_hoc_group_names_its_place_and_end",
            ),
            models.CheckConstraint(
                condition=~Q(shape="thematic") | ~Q(theme=""), name="thematic_group_names_its_theme"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """One contact's place in one group: role, rank, arrival, departure, suspension. Ended, never overwritten."""

    class Rank(models.TextChoices):
        TITULAR = "titular", "Titulaire"
        SUBSTITUTE = "substitute", "Suppléant"
        GUEST = "guest", "Invité"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField("rôle", max_length=20, choices=[(role.value, role.label) for role in SEAT_ROLES])
    rank = models.CharField("qualité", max_length=10, choices=Rank.choices, default=Rank.TITULAR)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    suspended_at = models.DateTimeField("suspendu le", null=True, blank=True)
    suspension_reason = models.CharField("motif de suspension", max_length=200, blank=True)

    objects = SealedManager()
    protection: Any = GroupRule("group_id")

    class Meta:
        ordering = ("since", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "contact"], condition=Q(until__isnull=True), name="one_open_seat_per_contact"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(until__isnull=True, role="chief"), name="one_open_chief_per_group"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="seat_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} ({self.get_rank_display()})"


class DrawerGrant(models.Model):
    """One sealed drawer opened to one person by name; no role gives it by itself (decision 1).

    `drawer` is the id of the record that holds the drawer. No foreign key: this floor does not know the cycle.
    The grant works only while the person holds a police seat in `group`, the owner of that record.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    drawer = models.UUIDField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="drawer_grants")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drawer_grants")
    granted_at = models.DateTimeField("accordé le")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    # Read with the list of its readers, and nowhere else.
    reason = models.CharField("motif", max_length=200, blank=True)
    closing_reason = models.CharField("motif du retrait", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["drawer", "user"], condition=Q(revoked_at__isnull=True), name="one_open_grant_per_drawer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"
