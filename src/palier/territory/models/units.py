"""Administrative units, from the département down to the sector, each with an optional boundary."""

from django.db import models

from palier.geo.shapes import Shape, box_of, shape_of, to_geojson
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

    def draw(self, shape: Shape | None) -> None:
        """Take this shape as geometry, with its box; None takes both away. The caller saves."""
        box = box_of(shape) if shape is not None else None
        self.geometry = to_geojson(shape) if shape is not None else None
        self.west, self.south = (box.west, box.south) if box else (None, None)
        self.east, self.north = (box.east, box.north) if box else (None, None)

    @property
    def shape(self) -> Shape | None:
        """The geometry as a shape, read as it was once accepted."""
        return shape_of(self.geometry) if self.geometry else None


DRAWN_FIELDS = ("geometry", "west", "south", "east", "north")


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
