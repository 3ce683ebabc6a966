"""Tables of the territory: administrative units, kinds of place, places."""

from django.db import models

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.kernel.ids import new_id


class Located(models.Model):
    """A GeoJSON geometry (WGS 84, lon/lat) with its bounding box in plain columns, so that a B-tree finds it."""

    geometry = models.JSONField("géométrie", null=True, blank=True)
    west = models.FloatField(null=True, editable=False)
    south = models.FloatField(null=True, editable=False)
    east = models.FloatField(null=True, editable=False)
    north = models.FloatField(null=True, editable=False)

    class Meta:
        abstract = True


class Department(Located):
    """A département."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField("code", max_length=3, unique=True)
    name = models.CharField("nom", max_length=100)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class District(Located):
    """A police circonscription: the union of its communes (decision 30)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="districts")
    code = models.CharField("code", max_length=10, unique=True)
    name = models.CharField("nom", max_length=100)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Commune(Located):
    """A commune, known by its INSEE code."""

    insee = models.CharField("code INSEE", max_length=5, primary_key=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="communes")
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="communes")
    name = models.CharField("nom", max_length=100)
    population = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Sector(Located):
    """A police sector, inside a circonscription."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="sectors")
    code = models.CharField("code", max_length=20, unique=True)
    name = models.CharField("nom", max_length=100)
    # Invented boundaries say so wherever they are shown (decision 30).
    is_fictional = models.BooleanField("contour fictif", default=False)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


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
    created_at = models.DateTimeField("créé le")

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    class Meta:
        ordering = ("name",)
        indexes = [models.Index(fields=["latitude", "longitude"], name="place_position")]

    def __str__(self) -> str:
        return self.name
