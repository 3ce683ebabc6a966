"""Places and their kinds: where something happens, with or without an address."""

from django.db import models

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.kernel.ids import new_id
from palier.territory.models.units import Commune, Located, Sector


class PlaceKind(models.Model):
    """A kind of place: the second axis of the nomenclature. Dated; deprecated, never deleted."""

    code = models.CharField("code", max_length=20, primary_key=True)
    label = models.CharField("libellé", max_length=100)
    is_building_part = models.BooleanField("partie d’immeuble", default=False)
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    valid_from = models.DateField("depuis", null=True, blank=True)
    deprecated_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        ordering = ("rank", "code")

    def __str__(self) -> str:
        return self.label


class Place(Located):
    """Where something happens: more than an address, and often without one.

    A place made for a police-only matter has level *police* and its group: it shows in no list or search of
    the others (decision 6).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.ForeignKey(PlaceKind, on_delete=models.PROTECT, verbose_name="type de lieu", related_name="places")
    name = models.CharField("nom d’usage", max_length=150)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="fait partie de", related_name="parts"
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="places")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="places")
    # A place on a boundary may belong to two sectors (decision 5).
    second_sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="boundary_places"
    )
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.POPULATION)
    group_id = models.UUIDField(null=True, blank=True, editable=False)
    # Folded words of the name, address and commune, kept by the services: what the search compares.
    search_words = models.CharField(max_length=500, default="", editable=False)
    created_at = models.DateTimeField("créé le")
    changed_at = models.DateTimeField("modifié le", null=True, editable=False)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    class Meta:
        ordering = ("name",)
        indexes = [models.Index(fields=["latitude", "longitude"], name="place_position")]

    def __str__(self) -> str:
        return self.name
