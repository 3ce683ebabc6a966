"""A territory drawn with a ruler, so that the story is told in a second; `make demo` loads the real one."""

from palier.cycle.catalogue.services import load_catalogue
from palier.partners.reference import load_reference
from palier.territory.models import Department, District, Sector
from palier.territory.services.kinds import load_place_kinds
from tests.cast import NOW


def square(west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "west": west,
        "south": south,
        "east": east,
        "north": north,
    }


def rule_territory() -> None:
    """Département 04 and four square sectors, the reference data, and the kinds of place."""
    load_reference(NOW)
    load_catalogue()
    load_place_kinds()
    department = Department.objects.create(code="04", name="Alpes-de-Haute-Provence")
    squares = {
        "DIG": (("DIG-1", (6.20, 44.05, 6.25, 44.12)), ("DIG-2", (6.25, 44.05, 6.30, 44.12))),
        "MAN": (("MAN-1", (5.75, 43.80, 5.79, 43.86)), ("MAN-2", (5.79, 43.80, 5.83, 43.86))),
    }
    for code, sectors in squares.items():
        district = District.objects.create(department=department, code=code, name=code)
        for name, box in sectors:
            Sector.objects.create(district=district, code=name, name=name, is_fictional=True, **square(*box))
