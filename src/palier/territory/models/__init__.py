"""Tables of the territory: administrative units, kinds of place, places, and the address base apart."""

from palier.territory.models.addresses import ATTRIBUTION, Address, AddressRelease, Street
from palier.territory.models.imports import PendingBoundaries
from palier.territory.models.places import Place, PlaceKind
from palier.territory.models.units import DRAWN_FIELDS, Commune, Department, District, Located, Sector

__all__ = [
    "ATTRIBUTION",
    "DRAWN_FIELDS",
    "Address",
    "AddressRelease",
    "Commune",
    "Department",
    "District",
    "Located",
    "PendingBoundaries",
    "Place",
    "PlaceKind",
    "Sector",
    "Street",
]
