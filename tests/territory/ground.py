"""A small invented ground for the tests: one circonscription in two square sectors that share the meridian 6.1."""

import json

from palier.geo.shapes import read_shape
from palier.territory.models import Commune, Department, District, Sector


def square(west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict | None, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict, **more) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def make_ground() -> tuple[Sector, Sector]:
    """The west and east sectors, in the cast's circonscription of Digne when there is one."""
    department, _ = Department.objects.get_or_create(code="04", defaults={"name": "Alpes-de-Haute-Provence"})
    district, _ = District.objects.get_or_create(code="DIG", defaults={"name": "Digne", "department": department})
    commune = Commune(insee="04070", name="Digne-les-Bains", department=department, district=district)
    commune.draw(read_shape(square(6.0, 44.0, 6.2, 44.2)))
    commune.save()
    found = []
    for code, west in (("DIG-1", 6.0), ("DIG-2", 6.1)):
        sector = Sector(code=code, name=f"Secteur {code}", district=district, is_fictional=True)
        sector.draw(read_shape(square(west, 44.0, west + 0.1, 44.2)))
        sector.save()
        found.append(sector)
    return found[0], found[1]
