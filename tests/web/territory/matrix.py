"""Who gets what at the territory screens."""

from palier.partners.models import Stewardship
from palier.territory.boundaries import Kind
from palier.territory.models import Commune, PendingBoundaries, Place, PlaceKind, Sector
from palier.territory.services import Position, create_place, keep_boundaries, load_place_kinds
from palier.web.shell.navigation import address_of
from tests.cast import NOW
from tests.territory.ground import collection, feature, make_ground, square
from tests.web.matrix import CUT, MANDATES, Route, answers

# Every member and every overseer reads the territory; the DPO, and those whose access is cut, do not.
# Until the charter has its screen, nobody can be sent to it.
GATE = 302 if address_of("partners:charter-sign") else 403
READERS = answers(200, gaelle=GATE, others=(CUT, 403), denis=403)
MEMBERS = answers(200, gaelle=GATE, others=((*CUT, *MANDATES), 403))
# Places are rows: a mandate opens none (decision 8).
VISITORS = answers(200, gaelle=GATE, others=(CUT, 403), mandates=(("eric", "diane", "agathe"), 404), denis=403)
# A place seen by the other group is changed by its own only.
CHANGERS = answers(200, gaelle=GATE, others=((*CUT, *MANDATES), 403), neighbours=(("dora", "marc"), 403))
ADMINISTRATION = answers(403, gaelle=GATE, agathe=200)


def ground(world):
    """The sectors and one place of Digne 1, made once per world."""
    if not Sector.objects.exists():
        make_ground()
        load_place_kinds()
    place = Place.objects.unsealed("matrix").filter(name="Hall B des Tilleuls").first()
    return place or create_place(
        actor=world.cast.actor("alice"),
        group_id=world.cast.group.pk,
        kind=PlaceKind.objects.get(pk="hall"),
        name="Hall B des Tilleuls",
        address="12 boulevard Gassendi",
        position=Position(44.1, 6.05),
        now=NOW,
    )


def pending(world):
    """A file waiting for its answer, with one boundary accepted and one refused."""
    ground(world)
    if known := PendingBoundaries.objects.first():
        return known
    content = collection(
        feature(square(6.0, 44.0, 6.1, 44.2), code="DIG-1", nom="Digne 1", circonscription="DIG"),
        feature(None, code="DIG-9", nom="Sans contour", circonscription="DIG"),
    )
    return keep_boundaries(
        actor=world.cast.actor("agathe"), kind=Kind.SECTOR, file_name="secteurs.geojson", content=content, now=NOW
    )


def of_place(world):
    return {"pk": ground(world).pk}


def of_stewardship(world):
    named = {"place": ground(world), "organisation": world.cast.landlord, "kind": Stewardship.Kind.OWNER}
    return {"pk": Stewardship.objects.get_or_create(**named)[0].pk}


def of_sector(world):
    ground(world)
    return {"pk": Sector.objects.first().pk}


def of_commune(world):
    ground(world)
    return {"insee": Commune.objects.get().pk}


def of_kind(world):
    ground(world)
    return {"code": "hall"}


ROWS = {
    "territory:overview": Route(READERS),
    "territory:commune": Route(READERS, args=of_commune),
    "territory:sector": Route(READERS, args=of_sector),
    "territory:features": Route(READERS, args=lambda world: {"layer": "lieux"}),
    "territory:addresses": Route(READERS, query={"q": "gassendi"}),
    "territory:places": Route(READERS, query={"q": "hall"}),
    "territory:place-create": Route(MEMBERS),
    "territory:place": Route(VISITORS, args=of_place),
    "territory:place-change": Route(CHANGERS, args=of_place),
    "territory:steward-give": Route(CHANGERS, args=of_place),
    "territory:steward-end": Route(CHANGERS, args=of_stewardship),
    "territory:place-features": Route(VISITORS, args=of_place),
    "territory:import": Route(ADMINISTRATION),
    "territory:import-preview": Route(ADMINISTRATION, args=lambda world: {"pk": pending(world).pk}),
    "territory:import-contours": Route(ADMINISTRATION, args=lambda world: {"pk": pending(world).pk}),
    "territory:kinds": Route(ADMINISTRATION),
    "territory:kind": Route(ADMINISTRATION, args=of_kind),
}
