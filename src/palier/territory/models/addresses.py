"""The address base: ODbL data in tables of its own, which nothing else points at.

The share-alike of the ODbL is a condition on the database: no police row holds a key into these tables, a place
copies the words of its address. Keys are plain numbers: the data are public, and reloaded as a whole.
"""

from django.db import models

from palier.kernel.ids import new_id

ATTRIBUTION = "Adresses : © les contributeurs d’OpenStreetMap (BANO), Base Adresse Nationale — licence ODbL 1.0"


class AddressRelease(models.Model):
    """One file of addresses loaded. The last one tells every process that its index is out of date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField("fichier", max_length=200)
    digest = models.CharField("empreinte SHA-256", max_length=64)
    attribution = models.CharField("mention", max_length=300, default=ATTRIBUTION)
    streets = models.PositiveIntegerField("voies")
    addresses = models.PositiveIntegerField("adresses")
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        ordering = ("-loaded_at", "id")

    def __str__(self) -> str:
        return self.file_name


class Street(models.Model):
    """A street (or a named place with numbers), with a point in its middle when one is known."""

    id = models.BigAutoField(primary_key=True)
    insee = models.CharField("code INSEE", max_length=5)
    commune = models.CharField("commune", max_length=100)
    postcode = models.CharField("code postal", max_length=5)
    name = models.CharField("voie", max_length=200)
    latitude = models.FloatField("latitude", null=True)
    longitude = models.FloatField("longitude", null=True)

    class Meta:
        ordering = ("insee", "name", "postcode")
        constraints = [models.UniqueConstraint(fields=["insee", "name", "postcode"], name="street_once_per_commune")]

    def __str__(self) -> str:
        return f"{self.name}, {self.postcode} {self.commune}"


class Address(models.Model):
    """A house number on a street, with or without a point."""

    class Precision(models.TextChoices):
        NUMBER = "numero", "au numéro"
        INTERPOLATED = "interpolee", "estimée entre deux numéros"
        STREET = "voie", "au milieu de la voie"
        NONE = "aucune", "sans position"
        # A cadastral number that is on no door: kept out of every answer.
        PLOT = "parcelle", "pseudo-numéro cadastral"

    id = models.BigAutoField(primary_key=True)
    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="addresses", db_index=False)
    number = models.PositiveIntegerField("numéro")
    suffix = models.CharField("répétition", max_length=20, blank=True)
    latitude = models.FloatField("latitude", null=True)
    longitude = models.FloatField("longitude", null=True)
    precision = models.CharField("précision", max_length=10, choices=Precision.choices)

    class Meta:
        ordering = ("street", "number", "suffix")
        # Also the index that finds a number on a street.
        constraints = [models.UniqueConstraint(fields=["street", "number", "suffix"], name="number_once_per_street")]

    def __str__(self) -> str:
        return f"{self.number} {self.suffix}".strip()
